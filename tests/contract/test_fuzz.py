"""Wrong calls out of a schema: really wrong, many, always the same, and shrunk to the smallest that fails."""

import jsonschema_rs
import pytest

from acceptance.contract.fuzz import WrongCall, near_misses, try_each, wrong_calls

SCHEMA = {
    "type": "object",
    "properties": {
        "title": {"type": "string"},
        "level": {"type": "string", "enum": ["low", "high"]},
        "seconds": {"type": "integer", "minimum": 10, "maximum": 300},
        "names": {"type": "array", "items": {"type": "string"}},
    },
    "required": ["title"],
}
GOOD = {"title": "Good", "level": "low"}


def collect() -> list[WrongCall]:
    seen: list[WrongCall] = []
    strategy = wrong_calls(SCHEMA, GOOD)
    assert strategy is not None

    def keep(call: WrongCall) -> None:
        seen.append(call)

    assert try_each(strategy, keep) == (len(seen), None)
    return seen


def test_every_call_breaks_the_schema_in_one_place() -> None:
    for call in collect():
        assert not jsonschema_rs.is_valid(SCHEMA, dict(call.arguments))
        names = {*GOOD, *call.arguments}
        changed = [name for name in names if GOOD.get(name, "absent") != call.arguments.get(name, "absent")]
        assert len(changed) == 1


def test_there_are_many_and_always_the_same() -> None:
    first, second = collect(), collect()
    assert len(first) >= 20
    assert first == second


def test_the_smallest_that_fails_is_told() -> None:
    def lenient(call: WrongCall) -> str | None:
        value = call.arguments.get("seconds")
        return f"took {value}" if isinstance(value, int) and not isinstance(value, bool) and value > 300 else None

    strategy = wrong_calls(SCHEMA, GOOD)
    assert strategy is not None
    tried, failure = try_each(strategy, lenient)
    assert tried
    assert failure == "took 301"


@pytest.mark.parametrize("schema", [{"type": "object"}, {"type": "object", "properties": {}}, {"properties": 5}])
def test_where_nothing_can_be_wrong_there_is_no_call(schema: dict[str, object]) -> None:
    assert wrong_calls(schema, {}) is None


def test_a_schema_that_is_broken_itself_is_passed_over() -> None:
    broken = {"type": "object", "properties": {"a": {"type": "potato"}, "b": "text", "c": {"type": "boolean"}}}
    assert wrong_calls(broken, {}) is not None


def test_near_misses_lie_just_outside() -> None:
    assert {9, 301} <= {one for one in near_misses({"minimum": 10, "maximum": 300}) if type(one) is int}
    assert "LOW" in near_misses({"enum": ["low"]})
    assert ["nonsense"] in near_misses({"items": {"enum": ["low"]}})
