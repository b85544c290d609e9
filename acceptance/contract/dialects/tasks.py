"""The verbs of tasks and results, as version 2.0 says them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from acceptance.contract.calls import Call
from acceptance.contract.dialects.arguments import (
    FILTER_PARAMETERS,
    PLAN_PARAMETERS,
    SEARCHABLE_CHARACTERS,
    given,
    hand_in_arguments,
)
from acceptance.contract.dialects.sessions import SessionVerbs
from acceptance.contract.values import Deletion, Filter, HandIn, SubtaskPlan, TaskField, TaskPlan, TaskQuery, TaskState


class TaskVerbs(SessionVerbs):
    """Tasks from planning to synthesis."""

    # Whether a look at a task tells of the work that was handed in on it.
    SHOWS_WORK: ClassVar = True

    def shows(self, value: TaskField) -> bool:
        """Whether a look at a task tells this value in this version at all."""
        return True

    def plan(self, plan: TaskPlan) -> Call:
        """Plan a lone task."""
        arguments = {PLAN_PARAMETERS[value]: content for value, content in plan.given.items()}
        return Call("plan", "orchestrator_plan_task", {"description": "", **arguments})

    def plan_family(self, parent: TaskPlan, members: Sequence[SubtaskPlan]) -> Call | None:
        """The one call that plans a whole family, or None where each task is planned by a call of its own."""
        return None

    def execute(self, task: str) -> Call:
        """Hand a task to its specialist."""
        return Call("execution", "orchestrator_execute_task", {"task_id": task})

    def hand_in(self, task: str, work: HandIn) -> Call:
        """Hand in work on a task."""
        return Call("hand-in", "orchestrator_complete_task", hand_in_arguments(task, work))

    def change(self, task: str, changes: TaskPlan, state: TaskState | None) -> Call:
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
        return Call("question", "orchestrator_query_tasks", {**filters, **arguments}, paged=True)

    def looks(self, title: str, parent: str | None) -> Iterable[Call]:
        """The calls that may show a task, the cheapest first."""
        archived = {Filter.STATE: [TaskState.ARCHIVED.wire]}
        if title.strip() and len(title) <= SEARCHABLE_CHARACTERS:
            yield self.look_up(TaskQuery({Filter.WORDS: title}, artifacts=True))
            yield self.look_up(TaskQuery({Filter.WORDS: title, **archived}, artifacts=True))
        if parent:
            yield self.look_up(TaskQuery({Filter.PARENT: parent}, artifacts=True))
        yield self.look_up(TaskQuery(artifacts=True))
        yield self.look_up(TaskQuery(archived, artifacts=True))
        yield self.status(completed=True)

    def synthesize(self, parent: str) -> Call:
        """Put the results of a task's children together."""
        return Call("synthesis", "orchestrator_synthesize_results", {"parent_task_id": parent})
