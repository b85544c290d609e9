"""Lies of the documents that maintenance writes: the overview and the handover (contract MAINT-3)."""

from dataclasses import replace
from pathlib import Path

from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.domain.tasks import TaskStatus
from reference_orchestrator.tools import maintenance
from tests.flawed.lying import Lie, flaw, given

TOOL = "orchestrator_maintenance_coordinator"


@flaw(
    "the-handover-forgets-blocked-tasks",
    "A handover leaves out the tasks that are blocked.",
    breaks="MAINT-3",
    caught_by="The handover document for the whole project lists a blocked task",
)
def _(lie: Lie) -> None:
    def make(original):
        def handover(tasks, moment):
            kept = [task for task in tasks if task.status is not TaskStatus.BLOCKED]
            if len(kept) < len(tasks):
                lie.told()
            return original(kept, moment)

        return handover

    lie.patch(maintenance, "handover", make)


@flaw(
    "the-handover-tells-another-state",
    "A handover says of every task that it is pending.",
    breaks="MAINT-3",
    caught_by="The handover document shows that an open task is in progress",
)
def _(lie: Lie) -> None:
    def make(original):
        def handover(tasks, moment):
            lie.told()
            return original([replace(task, status=TaskStatus.PENDING) for task in tasks], moment)

        return handover

    lie.patch(maintenance, "handover", make)


@flaw(
    "all-there-is-is-too-much",
    "A handover of all there is is refused when more than one directory is at work.",
    breaks="MAINT-3",
    caught_by="The handover document for the whole project lists tasks in two directories",
    touches="MAINT-1 MAINT-2 VALID-9",
)
def _(lie: Lie) -> None:
    def make(original):
        def others(call, scope):
            found = original(call, scope)
            if found:
                lie.told()
                raise Refusal("There is more than one directory at work: maintain them one by one.")
            return found

        return others

    lie.patch(maintenance, "_others", make)


@flaw(
    "the-projects-handover-is-of-one-directory",
    "A handover of the whole project has the tasks of the current directory only.",
    breaks="MAINT-3",
    caught_by="The handover document for the whole project lists tasks in two directories",
)
def _(lie: Lie) -> None:
    def make(original):
        def others(call, scope):
            found = original(call, scope)
            if found and given(call, "action") == "prepare_handover":
                lie.told()
                return []
            return found

        return others

    lie.patch(maintenance, "_others", make)


@flaw(
    "the-handover-forgets-parents",
    "A handover leaves out the tasks that have subtasks.",
    breaks="MAINT-3",
    caught_by="The handover document lists every open task",
)
def _(lie: Lie) -> None:
    def make(original):
        def handover(tasks, moment):
            parents = {task.parent_task_id for task in tasks}
            kept = [task for task in tasks if task.id not in parents]
            if len(kept) < len(tasks):
                lie.told()
            return original(kept, moment)

        return handover

    lie.patch(maintenance, "handover", make)


@flaw(
    "the-handover-names-completed-tasks",
    "A handover lists completed tasks as open.",
    breaks="MAINT-3",
    caught_by="The handover document does not list a completed task as open",
)
def _(lie: Lie) -> None:
    lie.patch(maintenance, "OPEN_STATES", lambda states: (*states, TaskStatus.COMPLETED))
    lie.reply(TOOL, lambda reply, call: reply if reply.get("open_tasks") else None)


@flaw(
    "documents-lie-outside-the-workspace",
    "Overview and handover are written beside the workspace.",
    breaks="MAINT-3",
    caught_by=("The handover document is written inside the workspace", "The overview is written inside the workspace"),
    touches="SAFE-8",
)
def _(lie: Lie) -> None:
    def make(original):
        def write(workspace, name, lines):
            path, size = original(workspace, name, lines)
            lie.told()
            place = workspace.parent / f"{workspace.name}-{name}"
            (workspace / path).rename(place)
            return str(Path("..") / place.name), size

        return write

    lie.patch(maintenance, "write_document", make)


@flaw(
    "the-overview-is-empty",
    "The overview names no task.",
    breaks="MAINT-3",
    caught_by="The overview lists a planned task",
)
def _(lie: Lie) -> None:
    def make(original):
        def overview(tasks, artifacts, moment):
            lie.told()
            return original([], {}, moment)

        return overview

    lie.patch(maintenance, "overview", make)
