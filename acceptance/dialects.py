"""How each verb of the domain is said to an orchestrator: one dialect for version 2.0, one for the releases 1.x.

A dialect turns verbs into tool calls; it neither sends them nor reads what comes back. What a version has no way to
say raises `NotOfferedError`, and so do tools and parameters that the target does not list (`Orchestrator` checks).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from acceptance.calls import Call
from acceptance.errors import NotOfferedError
from acceptance.values import (
    Cleanup,
    Deletion,
    Filter,
    HandIn,
    Member,
    NextAction,
    Question,
    TaskPlan,
    TaskState,
    Value,
)


class Dialect(Protocol):
    """The verbs that every dialect can be asked to say."""

    def shows(self, value: Value) -> bool:
        """Whether a look at a task tells this value in this version at all."""

    def initialize(self, directory: str | None) -> Call:
        """Open a directory as the workspace; without one, the directory that the server runs in."""

    def list_sessions(self, *, completed: bool | None = None, limit: int | None = None) -> Call:
        """List the sessions."""

    def session_status(self, session: str) -> Call:
        """Tell of one session."""

    def resume(self, session: str) -> Call:
        """Take a session up again."""

    def clean_up(self, cleanup: Cleanup) -> Call:
        """Clean sessions away."""

    def status(self, *, completed: bool | None = None) -> Call:
        """Tell of the tasks by state."""

    def plan(self, plan: TaskPlan) -> Call:
        """Plan a lone task."""

    def plan_family(self, parent: TaskPlan, members: Sequence[Member]) -> Call | None:
        """The one call that plans a whole family, or none where each task is planned by a call of its own."""

    def execute(self, task: str) -> Call:
        """Hand a task to its specialist."""

    def hand_in(self, task: str, work: HandIn) -> Call:
        """Hand in work on a task."""

    def change(self, task: str, changes: TaskPlan, state: TaskState | None) -> Call:
        """Change values of a task, or its state."""

    def cancel(self, task: str, reason: str | None, *, keep_work: bool | None = None) -> Call:
        """Cancel a task."""

    def delete(self, task: str, deletion: Deletion) -> Call:
        """Delete a task."""

    def look_up(self, question: Question) -> Call:
        """Ask for tasks."""

    def looks(self, title: str, parent: str | None) -> Iterable[Call]:
        """The calls that may show a task, the cheapest first."""

    def synthesize(self, parent: str) -> Call:
        """Put the results of a task's children together."""


PLAN_PARAMETERS = {
    Value.TITLE: "title",
    Value.DESCRIPTION: "description",
    Value.KIND: "task_type",
    Value.COMPLEXITY: "complexity",
    Value.SPECIALIST: "specialist_type",
    Value.EFFORT: "estimated_effort",
    Value.DUE_DATE: "due_date",
    Value.PARENT: "parent_task_id",
    Value.WAITS_FOR: "dependencies",
    Value.CONTEXT: "context",
}
FILTER_PARAMETERS = {
    Filter.STATE: "status",
    Filter.KIND: "task_type",
    Filter.SPECIALIST: "specialist_type",
    Filter.COMPLEXITY: "complexity",
    Filter.WORDS: "search_text",
    Filter.PARENT: "parent_task_id",
    Filter.PLANNED_AFTER: "created_after",
    Filter.PLANNED_BEFORE: "created_before",
}
NEXT_ACTIONS = {
    NextAction.COMPLETE: "complete",
    NextAction.CONTINUE: "continue",
    NextAction.REVISE: "needs_revision",
    NextAction.BLOCKED: "blocked",
}
# A longer text is looked for by other means: not every search takes it.
SEARCHABLE_CHARACTERS = 120


def given(**arguments: Any) -> dict[str, Any]:
    """The arguments that were given: those that are none are not sent."""
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


