"""The map of a task's life (contract, "A task's life"): which states can follow which, over any number of changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from acceptance.contract.values import TaskState

OPEN: Final = frozenset({TaskState.PENDING, TaskState.IN_PROGRESS, TaskState.BLOCKED})
FINAL: Final = frozenset({TaskState.COMPLETED, TaskState.FAILED, TaskState.CANCELLED})

WAYS: Final[Mapping[TaskState, frozenset[TaskState]]] = {
    TaskState.PENDING: frozenset({TaskState.IN_PROGRESS, TaskState.BLOCKED, TaskState.CANCELLED, TaskState.ARCHIVED}),
    TaskState.IN_PROGRESS: FINAL | {TaskState.BLOCKED, TaskState.ARCHIVED},
    TaskState.BLOCKED: frozenset({TaskState.IN_PROGRESS, TaskState.CANCELLED, TaskState.ARCHIVED}),
    TaskState.COMPLETED: frozenset({TaskState.ARCHIVED}),
    TaskState.FAILED: frozenset({TaskState.ARCHIVED}),
    TaskState.CANCELLED: frozenset({TaskState.ARCHIVED}),
    TaskState.ARCHIVED: frozenset(),
}
"""From each state those that one change leads to."""


def can_become(before: TaskState, after: TaskState) -> bool:
    """Whether a task that was in one state can be in another one later, by whatever changes."""
    reached, ahead = {before}, [before]
    while ahead:
        for state in WAYS[ahead.pop()] - reached:
            reached.add(state)
            ahead.append(state)
    return after in reached
