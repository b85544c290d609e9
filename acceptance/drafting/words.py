"""The words by which fields and states of task servers are recognized; what tools are for is guessed elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

FIELDS: Final[Mapping[str, frozenset[str]]] = {
    "task_id": frozenset({"id", "ref", "key", "uuid", "identifier", "number", "taskid", "itemid", "todoid", "issueid"}),
    "parent_task_id": frozenset({"parent", "parentid", "parenttaskid", "parenttask"}),
    "dependencies": frozenset({"dependencies", "dependson", "blockedby", "waitsfor", "requires"}),
    "due_date": frozenset({"duedate", "due", "deadline", "dueat"}),
    "status": frozenset({"status", "state", "column", "stage"}),
    "created_at": frozenset({"createdat", "created", "createdtime", "createddate"}),
    "updated_at": frozenset({"updatedat", "updated", "modifiedat", "modified", "updatedtime"}),
}
"""The names of fields of a reply that say a value of a task, without capitals and lines."""

FOLDERS: Final = frozenset(
    {"project", "projectroot", "workspace", "workspaceroot", "root", "directory", "cwd", "folder"}
)
"""The names of parameters that want the folder that the server works in."""

STATES: Final[Mapping[str, frozenset[str]]] = {
    "pending": frozenset({"pending", "todo", "open", "new", "backlog", "planned", "notstarted", "ready", "queued"}),
    "in_progress": frozenset({"inprogress", "doing", "active", "started", "wip", "ongoing", "working", "running"}),
    "completed": frozenset({"completed", "done", "complete", "closed", "finished", "resolved"}),
    "blocked": frozenset({"blocked", "onhold", "waiting", "paused"}),
    "failed": frozenset({"failed", "error"}),
    "cancelled": frozenset({"cancelled", "canceled", "abandoned", "wontfix", "dropped", "rejected"}),
    "archived": frozenset({"archived"}),
}
"""The usual words for states."""

DONE_FLAGS: Final = frozenset({"done", "completed", "complete", "isdone", "iscompleted", "finished", "closed"})
"""The names of fields that are true when a task is completed."""


def plainly(name: str) -> str:
    """A name without capitals and lines, as the tables here have it."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def meaning(name: str, asked: Iterable[str]) -> str | None:
    """What a field of a reply means, of some names of the contract; `None` if that is not known."""
    plain = plainly(name)
    return next((one for one in asked if plain in FIELDS.get(one, ())), None)


def state_of(word: str) -> str | None:
    """The state of the contract that a server's word usually stands for; `None` if that is not known."""
    plain = plainly(word)
    return next((state for state, words in STATES.items() if plain in words), None)
