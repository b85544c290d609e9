"""Flags made from a tool's input schema, and the arguments that come of what was typed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import click
from click.core import ParameterSource
from click.shell_completion import CompletionItem

from acceptance.contract.schemas import parameters_of, required_of

SEPARATOR: Final = ","
FLAG: Final = re.compile(r"[^\W\d][\w-]{0,199}")
# Flags that every command has itself; a parameter of the same name is reached by a longer one.
OWN_FLAGS: Final = frozenset({"target", "command", "json", "help"})


@dataclass(frozen=True, slots=True)
class Filling:
    """How the command layer fills what a line leaves out and the tool requires (CMD-1).

    Attributes:
        parameter: what is filled.
        source: the parameter whose value it takes, or None where it has a value of its own.
        value: that value.
    """

    parameter: str
    source: str | None = None
    value: str = ""


FILLINGS: Final = (
    Filling("description", source="title"),
    Filling("detailed_work", source="summary"),
    Filling("next_action", value="complete"),
)


class JsonType(click.ParamType[Any]):
    """A value written as JSON."""

    def __init__(self, wanted: type | None) -> None:
        self.name = "json"
        self._wanted = wanted

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read it, or fail with where it stops being JSON."""
        try:
            content = json.loads(value)
        except ValueError as error:
            if self._wanted is None:
                return value
            self.fail(f"{value!r} is no JSON: {error}.", param, ctx)
        if self._wanted is not None and not isinstance(content, self._wanted):
            self.fail(f"""{value!r} is no JSON object, as '{{"name": "value"}}' is one.""", param, ctx)
        return content


class ListType(click.ParamType[list[Any]]):
    """Several values: separated by commas, or written as a JSON list where a value has a comma in it."""

    def __init__(self, item: click.ParamType[Any]) -> None:
        self.name = f"{item.name}[,…]"
        self._item = item

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:
        """How help shows it: the choices of an item, or its kind."""
        return f"{self._item.get_metavar(param, ctx) or self._item.name.upper()}[,…]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> list[Any]:
        """Take it apart, and read each item."""
        if value.lstrip().startswith("["):
            items = JsonType(list).convert(value, param, ctx)
        else:
            items = [part.strip() for part in value.split(SEPARATOR) if part.strip()]
        return [self._item.convert(item, param, ctx) for item in items]

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Complete the item behind the last comma."""
        before, comma, last = incomplete.rpartition(SEPARATOR)
        offered = self._item.shell_complete(ctx, param, last)
        return [CompletionItem(f"{before}{comma}{one.value}", help=one.help) for one in offered]


def options(schema: Mapping[str, Any]) -> list[click.Parameter]:
    """The flags of a tool, the required ones first; a parameter whose name no flag can have has none."""
    known = {name: rules for name, rules in parameters_of(schema).items() if FLAG.fullmatch(name)}
    required = required_of(schema)
    fillable = {one.parameter for one in FILLINGS if one.source is None or one.source in known}
    ordered = sorted(known, key=lambda name: name not in required)
    return [option(name, known[name], name in required, name in fillable) for name in ordered]


def option(name: str, rules: Any, required: bool, fillable: bool) -> click.Option:
    """One flag."""
    rules = rules if isinstance(rules, Mapping) else {}
    words = name.replace("_", "-")
    flag = f"--tool-{words}" if words in OWN_FLAGS else f"--{words}"
    told = [str(rules.get("description") or "").strip()]
    if "default" in rules:
        told.append(f"Without it: {json.dumps(rules['default'], ensure_ascii=False)}.")
    filling = next((one for one in FILLINGS if one.parameter == name), None) if required and fillable else None
    if filling is not None:
        told.append(f"Left out, it is {f'the {filling.source}' if filling.source else filling.value}.")
    settings: dict[str, Any] = {"help": " ".join(filter(None, told)), "required": required and filling is None}
    kind = kind_of(rules)
    if kind == "boolean":
        return click.Option([name, f"{flag}/--no-{flag.removeprefix('--')}"], default=None, **settings)
    if kind == "array":
        items = rules.get("items")
        item = value_type(items if isinstance(items, Mapping) else {})
        return click.Option([name, flag], type=ListType(item), multiple=True, **settings)
    return click.Option([name, flag], type=value_type(rules), **settings)


def value_type(rules: Mapping[str, Any]) -> click.ParamType[Any]:
    """How one value is read."""
    choices = rules.get("enum")
    if isinstance(choices, list) and choices and all(isinstance(choice, str) for choice in choices):
        return click.Choice(choices)
    kinds: dict[str, click.ParamType[Any]] = {
        "integer": click.INT,
        "number": click.FLOAT,
        "boolean": click.BOOL,
        "string": click.STRING,
        "object": JsonType(dict),
        "array": ListType(click.STRING),
    }
    return kinds.get(kind_of(rules), JsonType(None))


def kind_of(rules: Mapping[str, Any]) -> str:
    """The type that a schema gives a value; the first that is not null where it gives several, empty for none."""
    told = rules.get("type")
    several = list(told) if isinstance(told, list) else [told]
    for name in ("anyOf", "oneOf"):
        branches = rules.get(name)
        if isinstance(branches, list):
            several += [kind_of(branch) for branch in branches if isinstance(branch, Mapping)]
    return next((str(one) for one in several if one and one != "null"), "string" if "enum" in rules else "")


def arguments_of(context: click.Context) -> dict[str, Any]:
    """The arguments that were typed, and none else: what is left out is for the target to decide."""
    typed: dict[str, Any] = {}
    for parameter in context.command.params:
        name = parameter.name or ""
        if name in context.params and context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            value = context.params[name]
            several = isinstance(parameter.type, ListType)
            typed[name] = [item for part in value for item in part] if several else value
    return typed


def fill(schema: Mapping[str, Any], arguments: Mapping[str, Any]) -> dict[str, Any]:
    """What is filled of what the tool requires and the line left out."""
    filled: dict[str, Any] = {}
    for filling in FILLINGS:
        if filling.parameter not in required_of(schema) or filling.parameter in arguments:
            continue
        if filling.source is None:
            filled[filling.parameter] = filling.value
        elif filling.source in arguments:
            filled[filling.parameter] = arguments[filling.source]
    return filled
