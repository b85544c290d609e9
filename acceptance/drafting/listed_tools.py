"""The parameters of the tools that a server lists, as far as a draft needs to know them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from acceptance.commandline.flags import kind_of
from acceptance.contract.schemas import parameters_of, required_of


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a tool.

    Attributes:
        name: its name.
        kind: its type in the schema; empty if it has none.
        choices: the values that it can have; empty for any.
        required: whether the tool needs it.
        least: its least value or length; 0 for none.
    """

    name: str
    kind: str
    choices: tuple[Any, ...] = ()
    required: bool = False
    least: int = 0


def parameters(tool: Mapping[str, Any]) -> list[Parameter]:
    """The parameters of a tool, the required ones first; what is no schema has none."""
    schema = tool.get("inputSchema")
    required = required_of(schema)
    found = [_parameter(str(name), rules, name in required) for name, rules in parameters_of(schema).items()]
    return sorted(found, key=lambda one: not one.required)


def _parameter(name: str, rules: Any, required: bool) -> Parameter:
    rules = rules if isinstance(rules, Mapping) else {}
    branches = [one for key in ("anyOf", "oneOf") for one in _listed(rules.get(key)) if isinstance(one, Mapping)]
    items = rules.get("items")
    within = [rules, *branches, *([items] if isinstance(items, Mapping) else [])]
    choices = next((tuple(filter(_is_word, one["enum"])) for one in within if isinstance(one.get("enum"), list)), ())
    least = rules.get("minimum", rules.get("minLength", 0))
    return Parameter(name, kind_of(rules), choices, required, max(0, least) if isinstance(least, int) else 0)


def _is_word(value: Any) -> bool:
    return isinstance(value, str | int | float)


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()
