"""Intervals: where a median lies, and how it is told."""

import random

import pytest

from acceptance.stopwatch.intervals import Interval, between, median_interval, quantile, tidy


def test_the_interval_holds_the_true_median_nearly_always() -> None:
    chance = random.Random(1)
    held = 0
    for _ in range(200):
        interval = median_interval([chance.lognormvariate(0, 0.5) for _ in range(40)])
        held += interval.low <= 1.0 <= interval.high
    assert held >= 180


def test_more_samples_make_it_narrower() -> None:
    chance = random.Random(2)
    samples = [chance.gauss(10, 2) for _ in range(400)]
    assert median_interval(samples).width < median_interval(samples[:40]).width / 1.8


def test_the_same_samples_give_the_same_interval() -> None:
    assert median_interval([1, 2, 3, 4, 9]) == median_interval([1, 2, 3, 4, 9])


def test_a_few_wild_samples_do_not_move_it() -> None:
    interval = median_interval([2.0] * 38 + [900.0, 1200.0])
    assert (interval.low, interval.middle, interval.high) == (2.0, 2.0, 2.0)


def test_nothing_has_no_median() -> None:
    with pytest.raises(ValueError, match="no values to take a median of"):
        median_interval([])


def test_quantiles_are_those_of_numpy() -> None:
    assert quantile([5, 1, 3], 0.5) == 3
    assert quantile([4, 1, 3, 2], 0.5) == 2.5
    assert quantile(range(1, 101), 0.95) == pytest.approx(95.05)
    assert quantile([4], 0.95) == 4


@pytest.mark.parametrize(
    ("number", "told"),
    [(0.0123, "0.012"), (0.7, "0.7"), (1.0, "1"), (3.14159, "3.14"), (24.25, "24.2"), (1234.5, "1,234"), (0, "0")],
)
def test_numbers_are_told_as_people_read_them(number: float, told: str) -> None:
    assert tidy(number) == told


def test_an_interval_is_told_with_its_ends() -> None:
    assert between(0.7, 3.1) == "0.7–3.1"  # noqa: RUF001
    assert str(Interval(2, 0.7, 3.1)) == "2 (0.7–3.1)"  # noqa: RUF001
