"""The third set: each flaw has a check that shows it, and is declared with what catches it, or caught by none."""

import anyio

from tests.flawed.flaws import FLAWS
from tests.flawed.held_out.check import is_sound
from tests.flawed.held_out.checking import CHECKS, SOUND
from tests.flawed.third import SET, THIRD, checks
from tests.flawed.third.caught import CAUGHT, SINCE

CHECKED = checks
"""Importing it declares the checks."""
SIXTY = 60


def test_each_has_a_check_and_is_declared_where_it_was_missed_at_first() -> None:
    names = {flaw.name for flaw in THIRD}
    assert len(THIRD) == SIXTY
    assert names <= CHECKS.keys()
    assert CAUGHT.keys() <= names
    assert FLAWS.keys() & names == SINCE.keys()


def test_a_check_tells_the_flawed_one_from_the_sound_one() -> None:
    name = "reasons-are-trimmed"
    assert anyio.run(is_sound, SET, name, name) is False
    assert anyio.run(is_sound, SET, name, SOUND) is True
