"""Maintenance: scan, validate, document, hand over (Contract MAINT-1, MAINT-2, MAINT-3)."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from reference_orchestrator.documents import handover, overview, write_document
from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.domain.tasks import OPEN_STATES, Task, TaskStatus
from reference_orchestrator.domain.times import stamp
from reference_orchestrator.inspection import Damage, Level, inspect
from reference_orchestrator.registry import known_sessions
from reference_orchestrator.server_context import Current
from reference_orchestrator.store import Transaction
from reference_orchestrator.toolbox import (
    Call,
    Effect,
    Reply,
    Tool,
    choice,
    flag,
    nullable,
    number,
    objects,
    record,
    text,
    texts,
)
from reference_orchestrator.tools.shared import save_change
from reference_orchestrator.views import View, artifacts_by_task
from reference_orchestrator.workspace import Workspace, has_store

STALE_AFTER: Final = timedelta(hours=24)


class Action(StrEnum):
    """What maintenance does."""

    SCAN_CLEANUP = "scan_cleanup"
    VALIDATE_STRUCTURE = "validate_structure"
    UPDATE_DOCUMENTATION = "update_documentation"
    PREPARE_HANDOVER = "prepare_handover"


class Scope(StrEnum):
    """What is maintained: the current workspace, every one with a known session, or one task with all below it."""

    CURRENT_SESSION = "current_session"
    FULL_PROJECT = "full_project"
    SPECIFIC_SUBTASK = "specific_subtask"


def maintain(call: Call) -> Reply:
    """Do what is asked for, in its scope (Contract MAINT-1, MAINT-2, MAINT-3).

    Raises:
        Refusal: one task is meant and not named, or the task named is unknown; the store cannot be used.
    """
    action = call.arguments.choice("action", Action)
    scope = call.arguments.choice("scope", Scope)
    if scope is Scope.SPECIFIC_SUBTASK and call.arguments.text_or_none("target_task_id") is None:
        raise Refusal("scope is specific_subtask, and target_task_id does not say which task is meant: give its id.")
    done = _ACTIONS[action](call, scope)
    level = call.arguments.choice("validation_level", Level)
    return {"action": action, "scope": scope, "validation_level": level, **done}


def _scan(call: Call, scope: Scope) -> View:
    """Find stale and orphaned tasks, and archive the orphaned."""
    tasks: list[Task] = []
    orphaned: list[Task] = []
    long_ago = stamp(call.server_context.now() - STALE_AFTER)
    with ExitStack() as stores:
        for work in _stores_to_scan(call, scope, stores):
            found = _tasks_in(call, work)
            tasks += found
            ids = {task.id for task in found}
            orphaned += _archive_orphans(call, work, ids)
    stale = [task for task in tasks if task.is_stale(long_ago)]
    return {
        "scanned": len(tasks),
        "stale": [_named(task) for task in stale],
        "orphaned": [_named(task) for task in orphaned],
        "archived": [task.id for task in orphaned],
    }


def _stores_to_scan(call: Call, scope: Scope, stores: ExitStack) -> Iterator[Transaction]:
    """The stores of a scan, all open until its end: what one of them refuses is done in none.

    Yields:
        The current workspace's store, and then the others'.

    Raises:
        Refusal: one of them cannot be written.
    """
    _, current = stores.enter_context(call.write())
    yield current
    for workspace in _others(call, scope):
        look = stores.enter_context(workspace.database.read())
        # Only a store in which there is something to do is written to.
        yield stores.enter_context(workspace.database.write()) if look.tasks.orphans() else look


def _archive_orphans(call: Call, work: Transaction, among: set[str]) -> list[Task]:
    """Put those of these tasks whose parent is gone into the archive."""
    orphaned = [task for task in work.tasks.orphans() if task.id in among]
    for task in orphaned:
        save_change(call, work, task, replace(task, status=TaskStatus.ARCHIVED, archived_from=task.status))
    return orphaned


def _validate(call: Call, scope: Scope) -> View:
    """Find damage; nothing is repaired."""
    level = call.arguments.choice("validation_level", Level)
    with call.read() as (current, work):
        # Work that was handed in is kept in the archive too, so it can be damaged there.
        archived = [] if "target_task_id" in call.arguments else work.tasks.in_state(TaskStatus.ARCHIVED)
        tasks = [*_tasks_in(call, work), *archived]
        found = list(inspect(current.workspace.directory, work, tasks, level))
        artifacts = len(work.artifacts.of([task.id for task in tasks]))
    workspaces = [current.workspace, *_others(call, scope)]
    for workspace in workspaces[1:]:
        with workspace.database.read() as look:
            others = [*look.tasks.all(), *look.tasks.in_state(TaskStatus.ARCHIVED)]
            found += inspect(workspace.directory, look, others, level)
            artifacts += len(look.artifacts.of([task.id for task in others]))
        tasks = [*tasks, *others]
    if level is Level.FULL_AUDIT:
        for workspace in workspaces:
            found += [Damage(kind="store", problem=problem) for problem in workspace.database.damage()]
    return {
        "valid": not found,
        "damage": [_damage_view(one) for one in found],
        "checked": {"tasks": len(tasks), "artifacts": artifacts},
    }


def _document(call: Call, scope: Scope) -> View:
    """Write an overview of every task."""
    with call.read() as (current, work):
        tasks = _tasks_in(call, work)
        artifacts = {**artifacts_by_task(work, tasks)}
    for workspace in _others(call, scope):
        with workspace.database.read() as look:
            others = look.tasks.all()
            artifacts |= artifacts_by_task(look, others)
        tasks = [*tasks, *others]
    lines = overview(tasks, artifacts, stamp(call.server_context.now()))
    return {**_written(current, "overview.md", lines), "tasks": len(tasks)}


def _hand_over(call: Call, scope: Scope) -> View:
    """Write a handover with every open task."""
    with call.read() as (current, work):
        tasks = _tasks_in(call, work)
    for workspace in _others(call, scope):
        with workspace.database.read() as look:
            tasks = [*tasks, *look.tasks.all()]
    still_open = [task for task in tasks if task.status in OPEN_STATES]
    lines = handover(still_open, stamp(call.server_context.now()))
    return {**_written(current, "handover.md", lines), "open_tasks": [_named(task) for task in still_open]}


def _tasks_in(call: Call, work: Transaction) -> list[Task]:
    """The tasks of the current workspace that are meant.

    Raises:
        Refusal: the task named is unknown.
    """
    target = call.arguments.text_or_none("target_task_id")
    if target is None:
        return work.tasks.all()
    found = [work.tasks.get(target, "target_task_id")]
    layer = found
    while layer:
        layer = work.tasks.children([task.id for task in layer])
        found = [*found, *layer]
    return found


def _others(call: Call, scope: Scope) -> list[Workspace]:
    """The other workspaces that are meant: those of sessions that this process knows, where they can be opened."""
    if scope is not Scope.FULL_PROJECT or call.arguments.text_or_none("target_task_id") is not None:
        return []
    current = call.server_context.current().workspace
    found: dict[Path, Workspace] = {}
    for session in known_sessions(call.server_context):
        directory = Path(session.working_directory)
        if directory != current.directory and has_store(directory):
            with suppress(Refusal):
                found[directory] = call.server_context.workspace(directory)[0]
    return list(found.values())


def _written(current: Current, name: str, lines: Iterator[str]) -> View:
    path, size = write_document(current.workspace.directory, name, lines)
    return {"path": path, "size": size}


def _named(task: Task) -> View:
    return {"task_id": task.id, "title": task.title, "status": task.status}


def _damage_view(damage: Damage) -> View:
    return {
        "kind": damage.kind,
        "problem": damage.problem,
        "task_id": damage.task.id if damage.task else None,
        "title": damage.task.title if damage.task else None,
        "artifact_id": damage.artifact.id if damage.artifact else None,
        "path": damage.artifact.path if damage.artifact else None,
    }


_ACTIONS: Final[Mapping[Action, Callable[[Call, Scope], View]]] = {
    Action.SCAN_CLEANUP: _scan,
    Action.VALIDATE_STRUCTURE: _validate,
    Action.UPDATE_DOCUMENTATION: _document,
    Action.PREPARE_HANDOVER: _hand_over,
}
_NAMED: Final = record(
    {
        "task_id": text("The task's id."),
        "title": text("Its title."),
        "status": choice(TaskStatus, "Its state."),
    }
)
_DAMAGE: Final = record(
    {
        "kind": text("`missing`, `size`, `content`, `outside`, `unreadable`, `parent`, `dependency` or `store`."),
        "problem": text("What is wrong, in words."),
        "task_id": nullable(text("The task that it belongs to.")),
        "title": nullable(text("The task's title.")),
        "artifact_id": nullable(text("The artifact, if it is one.")),
        "path": nullable(text("The artifact's path.")),
    }
)
_RESULT: Final = {
    "action": choice(Action, "What was done."),
    "scope": choice(Scope, "What it was done to."),
    "validation_level": choice(Level, "How thoroughly."),
    "scanned": number("scan_cleanup: how many tasks were looked at."),
    "stale": objects(_NAMED, "scan_cleanup: tasks in progress without a change for 24 hours; they are left alone."),
    "orphaned": objects(_NAMED, "scan_cleanup: tasks whose parent is gone."),
    "archived": texts("scan_cleanup: the ids of the tasks that were put into the archive."),
    "valid": flag("validate_structure: whether no damage was found."),
    "damage": objects(_DAMAGE, "validate_structure: what was found."),
    "checked": record(
        {"tasks": number("How many tasks."), "artifacts": number("How many artifacts.")},
        "validate_structure: what was looked at.",
    ),
    "path": text("Where the document is, relative to the working directory."),
    "size": number("Its size in bytes."),
    "tasks": number("update_documentation: how many tasks it tells of."),
    "open_tasks": objects(_NAMED, "prepare_handover: the tasks that are open."),
}

TOOLS: Final = (
    Tool(
        name="orchestrator_maintenance_coordinator",
        title="Maintain the workspace",
        description=(
            "Report stale tasks and archive orphaned ones, find damage, write an overview, or write a "
            "handover of open tasks."
        ),
        parameters={
            "action": choice(Action, "Which of these to do."),
            "scope": choice(
                Scope,
                "full_project: the directories of all known sessions. specific_subtask: one task and all below it.",
                default=Scope.CURRENT_SESSION,
            ),
            "validation_level": choice(
                Level,
                "basic: files and sizes. comprehensive: also parents and dependencies. full_audit: also "
                "contents and the data store.",
                default=Level.BASIC,
            ),
            "target_task_id": text("Task id for specific_subtask."),
        },
        required=("action",),
        effect=Effect.REPLACES,
        idempotent=True,
        output=record(_RESULT, optional=set(_RESULT) - {"action", "scope", "validation_level"}),
        run=maintain,
    ),
)
