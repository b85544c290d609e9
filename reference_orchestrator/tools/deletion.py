"""Deletion: into the archive, or away for good (Contract TASK-6)."""

from dataclasses import replace
from typing import Final

from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.domain.tasks import Task, TaskStatus
from reference_orchestrator.domain.transitions import Cause, check_transition
from reference_orchestrator.server_context import Current
from reference_orchestrator.store import Transaction
from reference_orchestrator.toolbox import Call, Effect, Reply, Tool, flag, objects, record, text
from reference_orchestrator.tools.shared import save_change
from reference_orchestrator.views import View, artifacts_by_task, task_view, task_with


def delete_task(call: Call) -> Reply:
    """Archive a task, or remove it for good; by force also what hangs on it (Contract TASK-6).

    Raises:
        Refusal: the task is unknown, archived already, or has children or dependants and is not forced.
    """
    into_archive = call.arguments.flag("archive_instead")
    with call.write() as (current, work):
        task = work.tasks.get(call.arguments.text("task_id"))
        if into_archive:
            check_transition(task, TaskStatus.ARCHIVED, Cause.DELETE)
        family = [task, *_descendants(work, task, into_archive)]
        ids = [member.id for member in family]
        waiting = [other for other in work.tasks.dependants(ids) if other.id not in ids]
        if not call.arguments.flag("force"):
            # What is in the archive is out of the way: it keeps no task from going there too, and loses nothing.
            if into_archive:
                waiting = [other for other in waiting if other.status is not TaskStatus.ARCHIVED]
            _check_alone(task, family[1:], waiting)
        if call.arguments.flag("force") or not into_archive:
            work.tasks.release_dependants([*ids])
        if into_archive:
            gone = [_archive(call, work, member) for member in family]
            shown = task_view(gone[0], artifacts_by_task(work, gone)[task.id])
        else:
            shown = task_view(task, artifacts_by_task(work, family)[task.id])
            _remove(current, work, family)
    return {
        **shown,
        "deleted": not into_archive,
        "archived": into_archive,
        "affected": [_named(member) for member in family],
        "dependants": [_named(other) for other in waiting],
        "message": _message(family, waiting, into_archive),
    }


def _descendants(work: Transaction, task: Task, into_archive: bool) -> list[Task]:
    """All that is under a task, layer by layer; those in the archive count only if the task is to go for good."""
    found: list[Task] = []
    layer = [task]
    while layer:
        children = work.tasks.children([parent.id for parent in layer])
        layer = [child for child in children if not (into_archive and child.status is TaskStatus.ARCHIVED)]
        found.extend(layer)
    return found


def _check_alone(task: Task, descendants: list[Task], waiting: list[Task]) -> None:
    """Refuse to delete what others hang on.

    Raises:
        Refusal: there are some; all are named.
    """
    reasons = [f"{other.name} is under it" for other in descendants]
    reasons += [f"{other.name} waits for it" for other in waiting]
    if reasons:
        raise Refusal(
            f"The task {task.name} is not deleted, because {'; '.join(reasons)}. Delete or change these first, or set "
            "force: then what is under it goes with it, and what waits for it waits no longer."
        )


def _archive(call: Call, work: Transaction, task: Task) -> Task:
    archived = replace(task, status=TaskStatus.ARCHIVED, archived_from=task.status)
    save_change(call, work, task, archived)
    return work.tasks.get(task.id)


def _remove(current: Current, work: Transaction, family: list[Task]) -> None:
    ids = [member.id for member in family]
    for artifact in work.artifacts.of(ids):
        work.when_done(current.workspace.artifacts.remover(artifact.path))
    work.artifacts.remove(ids)
    work.tasks.remove(ids)


def _named(task: Task) -> View:
    return {"task_id": task.id, "title": task.title}


def _message(family: list[Task], waiting: list[Task], into_archive: bool) -> str:
    names = ", ".join(member.name for member in family)
    message = f"{'Archived' if into_archive else 'Deleted for good'}: {names}."
    if waiting:
        message += f" No longer waiting: {', '.join(other.name for other in waiting)}."
    return message


_NAMED: Final = record({"task_id": text("The task's id."), "title": text("Its title.")})

TOOLS: Final = (
    Tool(
        name="orchestrator_delete_task",
        title="Delete a task",
        description=(
            "Archive a task, or remove it with its artifacts. Rejected if it has subtasks or dependants, unless forced."
        ),
        parameters={
            "task_id": text("Id that planning returned."),
            "force": flag(
                "Also delete its subtasks, and release its dependants.",
                default=False,
            ),
            "archive_instead": flag("Archive it; otherwise it is removed for good.", default=True),
        },
        required=("task_id",),
        effect=Effect.REPLACES,
        output=task_with(
            {
                "deleted": flag("Whether it is gone for good; then this is the last that is seen of it."),
                "archived": flag("Whether it is in the archive."),
                "affected": objects(_NAMED, "The tasks that went: the one asked for, and those under it."),
                "dependants": objects(_NAMED, "The tasks that waited for one of these, and wait no longer."),
                "message": text("What happened, in a sentence."),
            }
        ),
        run=delete_task,
    ),
)
