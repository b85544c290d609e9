"""Assertions about the tools that a server lists, by what anybody can see who asks for the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from acceptance.contract.descriptions import says_more_than_the_name
from acceptance.contract.schemas import closed_validator
from acceptance.contract.tools import TOOLS
from acceptance.matchers.findings import Finding, listed

if TYPE_CHECKING:
    from mcp_types import Tool

# A reader of a message gets lost among more than these.
MOST_FAULTS: Final = 20

Catalogue: TypeAlias = "Sequence[Tool]"


def describes_tools(percent: int) -> Finding[Catalogue]:
    """So many percent of the tools have a description."""
    return _share("tools", percent, lambda tools: {tool.name: describes(tool.description, tool.name) for tool in tools})


def describes_parameters(percent: int) -> Finding[Catalogue]:
    """So many percent of the tools' parameters have a description."""
    return _share(
        "parameters",
        percent,
        lambda tools: {
            f"{tool.name}({name})": isinstance(schema, Mapping) and describes(schema.get("description"), name)
            for tool in tools
            for name, schema in parameters(tool)
        },
    )


def describes_differently() -> Finding[Catalogue]:
    """No two tools have the same description."""
    return Finding(
        "no two tools have the same description",
        lambda tools: repeated(tool.description.strip() for tool in tools if tool.description),
        lambda found: not found,
        lambda tools, found: f"several tools share these descriptions: {listed(found)}",
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
        lambda tools, found: f"listed more than once: {listed(found)}",
    )


def has_sound_schemas() -> Finding[Catalogue]:
    """Every tool's parameters are described by a valid schema of an object, and no schema needs anything beside it."""
    return Finding(
        "every tool declares a valid input schema",
        lambda tools: [sentence for tool in tools for sentence in schema_faults(tool)],
        lambda found: not found,
        lambda tools, found: "; ".join(found[:MOST_FAULTS]) + further(len(found) - MOST_FAULTS),
    )


def parameters(tool: Tool) -> Iterator[tuple[str, Any]]:
    """The parameters of a tool with their schemas, as far as its schema can be read."""
    known = tool.input_schema.get("properties")
    return iter(known.items()) if isinstance(known, Mapping) else iter(())


def describes(words: Any, name: str) -> bool:
    """Whether a description says more than the name of what it describes."""
    return isinstance(words, str) and says_more_than_the_name(words, name)


def repeated(words: Iterator[str]) -> list[str]:
    """What comes more than once."""
    return [word for word, count in Counter(words).items() if count > 1]


def schema_faults(tool: Tool) -> Iterator[str]:
    """What is wrong with the schemas of a tool, in sentences."""
    taken = closed_validator(tool.input_schema)
    if taken.broken or tool.input_schema.get("type") != "object":
        yield f"the schema of {tool.name} is broken"
    yield from (f"the schema of {tool.name} {finding}" for finding in taken.findings)
    if tool.output_schema is not None:
        # Whether it is valid is seen by every answer.
        findings = closed_validator(tool.output_schema).findings
        yield from (f"the output schema of {tool.name} {finding}" for finding in findings)


def further(count: int) -> str:
    """How many more there are."""
    return f"; and {count} more" if count > 0 else ""


def _share(what: str, percent: int, look: Any) -> Finding[Catalogue]:
    return Finding(
        f"{percent} % of the {what} have a description",
        look,
        lambda found: bool(found) and 100 * sum(found.values()) >= percent * len(found),
        lambda tools, found: (
            f"{sum(found.values())} of {len(found)} {what} have a description, "
            f"{100 * sum(found.values()) // max(1, len(found))} %; not described: "
            f"{listed([name for name, told in found.items() if not told][:20])}"
        ),
    )
