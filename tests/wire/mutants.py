"""All mutants, made from the schemas of the tools: each changes one argument, one field of a reply, or one effect."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Final

from reference_orchestrator.toolbox import Effect, Tool
from tests.flawed.lying import FAMILIES
from tests.wire.promised import ONLY_TRUE, PROMISED

MOST_LEVELS: Final = 6
EVERY: Final = "*"
"""Stands in a path for every item of a list."""


class Kind(StrEnum):
    """What a mutant does to the part that it is about."""

    ABSENT = "left out"
    EMPTY = "emptied"
    FIRST = "first item only"
    LAST = "last item only"
    REVERSED = "reversed"
    STRIPPED = "stripped"
    LOWER = "in lower case"
    COMPOSED = "normalised to NFC"
    CUT = "cut to 255 characters"
    ESCAPED = "escaped as HTML"
    ROUNDED = "rounded"
    STALE = "stale by one reply"
    SWAPPED = "swapped with its neighbour"
    SWALLOWED = "answered, but not done"
    TWICE = "done twice"
    LATE = "done late"
    SISTER = "done to another"
    ACCEPTED = "accepted where it is rejected"
    REJECTED = "rejected where it is accepted"


class Side(StrEnum):
    """Where a mutant lies."""

    ARGUMENT = "argument"
    REPLY = "reply"
    EFFECT = "effect"


TEXTS: Final = (Kind.ABSENT, Kind.EMPTY, Kind.STRIPPED, Kind.LOWER, Kind.COMPOSED, Kind.CUT, Kind.ESCAPED)
LISTS: Final = (Kind.ABSENT, Kind.EMPTY, Kind.FIRST, Kind.LAST)
EFFECTS: Final = (Kind.SWALLOWED, Kind.TWICE, Kind.LATE)
ENDS_THE_PROCESS: Final = frozenset({"orchestrator_restart_server"})
"""What such a tool does cannot be undone or done twice; `tests/flawed` has its flaws."""


@dataclass(frozen=True)
class Mutant:
    """A change of one thing.

    Attributes:
        tool: the tool whose calls are changed.
        side: whether arguments, replies or effects are.
        path: the parameter, or the way to the field; empty for an effect.
        kind: what is done to it.
    """

    tool: str
    side: Side
    path: tuple[str, ...]
    kind: Kind

    @property
    def name(self) -> str:
        """What it is called, in one word."""
        path = ("each" if one == EVERY else one for one in self.path)
        return ".".join((self.tool.removeprefix("orchestrator_"), self.side, *path, self.kind.name.lower()))


@cache
def all_tools() -> Mapping[str, Tool]:
    """The tools of the reference, by their names."""
    modules = (importlib.import_module(f"reference_orchestrator.tools.{family}") for family in FAMILIES)
    return {tool.name: tool for module in modules for tool in module.TOOLS}


@cache
def all_mutants() -> Mapping[str, Mutant]:
    """Every mutant by its name, in the order of tools, sides and parts."""
    made = (mutant for tool in all_tools().values() for mutant in mutants_of(tool))
    return {mutant.name: mutant for mutant in made}


def mutants_of(tool: Tool) -> Iterator[Mutant]:
    """The mutants of one tool."""
    for name, schema in tool.parameters.items():
        for kind in argument_kinds(name, schema, required=name in tool.required):
            yield Mutant(tool.name, Side.ARGUMENT, (name,), kind)
    for path, schema in fields_of(tool.output, ()):
        for kind in reply_kinds(tool.name, path, schema):
            yield Mutant(tool.name, Side.REPLY, path, kind)
    for kind in effect_kinds(tool):
        yield Mutant(tool.name, Side.EFFECT, (), kind)


def argument_kinds(name: str, schema: Mapping[str, Any], *, required: bool) -> Iterator[Kind]:
    """What can be done to an argument so that the call still fits the schema."""
    kind = schema["type"]
    free = kind == "string" and "enum" not in schema and not name.endswith("_id")
    if kind == "array":
        kinds: tuple[Kind, ...] = LISTS
    elif free:
        kinds = TEXTS
    elif kind == "object":
        kinds = (Kind.ABSENT, Kind.EMPTY, Kind.ROUNDED, Kind.COMPOSED)
    elif kind == "integer":
        kinds = (Kind.ABSENT, Kind.ROUNDED)
    else:
        kinds = (Kind.ABSENT,)
    yield from (one for one in kinds if not (required and one is Kind.ABSENT))


def fields_of(schema: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
    """The fields that a schema of a reply has, however deep, with the way to each; items of lists as `*`."""
    if len(path) >= MOST_LEVELS:
        return
    for name, inner in schema.get("properties", {}).items():
        where = (*path, name)
        yield where, inner
        yield from fields_of(inner, where)
        items = inner.get("items")
        if isinstance(items, Mapping):
            yield from fields_of(items, (*where, EVERY))


def reply_kinds(tool: str, path: tuple[str, ...], schema: Mapping[str, Any]) -> Iterator[Kind]:
    """What can be done to a field of a reply so that a promise is broken; nothing where there is none."""
    place = ".".join(one for one in path if one != EVERY)
    promised = place in PROMISED.get(tool, ())
    if promised:
        yield Kind.ABSENT
    if not promised and place not in ONLY_TRUE.get(tool, ()):
        return
    yield Kind.STALE
    kinds = schema.get("type", ())
    if "array" in ([kinds] if isinstance(kinds, str) else kinds):
        yield from (Kind.FIRST, Kind.REVERSED, Kind.EMPTY)
    if EVERY in path:
        yield Kind.SWAPPED


def effect_kinds(tool: Tool) -> Iterator[Kind]:
    """What can be done to the effect of a tool, and to its rejections."""
    if tool.effect is not Effect.LOOKS and tool.name not in ENDS_THE_PROCESS:
        yield from EFFECTS
    if any(name in tool.required and name.endswith("_id") for name in tool.parameters):
        yield Kind.SISTER
    yield from (Kind.ACCEPTED, Kind.REJECTED)
