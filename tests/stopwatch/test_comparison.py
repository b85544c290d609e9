"""Comparisons: met, not met, or not to be told; and for how long is measured."""

import random
from collections.abc import Callable

import pytest

from acceptance.errors import SuiteError
from acceptance.stopwatch import Comparison, Interval, Measured, SamplingLimits, Verdict
from acceptance.stopwatch.comparison import is_telling, not_measurable

PATIENCE = SamplingLimits(fewest=40, most=640, seconds=30)


def drawn(median: float, spread: float, seed: int) -> Callable[[], float]:
    chance = random.Random(seed)
    return lambda: median * chance.lognormvariate(0, spread)


def comparison(ratio: float, spread: float, patience: SamplingLimits = PATIENCE) -> Comparison:
    measured, yardstick = Measured("planning", drawn(ratio, spread, 1)), Measured("nothing", drawn(1, spread, 2))
    made = Comparison(measured, yardstick, patience)
    made.begin()
    return made


def test_well_below_its_bound_is_met_at_the_first_look() -> None:
    made = comparison(2, 0.1)
    assert made.decide(5).met is True
    assert len(made.times) == PATIENCE.fewest


def test_well_beyond_its_bound_is_not_met() -> None:
    made = comparison(8, 0.1)
    assert made.decide(5).met is False
    assert len(made.times) == PATIENCE.fewest


def test_near_its_bound_more_is_measured() -> None:
    made = comparison(4.8, 0.2)
    assert made.decide(5).met is True
    assert len(made.times) > PATIENCE.fewest


def test_on_its_bound_it_cannot_be_told_and_ends_all_the_same() -> None:
    made = comparison(5, 0.8)
    verdict = made.decide(5)
    assert verdict.met is None
    assert len(made.times) == PATIENCE.most
    told = str(not_measurable(made.name, verdict, made.unit))
    assert told.startswith("NOT MEASURABLE HERE: interval ")
    assert "held to 5 times (planning, against nothing)" in told


def test_a_ratio_below_its_bound_is_never_told_to_be_beyond_it() -> None:
    wrong = 0
    for seed in range(60):
        a, b = Measured("a", drawn(4.5, 0.6, seed)), Measured("b", drawn(1, 0.6, seed + 1000))
        made = Comparison(a, b, SamplingLimits(fewest=40, most=160, seconds=30))
        made.begin()
        wrong += made.decide(5).met is False
    assert wrong == 0


def test_time_is_a_bound_too() -> None:
    made = comparison(5, 0.8, SamplingLimits(fewest=10, most=1_000_000, seconds=0.01))
    made.decide(5)
    assert len(made.times) < 100_000


def test_what_is_slow_is_looked_at_early() -> None:
    at_once = SamplingLimits(fewest=40, most=640, seconds=0)
    made = comparison(2, 0.1, at_once)
    assert len(made.times) == at_once.fewest_slow == 10
    assert made.decide(5).met is True
    assert len(made.times) == at_once.fewest_slow == 10
    # What is near its bound is measured as often as what is quick, and no more.
    near = comparison(4.8, 0.2, at_once)
    near.decide(5)
    assert len(near.times) == at_once.fewest


def test_few_pairs_can_acquit_and_never_accuse() -> None:
    limits = SamplingLimits(fewest=5, most=12, seconds=30, warm_up=1, early=3)
    made = comparison(1.2, 0.05, limits)
    assert made.decide(2).met is True
    assert made.absolute().endswith("; decided after 3 of at most 12 pairs")
    slow = comparison(8, 0.05, limits)
    assert slow.decide(2).met is False
    assert len(slow.times) == 5
    near = comparison(1.95, 0.3, limits)
    near.decide(2)
    assert len(near.times) == 12


def test_a_ratio_beyond_its_bound_is_hardly_ever_acquitted_by_few_pairs() -> None:
    limits = SamplingLimits(fewest=5, most=12, seconds=30, warm_up=1, early=3)
    acquitted = 0
    for seed in range(200):
        a, b = Measured("a", drawn(2.5, 0.15, seed)), Measured("b", drawn(1, 0.15, seed + 1000))
        made = Comparison(a, b, limits)
        made.begin()
        acquitted += made.decide(2).met is True
    assert acquitted <= 2


def test_how_early_what_is_slow_is_looked_at() -> None:
    assert [SamplingLimits(fewest=fewest).fewest_slow for fewest in (3, 5, 8, 40)] == [3, 5, 5, 10]


def test_slow_warming_up_ends_early() -> None:
    times = iter([100.0, *[2.0] * 10])
    limits = SamplingLimits(fewest=10, most=10, seconds=0, warm_up=3)
    made = Comparison(Measured("a", lambda: next(times)), Measured("b", lambda: 1.0), limits)
    made.begin()
    assert made.times == [2.0] * limits.fewest_slow


def test_neither_is_always_first() -> None:
    order: list[str] = []
    measured = Measured("a", lambda: order.append("a") or 1.0)
    yardstick = Measured("b", lambda: order.append("b") or 1.0)
    Comparison(measured, yardstick, SamplingLimits(fewest=4, warm_up=0)).begin()
    assert order == ["a", "b", "b", "a", "a", "b", "b", "a"]


def test_warming_up_does_not_count() -> None:
    times = iter([100.0, 100.0, *[2.0] * 20])
    made = Comparison(
        Measured("a", lambda: next(times)), Measured("b", lambda: 1.0), SamplingLimits(fewest=10, most=10, warm_up=2)
    )
    made.begin()
    assert made.times == [2.0] * 10


@pytest.mark.parametrize("bound", [0.0, -1.0, float("nan"), float("inf")])
def test_a_bound_that_nothing_could_be_held_to(bound: float) -> None:
    with pytest.raises(SuiteError, match="is not a valid limit"):
        comparison(2, 0.1).decide(bound)


def test_the_progress_is_told() -> None:
    told: list[str] = []
    made = Comparison(
        Measured("planning", lambda: 2.0), Measured("nothing", lambda: 1.0), SamplingLimits(fewest=3), tell=told.append
    )
    made.begin()
    assert told[-1].startswith("planning, against nothing: 3 pairs in 0.")


def test_what_is_kept_of_it() -> None:
    made = comparison(2, 0.1)
    details = made.details()
    assert details["samples_ms"] == [round(one, 3) for one in made.times]
    assert details["pairs"] == len(details["yardstick_samples_ms"]) == 40
    assert made.absolute().endswith(" ms")
    assert "planning" in next(iter(made.pictures().values()))


def test_a_wide_interval_is_telling_when_the_bound_is_far_off() -> None:
    assert is_telling(Interval(2, 1, 3), 10)
    assert not is_telling(Interval(2, 1, 3), 3.1)
    assert not is_telling(Interval(2, 1, 3), 2)
    assert is_telling(Interval(2, 1.99, 2.01), 2.02)
    assert Verdict(Interval(2, 1, 3), 2, None).met is None
