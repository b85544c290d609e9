"""What was read of a reply, field by field, as `dialect try` shows it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from acceptance.contract.dialects.tasks import PLAN_PARAMETERS
from acceptance.contract.reply import Reply
from acceptance.contract.views import TaskView
from acceptance.display import one_line
from acceptance.errors import NotOfferedError, UnreadableReplyError
from acceptance.messages.shown import as_json, ends_of

SHOWN_CHARACTERS: Final = 400
WIDTH: Final = 16


def read_lines(reply: Reply, identity: str = "") -> Iterator[str]:
    """What was read: whether it was accepted, how many tasks it lists, and the fields of one task.

    Args:
        reply: the reply.
        identity: the task that is meant; empty for the first.
    """
    if reply.refused:
        words = ends_of(str(reply.body.get("error") or reply.words), SHOWN_CHARACTERS)
        yield f"read: rejected, because {one_line(words)}"
        return
    fields = list(_fields(reply, identity))
    count = len(reply.tasks)
    listed = f", {count} task{'' if count == 1 else 's'}" if reply.lists_tasks else ""
    yield f"read: accepted{listed}{'' if fields or listed else ', no task'}"
    for name, value in fields:
        yield f"  {name:{WIDTH}} {one_line(shown(value))}"


def total_of(reply: Reply) -> int | None:
    """How many tasks a search says that there are; `None` if it does not."""
    try:
        return reply.total
    except (NotOfferedError, UnreadableReplyError):
        return None


def values_of(view: TaskView) -> dict[str, Any]:
    """What is read of a task, by the contract's names."""
    told: dict[str, Any] = {
        "task_id": view.identity,
        "status": view.state.wire if view.state else view.raw.get("status"),
        **{PLAN_PARAMETERS[name]: value for name, value in view.values.items()},
        "created_at": view.created,
        **{name: view.raw.get(name) for name in ("updated_at", "summary", "artifacts")},
        "children": [one.identity for one in view.children] or None,
    }
    return {name: value for name, value in told.items() if value is not None}


def shown(content: Any) -> str:
    """A value or a reply in one line, cut to what a person reads."""
    text = content if isinstance(content, str) else as_json(content)
    if not isinstance(content, dict | list | str):
        return json.dumps(content)
    return ends_of(" ".join(text.split()), SHOWN_CHARACTERS)


def _fields(reply: Reply, identity: str) -> Iterator[tuple[str, Any]]:
    if (total := total_of(reply)) is not None and reply.lists_tasks:
        yield "total_count", total
    if reply.counts:
        yield "counts", {state.wire: count for state, count in reply.counts.items()}
    meant = [one for one in reply.tasks if one.identity == identity] or reply.tasks
    yield from values_of(meant[0] if meant else reply.told_task).items()
