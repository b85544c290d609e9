"""The map of a task's life: which tool may lead from which state to which (Contract, "A task's life")."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.domain.tasks import Task, TaskStatus


class Cause(StrEnum):
    """What changes a task's state; the value is how it is said."""

    EXECUTE = "executed"
    COMPLETE = "handed in"
    UPDATE = "updated"
    CANCEL = "cancelled"
    DELETE = "deleted"


_S, _C = TaskStatus, Cause
_FINAL: Final[Mapping[TaskStatus, frozenset[Cause]]] = {_S.ARCHIVED: frozenset({_C.DELETE, _C.UPDATE})}

TRANSITIONS: Final[Mapping[TaskStatus, Mapping[TaskStatus, frozenset[Cause]]]] = {
    _S.PENDING: {
        _S.IN_PROGRESS: frozenset({_C.EXECUTE}),
        _S.BLOCKED: frozenset({_C.UPDATE}),
        _S.CANCELLED: frozenset({_C.CANCEL}),
        _S.ARCHIVED: frozenset({_C.DELETE}),
    },
    _S.IN_PROGRESS: {
        # Executing again hands back the context; handing in with more to come leaves the task in progress.
        _S.IN_PROGRESS: frozenset({_C.EXECUTE, _C.COMPLETE}),
        _S.BLOCKED: frozenset({_C.UPDATE, _C.COMPLETE}),
        _S.COMPLETED: frozenset({_C.COMPLETE}),
        _S.FAILED: frozenset({_C.UPDATE}),
        _S.CANCELLED: frozenset({_C.CANCEL}),
        _S.ARCHIVED: frozenset({_C.DELETE}),
    },
    _S.BLOCKED: {
        _S.IN_PROGRESS: frozenset({_C.EXECUTE, _C.UPDATE}),
        _S.CANCELLED: frozenset({_C.CANCEL}),
        _S.ARCHIVED: frozenset({_C.DELETE}),
    },
    _S.COMPLETED: _FINAL,
    _S.FAILED: _FINAL,
    _S.CANCELLED: _FINAL,
    _S.ARCHIVED: {},
}

_OTHER_WAY: Final[Mapping[TaskStatus, str]] = {
    _S.IN_PROGRESS: "execute it (orchestrator_execute_task)",
    _S.COMPLETED: "complete it with its result (orchestrator_complete_task)",
    _S.CANCELLED: "cancel it (orchestrator_cancel_task)",
    _S.ARCHIVED: "delete it into the archive (orchestrator_delete_task)",
}


def is_allowed(before: TaskStatus, after: TaskStatus, cause: Cause) -> bool:
    """Whether the map has this way; an update to the state that a task has already is always on it."""
    if cause is Cause.UPDATE and before is after:
        return True
    return cause in TRANSITIONS[before].get(after, frozenset())


def check_transition(task: Task, after: TaskStatus, cause: Cause) -> None:
    """Refuse a way that the map does not have.

    Args:
        task: as it is now.
        after: the state that is wanted.
        cause: the tool that wants it.

    Raises:
        Refusal: the way is not on the map; the text names the state and what can be done instead.
    """
    if is_allowed(task.status, after, cause):
        return
    if cause is Cause.UPDATE:
        problem = f"it cannot be updated from {task.status.words} to {after.words}"
    elif cause is Cause.DELETE:
        problem = "it cannot be archived once more"
    else:
        problem = f"it cannot be {cause.value}"
    raise Refusal(f"The task {task.name} is {task.status.words}, so {problem}. {_advice(task.status, after, cause)}")


def _advice(before: TaskStatus, after: TaskStatus, cause: Cause) -> str:
    """What the caller can do instead."""
    ways = TRANSITIONS[before]
    if not ways:
        return "No way leads out of the archive: plan a new task."
    if cause is Cause.UPDATE and after in ways and after in _OTHER_WAY:
        return f"To make it {after.words}, {_OTHER_WAY[after]}."
    if cause is Cause.UPDATE and after is TaskStatus.COMPLETED:
        return "Execute it first, and then complete it with its result (orchestrator_complete_task)."
    if cause is Cause.COMPLETE:
        return "Only the work of a task in progress can be handed in."
    return f"From here it can become: {', '.join(state.words for state in ways)}."
