"""A way through all subschemas of a schema, without recursion, so that no depth can end it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urldefrag, urljoin

NAMED: Final = frozenset(
    {"properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependencies"}
)
"""The keywords that hold subschemas by names of the target's own choice."""
VALUES: Final = frozenset({"const", "enum", "default", "examples"})
"""The keywords that hold values, in which `$ref` is a name like any other."""


@dataclass(frozen=True, slots=True)
class Node:
    """A subschema.

    Attributes:
        rules: its keywords.
        base: the address against which its references are resolved; empty where the document has none.
        depth: how many subschemas it lies in.
        pointer: where it lies in the document, as a JSON pointer.
    """

    rules: Mapping[str, Any]
    base: str
    depth: int
    pointer: str


def subschemas(schema: Mapping[str, Any]) -> Iterator[Node]:
    """The schema and all that lies in it, the outer ones first; what only looks like a schema is one here."""
    waiting = [Node(schema, "", 0, "")]
    while waiting:
        node = waiting.pop()
        told = node.rules.get("$id")
        base = resolved(node.base, told)[0] if isinstance(told, str) else node.base
        node = Node(node.rules, base, node.depth, node.pointer)
        yield node
        for pointer, inner in parts(node.rules, node.pointer):
            waiting.append(Node(inner, base, node.depth + 1, pointer))


def parts(rules: Mapping[str, Any], pointer: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The subschemas that lie directly in a schema, each with its pointer."""
    for keyword, content in rules.items():
        if keyword in VALUES:
            continue
        below = f"{pointer}/{escaped(keyword)}"
        if keyword in NAMED and isinstance(content, Mapping):
            named = ((f"{below}/{escaped(name)}", inner) for name, inner in content.items())
            yield from ((place, inner) for place, inner in named if isinstance(inner, Mapping))
        elif isinstance(content, Mapping):
            yield below, content
        elif isinstance(content, list):
            numbered = ((f"{below}/{number}", inner) for number, inner in enumerate(content))
            yield from ((place, inner) for place, inner in numbered if isinstance(inner, Mapping))


def escaped(name: str) -> str:
    """A name as it stands in a JSON pointer."""
    return name.replace("~", "~0").replace("/", "~1")


def resolved(base: str, reference: str) -> tuple[str, str]:
    """A reference's address and its fragment; one that cannot be read is an address of its own."""
    try:
        address, fragment = urldefrag(urljoin(base, reference))
    except ValueError:
        return reference, ""
    return address, fragment