class Version2:
    """The 32 tools of version 2.0 (contract, `tools-v2.0`)."""

    def shows(self, value: Value) -> bool:
        return True

    def initialize(self, directory: str | None) -> Call:
        return Call("initialisation", "orchestrator_initialize_session", given(working_directory=directory))

    def list_sessions(self, *, completed: bool | None = None, limit: int | None = None) -> Call:
        return Call("list", "orchestrator_list_sessions", given(include_completed=completed, limit=limit))

    def session_status(self, session: str) -> Call:
        return Call("status", "orchestrator_session_status", {"session_id": session})

    def resume(self, session: str) -> Call:
        return Call("resumption", "orchestrator_resume_session", {"session_id": session})

    def clean_up(self, cleanup: Cleanup) -> Call:
        arguments = given(cleanup_type=cleanup.kind, older_than_days=cleanup.older_than_days, dry_run=cleanup.rehearse)
        return Call("clean-up", "orchestrator_cleanup_sessions", arguments)

    def status(self, *, completed: bool | None = None) -> Call:
        return Call("status", "orchestrator_get_status", given(include_completed=completed))

    def plan(self, plan: TaskPlan) -> Call:
        arguments = {PLAN_PARAMETERS[value]: content for value, content in plan.given.items()}
        return Call("plan", "orchestrator_plan_task", {"description": "", **arguments})

    def plan_family(self, parent: TaskPlan, members: Sequence[Member]) -> Call | None:
        return None

    def execute(self, task: str) -> Call:
        return Call("execution", "orchestrator_execute_task", {"task_id": task})

    def hand_in(self, task: str, work: HandIn) -> Call:
        return Call("hand-in", "orchestrator_complete_task", hand_in_arguments(task, work))

    def change(self, task: str, changes: TaskPlan, state: TaskState | None) -> Call:
        arguments = {PLAN_PARAMETERS[value]: content for value, content in changes.given.items()}
        return Call("change", "orchestrator_update_task", given(task_id=task, status=state and state.wire, **arguments))

    def cancel(self, task: str, reason: str | None, *, keep_work: bool | None = None) -> Call:
        return Call(
            "cancellation", "orchestrator_cancel_task", given(task_id=task, reason=reason, preserve_work=keep_work)
        )

    def delete(self, task: str, deletion: Deletion) -> Call:
        arguments = given(task_id=task, archive_instead=deletion.archive, force=deletion.force)
        return Call("deletion", "orchestrator_delete_task", arguments)

    def look_up(self, question: Question) -> Call:
        filters = {FILTER_PARAMETERS[name]: content for name, content in question.filters.items()}
        arguments = given(
            include_children=question.children or None,
            include_artifacts=question.artifacts or None,
            limit=question.limit,
            offset=question.offset,
        )
        return Call("question", "orchestrator_query_tasks", {**filters, **arguments}, paged=True)

    def looks(self, title: str, parent: str | None) -> Iterable[Call]:
        archived = {Filter.STATE: [TaskState.ARCHIVED.wire]}
        if title.strip() and len(title) <= SEARCHABLE_CHARACTERS:
            yield self.look_up(Question({Filter.WORDS: title}, artifacts=True))
            yield self.look_up(Question({Filter.WORDS: title, **archived}, artifacts=True))
        if parent:
            yield self.look_up(Question({Filter.PARENT: parent}, artifacts=True))
        yield self.look_up(Question(artifacts=True))
        yield self.look_up(Question(archived, artifacts=True))
        yield self.status(completed=True)

    def synthesize(self, parent: str) -> Call:
        return Call("synthesis", "orchestrator_synthesize_results", {"parent_task_id": parent})


