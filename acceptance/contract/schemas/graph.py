"""How the definitions of a schema refer to each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote

from acceptance.contract.schemas.references import REFERENCES
from acceptance.contract.schemas.walk import Node, resolved, subschemas

FURTHER: Final = frozenset(
    {
        "properties",
        "patternProperties",
        "additionalProperties",
        "unevaluatedProperties",
        "propertyNames",
        "items",
        "prefixItems",
        "additionalItems",
        "unevaluatedItems",
        "contains",
    }
)
"""The keywords whose subschemas are about what lies in a value, and not about the value itself."""
SEVERAL: Final = frozenset({"allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas", "contains"})
"""The keywords whose subschemas look at the same value once more."""


@dataclass(frozen=True, slots=True)
class Graph:
    """The definitions by their pointers; that of the whole document is empty.

    Attributes:
        own: how often each looks at a value by itself.
        here: the definitions to which each refers for the same value, as often as it does.
        further: those to which it refers for what lies in the value.
        complete: whether every reference is understood; where one leads to what is no schema, nothing is known.
    """

    own: dict[str, float]
    here: dict[str, list[str]]
    further: dict[str, list[str]]
    complete: bool

    @property
    def flat(self) -> bool:
        """Whether no definition refers to another for what lies in a value."""
        return not any(self.further.values())

    @classmethod
    def of(cls, schema: Mapping[str, Any]) -> Graph:
        """Read the graph of a schema, from which no reference leaves the document."""
        nodes = list(subschemas(schema))
        known = {node.pointer for node in nodes}
        places = named_places(nodes)
        aims: list[tuple[str, str]] = []
        complete = True
        for node in nodes:
            for fragment, targets in references(node, places):
                complete &= all(target in known for target in targets) or not leads_to_schema(schema, fragment)
                aims += [(node.pointer, target) for target in targets if target in known]
        names = {"", *(target for _, target in aims)}
        graph = cls(dict.fromkeys(names, 1.0), {name: [] for name in names}, {name: [] for name in names}, complete)
        for node in nodes:
            graph.own[owner(node.pointer, names)] += looks_again(node.pointer)
        for pointer, target in aims:
            holder = owner(pointer, names)
            inside = pointer.removeprefix(holder).split("/")
            (graph.here if FURTHER.isdisjoint(inside) else graph.further)[holder].append(target)
        return graph


def named_places(nodes: list[Node]) -> dict[str, list[str]]:
    """The pointers at which the document names its parts: by addresses, and by anchors."""
    places: dict[str, list[str]] = {"": [""]}
    for node in nodes:
        if isinstance(node.rules.get("$id"), str):
            places.setdefault(node.base, []).append(node.pointer)
        for keyword in ("$anchor", "$dynamicAnchor"):
            if isinstance(name := node.rules.get(keyword), str):
                places.setdefault(f"#{name}", []).append(node.pointer)
    return places


def references(node: Node, places: Mapping[str, list[str]]) -> list[tuple[str, list[str]]]:
    """The references of a subschema: the fragment of each, and the pointers to which it may lead."""
    found = []
    for keyword in REFERENCES:
        if isinstance(told := node.rules.get(keyword), str):
            address, fragment = resolved(node.base, told)
            if fragment and not fragment.startswith("/"):
                found.append((fragment, places.get(f"#{fragment}", [])))
            elif address in places:
                found.append((fragment, [f"{place}{unquote(fragment)}" for place in places[address]]))
    return found


def leads_to_schema(schema: Mapping[str, Any], fragment: str) -> bool:
    """Whether a fragment leads to something that could be taken for a schema; where it does not, nobody can follow."""
    content: Any = schema
    for part in unquote(fragment).split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        if isinstance(content, Mapping):
            content = content.get(name)
        elif isinstance(content, list) and name.isdecimal() and len(name) < 7 and int(name) < len(content):
            content = content[int(name)]
        else:
            return False
    return isinstance(content, Mapping)


def owner(pointer: str, names: set[str]) -> str:
    """The innermost of the named definitions in which something lies."""
    while pointer not in names:
        pointer = pointer.rpartition("/")[0]
    return pointer


def looks_again(pointer: str) -> bool:
    """Whether what lies at a pointer looks at the same value as what it lies in."""
    *_, above, last = ("", "", *pointer.split("/"))
    return last in SEVERAL or above in SEVERAL
