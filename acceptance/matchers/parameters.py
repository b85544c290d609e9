"""Assertions about the parameters of the tools that a server lists, compared with those of the contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from acceptance.contract.parameters import PARAMETERS, Parameter
from acceptance.contract.schemas import ClosedSchema, closed_validator, parameters_of, required_of
from acceptance.matchers.findings import Finding

if TYPE_CHECKING:
    from mcp_types import Tool

MOST_FAULTS: Final = 20
"""A reader of a message gets lost among more than these."""


def has_the_contracts_parameters() -> Finding[Sequence[Tool]]:
    """Each parameter that a tool of the contract lists has the contract's type, values, default, bounds."""
    return Finding(
        "every parameter has the type, the values and the default of the contract",
        lambda tools: [fault for tool in tools for fault in parameter_faults(tool)],
        lambda faults: not faults,
        lambda tools, faults: "; ".join(faults[:MOST_FAULTS]) + f" ({len(faults)} faults in all)",
    )


def parameter_faults(tool: Tool) -> Iterator[str]:
    """How the parameters that a tool lists differ from the contract's, in sentences; further ones are allowed."""
    listed, required = parameters_of(tool.input_schema), required_of(tool.input_schema)
    # Judged is each parameter by itself, whatever else a call needs.
    schema = closed_validator({name: rule for name, rule in tool.input_schema.items() if name != "required"})
    for name, parameter in PARAMETERS.get(tool.name, {}).items():
        place = f"{tool.name}({name})"
        if name not in listed:
            continue
        if name in required and not parameter.required:
            yield f"{place} is required"
        yield from (f"{place} {fault}" for fault in value_faults(schema, name, parameter))
        yield from (f"{place} {fault}" for fault in default_faults(listed[name], parameter))


def value_faults(schema: ClosedSchema, name: str, parameter: Parameter) -> Iterator[str]:
    """Which values a schema rules out that the contract allows, and the other way round."""
    if schema.validator is None:
        # What is wrong with it is told by another assertion.
        return
    yield from (f"does not allow {value!r}" for value in parameter.allowed() if schema.excludes({name: value}))
    yield from (f"allows {value!r}" for value in parameter.forbidden() if not schema.excludes({name: value}))


def default_faults(rules: Any, parameter: Parameter) -> Iterator[str]:
    """How the default of a parameter differs from the contract's."""
    told = rules.get("default") if isinstance(rules, Mapping) else None
    if told != parameter.default or isinstance(told, bool) is not isinstance(parameter.default, bool):
        yield f"has the default {told!r} instead of {parameter.default!r}"
