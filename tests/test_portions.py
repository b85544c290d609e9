"""The days of a week take all of the costly tests, each of them once, and a run says which it has taken."""

import subprocess
import sys
from dataclasses import dataclass
from typing import cast

import pytest

from tests.portions import ALL, PORTIONS, chosen_portion, portion_of, split_costly
from tests.project import HANG_SECONDS, ROOT


@dataclass(frozen=True)
class Collected:
    """What the portions read of a test that was collected."""

    nodeid: str
    costly: bool

    def get_closest_marker(self, name: str) -> bool:
        return self.costly and name == "costly"


COSTLY = [Collected(f"test_it[{number:02}]", costly=True) for number in range(16)]
CHEAP = [Collected("test_before", costly=False), Collected("test_behind", costly=False)]
ITEMS = cast("list[pytest.Item]", [CHEAP[0], *reversed(COSTLY), CHEAP[1]])


def test_a_week_takes_all_of_it_once() -> None:
    days = [split_costly(ITEMS, portion_of(day)) for day in range(PORTIONS)]
    assert all(set(CHEAP) <= set(taken) for taken, _ in days)
    taken = [item for items, _ in days for item in items if item in COSTLY]
    assert sorted(item.nodeid for item in taken) == [item.nodeid for item in COSTLY]
    assert [len(left) for _, left in days] == [13, 13, 14, 14, 14, 14, 14]
    assert split_costly(ITEMS, ALL) == (ITEMS, [])


def test_today_is_one_of_them() -> None:
    assert chosen_portion("today") in {portion_of(day) for day in range(PORTIONS)}
    assert (chosen_portion("2"), chosen_portion(ALL)) == ("2", ALL)


def test_a_run_says_which_portion_it_took() -> None:
    command = [sys.executable, "-m", "pytest", "-k", "today", "--portion", "2", __file__]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=HANG_SECONDS, check=False)
    assert "Of the costly tests, portion 2 of 7 was run; make unit ALL=1 runs all of them." in done.stdout
