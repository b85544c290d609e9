"""Changes of every kind that wait for a lock on the data store at the same time, so that they cost one wait."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from acceptance.contract.calls import Call
from acceptance.contract.dialects import Dialect
from acceptance.contract.values import Deletion, HandIn, TaskPlan, TaskState
from acceptance.errors import TargetFaultError
from acceptance.faults.store_faults import StoreFaults
from acceptance.scenario.tasks import Task

CHANGES: Final[Mapping[str, Callable[[Dialect, str], Call]]] = {
    "submission": lambda dialect, task: dialect.hand_in(task, HandIn()),
    "change": lambda dialect, task: dialect.change(task, TaskPlan({}), TaskState.BLOCKED),
    "deletion": lambda dialect, task: dialect.delete(task, Deletion()),
}
"""What is asked behind the lock, one thing of each task."""


def ask_for_changes(store: StoreFaults, tasks: Sequence[Task]) -> None:
    """Ask for one of the `CHANGES` of each task, and wait for no reply.

    Raises:
        NotOfferedError: one of them is not offered.
        TargetFaultError: there is not one task for each.
    """
    if len(tasks) != len(CHANGES):
        raise TargetFaultError(f"{len(CHANGES)} tasks are needed, one for each of {', '.join(CHANGES)}")
    for task, call in zip(tasks, CHANGES.values(), strict=True):
        store.ask_behind_the_lock(call(task.state.orchestrator.dialect, task.identity))
