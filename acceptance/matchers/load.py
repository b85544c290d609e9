"""Whether a load was carried, in words."""

from __future__ import annotations

from hamcrest.core.base_matcher import BaseMatcher
from hamcrest.core.description import Description

from acceptance.load.table import sentences
from acceptance.load.tally import BOUND, Tally


class Carried(BaseMatcher[Tally]):
    """A load that was carried."""

    def _matches(self, item: Tally) -> bool:
        return item.accepted

    def describe_to(self, description: Description) -> None:
        """Say what is expected."""
        description.append_text(
            f"at least {BOUND} % of the tasks are completed and read back, nothing is refused without reason, "
            "and no answer is wrong"
        )

    def describe_mismatch(self, item: Tally, mismatch_description: Description) -> None:
        """Say what came of it."""
        mismatch_description.append_text("\n".join(sentences(item)))


def carried() -> Carried:
    """A load that was carried."""
    return Carried()
