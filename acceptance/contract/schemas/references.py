"""References that leave the document of a schema, which no client follows: found, and taken out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from acceptance.contract.schemas.walk import VALUES, Node, resolved, subschemas

REFERENCES: Final = ("$ref", "$dynamicRef", "$recursiveRef")
DIALECTS: Final = re.compile(
    r"https?://json-schema\.org/draft(-0[4-7]/schema|/(2019-09|2020-12)/(schema|meta/[a-z-]+))"
)
"""The descriptions of JSON Schema itself, which every validator brings along."""


def outer_references(schema: Mapping[str, Any]) -> list[str]:
    """The addresses outside the document to which a schema refers, each once, in no certain order."""
    nodes = list(subschemas(schema))
    own = identities(nodes)
    found = [address for node in nodes for address in leaving(node, own).values()]
    return list(dict.fromkeys(found))


def closed(schema: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of a schema without the references that leave the document; its depth must be bounded already."""
    nodes = list(subschemas(schema))
    own = identities(nodes)
    outer = {node.pointer: leaving(node, own) for node in nodes}
    # By the identity of what is copied, for the same pointer is walked again.
    gone = {id(node.rules): outer[node.pointer] for node in nodes if outer[node.pointer]}

    def copied(content: Any) -> Any:
        if isinstance(content, Mapping):
            left_out = gone.get(id(content), {})
            kept = {name: inner for name, inner in content.items() if name not in left_out}
            return {name: inner if name in VALUES else copied(inner) for name, inner in kept.items()}
        return [copied(inner) for inner in content] if isinstance(content, list) else content

    whole = copied(schema)
    return dict(whole)


def identities(nodes: list[Node]) -> frozenset[str]:
    """The addresses that the document itself gives its parts."""
    return frozenset(node.base for node in nodes)


def leaving(node: Node, own: frozenset[str]) -> dict[str, str]:
    """The keywords of a subschema that lead out of the document, with the addresses to which they lead."""
    found: dict[str, str] = {}
    for keyword in REFERENCES:
        told = node.rules.get(keyword)
        if isinstance(told, str):
            address, _ = resolved(node.base, told)
            if address not in own and not DIALECTS.fullmatch(address):
                found[keyword] = address
    dialect = node.rules.get("$schema")
    if isinstance(dialect, str) and not DIALECTS.fullmatch(dialect.removesuffix("#")):
        found["$schema"] = dialect
    return found
