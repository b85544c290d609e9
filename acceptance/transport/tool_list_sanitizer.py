"""Lists of tools that lie: what the SDK would not let through is judged by the features, not by an error of the SDK.

The SDK rejects a whole list for one broken schema in it. So the transport sets what is broken aside, hands on a list
that the SDK takes, and the connection puts the tools together again as the server listed them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mcp_types import Tool


@dataclass(slots=True)
class ToolListSanitizer:
    """What was set aside of the lists of one server.

    Attributes:
        schemas: the broken input schemas, by the tools' names.
        nameless: how many entries of lists were no tools with a name at all.
    """

    schemas: dict[str, Any] = field(default_factory=dict)
    nameless: int = 0

    def set_aside(self, result: Mapping[str, Any]) -> dict[str, Any]:
        """A result of `tools/list` without what the SDK would reject it for; any other result as it is."""
        listed = result.get("tools")
        if not isinstance(listed, list):
            return dict(result)
        tools: list[dict[str, Any]] = []
        for entry in listed:
            if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
                self.nameless += 1
                continue
            sound = {name: part for name, part in entry.items() if is_known_shape(name, part)}
            if not is_sound(entry.get("inputSchema")):
                self.schemas[entry["name"]] = entry.get("inputSchema")
                sound["inputSchema"] = {"type": "object"}
            tools.append(sound)
        return {**result, "tools": tools}

    def put_together(self, tool: Tool) -> Tool:
        """A tool as the server listed it."""
        if tool.name not in self.schemas:
            return tool
        broken = self.schemas[tool.name]
        return tool.model_copy(update={"input_schema": broken if isinstance(broken, dict) else {"broken": broken}})


def is_sound(schema: Any) -> bool:
    """Whether an input schema has the outer shape that the protocol wants."""
    if not isinstance(schema, dict) or schema.get("type") != "object":
        return False
    properties, required = schema.get("properties", {}), schema.get("required", [])
    return (
        isinstance(properties, dict)
        and all(isinstance(rules, dict) for rules in properties.values())
        and isinstance(required, list)
        and all(isinstance(name, str) for name in required)
    )


def is_known_shape(name: str, part: Any) -> bool:
    """Whether an optional part of a tool is what the protocol wants; what is not counts as left out."""
    if name in {"description", "title"}:
        return isinstance(part, str)
    return not (name == "outputSchema" and not is_sound(part)) and not (
        name in {"annotations", "_meta", "execution"} and not isinstance(part, dict)
    )
