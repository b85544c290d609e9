"""What earlier scenarios of a run found impossible with the target, so that it is not arranged again.

The dry run of a scenario cannot know it: that a data store is no SQLite file is seen when it is to be locked, behind
the start of a server. A scenario that begins with the same steps comes to the same, and is skipped before that. So is
one with a step that brought nothing about twice in a row, whatever was arranged before it: a fault that cannot be
injected here, or a thousand tasks that would take minutes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from behave.model_type import Status

from acceptance.errors import NOT_APPLICABLE

if TYPE_CHECKING:
    from behave.model import Scenario, Step

Told = tuple[str, str, str]
Beginning = tuple[Told, ...]

OFTEN: Final = 2
"""So often in a row a step is tried that brings nothing about: a busy machine fails now and then."""


@dataclass(slots=True)
class _Impossible:
    """A step that brought nothing about: how often in a row, and why the last time."""

    times: int
    reason: str


class KnownGaps:
    """What scenarios began with or did, each with the reason for which nothing that follows can be judged."""

    def __init__(self) -> None:
        self._reasons: dict[Beginning, str] = {}
        self._impossible: dict[Told, _Impossible] = {}

    def learn(self, scenario: Scenario, step: Step) -> None:
        """Keep why a scenario was skipped, if the step that has just been run did that, and does not assert."""
        if step.step_type == "then":
            return
        if step.status is Status.passed:
            self._impossible.pop(told(step), None)
        reason = str(scenario.skip_reason or "")
        if step.status is not Status.skipped:
            return
        if reason.startswith(NOT_APPLICABLE):
            self._reasons[beginning(scenario, step)] = reason
        elif getattr(scenario, "lasting", False):
            before = self._impossible.get(told(step), _Impossible(0, reason))
            self._impossible[told(step)] = _Impossible(before.times + 1, reason)

    def of(self, scenario: Scenario) -> str:
        """Why a scenario cannot be judged, as others could not; empty where nothing is known."""
        if self._reasons:
            begun = (self._reasons.get(beginning(scenario, step), "") for step in scenario.all_steps)
            if reason := next(filter(None, begun), ""):
                return reason
        acts = (step for step in scenario.all_steps if step.step_type != "then")
        known = (self._impossible.get(told(step)) for step in acts)
        found = next((one for one in known if one is not None and one.times >= OFTEN), None)
        return "" if found is None else f"{found.reason} (found {OFTEN} times in this run, and not tried again)"


def beginning(scenario: Scenario, last: Step) -> Beginning:
    """The steps of a scenario up to one of them, with all that they are given."""
    begun = []
    for step in scenario.all_steps:
        begun.append(told(step))
        if step is last:
            break
    return tuple(begun)


def told(step: Step) -> Told:
    """A step, with all that it is given."""
    rows = [step.table.headings, *(list(row.cells) for row in step.table.rows)] if step.table else []
    return step.name, str(step.text or ""), repr(rows)
