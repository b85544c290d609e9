"""Fresh flaws of tasks: executed, handed in, changed."""

import os
import secrets
from dataclasses import replace

from reference_orchestrator.artifacts import digest_of
from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.domain.tasks import FINAL_STATES, Artifact, ArtifactType, TaskStatus
from reference_orchestrator.domain.times import stamp
from reference_orchestrator.store.tasks import TaskTable
from reference_orchestrator.tools import changes, tasks
from reference_orchestrator.views import task_now
from tests.flawed.fresh.declaring import fresh, task_of
from tests.flawed.lying import Lie, given, with_given

EXECUTE = "orchestrator_execute_task"
COMPLETE = "orchestrator_complete_task"
UPDATE = "orchestrator_update_task"
DELETE = "orchestrator_delete_task"


# Executing


@fresh(
    "taken-up-again-without-its-context",
    "Executing a task that is in progress hands back everything but the context given at planning.",
    breaks="TASK-2",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        before = task_of(call)
        reply = run(call)
        if before and before.status is TaskStatus.IN_PROGRESS and before.context:
            lie.told()
            return {**reply, "context": {}}
        return reply

    lie.around(EXECUTE, wrap)


@fresh(
    "the-role-is-that-of-the-first-execution",
    "The role of a task is remembered from its first execution, and told again after it got another specialist.",
    breaks="TASK-2",
)
def _(lie: Lie) -> None:
    remembered = {}
    role = ("specialist_context", "execution_instructions")

    def wrap(run, call):
        reply = run(call)
        kept = remembered.setdefault(given(call, "task_id"), {name: reply[name] for name in role})
        if any(kept[name] != reply[name] for name in role):
            lie.told()
        return {**reply, **kept}

    lie.around(EXECUTE, wrap)


@fresh(
    "going-on-forgets-what-was-done",
    "Executing a blocked task again wipes out the summary of the work that was handed in before.",
    breaks="TASK-3",
)
def _(lie: Lie) -> None:
    def make(original):
        def save(call, work, before, after):
            if before.status is TaskStatus.BLOCKED and after.status is TaskStatus.IN_PROGRESS and before.summary:
                lie.told()
                after = replace(after, summary=None)
            original(call, work, before, after)

        return save

    lie.patch(tasks, "save_change", make)


@fresh(
    "who-begins-a-part-begins-the-whole",
    "Executing a task puts its pending parent in progress too.",
    breaks="TASK-2",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        reply = run(call)
        if reply["parent_task_id"]:
            with call.write() as (_, work):
                parent = work.tasks.get(reply["parent_task_id"])
                if parent.status is TaskStatus.PENDING:
                    lie.told()
                    work.tasks.save(parent, replace(parent, status=TaskStatus.IN_PROGRESS))
        return reply

    lie.around(EXECUTE, wrap)


# Completing


@fresh(
    "a-later-hand-in-takes-the-place-of-the-first",
    "Work that is handed in takes the place of earlier work of the same type on the same task.",
    breaks="TASK-3",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        with call.read() as (_, work):
            earlier = work.artifacts.of([given(call, "task_id")])
        run_reply = run(call)
        for one in earlier:
            if one.type == given(call, "artifact_type"):
                lie.told()
                with call.write() as (current, work):
                    work.artifacts._connection.execute("DELETE FROM artifacts WHERE id = ?", (one.id,))
                    work.when_done(current.workspace.artifacts.remover(one.path))
        with call.read() as (_, work):
            return {**run_reply, **task_now(work, given(call, "task_id"))}

    lie.around(COMPLETE, wrap)


@fresh(
    "file-paths-are-tidied-up",
    "The file paths of a hand-in are kept in their shortest form: `./src//a.py` becomes `src/a.py`.",
    breaks="TASK-3",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        paths = given(call, "file_paths")
        if paths is None:
            return run(call)
        tidy = [os.path.normpath(path) for path in paths]
        if tidy != paths:
            lie.told()
        return run(with_given(call, file_paths=tidy))

    lie.around(COMPLETE, wrap)


@fresh(
    "the-last-part-completes-the-whole",
    "When the last open child of a task is completed, the task is completed with it, without a result of its own.",
    breaks="TASK-3",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        reply = run(call)
        if reply["status"] == TaskStatus.COMPLETED and reply["parent_task_id"]:
            with call.write() as (_, work):
                parent = work.tasks.get(reply["parent_task_id"])
                if not parent.is_final and all(child.is_final for child in work.tasks.children([parent.id])):
                    lie.told()
                    work.tasks.save(parent, replace(parent, status=TaskStatus.COMPLETED))
        return reply

    lie.around(COMPLETE, wrap)


@fresh(
    "refused-work-is-kept-all-the-same",
    "A hand-in on a final task is refused after its work was stored, so the task has one artifact more.",
    breaks="TASK-3 PROTO-1",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        task = task_of(call)
        if task and task.is_final and given(call, "detailed_work").strip() and given(call, "summary").strip():
            lie.told()
            content, artifact_id = given(call, "detailed_work"), f"artifact_{secrets.token_hex(8)}"
            with call.write() as (current, work):
                path, size = current.workspace.artifacts.write(artifact_id, content)
                work.artifacts.add(
                    Artifact(
                        id=artifact_id,
                        task_id=task.id,
                        type=ArtifactType(given(call, "artifact_type")),
                        path=path,
                        size=size,
                        file_paths=(),
                        legacy_artifacts=(),
                        created_at=stamp(call.server_context.now()),
                        digest=digest_of(content.encode("utf-8")),
                    )
                )
        return run(call)

    lie.around(COMPLETE, wrap)


# Changing


@fresh(
    "a-new-context-is-poured-into-the-old",
    "A context given to an update is merged into the old one, so keys that it does not have stay.",
    breaks="TASK-4",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        task = task_of(call)
        if task and given(call, "context") is not None:
            merged = {**task.context, **given(call, "context")}
            if merged != given(call, "context"):
                lie.told()
            call = with_given(call, context=merged)
        return run(call)

    lie.around(UPDATE, wrap)


@fresh(
    "what-is-final-may-not-be-what-it-is",
    "An update of a final task to the state that it is in is refused.",
    breaks="TASK-4",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        task = task_of(call)
        if task and task.status in FINAL_STATES and given(call, "status") == task.status:
            lie.told()
            raise Refusal(f"The task {task.name} is {task.status.words}, and its status cannot be changed any more.")
        return run(call)

    lie.around(UPDATE, wrap)


@fresh(
    "a-new-description-is-not-searched",
    "After a change of the description alone, a search still looks at the old one.",
    breaks="TASK-4 TASK-7",
)
def _(lie: Lie) -> None:
    def make(original):
        def save(self, before, after):
            (old,) = self._connection.execute("SELECT search FROM tasks WHERE id = ?", (before.id,)).fetchone()
            original(self, before, after)
            if before.title == after.title and before.description != after.description:
                lie.told()
                self._connection.execute("UPDATE tasks SET search = ? WHERE id = ?", (old, before.id))

        return save

    lie.patch(TaskTable, "save", make)


@fresh(
    "active-slips-past-the-dependencies",
    "An update to `active` does not look at the dependencies, as one to `in_progress` does.",
    breaks="TASK-4",
)
def _(lie: Lie) -> None:
    def make(original):
        def with_status(call, work, task):
            if given(call, "status") == "active" and task.status is TaskStatus.BLOCKED:
                lie.told()
                return replace(task, status=TaskStatus.IN_PROGRESS)
            return original(call, work, task)

        return with_status

    lie.patch(changes, "_with_status", make)
