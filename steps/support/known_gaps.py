"""What earlier scenarios of a run began with and found to be no part of the target, so that it is not begun again.

The dry run of a scenario cannot know it: that a data store is no SQLite file is seen when it is to be locked, behind
the start of a server. A scenario that begins with the same steps comes to the same, and is skipped before that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from behave.model_type import Status

from acceptance.errors import NOT_APPLICABLE

if TYPE_CHECKING:
    from behave.model import Scenario, Step

Beginning = tuple[tuple[str, str, str], ...]


class KnownGaps:
    """Beginnings of scenarios, each with the reason for which what follows cannot be judged."""

    def __init__(self) -> None:
        self._reasons: dict[Beginning, str] = {}

    def learn(self, scenario: Scenario, step: Step) -> None:
        """Keep why a scenario was skipped, if the step that has just been run did that, and does not assert."""
        reason = str(scenario.skip_reason or "")
        if step.status is Status.skipped and step.step_type != "then" and reason.startswith(NOT_APPLICABLE):
            self._reasons[beginning(scenario, step)] = reason

    def of(self, scenario: Scenario) -> str:
        """Why a scenario cannot be judged, as it begins like another one; empty where none began so."""
        if not self._reasons:
            return ""
        begun = (self._reasons.get(beginning(scenario, step), "") for step in scenario.all_steps)
        return next(filter(None, begun), "")


def beginning(scenario: Scenario, last: Step) -> Beginning:
    """The steps of a scenario up to one of them, with all that they are given."""
    told = []
    for step in scenario.all_steps:
        rows = [step.table.headings, *(list(row.cells) for row in step.table.rows)] if step.table else []
        told.append((step.name, str(step.text or ""), repr(rows)))
        if step is last:
            break
    return tuple(told)
