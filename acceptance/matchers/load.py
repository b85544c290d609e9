"""Assertions about load."""

from __future__ import annotations

from hamcrest.core.base_matcher import BaseMatcher
from hamcrest.core.description import Description

from acceptance.load.table import sentences
from acceptance.load.tally import BOUND, Tally


class Sustained(BaseMatcher[Tally]):
    """A load that the orchestrator sustained."""

    def _matches(self, item: Tally) -> bool:
        return item.accepted

    def describe_to(self, description: Description) -> None:
        """Say what is expected."""
        description.append_text(
            f"at least {BOUND} % of the tasks are completed and can be read back, no call is rejected without reason, "
            "and no answer is wrong"
        )

    def describe_mismatch(self, item: Tally, mismatch_description: Description) -> None:
        """Say what came of it."""
        mismatch_description.append_text("\n".join(sentences(item)))


def sustained() -> Sustained:
    """The orchestrator sustained the load."""
    return Sustained()
