"""Assertions about the tools that a server lists, by what anybody can see who asks for the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from acceptance.contract.tools import TOOLS
from acceptance.matchers.findings import Finding, listed

if TYPE_CHECKING:
    from mcp_types import Tool

Catalogue: TypeAlias = "Sequence[Tool]"


def describes_tools(percent: int) -> Finding[Catalogue]:
    """So many percent of the tools have a description."""
    return _share("tools", percent, lambda tools: {tool.name: filled(tool.description) for tool in tools})


def describes_parameters(percent: int) -> Finding[Catalogue]:
    """So many percent of the tools' parameters have a description."""
    return _share(
        "parameters",
        percent,
        lambda tools: {
            f"{tool.name}({name})": isinstance(schema, Mapping) and filled(schema.get("description"))
            for tool in tools
            for name, schema in parameters(tool)
        },
    )


def describes_differently() -> Finding[Catalogue]:
    """No two tools have the same description."""
    return Finding(
        "no two tools are described alike",
        lambda tools: repeated(tool.description.strip() for tool in tools if tool.description),
        lambda found: not found,
        lambda tools, found: f"these words describe several: {listed(found)}",
    )


def offers_the_contract() -> Finding[Catalogue]:
    """Every tool that the contract knows is listed."""
    return Finding(
        f"all {len(TOOLS)} tools of the contract are offered",
        lambda tools: [name for name in TOOLS if name not in {tool.name for tool in tools}],
        lambda missing: not missing,
        lambda tools, missing: f"{len(TOOLS) - len(missing)} are; missing are {listed(missing)}",
    )


def lists_each_once() -> Finding[Catalogue]:
    """No tool is listed twice."""
    return Finding(
        "no tool is listed twice",
        lambda tools: repeated(tool.name for tool in tools),
        lambda found: not found,
        lambda tools, found: f"listed again and again: {listed(found)}",
    )


def has_sound_schemas() -> Finding[Catalogue]:
    """Every tool's parameters are described by a schema of an object that is a valid one."""
    return Finding(
        "every tool says in a valid schema what it takes",
        lambda tools: [tool.name for tool in tools if not sound(tool.input_schema)],
        lambda found: not found,
        lambda tools, found: f"broken are those of {listed(found)}",
    )


def parameters(tool: Tool) -> Iterator[tuple[str, Any]]:
    """The parameters of a tool with their schemas, as far as its schema can be read."""
    known = tool.input_schema.get("properties")
    return iter(known.items()) if isinstance(known, Mapping) else iter(())


def filled(words: Any) -> bool:
    """Whether there are words at all."""
    return isinstance(words, str) and bool(words.strip())


def repeated(words: Iterator[str]) -> list[str]:
    """What comes more than once."""
    return [word for word, count in Counter(words).items() if count > 1]


def sound(schema: Any) -> bool:
    """Whether a schema is a valid one, of an object."""
    # Only here: a run that asks for no schema need not load the library.
    import jsonschema_rs  # noqa: PLC0415

    return isinstance(schema, dict) and schema.get("type") == "object" and jsonschema_rs.meta.is_valid(schema)


def _share(what: str, percent: int, look: Any) -> Finding[Catalogue]:
    return Finding(
        f"{percent} % of the {what} are described",
        look,
        lambda found: bool(found) and 100 * sum(found.values()) >= percent * len(found),
        lambda tools, found: (
            f"{sum(found.values())} of {len(found)} {what} are described, "
            f"{100 * sum(found.values()) // max(1, len(found))} %; not described: "
            f"{listed([name for name, told in found.items() if not told][:20])}"
        ),
    )
