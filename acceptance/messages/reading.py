"""The fields of a reply that came as text: JSON, or a Python `repr` of a dictionary, read within bounds."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from acceptance.messages.cutting import cut_at

REPR_CHARACTERS: Final = 4_000_000
"""A `repr` is read up to this length."""
MOST_NAMES: Final = 8
NAME_CHARACTERS: Final = 40
"""So many names of fields stand in a message, and so much of each."""
BARE_CHARACTERS: Final = 1_000_000
"""So much of it may stand outside of its texts: Python's parser takes some hundred bytes of memory for each."""
DIGITS: Final = 4_300
"""So many digits a whole number may have: clients read no longer ones, and each would take seconds to write."""
TOO_LONG_A_NUMBER: Final = f"it holds a number of more than {DIGITS:,} digits, which clients do not read"
BEYOND_BOUNDS: Final = {
    "number out of range": TOO_LONG_A_NUMBER,
    "recursion limit exceeded": "it is nested deeper than clients read",
}
"""What pydantic says of JSON that is right and beyond its bounds, and our words for it."""
TEXT: Final = r"""[bu]?'(?:[^'\\]++|\\.)*+'|[bu]?"(?:[^"\\]++|\\.)*+\""""
TEXTS: Final = re.compile(TEXT, re.DOTALL)
WRITTEN_BY_REPR: Final = re.compile(
    rf"(?:{TEXT}|[\s\[\](){{}},:.+\-0-9]++|(?<=[0-9])[ej]|(?<=0)x[0-9a-f]++|True|False|None|set(?=\(\)))*+", re.DOTALL
)
"""What `repr` writes of plain values. Python reads far more, and of that some takes time without an end."""
LONG_NUMBER: Final = re.compile(rf"[0-9]{{{DIGITS + 1}}}|0x[0-9a-f]{{{DIGITS}}}")


class UnreadableTextError(ValueError):
    """Fields were meant, and clients do not read them; the message says why."""


def read_fields(text: str) -> Mapping[str, Any]:
    """The fields of a reply that came as text; empty for anything else, and for what no client reads.

    What is read is as JSON has it: nested no deeper than clients read (200 levels), without halves of characters, with
    numbers of at most some thousand digits, and with names that are texts.
    """
    with suppress(ValueError):
        return fields_in(text)
    return {}


def why_unreadable_fields(text: str) -> str:
    """Why the fields that a text seems to hold are not read, in words; empty for prose, and where they are read."""
    try:
        fields_in(text)
    except UnreadableTextError as error:
        return str(error)
    except ValueError:
        pass
    return ""


def fields_in(text: str) -> Mapping[str, Any]:
    """The fields of a reply that came as text.

    Raises:
        UnreadableTextError: it has fields, which no client reads.
        ValueError: it has no fields.
    """
    stripped = text.strip()
    if not stripped.startswith("{"):
        raise ValueError("it is prose")
    try:
        content = json_in(stripped)
    except ValueError as error:
        for cause, words in BEYOND_BOUNDS.items():
            if cause in str(error):
                raise UnreadableTextError(words) from None
        content = repr_in(stripped)
    return content if isinstance(content, dict) else {}


def read_json(text: str | bytes) -> Any:
    """The value that a text is in JSON; None where it is none, or one that no client reads."""
    with suppress(ValueError):
        return json_in(text)
    return None


def json_in(text: str | bytes) -> Any:
    """The value that a text is in JSON, within the bounds that clients have.

    Raises:
        ValueError: it is none; the message says why, as pydantic's do.
    """
    # Only here: whatever has called a server has imported it, and what calls none need not.
    from pydantic_core import from_json  # noqa: PLC0415

    try:
        return from_json(text)
    except ValueError as error:
        raise ValueError(f"Invalid JSON: {error}") from None


def repr_in(text: str) -> Any:
    """The value of which a text is the Python `repr`, as JSON has it.

    Raises:
        UnreadableTextError: it is one beyond the bounds.
        ValueError: it is none.
    """
    from pydantic_core import to_json  # noqa: PLC0415

    if len(text) > REPR_CHARACTERS:
        raise UnreadableTextError(f"it is not JSON, and longer than {REPR_CHARACTERS:,} characters")
    if WRITTEN_BY_REPR.fullmatch(text) is None:
        raise ValueError("it is not a Python value")
    bare = TEXTS.sub("", text)
    if LONG_NUMBER.search(bare):
        raise UnreadableTextError(TOO_LONG_A_NUMBER)
    if len(bare) > BARE_CHARACTERS:
        raise UnreadableTextError(
            f"it is not JSON, and holds more than {BARE_CHARACTERS:,} characters beside its texts"
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return json_in(to_json(ast.literal_eval(text), inf_nan_mode="constants"))
        except (SyntaxError, TypeError, RecursionError, MemoryError) as error:
            raise ValueError(f"it is not a Python value: {type(error).__name__}") from None


def names_read(places: Sequence[str], fields: Sequence[str]) -> str:
    """Which names are read for what a reply does not tell, and which fields it has, as a part of a sentence."""
    told = f"{' or '.join(map(_quoted, places))} is read"
    if not fields:
        return told
    more = f" and {len(fields) - MOST_NAMES} more" if len(fields) > MOST_NAMES else ""
    return f"{told}, and the reply has {', '.join(map(_quoted, fields[:MOST_NAMES]))}{more}"


def _quoted(name: str) -> str:
    """The name of a field in a message; the target's own may be of any length."""
    return f"`{cut_at(' '.join(str(name).split()), 0, NAME_CHARACTERS, 0)}`"
