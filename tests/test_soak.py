"""How the soak tells scenarios whose outcome changes."""

import random
from pathlib import Path

from acceptance.errors import NotMeasurableError
from tests.soak import BUSY, ROOT, Round, changed, not_measured, order_of, outcome_of, without_the_judges


def one(number: int, **outcomes: str) -> Round:
    return Round(number, 1, outcomes, 1.0, 0)


def test_what_ends_alike_is_not_told() -> None:
    assert changed([one(1, a="passed", b="failed"), one(2, a="passed", b="failed")]) == {}


def test_what_changes_is_told_with_its_runs() -> None:
    rounds = [one(1, a="passed"), one(2, a="failed"), one(3, a="passed")]
    assert changed(rounds) == {"a": {"passed": [1, 3], "failed": [2]}}


def test_what_is_missing_once_is_told() -> None:
    assert changed([one(1, a="passed"), one(2)]) == {"a": {"passed": [1], "absent": [2]}}


def test_what_could_not_be_measured_is_told_apart() -> None:
    reason = str(NotMeasurableError("interval 1 to 3, held to 2 %"))
    busy = outcome_of({"status": "skipped", "statusDetails": {"message": reason}})
    assert busy == BUSY
    rounds = [one(1, a="passed", b="passed"), one(2, a=busy, b="passed"), one(3, a="passed", b="skipped")]
    assert changed(rounds) == {"b": {"passed": [1, 2], "skipped": [3]}}
    assert not_measured(rounds) == {"a": [2]}


def test_what_each_feature_alone_could_not_have_is_no_change() -> None:
    rounds = [one(1, a="passed", b="passed", judged="passed"), one(2, a="passed", b="failed")]
    assert changed(without_the_judges(rounds)) == {"b": {"passed": [1], "failed": [2]}}


def test_another_skip_is_an_outcome() -> None:
    assert outcome_of({"status": "skipped", "statusDetails": {"message": "NOT OFFERED: a tool"}}) == "skipped"
    assert outcome_of({"status": "passed"}) == "passed"


def test_what_measures_comes_last_and_the_rest_in_any_order() -> None:
    folders = ("1_feature_integration", "4_performance_benchmarks", "6_sign_off", "5_error_scenarios")
    features = [ROOT / "features" / folder / f"{name}.feature" for folder in folders for name in "abc"]
    first, second = (order_of(features, random.Random(seed)) for seed in (1, 2))
    assert sorted(first) == sorted(second)
    assert first != second
    assert [Path(path).parent.name[0] for path in first[-6:]] == ["4", "4", "4", "6", "6", "6"]
