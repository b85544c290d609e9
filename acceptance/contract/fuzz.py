"""Wrong calls, made out of a tool's own schema: each is the good call with one thing wrong (contract PROTO-2).

hypothesis draws and shrinks them; it is derandomised, so the same target gets the same calls every time. The strategy
for values is our own few lines: the package that made such values out of schemas is not kept up with hypothesis.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Flaky, Unsatisfiable

from acceptance.contract.schemas import ClosedSchema, closed_validator, parameters_of, required_of

CASES: Final = 25
"""How many wrong calls are drawn for a tool."""
SHOWN_CHARACTERS: Final = 300

# All that UTF-8 can say, but NUL: named by category, since naming the codec has every character encoded, for a second.
_SCALARS: Final = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
)
_VALUES: Final[st.SearchStrategy[Any]] = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", max_size=3), inner, max_size=3)
)


@dataclass(frozen=True, slots=True)
class WrongCall:
    """Arguments with one thing wrong, and what that is in words."""

    arguments: Mapping[str, Any]
    mistake: str


def wrong_calls(schema: Mapping[str, Any], good: Mapping[str, Any]) -> st.SearchStrategy[WrongCall] | None:
    """A strategy for calls that break a schema in one place; None, where nothing can be wrong.

    Args:
        schema: the tool's own input schema.
        good: arguments that keep it.
    """
    ways = [_without(name, good) for name in required_of(schema) if name in good]
    ways += [way for name, rules in parameters_of(schema).items() if (way := _misfit(name, rules, good)) is not None]
    return st.one_of(ways) if ways else None


def certain_calls(schema: Mapping[str, Any], good: Mapping[str, Any]) -> list[WrongCall]:
    """The wrong calls that are always made: a required parameter left out, and values that are nearly right.

    Args:
        schema: the tool's own input schema.
        good: arguments that keep it.
    """
    calls = [
        WrongCall({key: value for key, value in good.items() if key != name}, f"without {name}")
        for name in required_of(schema)
        if name in good
    ]
    for name, rules in parameters_of(schema).items():
        if (closed := _closed(rules)) is not None:
            near = [value for value in near_misses(rules) if closed.excludes(value)]
            calls += [WrongCall({**good, name: value}, f"with {name} as {_shown(value)}") for value in near]
    return calls


def try_each(
    strategy: st.SearchStrategy[WrongCall],
    try_one: Callable[[WrongCall], str | None],
    certain: Sequence[WrongCall] = (),
) -> tuple[int, str | None]:
    """Try wrong calls until one of them is not dealt with as it must be.

    Args:
        strategy: draws the calls.
        try_one: makes a call; returns what was wrong with what came back, or None.
        certain: what is tried first, in this order.

    Returns:
        How many calls were tried, and for the smallest one that failed what was wrong; None, if none failed.
    """
    tried = 0
    failure: str | None = None
    for call in certain:
        tried += 1
        if (failure := try_one(call)) is not None:
            return tried, failure

    @settings(
        max_examples=CASES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
    @given(strategy)
    def try_all(call: WrongCall) -> None:
        nonlocal tried, failure
        tried += 1
        found = try_one(call)
        if found is not None:
            # The last one that hypothesis tries is the smallest.
            failure = found
            raise AssertionError(found)

    try:
        try_all()
    except (AssertionError, Flaky):
        # A call that was accepted may have changed what the next one meets, so that it does not fail again.
        return tried, failure
    except Unsatisfiable:
        # A schema that allows nearly everything: so many wrong calls there are, and no more.
        return tried, failure
    return tried, None


def _without(name: str, good: Mapping[str, Any]) -> st.SearchStrategy[WrongCall]:
    rest = {key: value for key, value in good.items() if key != name}
    return st.just(WrongCall(rest, f"without {name}"))


def _misfit(name: str, rules: Any, good: Mapping[str, Any]) -> st.SearchStrategy[WrongCall] | None:
    """The good call with a value for one parameter that its rules do not allow."""
    if (closed := _closed(rules)) is None:
        return None
    near = [value for value in near_misses(rules) if closed.excludes(value)]
    values = (st.sampled_from(near) | _VALUES) if near else _VALUES
    misfits = values.filter(closed.excludes)
    return misfits.map(lambda value: WrongCall({**good, name: value}, f"with {name} as {_shown(value)}"))


def _closed(rules: Any) -> ClosedSchema | None:
    """What judges the values of a parameter; None where its rules are broken, or rule nothing out."""
    if not isinstance(rules, Mapping) or not rules:
        return None
    closed = closed_validator(rules)
    return None if closed.validator is None else closed


def _shown(value: Any) -> str:
    """A value as a message shows it; one that is long is cut."""
    text = repr(value)
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]} …"


def near_misses(rules: Mapping[str, Any]) -> list[Any]:
    """Values that careless callers send and lenient servers take."""
    near: list[Any] = ["5", True, 1.5, None, [], {}, ""]
    words = rules.get("enum")
    if isinstance(words, list) and words:
        near.append([words[0]])
        # A number of thousands of digits has no text.
        with suppress(ValueError):
            near += [f"{words[0]}s", str(words[0]).upper()]
    for bound, step in (("minimum", -1), ("maximum", 1)):
        if isinstance(rules.get(bound), int):
            near.append(rules[bound] + step)
    items = rules.get("items")
    if isinstance(items, Mapping):
        near += [[5], [None], "a, b"] + ([["nonsense"]] if "enum" in items else [])
    return near
