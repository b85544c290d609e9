"""The fresh flaws: each has a check that shows it, and is declared with what catches it, or caught by none."""

import anyio

from tests.flawed.flaws import FLAWS
from tests.flawed.fresh import FRESH, SET, checks
from tests.flawed.fresh.caught import CAUGHT
from tests.flawed.held_out.check import is_sound
from tests.flawed.held_out.checking import CHECKS, SOUND

CHECKED = checks
"""Importing it declares the checks."""


def test_each_has_a_check_and_is_declared_where_it_is_caught() -> None:
    names = [flaw.name for flaw in FRESH]
    assert len(names) == 60
    assert set(names) <= CHECKS.keys()
    assert FLAWS.keys() & set(names) == CAUGHT.keys()


def test_a_check_tells_the_flawed_one_from_the_sound_one() -> None:
    name = "the-same-plan-twice-is-one-task"
    assert anyio.run(is_sound, SET, name, name) is False
    assert anyio.run(is_sound, SET, name, SOUND) is True
