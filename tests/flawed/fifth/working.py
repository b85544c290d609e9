"""Flaws in executing, completing and cancelling."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from reference_orchestrator.domain.tasks import OPEN_STATES, Artifact, TaskStatus
from reference_orchestrator.store import Transaction
from reference_orchestrator.toolbox import Call, Reply
from reference_orchestrator.tools.shared import save_change
from reference_orchestrator.views import task_now
from tests.flawed.fifth.declaring import fifth, task_of
from tests.flawed.lying import Lie, Run, given, with_given

EXECUTE: Final = "orchestrator_execute_task"
COMPLETE: Final = "orchestrator_complete_task"
CANCEL: Final = "orchestrator_cancel_task"
LONGEST: Final = 2_000


def _artifacts(call: Call) -> list[Artifact]:
    with call.read() as (_, work):
        return work.artifacts.of([given(call, "task_id")])


# TASK-3: "summary kept".
@fifth("going-on-clears-the-summary", "Executing a blocked task again takes its summary away.", breaks="TASK-3 TASK-2")
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        before, reply = task_of(call), run(call)
        now = task_of(call)
        if before is None or now is None or before.status is not TaskStatus.BLOCKED or now.summary is None:
            return reply
        lie.told()
        with call.write() as (_, work):
            save_change(call, work, now, replace(now, summary=None))
        return {**reply, "summary": None}

    lie.around(EXECUTE, wrap)


# TASK-2: "the reply carries … title, description".
@fifth("the-brief-shortens-the-description", "A brief holds 2,000 characters of the description.", breaks="TASK-2")
def _(lie: Lie) -> None:
    def change(reply: dict[str, Any], _: Call) -> dict[str, Any] | None:
        whole = reply["description"]
        return {**reply, "description": f"{whole[:LONGEST]}…"} if len(whole) > LONGEST else None

    lie.reply(EXECUTE, change)


# "A task's life": pending becomes in progress when it is executed itself.
@fifth("a-started-subtask-starts-its-parent", "With a subtask its pending parent starts.", breaks="TASK-2")
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        reply = run(call)
        with call.write() as (_, work):
            for parent in work.tasks.get_all([str(reply["parent_task_id"])]):
                if parent.status is TaskStatus.PENDING:
                    lie.told()
                    save_change(call, work, parent, replace(parent, status=TaskStatus.IN_PROGRESS))
        return reply

    lie.around(EXECUTE, wrap)


# "A task's life": in progress becomes completed by its own result.
@fifth("the-last-subtask-completes-its-parent", "When all subtasks are completed, the parent is.", breaks="TASK-3")
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        reply = run(call)
        with call.write() as (_, work):
            for parent in work.tasks.get_all([str(reply["parent_task_id"])]):
                states = {child.status for child in work.tasks.children([parent.id])}
                if parent.status is TaskStatus.IN_PROGRESS and states == {TaskStatus.COMPLETED}:
                    lie.told()
                    save_change(call, work, parent, replace(parent, status=TaskStatus.COMPLETED))
        return reply

    lie.around(COMPLETE, wrap)


# TASK-3, "Every item counts": "each of several artifacts is kept and told".
@fifth("all-work-is-of-the-first-type", "Later artifacts of a task have the type of its first one.", breaks="TASK-3")
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        first = next(iter(_artifacts(call)), None)
        if first is None or first.type == given(call, "artifact_type"):
            return run(call)
        lie.told()
        return run(with_given(call, artifact_type=str(first.type)))

    lie.around(COMPLETE, wrap)


# TASK-3: "file paths recorded as given".
@fifth("file-paths-are-recorded-once", "A file path that is given twice is recorded once.", breaks="TASK-3")
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        paths = list(given(call, "file_paths", []))
        once = list(dict.fromkeys(paths))
        if once == paths:
            return run(call)
        lie.told()
        return run(with_given(call, file_paths=once))

    lie.around(COMPLETE, wrap)


# TASK-3, "Every item counts": "each of several artifacts is kept and told".
@fifth("equal-work-is-kept-once", "Work that a task has already is not kept a second time.", breaks="TASK-3")
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        known, reply = {one.digest for one in _artifacts(call)}, run(call)
        latest = _artifacts(call)[-1]
        if latest.digest not in known:
            return reply
        lie.told()
        with call.write() as (_, work):
            work.artifacts._connection.execute("DELETE FROM artifacts WHERE id = ?", (latest.id,))
            return {**reply, **task_now(work, latest.task_id)}

    lie.around(COMPLETE, wrap)


# TASK-3: "file paths recorded as given", with each submission.
@fifth(
    "no-paths-mean-the-earlier-ones", "A submission without file paths has those of the one before.", breaks="TASK-3"
)
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        before = _artifacts(call)
        if given(call, "file_paths") or not before or not before[-1].file_paths:
            return run(call)
        lie.told()
        return run(with_given(call, file_paths=list(before[-1].file_paths)))

    lie.around(COMPLETE, wrap)


# TASK-5: the task is cancelled, and no other.
@fifth("cancelling-cancels-the-subtasks", "With a task its open subtasks are cancelled.", breaks="TASK-5")
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        reply = run(call)
        with call.write() as (_, work):
            for child in work.tasks.children([str(reply["task_id"])]):
                if child.status in OPEN_STATES:
                    lie.told()
                    save_change(call, work, child, replace(child, status=TaskStatus.CANCELLED))
        return reply

    lie.around(CANCEL, wrap)


# TASK-5: "with preserve_work artifacts stay readable, without it they go".
@fifth("discarded-work-stays-on-the-disk", "Only the record of discarded work goes, its file stays.", breaks="TASK-5")
def _(lie: Lie) -> None:
    def make(_: Any) -> Any:
        def when_done(_work: Transaction, _action: Any) -> None:
            lie.told()

        return when_done

    lie.patch(Transaction, "when_done", make)
