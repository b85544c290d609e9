"""What client families accept in the schemas of tools; each check tells where what it finds lies, as a JSON pointer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from acceptance.contract.schemas.closed import excesses
from acceptance.contract.schemas.graph import Graph, leads_to_schema, named_places, references
from acceptance.contract.schemas.references import identities, leaving
from acceptance.contract.schemas.walk import Node, resolved, subschemas

if TYPE_CHECKING:
    from mcp_types import Tool

LONGEST_PATTERN: Final = 10_000
AT_THE_TOP: Final = ("oneOf", "anyOf", "allOf", "not", "if", "then", "else", "enum", "const")
TYPED_ELSEWHERE: Final = ("oneOf", "anyOf", "allOf", "$ref")
ALTERNATIVES: Final = ("oneOf", "anyOf")
NEWEST: Final = "https://json-schema.org/draft/2020-12/schema"
DIALECTS: Final = {
    "input": (NEWEST, "http://json-schema.org/draft-07/schema"),
    "output": (NEWEST,),
}
FOREIGN: Final = re.compile(
    r"\(\?(?!:)"  # lookaround, named groups, flags, atomic groups, comments
    r"|\\[1-9kgpPAZzGhHRXQEK]"  # references back, classes and anchors of single engines
    r"|(?<!\\)[*+?}]\+"  # possessive repetition
    r"|\[\[:"
)


def other_type(tool: Tool) -> Iterator[str]:
    """The input schema is not of an object."""
    if tool.input_schema.get("type") != "object":
        yield f"has an input schema of the type {str(tool.input_schema.get('type'))[:80]}"


def combined_at_the_top(tool: Tool) -> Iterator[str]:
    """The input schema combines schemas at its top."""
    yield from (
        f"has {keyword} at the top of its input schema" for keyword in AT_THE_TOP if keyword in tool.input_schema
    )


def without_items(tool: Tool) -> Iterator[str]:
    """A list does not say what it contains."""
    for node in nodes(tool.input_schema):
        if "array" in types_of(node) and not isinstance(node.rules.get("items"), Mapping | bool):
            yield f"has a list without items at {place(node)}"


def leading_out(tool: Tool) -> Iterator[str]:
    """A reference leaves the document."""
    for kind, schema in both(tool):
        found = list(nodes(schema))
        own = identities(found)
        for node in found:
            outer = {word: to for word, to in leaving(node, own).items() if word != "$schema"}
            yield from (f"refers to {to[:200]} at {place(node)} of its {kind} schema" for to in outer.values())


def leading_nowhere(tool: Tool) -> Iterator[str]:
    """A reference leads to nothing in the document."""
    for kind, schema in both(tool):
        found = list(nodes(schema))
        own, places = identities(found), named_places(found)
        for node in found:
            for word, to in node.rules.items():
                if word in {"$ref", "$dynamicRef"} and isinstance(to, str) and resolved(node.base, to)[0] in own:
                    told = references(Node({word: to}, node.base, 0, ""), places)
                    if not any(_exists(schema, fragment, targets) for fragment, targets in told):
                        yield f"refers to {to[:200]} at {place(node)} of its {kind} schema, where nothing is"


def containing_itself(tool: Tool) -> Iterator[str]:
    """A schema leads back to itself."""
    for kind, schema in both(tool):
        graph = Graph.of(schema)
        for name in graph.own:
            if name in reached(graph, [*graph.here[name], *graph.further[name]]):
                yield f"contains itself at {name[:200] or 'the top'} of its {kind} schema"
                break


def unknown_dialect(tool: Tool) -> Iterator[str]:
    """A schema names a dialect that clients do not read."""
    for kind, schema in both(tool):
        told = schema.get("$schema")
        if told is not None and (not isinstance(told, str) or told.removesuffix("#") not in DIALECTS[kind]):
            yield f"names the dialect {str(told)[:200]} in its {kind} schema"


def foreign_patterns(tool: Tool) -> Iterator[str]:
    """A pattern is not understood by every engine."""
    for node in nodes(tool.input_schema):
        for pattern in _patterns(node):
            if FOREIGN.search(pattern) or not _compiles(pattern):
                yield f"has the pattern {pattern[:120]!r} at {place(node)}"


def several_types(tool: Tool) -> Iterator[str]:
    """A parameter has a list of types."""
    for node in nodes(tool.input_schema):
        if isinstance(node.rules.get("type"), list):
            yield f"has the types {str(node.rules['type'])[:120]} at {place(node)}"


def null_alternatives(tool: Tool) -> Iterator[str]:
    """One of the alternatives of a parameter is null."""
    for node in nodes(tool.input_schema):
        for keyword in ALTERNATIVES:
            told = node.rules.get(keyword)
            if isinstance(told, list) and any(isinstance(one, Mapping) and one.get("type") == "null" for one in told):
                yield f"has null among the alternatives at {place(node)}"


def without_type(tool: Tool) -> Iterator[str]:
    """A parameter does not say its type."""
    for node in nodes(tool.input_schema):
        is_parameter = node.pointer.split("/")[-2:-1] == ["properties"]
        if is_parameter and "type" not in node.rules and not any(word in node.rules for word in TYPED_ELSEWHERE):
            yield f"has no type at {place(node)}"


def odd_enumerations(tool: Tool) -> Iterator[str]:
    """An enumeration has values that are no texts, or an empty text."""
    for node in nodes(tool.input_schema):
        allowed = node.rules.get("enum")
        if isinstance(allowed, list) and (
            not allowed or types_of(node) != {"string"} or any(not isinstance(one, str) or not one for one in allowed)
        ):
            yield f"has the enumeration {str(allowed)[:120]} at {place(node)}"


def constants(tool: Tool) -> Iterator[str]:
    """A parameter is a constant."""
    yield from (f"has a constant at {place(node)}" for node in nodes(tool.input_schema) if "const" in node.rules)


def nodes(schema: Mapping[str, Any]) -> Iterator[Node]:
    """The subschemas of a schema, if it is one that is looked at: another scenario rejects what has no bounds."""
    if not excesses(schema):
        yield from subschemas(schema)


def both(tool: Tool) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The input schema and, where there is one, the output schema, as far as they are looked at."""
    for kind, schema in (("input", tool.input_schema), ("output", tool.output_schema)):
        if schema is not None and not excesses(schema):
            yield kind, schema


def reached(graph: Graph, names: list[str]) -> set[str]:
    """The definitions to which others lead, over any number of references."""
    seen: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += [*graph.here[name], *graph.further[name]]
    return seen


def types_of(node: Node) -> set[str]:
    """The types that a subschema names."""
    told = node.rules.get("type")
    return {one for one in (told if isinstance(told, list) else [told]) if isinstance(one, str)}


def place(node: Node) -> str:
    """Where a subschema lies, for people."""
    return node.pointer[:200] or "the top"


def _exists(schema: Mapping[str, Any], fragment: str, targets: list[str]) -> bool:
    return bool(targets) if fragment and not fragment.startswith("/") else leads_to_schema(schema, fragment)


def _patterns(node: Node) -> Iterator[str]:
    told = node.rules.get("pattern")
    if isinstance(told, str):
        yield told
    named = node.rules.get("patternProperties")
    if isinstance(named, Mapping):
        yield from named


def _compiles(pattern: str) -> bool:
    if len(pattern) > LONGEST_PATTERN:
        return False
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        return False
    return True
