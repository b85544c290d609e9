"""The fields of a reply that came as text: JSON, or a Python `repr` of a dictionary, read within bounds."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

REPR_CHARACTERS: Final = 4_000_000
"""A `repr` is read up to this length: Python's parser takes some hundred bytes of memory for each character."""


def read_fields(text: str) -> Mapping[str, Any]:
    """The fields of a reply that came as text; empty for anything else, and for what no client reads.

    What is read is as JSON has it: nested no deeper than clients read (200 levels), without halves of characters, with
    numbers of at most some thousand digits, and with names that are texts.
    """
    stripped = text.strip()
    if not stripped.startswith("{"):
        return {}
    content = read_json(stripped)
    if content is None and len(stripped) <= REPR_CHARACTERS:
        content = read_repr(stripped)
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


def read_repr(text: str) -> Any:
    """The value of which a text is the Python `repr`, as JSON has it; None where it is none."""
    from pydantic_core import to_json  # noqa: PLC0415

    with warnings.catch_warnings(), suppress(ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
        warnings.simplefilter("ignore")
        return read_json(to_json(ast.literal_eval(text), inf_nan_mode="constants"))
    return None
