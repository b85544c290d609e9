"""What a list of tools tells of itself, as the evidence of a run keeps it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mcp_types import Tool


def digest(tools: Sequence[Tool]) -> str:
    """A digest of the tools with their descriptions and schemas, whatever the order in which they are listed."""
    listed = sorted((tool.name, tool.description, tool.input_schema) for tool in tools)
    return hashlib.sha256(json.dumps(listed, sort_keys=True, default=str).encode()).hexdigest()


def has_words(text: Any) -> bool:
    """Whether there are words at all."""
    return isinstance(text, str) and bool(text.strip())


def parameters(schema: Any) -> list[tuple[str, Any]]:
    """The parameters that a schema has, as far as it can be read."""
    known = schema.get("properties") if isinstance(schema, dict) else None
    return list(known.items()) if isinstance(known, dict) else []
