"""When a value that is shown is the value that was given (contract, "As given")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def same(given: Any, shown: Any) -> bool:
    """Whether two JSON values are equal: booleans are no numbers, and floats are equal by value."""
    if isinstance(given, bool) or isinstance(shown, bool):
        return given is shown
    if isinstance(given, Mapping):
        return (
            isinstance(shown, Mapping)
            and given.keys() == shown.keys()
            and all(same(inner, shown[key]) for key, inner in given.items())
        )
    if isinstance(given, list | tuple):
        return (
            isinstance(shown, list | tuple)
            and len(given) == len(shown)
            and all(same(one, other) for one, other in zip(given, shown, strict=True))
        )
    if isinstance(given, int | float) and isinstance(shown, int | float):
        return given == shown
    return type(given) is type(shown) and bool(given == shown)


def is_shown(given: Any, shown: Any) -> bool:
    """Whether a reply shows a value: an empty one may be left out (`None`)."""
    return (shown is None and given in ("", [], {}, None, ())) or same(given, shown)
