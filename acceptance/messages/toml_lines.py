"""Where in a TOML file a key stands, so that a mistake in it can be told with its line: `tomllib` tells no lines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Keys = Sequence[str | int]
"""The keys that lead to a value in nested tables, and the places in the lists between them."""


@dataclass(frozen=True, slots=True)
class Section:
    """The lines below one head of a table, as numbers from one; the head's own is the first."""

    keys: tuple[str | int, ...]
    first: int
    last: int


def line_of(text: str, keys: Keys) -> int | None:
    """The line where a key stands, or the innermost of the keys around it that can be found.

    Args:
        text: the file.
        keys: what leads to the value.
    """
    lines, wanted = text.splitlines(), tuple(keys)
    tables = sections(lines)
    home = max((one for one in tables if one.keys == wanted[: len(one.keys)]), key=lambda one: len(one.keys))
    rest = [key for key in wanted[len(home.keys) :] if isinstance(key, str)]
    number: int | None = home.first or None
    at = home.first
    # What is not in the table itself is in one below it.
    below = [one for one in tables if one.keys[: len(home.keys)] == home.keys and one is not home and home.keys]
    for key in rest:
        places = (*range(at, home.last), *(place for one in below for place in range(one.first - 1, one.last)))
        place = next((one for one in places if has_key(lines[one], key)), None)
        if place is not None:
            number, at = place + 1, place
    if number is None and not home.keys:
        number = next((one.first for one in tables if wanted and one.keys[: len(wanted)] == wanted), None)
    return number


def sections(lines: Sequence[str]) -> list[Section]:
    """The tables of a file in their order; the first one has no head."""
    heads = [(0, ()), *_heads(lines)]
    ends = [number - 1 for number, _ in heads[1:]] + [len(lines)]
    return [Section(keys, number, end) for (number, keys), end in zip(heads, ends, strict=True)]


def _heads(lines: Sequence[str]) -> Iterator[tuple[int, tuple[str | int, ...]]]:
    counts: dict[tuple[str | int, ...], int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.lstrip().startswith("["):
            continue
        try:
            names = list(_names(tomllib.loads(line)))
        except tomllib.TOMLDecodeError:
            # An entry of a list over several lines begins like a head.
            continue
        keys: tuple[str | int, ...] = ()
        for name in names:
            keys = (*keys, name)
            if keys in counts:
                keys = (*keys, counts[keys])
        if line.lstrip().startswith("[["):
            whole = keys[:-1] if isinstance(keys[-1], int) else keys
            counts[whole] = counts.get(whole, -1) + 1
            keys = (*whole, counts[whole])
        yield number, keys


def _names(content: Any) -> Iterator[str]:
    """The names of nested tables of which each has one."""
    while isinstance(content, dict | list) and content:
        if isinstance(content, list):
            content = content[0]
            continue
        name, content = next(iter(content.items()))
        yield name


def has_key(line: str, key: str) -> bool:
    """Whether a line gives a value to a key, itself or within a table that is written in it."""
    pattern = rf"(^|[\s{{,\[.])[\"']?{re.escape(key)}[\"']?\s*[=\].]"
    return re.search(pattern, line.split("#", maxsplit=1)[0]) is not None
