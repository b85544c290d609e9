"""The calls of a step, attached to the report when it ends: no call waits for the one before to be written."""

from __future__ import annotations

import allure
from allure_commons.types import AttachmentType

from acceptance.evidence.evidence import Exchange


class CallAttachments:
    """Keeps the calls of the step under way until it ends.

    Their lines are in the record already, so that one that ends the whole run is known all the same.
    """

    def __init__(self) -> None:
        self._kept: list[Exchange] = []

    def keep(self, exchange: Exchange) -> None:
        """Keep a call, from any thread."""
        self._kept.append(exchange)

    def show(self) -> None:
        """Attach what was kept to the step that ends; outside of steps, to the scenario or to the run itself."""
        kept, self._kept = self._kept, []
        for exchange in kept:
            name = f"{exchange.tool}: {exchange.outcome.splitlines()[0][:80]}, {exchange.milliseconds:.1f} ms"
            attach = allure.attach if exchange.scenario else allure.global_attach
            attach(exchange.as_text(), name, AttachmentType.JSON)
