"""Targets whose schemas lead elsewhere, or have no end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from reference_orchestrator import server
from tests.hostile.aftermath import Aftermath
from tests.hostile.declaring import Hostility, hostile

TOOL: Final = "orchestrator_plan_task"
LISTED: Final = "Every tool declares which parameters it accepts"
FUZZED: Final = f"{TOOL} enforces its input schema and writes nothing outside the workspace (tools with parameters 11)"
REFUSED: Final = f"The rejection by {TOOL} is flagged as an error and explained (tools with parameters 11)"
PLANNED: Final = "A planned task is pending"
Change = Callable[[dict[str, Any]], dict[str, Any]]


def relist(lie: Hostility, *, takes: Change | None = None, returns: Change | None = None) -> None:
    """List the tool with other schemas; what it does stays."""

    def make(original: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def listed(tool: Any) -> Any:
            told = original(tool)
            if tool.name != TOOL:
                return told
            lie.told()
            changes: dict[str, Any] = {}
            if takes is not None:
                changes["input_schema"] = takes(dict(told.input_schema))
            if returns is not None:
                changes["output_schema"] = returns(dict(told.output_schema))
            return told.model_copy(update=changes)

        return listed

    lie.patch(server, "_listed", make)


def with_parameter(name: str, rules: dict[str, Any]) -> Change:
    """A schema with other rules for one parameter."""
    return lambda schema: {**schema, "properties": {**schema["properties"], name: rules}}


def tells(sentence: str, *others: str) -> Callable[[Aftermath], None]:
    """The scenario about the schemas fails with these words; the others that are named pass."""

    def holds(left: Aftermath) -> None:
        found = left.scenario(LISTED)
        assert found.status == "failed", f"{LISTED} is {found.status}"
        assert sentence in found.message, found.message
        for name in others:
            assert left.scenario(name).status == "passed", f"{name}: {left.scenario(name).message}"

    return holds


def passes(*names: str) -> Callable[[Aftermath], None]:
    """The scenarios pass: what is listed is odd, and no fault."""

    def holds(left: Aftermath) -> None:
        for name in names:
            assert left.scenario(name).status == "passed", f"{name}: {left.scenario(name).message}"

    return holds


OUTER: Final = "which clients do not fetch"


@hostile(
    "a-parameter-refers-to-an-address",
    "The rules of a parameter, and definitions that nobody uses, are references to an address that never answers.",
    scenarios=(LISTED, FUZZED, REFUSED),
    holds=tells(OUTER, FUZZED, REFUSED),
)
def _(lie: Hostility) -> None:
    def takes(schema: dict[str, Any]) -> dict[str, Any]:
        changed = with_parameter("context", {"$ref": f"{lie.address}/context.json"})(schema)
        return {**changed, "$defs": {"unused": {"items": {"$ref": f"{lie.address}/unused.json#/a"}}}}

    relist(lie, takes=takes)


@hostile(
    "a-result-refers-to-an-address",
    "The schema of a tool's results refers to an address that never answers.",
    scenarios=(LISTED, PLANNED),
    holds=tells(f"the output schema of {TOOL} refers to http://127.0.0.1", PLANNED),
)
def _(lie: Hostility) -> None:
    relist(lie, returns=lambda schema: {**schema, "allOf": [{"$ref": f"{lie.address}/result.json"}]})


@hostile(
    "a-result-refers-to-a-file",
    "The schema of a tool's results refers to a file of the person who runs the suite.",
    scenarios=(LISTED, PLANNED),
    holds=tells(f"the output schema of {TOOL} refers to file:///", PLANNED),
)
def _(lie: Hostility) -> None:
    relist(lie, returns=lambda schema: {**schema, "allOf": [{"$ref": (lie.home / "notes.txt").as_uri()}]})


@hostile(
    "a-schema-is-of-a-kind-of-its-own",
    "A schema names an address as the description of its own language.",
    scenarios=(LISTED, FUZZED),
    holds=tells(OUTER, FUZZED),
)
def _(lie: Hostility) -> None:
    relist(lie, takes=lambda schema: {**schema, "$schema": f"{lie.address}/language"})


@hostile(
    "a-schema-lies-elsewhere",
    "A schema says that it lies at an address, and refers to its neighbours there, by plain and dynamic references.",
    scenarios=(LISTED, FUZZED, PLANNED),
    holds=tells(OUTER, FUZZED, PLANNED),
)
def _(lie: Hostility) -> None:
    def lying(schema: dict[str, Any]) -> dict[str, Any]:
        beside = {"allOf": [{"$ref": "beside.json"}, {"$dynamicRef": "further.json#it"}]}
        return {**schema, "$id": f"{lie.address}/tools/plan.json", "$defs": {"beside": beside}}

    relist(lie, takes=lying, returns=lying)


@hostile(
    "results-multiply",
    "The schema of a tool's results doubles at each of forty references, so that nobody comes to its end.",
    scenarios=(LISTED, PLANNED),
    holds=tells("multiplies by its references", PLANNED),
)
def _(lie: Hostility) -> None:
    def returns(schema: dict[str, Any]) -> dict[str, Any]:
        definitions: dict[str, Any] = {"0": {}}
        for number in range(1, 40):
            twice = [{"$ref": f"#/$defs/{number - 1}"}] * 2
            definitions[str(number)] = {"allOf": twice}
        return {**schema, "$defs": definitions, "allOf": [{"$ref": "#/$defs/39"}]}

    relist(lie, returns=returns)


@hostile(
    "results-multiply-in-a-ring",
    "The schema of a tool's results refers to itself twice at each level, and the results are nested.",
    scenarios=(LISTED, PLANNED),
    holds=passes(LISTED, PLANNED),
)
def _(lie: Hostility) -> None:
    def returns(schema: dict[str, Any]) -> dict[str, Any]:
        ring = {"items": {"allOf": [{"$ref": "#/$defs/ring"}] * 3}, "type": ["array", "object"]}
        known = {**schema.get("properties", {}), "deep": {"$ref": "#/$defs/ring"}}
        return {**schema, "$defs": {"ring": ring}, "properties": known, "additionalProperties": True}

    def nested(reply: dict[str, Any], call: Any) -> dict[str, Any]:
        deep: list[Any] = []
        for _ in range(60):
            deep = [deep]
        return {**reply, "deep": deep}

    relist(lie, returns=returns)
    lie.reply(TOOL, nested)


@hostile(
    "a-schema-is-too-deep",
    "The rules of a parameter lie in each other ninety levels deep.",
    scenarios=(LISTED, FUZZED),
    holds=tells("is nested more than 64 levels deep", FUZZED),
)
def _(lie: Hostility) -> None:
    rules: dict[str, Any] = {"type": "string"}
    for _ in range(90):
        rules = {"not": rules}
    relist(lie, takes=with_parameter("context", rules))


@hostile(
    "a-schema-is-too-large",
    "A parameter may be one of a hundred thousand words.",
    scenarios=(LISTED, FUZZED),
    holds=tells("has more than 1,000,000 bytes", FUZZED),
)
def _(lie: Hostility) -> None:
    relist(lie, takes=with_parameter("context", {"enum": [f"context {number}" for number in range(100_000)]}))


@hostile(
    "a-schema-is-beyond-all-bounds",
    "The rules of a parameter have patterns without an end, a billion items, and steps that are nearly nothing.",
    scenarios=(LISTED, FUZZED),
    holds=passes(FUZZED),
)
def _(lie: Hostility) -> None:
    rules = {
        "anyOf": [
            {"pattern": r"^(a|aa)+\1b$", "minLength": 10**9},
            {"type": "array", "minItems": 10**9, "items": {"$ref": "#"}},
            {"type": "number", "multipleOf": 1e-300, "minimum": 10**400},
            {"type": "object", "required": ["self"], "properties": {"self": {"$ref": "#/properties/context"}}},
        ]
    }
    relist(lie, takes=with_parameter("context", rules))


@hostile(
    "everything-is-allowed",
    "A schema has rules for its parameters that rule nothing out.",
    scenarios=(LISTED, FUZZED, REFUSED),
    holds=passes(LISTED),
)
def _(lie: Hostility) -> None:
    def takes(schema: dict[str, Any]) -> dict[str, Any]:
        return {"type": "object", "properties": {name: {"description": "Anything."} for name in schema["properties"]}}

    relist(lie, takes=takes)
