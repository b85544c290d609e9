"""When a value that is shown is the value that was given."""

from typing import Any

import pytest

from acceptance.contract.model.equality import is_shown, same


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"a": [1, {"b": None}]}, {"a": [1, {"b": None}]}),
        (1, 1.0),
        (2**53 + 1, 2**53 + 1),
        (-0.0, 0),
    ],
)
def test_equal_values_are_the_same(given: Any, shown: Any) -> None:
    assert same(given, shown)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (True, 1),
        (False, 0),
        (None, False),
        ("", None),
        (2**53 + 1, float(2**53)),
        ([1, 2], [2, 1]),
        ({"a": None}, {}),
        ("e\u0301", "\u00e9"),
        ("1", 1),
    ],
)
def test_nearly_equal_values_are_not(given: Any, shown: Any) -> None:
    assert not same(given, shown)


def test_an_empty_value_may_be_left_out() -> None:
    assert is_shown("", None) and is_shown({}, None)
    assert not is_shown("0", None) and not is_shown("", "made up")