class Version1:
    """The tools of the releases 1.5 to 1.8: a whole tree planned in one call, and much that is not there yet."""

    # What get_status of these releases tells of a task; nothing else shows one.
    SHOWN = frozenset({Value.TITLE, Value.SPECIALIST})
    # Roles of version 2.0 that these releases know too.
    SPECIALISTS = frozenset({"architect", "documenter", "reviewer", "tester", "researcher"})
    MEMBER_VALUES = frozenset({Value.TITLE, Value.DESCRIPTION, Value.SPECIALIST, Value.EFFORT})
    PARENT_VALUES = frozenset({Value.TITLE, Value.DESCRIPTION, Value.COMPLEXITY})
    PLAN = "orchestrator_plan_task"

    def shows(self, value: Value) -> bool:
        return value in self.SHOWN

    def initialize(self, directory: str | None) -> Call:
        return Call("initialisation", "orchestrator_initialize_session", given(working_directory=directory))

    def list_sessions(self, *, completed: bool | None = None, limit: int | None = None) -> Call:
        raise NotOfferedError("orchestrator_list_sessions")

    def session_status(self, session: str) -> Call:
        raise NotOfferedError("orchestrator_session_status")

    def resume(self, session: str) -> Call:
        raise NotOfferedError("orchestrator_resume_session")

    def clean_up(self, cleanup: Cleanup) -> Call:
        raise NotOfferedError("orchestrator_cleanup_sessions")

    def status(self, *, completed: bool | None = None) -> Call:
        return Call("status", "orchestrator_get_status", given(include_completed=completed))

    def plan(self, plan: TaskPlan) -> Call:
        """A lone task is a tree of one, under a parent of the same name."""
        return self.plan_family(TaskPlan({Value.TITLE: plan.title}), [Member(plan)])

    def plan_family(self, parent: TaskPlan, members: Sequence[Member]) -> Call:
        for value in sorted(parent.given.keys() - self.PARENT_VALUES):
            raise NotOfferedError(f"{self.PLAN}({PLAN_PARAMETERS[value]})")
        arguments: dict[str, Any] = {
            "description": parent.given.get(Value.DESCRIPTION) or parent.title,
            "subtasks_json": json.dumps([self._member(member) for member in members], ensure_ascii=False),
        }
        if Value.COMPLEXITY in parent.given:
            arguments["complexity_level"] = parent.given[Value.COMPLEXITY]
        return Call("plan", self.PLAN, arguments)

    def execute(self, task: str) -> Call:
        return Call("execution", "orchestrator_execute_subtask", {"task_id": task})

    def hand_in(self, task: str, work: HandIn) -> Call:
        return Call("hand-in", "orchestrator_complete_subtask", hand_in_arguments(task, work))

    def change(self, task: str, changes: TaskPlan, state: TaskState | None) -> Call:
        raise NotOfferedError("orchestrator_update_task")

    def cancel(self, task: str, reason: str | None, *, keep_work: bool | None = None) -> Call:
        raise NotOfferedError("orchestrator_cancel_task")

    def delete(self, task: str, deletion: Deletion) -> Call:
        raise NotOfferedError("orchestrator_delete_task")

    def look_up(self, question: Question) -> Call:
        raise NotOfferedError("orchestrator_query_tasks")

    def looks(self, title: str, parent: str | None) -> Iterable[Call]:
        yield self.status(completed=True)

    def synthesize(self, parent: str) -> Call:
        return Call("synthesis", "orchestrator_synthesize_results", {"parent_task_id": parent})

    def _member(self, member: Member) -> dict[str, Any]:
        for value in sorted(member.plan.given.keys() - self.MEMBER_VALUES):
            raise NotOfferedError(f"{self.PLAN}({PLAN_PARAMETERS[value]} of a subtask)")
        values = {PLAN_PARAMETERS[value]: content for value, content in member.plan.given.items()}
        specialist = values.setdefault("specialist_type", "tester")
        if specialist not in self.SPECIALISTS:
            raise NotOfferedError(f"{self.PLAN}(specialist_type {specialist} of a subtask)")
        values.setdefault("description", member.plan.title)
        return {**values, "dependencies": list(member.waits_for)}
