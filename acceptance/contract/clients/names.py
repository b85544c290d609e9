"""The names that client families accept: of tools, and of parameters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from acceptance.contract.tool_list import parameters

if TYPE_CHECKING:
    from mcp_types import Tool

LONGEST: Final = 64
PREFIX: Final = "mcp__task-orchestrator__"
"""What a client puts before the name of each tool: the longest usual form, with the usual name of such a server."""
CHARACTERS: Final = re.compile(r"[A-Za-z0-9_-]*")
PARAMETER: Final = re.compile(r"[A-Za-z0-9_.-]{1,64}")


def wrong_length(tool: Tool) -> Iterator[str]:
    """A tool's name is empty or too long."""
    if not 1 <= len(tool.name) <= LONGEST:
        yield f"has a name of {len(tool.name)} characters"


def wrong_characters(tool: Tool) -> Iterator[str]:
    """A tool's name has other characters than clients take."""
    if not CHARACTERS.fullmatch(tool.name):
        others = sorted(set(re.sub(CHARACTERS, "", tool.name)))
        yield f"has {' '.join(map(repr, others[:5]))} in its name"


def too_long_with_prefix(tool: Tool) -> Iterator[str]:
    """A tool's name leaves no room for what clients put before it."""
    if len(PREFIX) + len(tool.name) > LONGEST:
        yield f"is {PREFIX}{tool.name[:LONGEST]} in clients, which has {len(PREFIX) + len(tool.name)} characters"


def wrong_parameters(tool: Tool) -> Iterator[str]:
    """A parameter's name is one that clients reject."""
    for name, _ in parameters(tool.input_schema):
        if not PARAMETER.fullmatch(name):
            yield f"has the parameter {name[:LONGEST]!r} of {len(name)} characters"
