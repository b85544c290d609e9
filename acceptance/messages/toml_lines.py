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
    found = [section for section in sections(lines) if section.keys == wanted[: len(section.keys)]]
    if not found:
        below = (section for section in sections(lines) if section.keys[: len(wanted)] == wanted)
        return next((section.first for section in below if wanted), None)
    home = max(found, key=lambda section: (len(section.keys), -section.first))
    number: int | None = home.first if home.keys else None
    at = home.first if home.keys else 0
    for key in wanted[len(home.keys) :]:
        inside = range(at, home.last)
        place = next((one for one in inside if isinstance(key, str) and has_key(lines[one], key)), None)
        if place is not None:
            number, at = place + 1, place
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
