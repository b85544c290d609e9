"""Where a reply has tasks, and where a task has its values: found by what was asked for just before."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from acceptance.drafting.words import DONE_FLAGS, meaning, plainly

PLAIN_NAME: Final = re.compile(r"[A-Za-z_]\w*")
READ_BY_NAME: Final = ("task_id", "parent_task_id", "dependencies", "due_date", "created_at", "updated_at")
IDENTITIES: Final = frozenset({"task_id", "parent_task_id", "dependencies"})
MOST_LEVELS: Final = 6


@dataclass(frozen=True, slots=True)
class Found:
    """A table within a reply.

    Attributes:
        keys: the keys that lead to it.
        content: it.
    """

    keys: tuple[str | int, ...]
    content: Mapping[str, Any]

    @property
    def path(self) -> str:
        """The path that leads to it."""
        return path_of(self.keys)

    @property
    def list_path(self) -> str | None:
        """The path that leads to the list that it is an entry of; `None` if it is in none."""
        return path_of(self.keys[:-1]) if self.keys and isinstance(self.keys[-1], int) else None


def path_of(keys: tuple[str | int, ...]) -> str:
    """Keys as a path."""
    text = ""
    for key in keys:
        name = str(key) if PLAIN_NAME.fullmatch(str(key)) else json.dumps(key, ensure_ascii=False)
        text += f"[{key}]" if isinstance(key, int) else f".{name}"
    return text.lstrip(".") or "@"


def task_with(content: Any, value: Any) -> Found | None:
    """The innermost table of a reply that has a value; `None` if none has."""
    found = [one for one in _tables(content, ()) if any(same(value, inner) for inner in one.content.values())]
    return max(found, key=lambda one: len(one.keys), default=None)


def identity_in(content: Any) -> Found | None:
    """The outermost table of a reply that names an identity; `None` if none does."""
    found = (one for one in _tables(content, ()) if identity_of(one.content) is not None)
    return min(found, key=lambda one: len(one.keys), default=None)


def identity_of(task: Mapping[str, Any]) -> str | int | None:
    """The identity that a table names; `None` if it names none."""
    for name, value in task.items():
        if meaning(name, ("task_id",)) and isinstance(value, str | int) and not isinstance(value, bool):
            return value
    return None


def same(value: Any, told: Any) -> bool:
    """Whether a value is told, be it as a text or as a number."""
    return not isinstance(told, bool) and isinstance(told, str | int) and str(told) == str(value)


def fields_of(task: Mapping[str, Any], title: str, description: str) -> dict[str, str]:
    """Where a table has the values of a task, as TOML by the name of the contract."""
    fields: dict[str, str] = {}
    numbered = isinstance(identity_of(task), int)
    for name, value in task.items():
        asked = meaning(name, READ_BY_NAME)
        if same(title, value):
            fields.setdefault("title", _quoted(name))
        elif same(description, value):
            fields.setdefault("description", _quoted(name))
        elif asked and not isinstance(value, Mapping):
            as_text = numbered and asked in IDENTITIES
            fields.setdefault(asked, f'{{ path = {_quoted(name)}, as = "text" }}' if as_text else _quoted(name))
        elif meaning(name, ("status",)) and isinstance(value, str):
            fields.setdefault("status", f'{{ path = {_quoted(name)}, values = "states" }}')
    return fields


def state_word(task: Mapping[str, Any]) -> str | None:
    """The word that a table has for the state of its task; `None` if it has none."""
    words = (value for name, value in task.items() if meaning(name, ("status",)) and isinstance(value, str))
    return next(words, None)


def state_rules(task: Mapping[str, Any]) -> str:
    """The rules for the state, if a flag tells that a task is completed; empty otherwise."""
    flags = (name for name, value in task.items() if plainly(name) in DONE_FLAGS and isinstance(value, bool))
    flag = next(flags, None)
    if flag is None:
        return ""
    return f'[{{ if = {_quoted(flag)}, then = "completed" }}, {{ then = "pending" }}]'


def _quoted(name: str) -> str:
    return json.dumps(path_of((name,)), ensure_ascii=False)


def _tables(content: Any, keys: tuple[str | int, ...]) -> Iterator[Found]:
    if len(keys) > MOST_LEVELS:
        return
    if isinstance(content, Mapping):
        yield Found(keys, content)
        for name, inner in content.items():
            yield from _tables(inner, (*keys, str(name)))
    elif isinstance(content, list):
        for number, inner in enumerate(content):
            yield from _tables(inner, (*keys, number))
