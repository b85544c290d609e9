"""What a failed scenario's own look at what it had arranged shows: perhaps it never was as the scenario believed.

Asked only after a failure, so that a scenario that passes makes no call for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from acceptance.contract.state_machine import can_become
from acceptance.contract.values import TaskField
from acceptance.errors import NotJudgedError, NotOfferedError, SuiteError, TargetFaultError
from acceptance.evidence.call_trail import ACCEPTED, FailedCall

if TYPE_CHECKING:
    from acceptance.contract.calls import Call
    from acceptance.scenario.state import ScenarioState
    from acceptance.scenario.tasks import Task

MOST: Final = 3
"""So many subtasks are looked at."""


def lost_parent(state: ScenarioState) -> FailedCall | None:
    """The call that planned a subtask which the orchestrator shows without its parent; `None` where there is none."""
    children = [task for task in state.tasks.values() if task.parent is not None and task.parent.known_as]
    for task in children[:MOST]:
        call = _plan_of(task)
        if call is not None and _has_lost_its_parent(task):
            words = f'accepted, but "{task.name}" is shown without its parent'
            return FailedCall(call.promised, ACCEPTED, words, arranging=True)
    return None


def has_lost_a_task(state: ScenarioState) -> bool:
    """Whether another process than the one that accepted it shows no task, or shows it as it was before."""
    if not state.servers.several:
        return False
    accepted = [task for task in state.tasks.values() if task.known_as]
    try:
        return any(map(_is_behind, accepted[:MOST]))
    except (TargetFaultError, NotOfferedError, NotJudgedError, SuiteError):
        return False


def _is_behind(task: Task) -> bool:
    """Whether a task is not there, or in a state that it had before that which the last reply told."""
    told, view = task.last_told, task.find()
    if view is None or told is None or view.state is None or told.state is None:
        return view is None
    return view.state is not told.state and can_become(view.state, told.state)


def _plan_of(task: Task) -> Call | None:
    """The call that planned a task by itself, as a subtask of its parent."""
    reply = task.reply
    return reply.call if reply is not None and reply.accepted and task.known_as else None


def _has_lost_its_parent(task: Task) -> bool:
    try:
        view = task.find() if task.state.orchestrator.dialect.shows(TaskField.PARENT) else None
    except (TargetFaultError, NotOfferedError, NotJudgedError, SuiteError):
        # Nothing can be looked at any more, so the failure stays what it is.
        return False
    parent = task.parent.known_as if task.parent else None
    # A list that tells no more than titles leaves the parent out as well; one that tells defaults tells the parent.
    is_whole = view is not None and {TaskField.TITLE, TaskField.COMPLEXITY} <= view.values.keys()
    return view is not None and is_whole and view.values.get(TaskField.PARENT) != parent
