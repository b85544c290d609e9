"""What tells that an orchestrator refused, where the protocol's flag does not (contract, "A refusal")."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

SIGNS: Final[Mapping[str, Callable[[Mapping[str, Any]], bool]]] = {
    "`error` has a value other than `null`, `false`, `0` and an empty one": lambda body: bool(body.get("error")),
    "`success` is `false`": lambda body: body.get("success") is False,
    "`ok` is `false`": lambda body: body.get("ok") is False,
    "`exists` is `false`": lambda body: body.get("exists") is False,
    '`status` is `"error"`': lambda body: str(body.get("status", "")) == "error",
    "`status` ends in `_failed`": lambda body: str(body.get("status", "")).endswith("_failed"),
}
"""What the fields of a reply can say of a refusal, in words, and how that is found."""


def tells_refusal(body: Mapping[str, Any]) -> bool:
    """Whether the fields of a reply say that what was asked for was not done."""
    return any(found(body) for found in SIGNS.values())
