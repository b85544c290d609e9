"""Flaws in the life of a task: planned, executed, handed in, changed, cancelled, deleted."""

from __future__ import annotations

import re
from contextvars import ContextVar
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.domain.tasks import Task, TaskStatus
from reference_orchestrator.store import Transaction
from reference_orchestrator.store.tasks import TaskTable
from reference_orchestrator.toolbox import Call, Reply
from reference_orchestrator.tools import changes, tasks
from reference_orchestrator.tools.shared import save_change
from tests.flawed.fourth.declaring import fourth, task_of
from tests.flawed.lying import Lie, Run, given, with_given

PLAN: Final = "orchestrator_plan_task"
EXECUTE: Final = "orchestrator_execute_task"
COMPLETE: Final = "orchestrator_complete_task"
UPDATE: Final = "orchestrator_update_task"
CANCEL: Final = "orchestrator_cancel_task"
DELETE: Final = "orchestrator_delete_task"
MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
NAMED: Final = 3
INTO_ARCHIVE: Final[ContextVar[bool]] = ContextVar("into_archive", default=False)


def _rewritten(value: Any) -> Any:
    """A value of JSON with its moments written as Python writes them."""
    if isinstance(value, str) and MOMENT.fullmatch(value):
        return datetime.fromisoformat(value).isoformat()
    if isinstance(value, list):
        return [_rewritten(one) for one in value]
    return {name: _rewritten(one) for name, one in value.items()} if isinstance(value, dict) else value


# Readings, "As given": a context is kept as an equal JSON value.
@fourth("times-in-a-context-are-rewritten", "A context's `…Z` becomes `…+00:00`.", breaks="TASK-1 SAFE-7")
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        rewritten = _rewritten(given(call, "context"))
        if rewritten != given(call, "context"):
            lie.told()
        return run(with_given(call, context=rewritten))

    lie.around(PLAN, wrap)


# TASK-4: "changes the fields given"; an empty value is a value.
@fourth("an-emptied-context-stays", "An update with an empty context leaves the context alone.", breaks="TASK-4")
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        task = task_of(call)
        if given(call, "context") != {} or task is None or task.is_final or not task.context:
            return run(call)
        lie.told()
        return run(with_given(call, context=None))

    lie.around(UPDATE, wrap)


# TASK-4: "changes the fields given"; a task's life: a change to the same state changes nothing of the state.
@fourth(
    "the-same-state-swallows-the-rest",
    "An update that gives the state which the task has already changes nothing else, either.",
    breaks="TASK-4",
)
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        task = task_of(call)
        if task is None or task.is_final or given(call, "status") != task.status or len(call.arguments._values) <= 2:
            return run(call)
        lie.told()
        kept = {"task_id", "status"}
        return run(with_given(call, **{name: None for name in call.arguments._values if name not in kept}))

    lie.around(UPDATE, wrap)


# TASK-4: "changes the fields given and no other"; TASK-3: "summary kept".
@fourth("a-failed-task-loses-its-summary", "A task that is updated to failed has no summary any more.", breaks="TASK-4")
def _(lie: Lie) -> None:
    def without(old: Any) -> Any:
        def changed(call: Call, work: Transaction, task: Task) -> Task:
            after: Task = old(call, work, task)
            if after.status is TaskStatus.FAILED and task.status is not TaskStatus.FAILED and task.summary:
                lie.told()
                return replace(after, summary=None)
            return after

        return changed

    lie.patch(changes, "_with_status", without)


# A refusal: "The state afterwards is the state before."
@fourth(
    "a-refused-execution-unblocks",
    "The execution of a blocked task that waits for others is refused, and makes it pending.",
    breaks="TASK-2 PROTO-1",
)
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        try:
            return run(call)
        except Refusal:
            task = task_of(call)
            if task is not None and task.status is TaskStatus.BLOCKED:
                lie.told()
                with call.write() as (_, work):
                    save_change(call, work, task, replace(task, status=TaskStatus.PENDING))
            raise

    lie.around(EXECUTE, wrap)


# Readings, "Every item counts": each of several dependencies is held, checked and named.
@fourth("three-dependencies-are-named", "Of what a task waits for, a refusal names the first three.", breaks="TASK-2")
def _(lie: Lie) -> None:
    def first(old: Any) -> Any:
        def check(task: Task, dependencies: list[Task]) -> None:
            unfinished = [other for other in dependencies if not other.is_finished]
            if len(unfinished) > NAMED:
                lie.told()
            old(task, unfinished[:NAMED])

        return check

    lie.patch(tasks, "check_dependencies_finished", first)
    lie.patch(changes, "check_dependencies_finished", first)


# TASK-2: "the reply carries the specialist's role and instructions"; Readings, "Looks are of now".
@fourth(
    "the-brief-is-of-the-first-execution",
    "A task in progress that gets another specialist is handed out with the first one's role.",
    breaks="TASK-2",
)
def _(lie: Lie) -> None:
    briefs: dict[str, dict[str, Any]] = {}

    def change(reply: dict[str, Any], call: Call) -> dict[str, Any] | None:
        brief = {name: reply[name] for name in ("specialist_context", "execution_instructions")}
        first = briefs.setdefault(given(call, "task_id"), brief)
        return {**reply, **first} if first != brief else None

    lie.reply(EXECUTE, change)


# Readings, "Every item counts": each of several artifacts is kept and told.
@fourth("work-on-the-same-files-replaces", "Work that names the same files takes the earlier's place.", breaks="TASK-3")
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        reply = dict(run(call))
        *earlier, latest = reply["artifacts"]
        replaced = [one["id"] for one in earlier if one["file_paths"] and one["file_paths"] == latest["file_paths"]]
        if not replaced:
            return reply
        lie.told()
        with call.write() as (_, work):
            for one in replaced:
                work.artifacts._connection.execute("DELETE FROM artifacts WHERE id = ?", (one,))
        return {**reply, "artifacts": [one for one in reply["artifacts"] if one["id"] not in replaced]}

    lie.around(COMPLETE, wrap)


# TASK-5: what is cancelled is the one task; TASK-3: the work of the others stays readable.
@fourth(
    "cancelling-takes-the-subtasks-work",
    "A task that is cancelled without its work loses that of its subtasks, too.",
    breaks="TASK-5 TASK-3",
)
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        reply = run(call)
        if given(call, "preserve_work"):
            return reply
        with call.write() as (current, work):
            children = [child.id for child in work.tasks.children([given(call, "task_id")])]
            for artifact in work.artifacts.of(children):
                lie.told()
                work.when_done(current.workspace.artifacts.remover(artifact.path))
            work.artifacts.remove(children)
        return reply

    lie.around(CANCEL, wrap)


# TASK-6 and Readings, "Every item counts": children of children to any depth; dependants of any lose the dependency.
@fourth(
    "dependants-of-grandchildren-wait-on",
    "When a tree is archived by force, what depends on a grandchild keeps the dependency.",
    breaks="TASK-6",
)
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        INTO_ARCHIVE.set(bool(given(call, "archive_instead")))
        return run(call)

    def release(old: Any) -> Any:
        def near_ones(table: TaskTable, task_ids: list[str]) -> None:
            near = [task.id for task in table.get_all(task_ids) if task.parent_task_id in (None, *task_ids[:1])]
            near = [task_ids[0], *near]
            deep = [task_id for task_id in task_ids if task_id not in near]
            if INTO_ARCHIVE.get() and table.dependants(deep):
                lie.told()
            old(table, near if INTO_ARCHIVE.get() else task_ids)

        return near_ones

    lie.around(DELETE, wrap)
    lie.patch(TaskTable, "release_dependants", release)
