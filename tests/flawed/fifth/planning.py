"""Flaws in planning, in changes of plan, in dependencies and in deletion."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final

from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.domain.tasks import Task, TaskStatus
from reference_orchestrator.domain.times import parse_moment
from reference_orchestrator.store.tasks import TaskTable
from reference_orchestrator.toolbox import Call, Reply
from reference_orchestrator.tools import changes, tasks
from reference_orchestrator.tools.shared import save_change
from tests.flawed.fifth.declaring import fifth, task_of
from tests.flawed.lying import Lie, Run, given, with_given

PLAN: Final = "orchestrator_plan_task"
UPDATE: Final = "orchestrator_update_task"
DELETE: Final = "orchestrator_delete_task"


# TASK-4: "changes the fields given"; "an empty text is a value".
@fifth("an-emptied-estimate-stays", "An update with an empty estimate keeps the earlier one.", breaks="TASK-4")
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        if given(call, "estimated_effort") != "":
            return run(call)
        lie.told()
        return run(with_given(call, estimated_effort=None))

    lie.around(UPDATE, wrap)


# TASK-4, "As given": "a due date … the text that was given … also after any other change".
@fifth("an-updated-due-date-is-in-utc", "An update keeps the moment of a due date, and not its text.", breaks="TASK-4")
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        due = given(call, "due_date")
        if not isinstance(due, str) or "T" not in due:
            return run(call)
        moment = due
        with suppress(Refusal):
            moment = parse_moment("due_date", due)
            lie.told()
        return run(with_given(call, due_date=moment))

    lie.around(UPDATE, wrap)


# "A task's life": nothing leads out of completed but the archive.
@fifth(
    "a-new-subtask-reopens-its-parent", "A subtask that is planned under a completed task reopens it.", breaks="TASK-1"
)
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        reply, parent = run(call), task_of(call, "parent_task_id")
        if parent is not None and parent.status is TaskStatus.COMPLETED:
            lie.told()
            with call.write() as (_, work):
                save_change(call, work, parent, replace(parent, status=TaskStatus.IN_PROGRESS))
        return reply

    lie.around(PLAN, wrap)


# TASK-1: "the documented default for each left out".
@fifth("specialists-are-inherited", "A subtask without a specialist gets its parent's.", breaks="TASK-1")
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        parent = task_of(call, "parent_task_id")
        if "specialist_type" in call.arguments or parent is None or parent.specialist_type is None:
            return run(call)
        lie.told()
        return run(with_given(call, specialist_type=str(parent.specialist_type)))

    lie.around(PLAN, wrap)


# TASK-2: "refuses … unfinished dependencies".
@fifth("work-in-revision-frees-its-dependants", "A dependency with a submission counts as finished.", breaks="TASK-2")
def _(lie: Lie) -> None:
    def frees(dependency: Task) -> bool:
        return dependency.status is TaskStatus.IN_PROGRESS and bool(dependency.summary)

    def make(check: Callable[[Task, list[Task]], None]) -> Callable[[Task, list[Task]], None]:
        def checked(task: Task, dependencies: list[Task]) -> None:
            kept = [one for one in dependencies if not frees(one)]
            if kept != dependencies:
                lie.told()
            check(task, kept)

        return checked

    lie.patch(tasks, "check_dependencies_finished", make)
    lie.patch(changes, "check_dependencies_finished", make)


# TASK-6, "Every item counts": "children of children to any depth … dependants of any of them lose the dependency".
@fifth("the-release-ends-at-the-subtasks", "Who waits for a subtask's subtask goes on to wait.", breaks="TASK-6")
def _(lie: Lie) -> None:
    archiving = threading.local()

    def wrap(run: Run, call: Call) -> Reply:
        archiving.now = given(call, "archive_instead")
        return run(call)

    def make(release: Any) -> Any:
        def released(table: TaskTable, task_ids: Sequence[str]) -> None:
            root = task_ids[0]
            near = [task.id for task in table.get_all(task_ids) if root in (task.id, task.parent_task_id)]
            if archiving.now and len(near) < len(task_ids):
                lie.told()
                release(table, near)
            else:
                release(table, task_ids)

        return released

    lie.around(DELETE, wrap)
    lie.patch(TaskTable, "release_dependants", make)


# TASK-6: "tasks that depended on it lose the dependency", and nothing else.
@fifth("released-dependants-are-unblocked", "A blocked task whose last dependency goes is pending.", breaks="TASK-6")
def _(lie: Lie) -> None:
    def unblock(call: Call, task_ids: list[str]) -> None:
        with call.write() as (_, work):
            for task in work.tasks.get_all(task_ids):
                if task.status is TaskStatus.BLOCKED and not task.dependencies:
                    lie.told()
                    save_change(call, work, task, replace(task, status=TaskStatus.PENDING))

    def wrap(run: Run, call: Call) -> Reply:
        reply = run(call)
        released: Any = reply["dependants"]
        if released and given(call, "force"):
            unblock(call, [one["task_id"] for one in released])
        return reply

    lie.around(DELETE, wrap)
