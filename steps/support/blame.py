"""Tells the trail of a scenario's calls how each step ended."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from acceptance.errors import ConnectionLostError, NoAnswerError
from acceptance.scenario.diagnosis import has_lost_a_task, lost_parent

if TYPE_CHECKING:
    from behave.model import Scenario, Step

    from acceptance.evidence.call_trail import CallTrail, FailedCall
    from acceptance.scenario.state import ScenarioState


def follow(state: ScenarioState, step: Step) -> None:
    """Tell the trail of a scenario's calls that a step has passed or failed; after a failure, look for its cause."""
    trail = state.trail
    if step.status.name == "passed":
        trail.passed(step.step_type)
    elif step.status.name == "failed":
        trail.failed(step.step_type, step.exception)
        if state.tasks and not isinstance(step.exception, ConnectionLostError | NoAnswerError):
            trail.failure = lost_parent(state) or trail.failure
            if trail.failure is not None and not trail.failure.lost and has_lost_a_task(state):
                trail.failure = replace(trail.failure, lost=True)


def keep_blame(trail: CallTrail, scenario: Scenario) -> None:
    """Keep with a scenario which call is to blame for its failure."""
    scenario.blamed_call = trail.failure


def blamed_call(scenario: Scenario) -> FailedCall | None:
    """The call that is to blame for the failure of a scenario that ran; `None` where none is known."""
    found: FailedCall | None = getattr(scenario, "blamed_call", None)
    return found
