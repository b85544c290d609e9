"""What the tools' parameters are called, and how arguments are put together."""

from __future__ import annotations

from typing import Any, Final

from acceptance.contract.values import Filter, HandIn, NextAction, TaskField

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
# A longer text is looked for by other means: not every search takes it.
SEARCHABLE_CHARACTERS: Final = 120


def given(**arguments: Any) -> dict[str, Any]:
    """The arguments that were given: those that are None are not sent."""
    return {name: value for name, value in arguments.items() if value is not None}


def hand_in_arguments(task: str, work: HandIn) -> dict[str, Any]:
    """The arguments of a hand-in, which are the same in all versions."""
    return given(
        task_id=task,
        summary=work.summary,
        detailed_work=work.work,
        next_action=NEXT_ACTIONS[work.next_action],
        artifact_type=work.kind,
        file_paths=list(work.files) or None,
    )
