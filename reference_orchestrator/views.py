"""How tasks, artifacts and sessions look in replies, and the schemas that say so (Contract "Reply fields")."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from reference_orchestrator.domain.sessions import Counts, SessionState, SessionStatus
from reference_orchestrator.domain.tasks import (
    Artifact,
    ArtifactType,
    Complexity,
    JsonObject,
    Specialist,
    Task,
    TaskStatus,
    TaskType,
)
from reference_orchestrator.store import Transaction
from reference_orchestrator.toolbox import choice, mapping, nullable, number, objects, record, text, texts

View = dict[str, object]

PAGE_BYTES: Final = 48_000
"""So many bytes of tasks fit on a page: 16,000 tokens of three bytes; the strictest clients take 25,000 of a reply."""

ARTIFACT: Final = record(
    {
        "id": text("The artifact's id."),
        "type": choice(ArtifactType, "What kind of work it is."),
        "path": text("Where its file is, relative to the working directory; the content is UTF-8, byte for byte."),
        "size": number("Size of the file in bytes."),
        "created_at": text("When it was handed in, ISO time in UTC."),
        "file_paths": texts("The files that were named with it, as given; they are never opened."),
        "legacy_artifacts": texts("The older artifacts that were named with it, as given."),
    }
)
_TASK_FIELDS: Final[Mapping[str, JsonObject]] = {
    "task_id": text("The task's id, unique for ever."),
    "title": text("What is to be done, in a few words."),
    "description": text("What is to be done, in full."),
    "status": choice(TaskStatus, "The state that the task is in."),
    "task_type": choice(TaskType, "What kind of task it is."),
    "complexity": choice(Complexity, "How hard it is thought to be."),
    "specialist_type": nullable(choice(Specialist, "Who is to do it, if that was said.")),
    "estimated_effort": nullable(text("How long it is thought to take, as given.")),
    "due_date": nullable(text("When it is to be done, as given.")),
    "parent_task_id": nullable(text("The task that it is a part of.")),
    "dependencies": texts("The ids of the tasks that it waits for."),
    "context": mapping("What was said about it at planning, as given."),
    "created_at": text("When it was planned, ISO time in UTC."),
    "updated_at": text("When it was last changed, ISO time in UTC."),
    "summary": nullable(text("The summary of its last hand-in.")),
    "reason": nullable(text("Why it was cancelled.")),
    "artifacts": objects(ARTIFACT, "The work that was handed in, the oldest first."),
}
_CHILD: Final = record(_TASK_FIELDS, optional=["artifacts"])
TASK: Final = record(
    {**_TASK_FIELDS, "children": objects(_CHILD, "The tasks under it, in the planned order.")},
    optional=["artifacts", "children"],
)
COUNTS: Final[JsonObject] = {
    **record({state.value: number(f"How many tasks are {state.words}.") for state in TaskStatus}),
    "description": "The number of tasks in each state.",
}
SESSION: Final = record(
    {
        "session_id": text("The session's id."),
        "working_directory": text("The directory that it works in, absolute."),
        "status": choice(SessionStatus, "Completed: has tasks, and all are final. Orphaned: the directory is gone."),
        "current": {"type": "boolean", "description": "Whether calls belong to it now."},
        "created_at": text("When it was initialised, ISO time in UTC."),
        "last_call_at": text("When a call was last made in it, ISO time in UTC."),
        "task_count": number("How many tasks its directory has, without the archive."),
        "counts": COUNTS,
    }
)


def task_with(fields: Mapping[str, JsonObject]) -> dict[str, object]:
    """The schema of a reply that is a task's view and some fields more."""
    return record({**_TASK_FIELDS, **fields})


def artifact_view(artifact: Artifact) -> View:
    """An artifact as replies show it."""
    return {
        "id": artifact.id,
        "type": artifact.type,
        "path": artifact.path,
        "size": artifact.size,
        "created_at": artifact.created_at,
        "file_paths": list(artifact.file_paths),
        "legacy_artifacts": list(artifact.legacy_artifacts),
    }


def task_view(task: Task, artifacts: Iterable[Artifact] | None = None) -> View:
    """A task as replies show it.

    Args:
        task: the task.
        artifacts: its artifacts, to be shown too; left out, none are spoken of.
    """
    view: View = {
        "task_id": task.id,
        "title": task.title,
        "description": task.description,
        "status": task.status,
        "task_type": task.task_type,
        "complexity": task.complexity,
        "specialist_type": task.specialist_type,
        "estimated_effort": task.estimated_effort,
        "due_date": task.due_date,
        "parent_task_id": task.parent_task_id,
        "dependencies": list(task.dependencies),
        "context": task.context,
        "created_at": task.created_at,
        "updated_at": task.updated_at,
        "summary": task.summary,
        "reason": task.reason,
    }
    if artifacts is not None:
        view["artifacts"] = [artifact_view(artifact) for artifact in artifacts]
    return view


def task_now(work: Transaction, task_id: str) -> View:
    """A task with its artifacts, as the store has it at this moment of the transaction."""
    return task_view(work.tasks.get(task_id), work.artifacts.of([task_id]))


def artifacts_by_task(work: Transaction, tasks: Sequence[Task]) -> Mapping[str, list[Artifact]]:
    """The artifacts of each of these tasks."""
    found: dict[str, list[Artifact]] = {task.id: [] for task in tasks}
    for artifact in work.artifacts.of(list(found)):
        found[artifact.task_id].append(artifact)
    return found


def fitting(views: Sequence[View]) -> list[View]:
    """As many of the first views as fit on a page; a single one fits whatever its length."""
    fit, size = 0, 0
    for view in views:
        size += len(written(view).encode())
        if fit and size > PAGE_BYTES:
            break
        fit += 1
    return list(views[:fit])


def written(reply: Mapping[str, object]) -> str:
    """A reply as JSON, without a byte that tells nothing."""
    return json.dumps(reply, ensure_ascii=False, separators=(",", ":"))


def counts_view(counts: Counts) -> View:
    """The number of tasks in each state, for every state."""
    return {state.value: counts.get(state, 0) for state in TaskStatus}


def session_view(state: SessionState, current_id: str | None) -> View:
    """A session as replies show it.

    Args:
        state: the session, with what can be seen of it.
        current_id: the id of the current session, if there is one.
    """
    session = state.session
    return {
        "session_id": session.id,
        "working_directory": session.working_directory,
        "status": state.status,
        "current": session.id == current_id,
        "created_at": session.created_at,
        "last_call_at": session.last_call_at,
        "task_count": sum(number for status, number in state.counts.items() if status is not TaskStatus.ARCHIVED),
        "counts": counts_view(state.counts),
    }
