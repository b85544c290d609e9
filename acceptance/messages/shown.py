"""What evidence keeps of large contents: the head and the tail, and how much was left out between them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

ENTRIES_KEPT: Final = 20_000
"""So many entries of a list or of fields are kept."""
LEVELS_KEPT: Final = 100
NAME_CHARACTERS: Final = 300
MOST_BITS: Final = 14_000
"""A whole number beyond this has no decimal text in Python (4,300 digits)."""


def ends_of(text: str, most: int) -> str:
    """A text, or its head and its tail where it is longer than `most` characters."""
    if len(text) <= most:
        return text
    tail = most // 4
    left_out = len(text) - most
    words = f"({left_out:,} of {len(text):,} characters are left out)"
    return f"{text[: most - tail]} … {words} … {text[len(text) - tail :]}"


def bounded(content: Any, most: int, levels: int = LEVELS_KEPT) -> Any:
    """A value in which no text is longer than `most` characters, no list too long, and nothing too deep."""
    if isinstance(content, str):
        return ends_of(content, most)
    if isinstance(content, Mapping | list | tuple) and not levels:
        return "… (what is nested deeper is left out)"
    if isinstance(content, Mapping):
        return bounded_fields(content, most, levels - 1)
    if isinstance(content, list | tuple):
        kept = [bounded(inner, most, levels - 1) for inner in content[:ENTRIES_KEPT]]
        left_out = len(content) - len(kept)
        return [*kept, f"… ({left_out:,} further entries)"] if left_out else kept
    return content


def bounded_fields(fields: Mapping[Any, Any], most: int, levels: int) -> dict[str, Any]:
    """Fields of which each is bounded, and of which there are not too many."""
    kept: dict[str, Any] = {}
    for name, inner in fields.items():
        if len(kept) == ENTRIES_KEPT:
            kept["…"] = f"{len(fields) - ENTRIES_KEPT:,} further fields"
            break
        kept[ends_of(str(name), NAME_CHARACTERS)] = bounded(inner, most, levels)
    return kept


def as_json(content: Any) -> str:
    """The content as one line of JSON that every reader takes: no NaN, nothing too deep, no number without a text."""
    try:
        return json.dumps(content, ensure_ascii=False, default=str, allow_nan=False)
    except (ValueError, RecursionError):
        return json.dumps(plain(content), ensure_ascii=False, default=str)


def plain(content: Any, levels: int = LEVELS_KEPT) -> Any:
    """A value in which what JSON cannot say is said as text."""
    if not levels:
        return "… (what is nested deeper is left out)"
    if isinstance(content, Mapping):
        return {str(name): plain(inner, levels - 1) for name, inner in content.items()}
    if isinstance(content, list | tuple):
        return [plain(inner, levels - 1) for inner in content]
    if isinstance(content, float) and content - content != 0:
        return str(content)
    if isinstance(content, int) and not isinstance(content, bool) and content.bit_length() > MOST_BITS:
        return hex(content)
    return content
