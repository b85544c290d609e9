"""The contract as a page: tools, parameters, states, replies and refusals, all from what the driver itself reads.

What is written here in words is only what surrounds the tables. So the page cannot say what the driver does not do.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from acceptance.contract.dialects import VERSION_2, shipped
from acceptance.contract.parameters import PARAMETERS, Kind, Parameter
from acceptance.contract.published_replies import Section, Table, code, refusal_section, reply_sections
from acceptance.contract.published_states import state_sections
from acceptance.contract.tools import FAMILIES, TOOLS

KINDS: Final[Mapping[Kind, str]] = {
    Kind.TEXT: "text",
    Kind.FLAG: "yes or no",
    Kind.INTEGER: "whole number",
    Kind.OBJECT: "object",
    Kind.TEXTS: "list of texts",
    Kind.WORD: "one of",
    Kind.WORDS: "list of",
}
INTRODUCTION: Final = (
    "A server can be judged if it speaks the Model Context Protocol, over standard input and output or over HTTP, and "
    "lists some of these tools. A tool or parameter that it does not list is not offered: the scenarios that need it "
    "are skipped, and the verdict counts their requirements apart from those that are not met. A server with other "
    "tools can be judged through a dialect file, which says how they do the same and how their replies are read."
)
HEADING: Final = ("parameter", "type", "required", "without it")


@dataclass(frozen=True, slots=True)
class Published:
    """The whole contract.

    Attributes:
        introduction: which servers can be judged.
        tools: how many tools it has.
        sections: in their order.
    """

    introduction: str
    tools: int
    sections: tuple[Section, ...]


def published() -> Published:
    """Put the contract together.

    Raises:
        DialectError: the dialect file of the contract is wrong.
    """
    verbs = verbs_of_tools()
    families = tuple(family_section(name, tools, verbs) for name, tools in FAMILIES.items())
    return Published(INTRODUCTION, len(TOOLS), (*families, *state_sections(), *reply_sections(), refusal_section()))


def verbs_of_tools() -> dict[str, tuple[str, dict[str, str]]]:
    """For each tool the verb that the contract's dialect asks for with it, and by which names its values are known."""
    found: dict[str, tuple[str, dict[str, str]]] = {}
    for verb, table in tomllib.loads(shipped(VERSION_2).text)["verbs"].items():
        arguments = table.get("arguments", [])
        pairs = arguments.items() if isinstance(arguments, Mapping) else ((name, name) for name in arguments)
        found[table["tool"]] = verb, {name: source_of(value) for name, value in pairs}
    return found


def source_of(value: Any) -> str:
    """The name by which a dialect knows the value of an argument."""
    return str(value.get("from", "") if isinstance(value, Mapping) else value)


def family_section(name: str, tools: Sequence[str], verbs: Mapping[str, tuple[str, dict[str, str]]]) -> Section:
    """The tools of a family, each with its parameters."""
    tables = tuple(tool_table(tool, verbs[tool]) for tool in tools)
    return Section(f"Tools: {name}", (), tables)


def tool_table(tool: str, verb: tuple[str, dict[str, str]]) -> Table:
    """A tool, its verb, and its parameters."""
    name, asked = verb
    rows = tuple(parameter_row(one, rule) for one, rule in PARAMETERS[tool].items())
    sentences = [f"Verb in a dialect file: {code(name)}.", *unsent(tool, asked)]
    return Table(
        code(tool), HEADING if rows else (), rows, tuple(sentences if rows else [*sentences, "No parameters."])
    )


def unsent(tool: str, asked: Mapping[str, str]) -> Iterator[str]:
    """Sentences about what the driver can send beside what the contract lists, or never sends."""
    listed = PARAMETERS[tool]
    if beside := [code(name) for name in asked if name not in listed]:
        yield f"Sent only where the server lists it: {', '.join(beside)}."
    if never := [code(name) for name in listed if name not in asked]:
        yield f"Never sent by the driver: {', '.join(never)}."


def parameter_row(name: str, rule: Parameter) -> tuple[str, ...]:
    """A parameter as a row: name, type with values and bounds, whether it is required, default."""
    kind = KINDS[rule.kind]
    if rule.words:
        kind += f" {', '.join(map(code, rule.words))}"
    if rule.least is not None and rule.most is not None:
        kind += f" from {rule.least} to {rule.most}"
    default = "" if rule.default is None else code(json.dumps(rule.default))
    return code(name), kind, "yes" if rule.required else "", default
