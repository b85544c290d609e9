"""The fields of a reply in a text: alone, between fences, or with sentences before and after them.

Contract, "Where a reply is": JSON alone, in one of several blocks, fenced, or beside prose; or a Python `repr`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from acceptance.messages.reading import TEXT, UnreadableTextError, fields_in, read_fields

SEARCHED_CHARACTERS: Final = 4_000_000
"""Fields are looked for beside sentences in a text up to this length."""
UNCLOSED_OBJECTS: Final = 8
"""So many braces that are never closed are followed to the end of the text."""
OPENING: Final = re.compile(r"^[^\n{]*\{|(?<=\n)[ \t]*\{")
"""Where fields may begin: on the first line, or at the beginning of another; a brace in a later sentence is text."""
TOKEN: Final = re.compile(rf"{TEXT}|[{{}}]", re.DOTALL)
WORKED: Final = frozenset({"success", "ok", "status", "message"})
"""Fields that tell no more than whether the call worked."""
WRAPPER: Final = "result"
"""The one field into which frameworks wrap what a tool returns as a text."""


def fields_beside_prose(text: str) -> Mapping[str, Any]:
    """The fields in a text, whatever stands before and after them; of several, the longest. Empty for prose."""
    try:
        return fields_in(text)
    except UnreadableTextError:
        return {}
    except ValueError:
        pass
    if "{" not in text or len(text) > SEARCHED_CHARACTERS:
        return {}
    readable = ((piece, fields) for piece in objects_in(text.strip()) if (fields := read_fields(piece)))
    return max(readable, key=lambda found: len(found[0]), default=("", {}))[1]


def objects_in(text: str) -> Iterator[str]:
    """What stands between a brace and the one that closes it, where fields may begin; none inside another."""
    begin = unclosed = 0
    while unclosed < UNCLOSED_OBJECTS and (opening := OPENING.search(text, begin)):
        start = opening.end() - 1
        end = closed_at(text, start)
        if end is None:
            unclosed += 1
            begin = start + 1
        else:
            yield text[start:end]
            begin = end


def closed_at(text: str, start: int) -> int | None:
    """Where the brace at a place of a text is closed; `None`: nowhere."""
    depth = 0
    for token in TOKEN.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(token[0], 0)
        if not depth and token[0] == "}":
            return token.end()
    return None


def unwrapped(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """Fields without the wrapper that frameworks put around a text; empty where the wrapped text is prose."""
    if set(fields) != {WRAPPER}:
        return fields
    inner = fields[WRAPPER]
    if isinstance(inner, str):
        return fields_beside_prose(inner)
    return inner if isinstance(inner, Mapping) else fields


def body_of(structured: Mapping[str, Any] | None, text: str) -> Mapping[str, Any]:
    """The fields that a reply tells, in its structured content or in its text; where both do, the former's count.

    Beside structured content that tells more than that the call worked, a text counts only if it is nothing but fields:
    a report for people may quote anything.
    """
    own = unwrapped(structured or {})
    told = fields_beside_prose(text) if own.keys() <= WORKED else read_fields(text)
    return {**unwrapped(told), **own}
