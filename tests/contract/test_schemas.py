"""Schemas are closed: what leads out of them is found and told, and nothing of them takes longer than a moment."""

from time import process_time
from typing import Any

import pytest

from acceptance.contract.schemas import closed_validator, parameters_of, required_of

ADDRESS = "http://127.0.0.1:9/x"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
RING = {"type": "array", "items": {"allOf": [{"$ref": "#/$defs/a"}, {"$ref": "#/$defs/a"}]}}


def doubled(times: int) -> dict[str, Any]:
    """A schema that doubles at each of so many references."""
    definitions: dict[str, Any] = {"0": {"type": "string"}}
    for number in range(1, times):
        definitions[str(number)] = {"allOf": [{"$ref": f"#/$defs/{number - 1}"}, {"$ref": f"#/$defs/{number - 1}"}]}
    return {"$defs": definitions, "$ref": f"#/$defs/{times - 1}"}


def nested(levels: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("schema", "address"),
    [
        ({"$ref": ADDRESS}, ADDRESS),
        ({"$ref": "https://example.test/a#/b"}, "https://example.test/a"),
        ({"$ref": "file:///etc/passwd"}, "file:///etc/passwd"),
        ({"$ref": "ftp://example.test/a"}, "ftp://example.test/a"),
        ({"$ref": "urn:a:b"}, "urn:a:b"),
        ({"$ref": "beside.json"}, "beside.json"),
        ({"$ref": "http://["}, "http://["),
        ({"$dynamicRef": f"{ADDRESS}#it"}, ADDRESS),
        ({"$schema": ADDRESS}, ADDRESS),
        ({"$id": "http://127.0.0.1:9/a/b", "$ref": "c"}, "http://127.0.0.1:9/a/c"),
        ({"$defs": {"unused": {"items": {"not": {"$ref": ADDRESS}}}}}, ADDRESS),
        ({"prefixItems": [{"if": {"$ref": ADDRESS}}]}, ADDRESS),
        ({"unknown": {"$ref": ADDRESS}}, ADDRESS),
    ],
)
def test_what_leads_out_is_told_and_left_out(schema: dict[str, Any], address: str) -> None:
    closed = closed_validator({**schema, "type": "string"})
    assert closed.findings == (f"refers to {address}, which clients do not fetch",)
    assert closed.excludes(5)
    assert not closed.excludes("five")


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "#"},
        {"$ref": "#/$defs/a", "$defs": {"a": {}}},
        {"$id": ADDRESS, "$ref": f"{ADDRESS}#/$defs/a", "$defs": {"a": {}}},
        {"$ref": DIALECT},
        {"$schema": DIALECT},
        {"$schema": "http://json-schema.org/draft-07/schema#"},
        {"const": {"$ref": ADDRESS}},
        {"enum": [{"$ref": ADDRESS}]},
        {"default": {"$ref": ADDRESS}},
        {"properties": {"$ref": {"type": "string"}, "$schema": {}}},
        {"type": "object", "required": ["a"], "properties": {"a": {"$ref": "#"}}},
    ],
)
def test_what_stays_in_the_document_is_fine(schema: dict[str, Any]) -> None:
    closed = closed_validator(schema)
    assert (closed.findings, closed.broken) == ((), "")
    assert closed.validator is not None


@pytest.mark.parametrize(
    ("schema", "finding"),
    [
        (doubled(40), "multiplies by its references"),
        ({"allOf": [{"$ref": "#"}, {"$ref": "#"}]}, "multiplies by its references"),
        ({"examples": [{"allOf": [{"$ref": "#/examples/0"}] * 2}], "$ref": "#/examples/0"}, "multiplies"),
        ({"enum": [f"word {number}" for number in range(100_000)]}, "has more than 1,000,000 bytes"),
    ],
)
def test_what_has_no_end_is_told_and_not_used(schema: dict[str, Any], finding: str) -> None:
    closed = closed_validator(schema)
    assert any(finding in one for one in closed.findings), closed.findings
    assert closed.validator is None
    closed.check({"any": "value"})
    assert not closed.excludes("any value")


def test_depth_is_bounded() -> None:
    schema: dict[str, Any] = {"type": "string"}
    for _ in range(100_000):
        schema = {"not": schema}
    assert closed_validator(schema).findings == ("is nested more than 64 levels deep",)
    # Taken apart level by level: the recursion of a destructor could be too deep as well.
    while "not" in schema:
        schema = schema.pop("not")


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"$ref": "#/$defs/a", "$defs": {"a": RING}}, nested(60)),
        ({"items": {"allOf": [{"minimum": number} for number in range(3_000)]}}, [5] * 200_000),
        ({"pattern": r"^(a|aa)+\1b$"}, "a" * 100_000),
        ({"pattern": "(((a{1000}){1000}){1000})"}, "a"),
        ({"type": "array", "minItems": 10**30}, []),
        ({"type": "number", "multipleOf": 1e-300}, 2**53),
        ({"uniqueItems": True}, [{"a": number} for number in range(20_000)]),
    ],
)
def test_no_value_takes_long(schema: dict[str, Any], value: Any) -> None:
    # Of the processor, which a busy machine does not make more.
    began = process_time()
    closed = closed_validator(schema)
    closed.excludes(value)
    assert process_time() - began < 3


def test_trees_and_values_of_json_are_still_held_against_their_schemas() -> None:
    anything = {"$ref": "#/$defs/any"}
    one_of = [{"type": "array", "items": anything}, {"type": "object", "additionalProperties": anything}]
    closed = closed_validator({**anything, "$defs": {"any": {"anyOf": [*one_of, {"type": "string"}]}}})
    assert not closed.excludes([{"a": ["b"]}])
    assert closed.excludes([{"a": [5]}])


def test_a_broken_schema_is_told_from_one_that_leads_out() -> None:
    assert "potato" in closed_validator({"type": "potato"}).broken
    assert "none" in closed_validator({"$ref": "#/$defs/none"}).broken
    with pytest.raises(ValueError, match="potato"):
        closed_validator({"type": "potato"}).check({})


@pytest.mark.parametrize("schema", [None, 5, [], {"properties": 5, "required": 5}, {"properties": [], "required": "a"}])
def test_any_shape_can_be_read(schema: Any) -> None:
    assert (dict(parameters_of(schema)), required_of(schema)) == ({}, [])
    assert required_of({"required": [["title"], 5, "title"]}) == ["title"]
