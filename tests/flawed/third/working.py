"""Flaws in a task's life: dependencies, hand-ins, deletion, and results."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from reference_orchestrator.artifacts import ArtifactFolder
from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.domain.tasks import OPEN_STATES, NextAction, Task, TaskStatus
from reference_orchestrator.domain.transitions import Cause
from reference_orchestrator.store.artifacts import ArtifactTable
from reference_orchestrator.toolbox import Call, Reply
from reference_orchestrator.tools import changes, deletion, results
from reference_orchestrator.tools import tasks as task_tools
from tests.flawed.lying import Lie, Run, given, with_given
from tests.flawed.third.declaring import task_of, third

DEEPEST: Final = 3
NAMED: Final = 5


@third(
    "a-blocked-task-heeds-its-first-dependency-only",
    "Executing a blocked task looks at the first of its dependencies.",
    breaks="TASK-2",
)
def _(lie: Lie) -> None:
    def first_only(check: Any) -> Any:
        def checked(task: Task, dependencies: list[Task]) -> None:
            heeded = dependencies[:1] if task.status is TaskStatus.BLOCKED else dependencies
            if heeded != dependencies:
                lie.told()
            check(task, heeded)

        return checked

    lie.patch(task_tools, "check_dependencies_finished", first_only)


@third(
    "archived-counts-as-finished", "A dependency in the archive counts as finished, whatever it was.", breaks="TASK-2"
)
def _(lie: Lie) -> None:
    def finished(task: Task) -> bool:
        if task.status is TaskStatus.ARCHIVED and task.archived_from is not TaskStatus.COMPLETED:
            lie.told()
            return True
        return TaskStatus.COMPLETED in (task.status, task.archived_from)

    lie.patch(Task, "is_finished", lambda _: property(finished))


@third("a-refused-start-keeps-the-new-title", "An update that may not start a task changes its title.", breaks="TASK-4")
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        task = task_of(call)
        try:
            return run(call)
        except Refusal:
            if (
                task
                and not task.is_final
                and given(call, "title")
                and given(call, "status") in ("in_progress", "active")
            ):
                lie.told()
                with call.write() as (_, work):
                    work.tasks.save(task, replace(task, title=given(call, "title")))
            raise

    lie.around("orchestrator_update_task", wrap)


@third("the-brief-is-remembered", "A task that is executed again gets the brief of the first time.", breaks="TASK-2")
def _(lie: Lie) -> None:
    known: dict[str, dict[str, Any]] = {}

    def remembered(reply: dict[str, Any], _: Call) -> dict[str, Any] | None:
        brief = known.setdefault(reply["task_id"], {name: reply[name] for name in ("title", "description", "context")})
        return {**reply, **brief} if any(reply[name] != value for name, value in brief.items()) else None

    lie.reply("orchestrator_execute_task", remembered)


@third("a-blocked-task-takes-in-more-work", "Work for a blocked task is taken in if it stays blocked.", breaks="TASK-3")
def _(lie: Lie) -> None:
    def lenient(check: Any) -> Any:
        def checked(task: Task, after: TaskStatus, cause: Cause) -> None:
            if task.status is after is TaskStatus.BLOCKED:
                lie.told()
                return
            check(task, after, cause)

        return checked

    lie.patch(task_tools, "check_transition", lenient)


@third("a-failed-task-is-not-archived-by-an-update", "An update archives no failed task.", breaks="TASK-4")
def _(lie: Lie) -> None:
    def strict(check: Any) -> Any:
        def checked(task: Task, after: TaskStatus, cause: Cause) -> None:
            if task.status is TaskStatus.FAILED and after is TaskStatus.ARCHIVED:
                lie.told()
                raise Refusal(f"The task {task.name} is failed, and stays where it is: status archived is not allowed.")
            check(task, after, cause)

        return checked

    lie.patch(changes, "check_transition", strict)


@third(
    "file-paths-are-kept-of-finished-work", "File paths are recorded only with work that completes.", breaks="TASK-3"
)
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        if given(call, "file_paths") and given(call, "next_action") != NextAction.COMPLETE:
            lie.told()
            return run(with_given(call, file_paths=None))
        return run(call)

    lie.around("orchestrator_complete_task", wrap)


@third(
    "discarding-removes-the-last-work-only",
    "A cancellation without its work removes the last artifact.",
    breaks="TASK-5",
)
def _(lie: Lie) -> None:
    def remove(removed: Any) -> Any:
        def last_only(self: ArtifactTable, task_ids: Any) -> None:
            found = self.of(task_ids)
            if len(found) > 1:
                lie.told()
                self._connection.execute("DELETE FROM artifacts WHERE id = ?", (found[-1].id,))
            else:
                removed(self, task_ids)

        return last_only

    def wrap(run: Run, call: Call) -> Reply:
        whole = ArtifactTable.remove
        lie.patch(ArtifactTable, "remove", remove)
        try:
            return run(call)
        finally:
            ArtifactTable.remove = whole  # type: ignore[method-assign]

    lie.around("orchestrator_cancel_task", wrap)


@third(
    "the-state-first-and-then-the-work",
    "A hand-in is stored before its work is written: where that fails, the task is completed without it.",
    breaks="TASK-3 SAFE-5",
)
def _(lie: Lie) -> None:
    waiting: list[tuple[str, str]] = []

    def later(write: Any) -> Any:
        def noted(self: ArtifactFolder, artifact_id: str, text: str) -> tuple[str, int]:
            waiting.append((artifact_id, text))
            return str(self._relative / f"{artifact_id}.txt"), len(text.encode())

        lie.patch(ArtifactFolder, "write_now", lambda _: write)
        return noted

    def wrap(run: Run, call: Call) -> Reply:
        reply = run(call)
        while waiting:
            try:
                call.server_context.current().workspace.artifacts.write_now(*waiting.pop())  # type: ignore[attr-defined]
            except Refusal:
                lie.told()
                raise
        return reply

    ArtifactFolder.write_now = None  # type: ignore[attr-defined]
    lie.patch(ArtifactFolder, "write", later)
    lie.around("orchestrator_complete_task", wrap)


@third("members-far-below-stay", "Deletion by force takes three layers below a task.", breaks="TASK-6")
def _(lie: Lie) -> None:
    def shallow(descendants: Any) -> Any:
        def found(work: Any, task: Task, into_archive: bool) -> list[Task]:
            near, layer = [], [task.id]
            for _ in range(DEEPEST):
                children = work.tasks.children(layer)
                near += [one for one in children if not (into_archive and one.status is TaskStatus.ARCHIVED)]
                layer = [one.id for one in children]
            everything: list[Task] = descendants(work, task, into_archive)
            if len(near) == len(everything):
                return everything
            lie.told()
            work.tasks._connection.execute("PRAGMA defer_foreign_keys = ON")
            # Those that stay lose their parent, so that the store stays whole.
            if not into_archive:
                for one in everything[len(near) :]:
                    work.tasks.save(one, replace(one, parent_task_id=None))
            return near

        return found

    lie.patch(deletion, "_descendants", shallow)


@third(
    "finished-dependants-do-not-hold", "A task is deleted unforced if what depends on it is finished.", breaks="TASK-6"
)
def _(lie: Lie) -> None:
    def open_only(check: Any) -> Any:
        def checked(task: Task, descendants: list[Task], waiting: list[Task]) -> None:
            still = [other for other in waiting if other.status in OPEN_STATES]
            if waiting and not still and not descendants:
                lie.told()
            check(task, descendants, still)

        return checked

    lie.patch(deletion, "_check_alone", open_only)


@third("five-dependants-are-named", "Deletion by force names five of those that lose the dependency.", breaks="TASK-6")
def _(lie: Lie) -> None:
    def cut(reply: dict[str, Any], call: Call) -> dict[str, Any] | None:
        if len(reply["dependants"]) <= NAMED:
            return None
        return {**reply, "dependants": reply["dependants"][:NAMED], "message": "Deleted."}

    lie.reply("orchestrator_delete_task", cut)


@third("the-same-final-state-is-refused", "Updating a cancelled task to cancelled is refused.", breaks="TASK-4")
def _(lie: Lie) -> None:
    def strict(check: Any) -> Any:
        def checked(task: Task, after: TaskStatus, cause: Cause) -> None:
            if task.status is after is TaskStatus.CANCELLED:
                lie.told()
                raise Refusal(f"The task {task.name} is cancelled: it cannot be updated to cancelled.")
            check(task, after, cause)

        return checked

    lie.patch(changes, "check_transition", strict)


@third("the-first-summary-is-put-together", "Results tell the summary of the first hand-in.", breaks="RESULT-1")
def _(lie: Lie) -> None:
    first: dict[str, str] = {}

    def noted(reply: dict[str, Any], _: Call) -> None:
        first.setdefault(reply["task_id"], reply["summary"])

    def told(reply: dict[str, Any], _: Call) -> dict[str, Any] | None:
        shown, prose = [], reply["summary"]
        for one in reply["results"]:
            earlier = first.get(one["task_id"], one["summary"])
            shown.append({**one, "summary": earlier})
            prose = prose.replace(one["summary"], earlier) if one["summary"] else prose
        return {**reply, "results": shown, "summary": prose} if shown != reply["results"] else None

    lie.reply("orchestrator_complete_task", noted)
    lie.reply("orchestrator_synthesize_results", told)


@third("cancelled-work-is-left-out", "Results leave out children that were cancelled.", breaks="RESULT-1")
def _(lie: Lie) -> None:
    def counts(counted: Any) -> Any:
        def but_cancelled(child: Task) -> bool:
            if child.status is TaskStatus.CANCELLED:
                lie.told()
                return False
            return bool(counted(child))

        return but_cancelled

    lie.patch(results, "_counts", counts)


@third("five-artifacts-are-shown", "Of a task's artifacts the first five are shown.", breaks="TASK-3 TASK-7")
def _(lie: Lie) -> None:
    def of(found: Any) -> Any:
        def five(self: ArtifactTable, task_ids: Any) -> Any:
            artifacts = found(self, task_ids)
            if len(task_ids) != 1 or len(artifacts) <= NAMED:
                return artifacts
            lie.told()
            return artifacts[:NAMED]

        return five

    lie.patch(ArtifactTable, "of", of)
