"""How the soak tells scenarios whose outcome changes."""

import random
from pathlib import Path

from tests.soak import ROOT, Round, changed, order_of


def one(number: int, **outcomes: str) -> Round:
    return Round(number, 1, outcomes, 1.0, 0)


def test_what_ends_alike_is_not_told() -> None:
    assert changed([one(1, a="passed", b="failed"), one(2, a="passed", b="failed")]) == {}


def test_what_changes_is_told_with_its_runs() -> None:
    rounds = [one(1, a="passed"), one(2, a="failed"), one(3, a="passed")]
    assert changed(rounds) == {"a": {"passed": [1, 3], "failed": [2]}}


def test_what_is_missing_once_is_told() -> None:
    assert changed([one(1, a="passed"), one(2)]) == {"a": {"passed": [1], "absent": [2]}}


def test_what_measures_comes_last_and_the_rest_in_any_order() -> None:
    folders = ("1_feature_integration", "4_performance_benchmarks", "6_sign_off", "5_error_scenarios")
    features = [ROOT / "features" / folder / f"{name}.feature" for folder in folders for name in "abc"]
    first, second = (order_of(features, random.Random(seed)) for seed in (1, 2))
    assert sorted(first) == sorted(second)
    assert first != second
    assert [Path(path).parent.name[0] for path in first[-6:]] == ["4", "4", "4", "6", "6", "6"]
