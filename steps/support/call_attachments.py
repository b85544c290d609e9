"""The calls of a step, attached to the report when it ends: no call waits for the one before to be written."""

from __future__ import annotations

import allure
from allure_commons.types import AttachmentType

from acceptance.display import one_line
from acceptance.evidence.evidence import Exchange
from acceptance.redaction import Redactor


class CallAttachments:
    """Keeps the calls of the step under way until it ends.

    Their lines are in the record already, so that one that ends the whole run is known all the same.

    Attributes:
        redactor: hides what nobody is to read.
    """

    def __init__(self) -> None:
        self.redactor = Redactor()
        self._kept: list[Exchange] = []

    def keep(self, exchange: Exchange) -> None:
        """Keep a call, from any thread."""
        self._kept.append(exchange)

    def show(self) -> None:
        """Attach what was kept to the step that ends; outside of steps, to the scenario or to the run itself."""
        kept, self._kept = self._kept, []
        for exchange in kept:
            text = exchange.as_text()
            # Looked for in the text as a whole, which is quick; only where it is found is it taken out piece by piece.
            if self.redactor.finds(text) or self.redactor.finds(exchange.outcome):
                exchange = exchange.without(self.redactor)  # noqa: PLW2901 - the one before must not be told
                text = exchange.as_text()
            words = one_line("".join(exchange.outcome.splitlines()[:1])[:80])
            attach = allure.attach if exchange.scenario else allure.global_attach
            attach(text, f"{one_line(exchange.tool)}: {words}, {exchange.milliseconds:.1f} ms", AttachmentType.JSON)
