"""What a list of tools or a reply costs an agent, which reads all of it: in bytes, and in tokens as an estimate."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from mcp_types import Tool

BYTES_OF_A_TOKEN: Final = 3
"""So many bytes of compact JSON are a token at least: identifiers cost more of them than prose (docs/clients.md)."""


def tokens_of(text: str) -> int:
    """How many tokens a text has at most, estimated from its bytes: no well-kept tokenizer brings its data along."""
    return -(-len(text.encode("utf-8", "surrogatepass")) // BYTES_OF_A_TOKEN)


def as_sent(content: Any) -> str:
    """Content as compact JSON, as a client gives it to its model."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=str)


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost of a list of tools.

    Attributes:
        whole: of the list, in bytes.
        tools: of each tool, in bytes, the most expensive first.
        outputs: of the output schemas in the list, in bytes.
    """

    whole: int
    tools: tuple[tuple[str, int], ...]
    outputs: int

    @property
    def tokens(self) -> int:
        """Of the list, as an estimate."""
        return -(-self.whole // BYTES_OF_A_TOKEN)


def cost_of(tools: Sequence[Tool]) -> Cost:
    """What a list of tools costs whoever reads it."""
    listed = [tool.model_dump(mode="json", by_alias=True, exclude_none=True) for tool in tools]
    sizes = [(str(tool["name"]), len(as_sent(tool).encode("utf-8", "surrogatepass"))) for tool in listed]
    outputs = sum(len(as_sent(tool["outputSchema"]).encode()) for tool in listed if "outputSchema" in tool)
    whole = len(as_sent({"tools": listed}).encode("utf-8", "surrogatepass"))
    return Cost(whole, tuple(sorted(sizes, key=lambda one: -one[1])), outputs)
