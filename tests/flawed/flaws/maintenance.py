"""Lies of maintenance (contract MAINT-1 and MAINT-2)."""

from dataclasses import replace

from reference_orchestrator import inspection
from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.domain.tasks import TaskStatus
from reference_orchestrator.tools import changes, maintenance, tasks
from tests.flawed.lying import Lie, flaw, given, with_given

TOOL = "orchestrator_maintenance_coordinator"


@flaw(
    "a-scan-archives-blocked-tasks",
    "A scan puts blocked tasks into the archive.",
    breaks="VALID-9 MAINT-1",
    caught_by="A task that is blocked is still blocked after a scan",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        reply = run(call)
        if given(call, "action") == "scan_cleanup":
            with call.write() as (_, work):
                for task in work.tasks.in_state(TaskStatus.BLOCKED):
                    lie.told()
                    work.tasks.save(task, replace(task, status=TaskStatus.ARCHIVED, archived_from=TaskStatus.BLOCKED))
        return reply

    lie.around(TOOL, wrap)


@flaw(
    "a-scan-empties-artifacts",
    "A scan empties the artifacts of tasks that are in progress.",
    breaks="VALID-9 MAINT-1",
    caught_by="A scan leaves submitted work unchanged",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        reply = run(call)
        if given(call, "action") == "scan_cleanup":
            with call.read() as (current, work):
                tasks = work.tasks.in_state(TaskStatus.IN_PROGRESS)
                for artifact in work.artifacts.of([task.id for task in tasks]):
                    lie.told()
                    (current.workspace.directory / artifact.path).write_bytes(b"")
        return reply

    lie.around(TOOL, wrap)


@flaw(
    "one-task-need-not-be-named",
    "Maintenance of one task that is not named is done to all tasks.",
    breaks="MAINT-1 MAINT-2 MAINT-3",
    caught_by=(
        "Having a single task scanned and cleaned up is rejected if no task is named",
        "Having a single task validated is rejected if no task is named",
        "Having a single task written into a handover document is rejected if no task is named",
    ),
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "scope") == "specific_subtask" and given(call, "target_task_id") is None:
            lie.told()
            call = with_given(call, scope="current_session")
        return run(call)

    lie.around(TOOL, wrap)


@flaw(
    "an-unknown-task-is-maintained",
    "Maintenance of a task that nobody knows is done to all tasks.",
    breaks="MAINT-1 MAINT-2 MAINT-3",
    caught_by=(
        "An unknown task cannot be scanned and cleaned up",
        "An unknown task cannot be validated",
        "An unknown task cannot be documented",
    ),
    touches="PROTO-1 PROTO-2",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        try:
            return run(call)
        except Refusal as refusal:
            if "no such task" not in str(refusal):
                raise
        lie.told()
        return run(with_given(call, scope="current_session", target_task_id=None))

    lie.around(TOOL, wrap)


@flaw(
    "a-wrong-size-is-no-damage",
    "Validation does not look at the size of artifacts.",
    breaks="VALID-9 MAINT-2",
    caught_by=(
        "Validation reports the damage when an artifact is shortened",
        "Validation reports the damage when an artifact is lengthened",
    ),
)
def _(lie: Lie) -> None:
    def make(original):
        def look(directory, task, artifact, level):
            damage = original(directory, task, artifact, level)
            if damage is not None and damage.kind == "size":
                lie.told()
                return None
            return damage

        return look

    lie.patch(inspection, "_inspect_file", make)


@flaw(
    "a-missing-artifact-is-no-damage",
    "Validation does not miss an artifact that is gone.",
    breaks="VALID-9 MAINT-2",
    caught_by=(
        "Validation reports the damage when an artifact is removed",
        "Validation of a single task reports its damage",
    ),
)
def _(lie: Lie) -> None:
    def make(original):
        def look(directory, task, artifact, level):
            damage = original(directory, task, artifact, level)
            if damage is not None and damage.kind == "missing":
                lie.told()
                return None
            return damage

        return look

    lie.patch(inspection, "_inspect_file", make)


@flaw(
    "a-full-audit-reads-nothing",
    "A full audit does not find work of the right size that was altered.",
    breaks="MAINT-2",
    caught_by="A full audit reports an artifact altered without changing its size",
)
def _(lie: Lie) -> None:
    def make(original):
        def look(directory, task, artifact, level):
            damage = original(directory, task, artifact, level)
            if damage is not None and damage.kind == "content":
                lie.told()
                return None
            return damage

        return look

    lie.patch(inspection, "_inspect_file", make)


@flaw(
    "damage-is-told-where-there-is-none",
    "Validation tells damage of work that is as it was handed in.",
    breaks="VALID-9 MAINT-2",
    caught_by="Validation reports no damage if the artifact is intact",
)
def _(lie: Lie) -> None:
    def make(original):
        def look(directory, task, artifact, level):
            lie.told()
            problem = f"The artifact {artifact.path} does not look right."
            return inspection.Damage(kind="size", problem=problem, task=task, artifact=artifact)

        return look

    lie.patch(inspection, "_inspect_file", make)


@flaw(
    "validation-fails-what-is-damaged",
    "Validation makes tasks fail whose work is damaged.",
    breaks="MAINT-2",
    caught_by="A task with a damaged artifact is still in progress after validation",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        reply = run(call)
        damaged = [one["task_id"] for one in reply.get("damage", []) if one["task_id"]]
        if damaged:
            with call.write() as (_, work):
                for task in work.tasks.get_all(damaged):
                    lie.told()
                    work.tasks.save(task, replace(task, status=TaskStatus.FAILED))
        return reply

    lie.around(TOOL, wrap)


@flaw(
    "damage-in-the-archive-is-none",
    "A full audit does not look at archived tasks.",
    breaks="MAINT-2",
    caught_by="A full audit reports a missing artifact of an archived task",
)
def _(lie: Lie) -> None:
    def make(original):
        def inspect(directory, work, looked_at, level):
            kept = [task for task in looked_at if task.status is not TaskStatus.ARCHIVED]
            if len(kept) < len(looked_at):
                lie.told()
            return original(directory, work, kept, level)

        return inspect

    lie.patch(maintenance, "inspect", make)


@flaw(
    "a-call-that-changes-nothing-is-none",
    "A task that was started, updated or handed in again with nothing new counts as untouched.",
    breaks="MAINT-1",
    caught_by=(
        "A scan does not report a two-day-old task after a second submission",
        "A scan does not report a two-day-old task after a second start",
        "A scan does not report a two-day-old task after an update to the current state",
    ),
)
def _(lie: Lie) -> None:
    def make(original):
        def save_change(call, work, before, after):
            if after == before:
                lie.told()
                return
            original(call, work, before, after)

        return save_change

    for module in (changes, tasks):
        lie.patch(module, "save_change", make)
