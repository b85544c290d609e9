"""The verbs of tasks and results: those that all versions say in the same way, and what each says in its own."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import ClassVar

from acceptance.contract.calls import Call
from acceptance.contract.dialects.arguments import FILTER_PARAMETERS, PLAN_PARAMETERS, given
from acceptance.contract.values import (
    Deletion,
    HandIn,
    StateWord,
    SubtaskPlan,
    TaskField,
    TaskPlan,
    TaskQuery,
    TaskState,
)


class TaskVerbs(ABC):
    """Tasks from planning to synthesis."""

    # Whether a look at a task tells of the work that was handed in on it.
    SHOWS_WORK: ClassVar[bool]

    @abstractmethod
    def shows(self, value: TaskField) -> bool:
        """Whether a look at a task tells this value in this version at all."""

    @abstractmethod
    def plan(self, plan: TaskPlan) -> Call:
        """Plan a lone task."""

    @abstractmethod
    def plan_family(self, parent: TaskPlan, members: Sequence[SubtaskPlan]) -> Call | None:
        """The one call that plans a whole family, or `None` where each task is planned by a call of its own."""

    @abstractmethod
    def execute(self, task: str) -> Call:
        """Hand a task to its specialist."""

    @abstractmethod
    def hand_in(self, task: str, work: HandIn) -> Call:
        """Hand in work on a task."""

    @abstractmethod
    def looks(self, title: str, parent: str | None) -> Iterable[Call]:
        """The calls that may show a task, the cheapest first."""

    def change(self, task: str, changes: TaskPlan, state: TaskState | StateWord | None) -> Call:
        """Change values of a task, or its state."""
        arguments = {PLAN_PARAMETERS[value]: content for value, content in changes.given.items()}
        return Call("change", "orchestrator_update_task", given(task_id=task, status=state and state.wire, **arguments))

    def cancel(self, task: str, reason: str | None, *, keep_work: bool | None = None) -> Call:
        """Cancel a task."""
        return Call(
            "cancellation", "orchestrator_cancel_task", given(task_id=task, reason=reason, preserve_work=keep_work)
        )

    def delete(self, task: str, deletion: Deletion) -> Call:
        """Delete a task."""
        arguments = given(task_id=task, archive_instead=deletion.archive, force=deletion.force)
        return Call("deletion", "orchestrator_delete_task", arguments)

    def look_up(self, question: TaskQuery) -> Call:
        """Ask for tasks."""
        filters = {FILTER_PARAMETERS[name]: content for name, content in question.filters.items()}
        arguments = given(
            include_children=question.children or None,
            include_artifacts=question.artifacts or None,
            limit=question.limit,
            offset=question.offset,
        )
        return Call("search", "orchestrator_query_tasks", {**filters, **arguments}, paged=True)

    def synthesize(self, parent: str) -> Call:
        """Put the results of a task's children together."""
        return Call("synthesis", "orchestrator_synthesize_results", {"parent_task_id": parent})
