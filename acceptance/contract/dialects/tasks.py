"""The verbs of tasks and results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from acceptance.contract.calls import Call
from acceptance.contract.dialects.speaker import Speaker, given
from acceptance.contract.values import (
    Deletion,
    Filter,
    HandIn,
    NextAction,
    StateWord,
    SubtaskPlan,
    TaskField,
    TaskPlan,
    TaskQuery,
    TaskState,
)

PLAN_PARAMETERS: Final = {
    TaskField.TITLE: "title",
    TaskField.DESCRIPTION: "description",
    TaskField.KIND: "task_type",
    TaskField.COMPLEXITY: "complexity",
    TaskField.SPECIALIST: "specialist_type",
    TaskField.EFFORT: "estimated_effort",
    TaskField.DUE_DATE: "due_date",
    TaskField.PARENT: "parent_task_id",
    TaskField.DEPENDS_ON: "dependencies",
    TaskField.CONTEXT: "context",
}
FILTER_PARAMETERS: Final = {
    Filter.STATE: "status",
    Filter.KIND: "task_type",
    Filter.SPECIALIST: "specialist_type",
    Filter.COMPLEXITY: "complexity",
    Filter.WORDS: "search_text",
    Filter.PARENT: "parent_task_id",
    Filter.PLANNED_AFTER: "created_after",
    Filter.PLANNED_BEFORE: "created_before",
}
NEXT_ACTIONS: Final = {
    NextAction.COMPLETE: "complete",
    NextAction.CONTINUE: "continue",
    NextAction.REVISE: "needs_revision",
    NextAction.BLOCKED: "blocked",
}


class TaskVerbs(Speaker):
    """Tasks from planning to synthesis."""

    def plan(self, plan: TaskPlan) -> Call:
        """Plan a lone task."""
        return self.say("plan", values_of(plan))

    def plan_tree(self, parent: TaskPlan, members: Sequence[SubtaskPlan]) -> Call:
        """Plan a whole family under its parent, in one call."""
        subtasks = [{**values_of(member.plan), "dependencies": list(member.waits_for)} for member in members]
        return self.say("plan_tree", {**values_of(parent), "subtasks": subtasks})

    def execute(self, task: str) -> Call:
        """Hand a task to its specialist."""
        return self.say("start", {"task_id": task})

    def hand_in(self, task: str, work: HandIn) -> Call:
        """Hand in work on a task."""
        arguments = given(
            task_id=task,
            summary=work.summary,
            detailed_work=work.work,
            next_action=NEXT_ACTIONS[work.next_action],
            artifact_type=work.kind,
            file_paths=list(work.files) or None,
            legacy_artifacts=list(work.older) or None,
        )
        return self.say("submit", arguments)

    def look_at(self, task: str) -> Call:
        """Show one task."""
        return self.say("look", {"task_id": task})

    def change(self, task: str, changes: TaskPlan, state: TaskState | StateWord | None) -> Call:
        """Change values of a task, or its state."""
        return self.say("change", given(task_id=task, status=state and state.wire, **values_of(changes)))

    def cancel(self, task: str, reason: str | None, *, keep_work: bool | None = None) -> Call:
        """Cancel a task."""
        return self.say("cancel", given(task_id=task, reason=reason, preserve_work=keep_work))

    def delete(self, task: str, deletion: Deletion) -> Call:
        """Delete a task."""
        return self.say("delete", given(task_id=task, archive_instead=deletion.archive, force=deletion.force))

    def look_up(self, question: TaskQuery) -> Call:
        """Ask for tasks."""
        filters = {FILTER_PARAMETERS[name]: content for name, content in question.filters.items()}
        arguments = given(
            include_children=question.children or None,
            include_artifacts=question.artifacts or None,
            limit=question.limit,
            offset=question.offset,
        )
        return self.say("search", {**filters, **arguments})

    def synthesize(self, parent: str) -> Call:
        """Put the results of a task's children together."""
        return self.say("synthesize", {"parent_task_id": parent})


def values_of(plan: TaskPlan) -> Mapping[str, Any]:
    """The values of a plan, by the contract's names."""
    return {PLAN_PARAMETERS[value]: content for value, content in plan.given.items()}
