"""A tool call, before it is made and after."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Call:
    """A tool call that is to be made.

    Attributes:
        verb: the action in the words of the features, for messages.
        tool: the tool's name.
        arguments: its arguments.
        paged: whether the answer has further pages, reached by counting `offset` up.
    """

    verb: str
    tool: str
    arguments: dict[str, Any] = field(default_factory=dict)
    paged: bool = False


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What a tool call brought back, before anything is read out of it.

    Attributes:
        text: the text contents, joined by line ends.
        structured: the structured content, where the server sends it.
        is_error: whether the server flagged a refusal as the protocol wants it.
        milliseconds: from sending the call to having its answer.
    """

    text: str
    structured: dict[str, Any] | None
    is_error: bool
    milliseconds: float
