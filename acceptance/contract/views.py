"""What replies tell of tasks, sessions and artifacts, whatever names their fields have (contract, "Reply fields")."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from acceptance.contract.values import TaskField, TaskState

# The canonical name first, then the synonyms seen in the field.
FIELDS: Final[Mapping[TaskField, tuple[str, ...]]] = {
    TaskField.TITLE: ("title", "task_title"),
    TaskField.DESCRIPTION: ("description", "task_description"),
    TaskField.KIND: ("task_type",),
    TaskField.COMPLEXITY: ("complexity",),
    TaskField.SPECIALIST: ("specialist_type",),
    TaskField.EFFORT: ("estimated_effort",),
    TaskField.DUE_DATE: ("due_date",),
    TaskField.PARENT: ("parent_task_id",),
    TaskField.DEPENDS_ON: ("dependencies",),
    TaskField.CONTEXT: ("context", "specialist_context"),
}
IDENTITIES: Final = ("task_id", "id")
ARTIFACT_LISTS: Final = ("artifacts", "artifact_references")
ARTIFACT_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "identity": ("id", "artifact_id"),
    "kind": ("type", "artifact_type"),
    "path": ("path", "accessible_via"),
    "size": ("size",),
}
"""What is read of an artifact; the canonical name first."""
SESSION_FIELDS: Final = ("session_id", "working_directory", "status")
CHILDREN: Final = ("children", "subtasks")
STATE: Final = "status"
CREATED: Final = "created_at"
# Where the releases 1.x tell of the one artifact that a hand-in made.
ARTIFACT_RECORDS: Final = ("artifact_info", "artifact_integration")


@dataclass(frozen=True, slots=True)
class Artifact:
    """Stored work, as a reply tells of it; None: not told."""

    identity: str | None
    kind: str | None
    path: str | None
    size: int | None
    raw: Any


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task as one reply shows it.

    Attributes:
        identity: its id, or None where the reply tells none.
        state: its state, or None.
        values: the values that were told, empty ones included.
        created: when it was planned, as told.
        raw: all the reply says of it.
    """

    identity: str | None
    state: TaskState | None
    values: Mapping[TaskField, Any]
    created: str | None
    raw: Mapping[str, Any]

    @property
    def artifacts(self) -> list[Artifact]:
        """The artifacts that are told with the task."""
        return read_artifacts(self.raw)

    @property
    def children(self) -> list[TaskView]:
        """The children that are told with the task."""
        listed = next((found for name in CHILDREN if (found := self.raw.get(name))), None)
        return [read_task(item) for item in listed if isinstance(item, Mapping)] if isinstance(listed, list) else []


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session as one reply shows it; None: not told."""

    identity: str | None
    directory: str | None
    status: str | None
    raw: Mapping[str, Any]


def read_task(fields: Mapping[str, Any]) -> TaskView:
    """Read a task out of the fields of a reply, or of one entry of a list in it."""
    values = {
        value: fields[name] for value, names in FIELDS.items() if (name := first_present(fields, names)) is not None
    }
    identity = first_present(fields, IDENTITIES)
    created = fields.get(CREATED)
    return TaskView(
        identity=str(fields[identity]) if identity and fields[identity] else None,
        state=TaskState.read(fields.get(STATE)),
        values=values,
        created=str(created) if created else None,
        raw=fields,
    )


def read_artifacts(fields: Mapping[str, Any]) -> list[Artifact]:
    """Read the artifacts out of the fields of a reply, or of one task in it."""
    listed: list[Any] = []
    for name in ARTIFACT_LISTS:
        content = fields.get(name)
        if isinstance(content, list):
            listed += content
    if not listed:
        listed = [record for name in ARTIFACT_RECORDS if (record := fields.get(name))][:1]
    return [read_artifact(item) for item in listed]


def read_artifact(item: Any) -> Artifact:
    """Read one artifact; a bare text is its path."""
    if not isinstance(item, Mapping):
        return Artifact(None, None, str(item), None, item)
    told = {what: first_present(item, names) for what, names in ARTIFACT_FIELDS.items()}
    identity, kind, path, size = (None if name is None else item[name] for name in told.values())
    return Artifact(
        identity=str(identity) if identity else None,
        kind=str(kind) if kind else None,
        path=str(path) if path else None,
        size=size if isinstance(size, int) and not isinstance(size, bool) else None,
        raw=item,
    )


def read_session(fields: Mapping[str, Any]) -> SessionView:
    """Read a session out of the fields of a reply, or of one entry of a list in it."""
    identity, directory, status = (fields.get(name) for name in SESSION_FIELDS)
    return SessionView(
        identity=str(identity) if identity else None,
        directory=str(directory) if directory else None,
        status=str(status) if status else None,
        raw=fields,
    )


def first_present(fields: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    """The first of several names that the fields have."""
    return next((name for name in names if name in fields), None)


def texts_in(content: Any) -> Iterator[str]:
    """Every text that stands anywhere in a reply's content, keys left out."""
    if isinstance(content, Mapping):
        for inner in content.values():
            yield from texts_in(inner)
    elif isinstance(content, list | tuple):
        for inner in content:
            yield from texts_in(inner)
    elif content is not None:
        yield str(content)
