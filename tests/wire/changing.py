"""How a value is changed, and how a field of a reply is reached."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import Any, Final

from tests.wire.mutants import EVERY, Kind

MOST_CHARACTERS: Final = 255
LEFT_OUT: Final = object()
"""Stands for a value that is no longer there."""


def text(change: Callable[[str], str]) -> Callable[[Any], Any]:
    """A change of texts, also of those inside lists and objects."""

    def deep(value: Any) -> Any:
        if isinstance(value, str):
            return change(value)
        if isinstance(value, list):
            return [deep(one) for one in value]
        if isinstance(value, dict):
            return {change(key): deep(one) for key, one in value.items()}
        return value

    return deep


def rounded(value: Any) -> Any:
    """Numbers as a store of another type would keep them; whole ones to tens."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, float):
        return round(value, 1)
    if isinstance(value, int):
        return max(1, value // 10 * 10)
    if isinstance(value, list):
        return [rounded(one) for one in value]
    return {key: rounded(one) for key, one in value.items()} if isinstance(value, dict) else value


def emptied(value: Any) -> Any:
    """Nothing, of the same type."""
    return type(value)() if isinstance(value, (str, list, dict)) else value


CHANGES: Final[Mapping[Kind, Callable[[Any], Any]]] = {
    Kind.ABSENT: lambda value: LEFT_OUT,
    Kind.EMPTY: emptied,
    Kind.FIRST: lambda value: value[:1] if isinstance(value, list) else value,
    Kind.LAST: lambda value: value[-1:] if isinstance(value, list) else value,
    Kind.REVERSED: lambda value: value[::-1] if isinstance(value, list) else value,
    Kind.STRIPPED: text(str.strip),
    Kind.LOWER: text(str.lower),
    Kind.COMPOSED: text(lambda words: unicodedata.normalize("NFC", words)),
    Kind.CUT: text(lambda words: words[:MOST_CHARACTERS]),
    Kind.ESCAPED: text(html.escape),
    Kind.ROUNDED: rounded,
}
"""The changes that look at nothing but the value."""


class Memory:
    """The values that the same field of the same thing had in earlier replies."""

    def __init__(self) -> None:
        self._before: dict[object, Any] = {}

    def exchange(self, owner: Mapping[str, Any], name: str) -> Any:
        """The value of the reply before; the present one is kept for the next."""
        thing = owner.get("task_id") or owner.get("session_id") or owner.get("template_id") or ""
        before = self._before.get((thing, name), owner[name])
        self._before[thing, name] = deepcopy(owner[name])
        return before


def owners(reply: Any, path: tuple[str, ...]) -> Iterator[list[dict[str, Any]]]:
    """The objects in a reply that have the field at the end of a path, those of one list together."""
    if len(path) == 1:
        if isinstance(reply, dict) and path[0] in reply:
            yield [reply]
        return
    first, *rest = path
    if not isinstance(reply, dict) or first not in reply:
        return
    if rest[0] != EVERY:
        yield from owners(reply[first], tuple(rest))
        return
    items = reply[first] if isinstance(reply[first], list) else []
    if len(rest) == 2:
        yield [one for one in items if isinstance(one, dict) and rest[1] in one]
        return
    for one in items:
        yield from owners(one, tuple(rest[1:]))


def change_reply(reply: Mapping[str, Any], path: tuple[str, ...], kind: Kind, memory: Memory) -> dict[str, Any]:
    """A reply with one field changed, wherever it stands."""
    changed: dict[str, Any] = deepcopy(dict(reply))
    name = path[-1]
    for group in owners(changed, path):
        if kind is Kind.SWAPPED:
            values = [one[name] for one in group]
            for one, value in zip(group, [*values[1:], *values[:1]], strict=True):
                one[name] = value
            continue
        for one in group:
            value = memory.exchange(one, name) if kind is Kind.STALE else CHANGES[kind](one[name])
            if value is LEFT_OUT:
                del one[name]
            else:
                one[name] = value
    return changed
