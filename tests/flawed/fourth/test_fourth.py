"""The fourth set: each flaw has a check that shows it, and is declared with what catches it, or caught by none."""

import anyio

from tests.flawed.fourth import FOURTH, SET, checks
from tests.flawed.fourth.caught import CAUGHT
from tests.flawed.held_out.check import is_sound
from tests.flawed.held_out.checking import CHECKS, SOUND

CHECKED = checks
"""Importing it declares the checks."""
FORTY = 40


def test_each_has_a_check() -> None:
    names = {flaw.name for flaw in FOURTH}
    assert len(FOURTH) == FORTY
    assert names <= CHECKS.keys()
    assert CAUGHT.keys() <= names


def test_a_check_tells_the_flawed_one_from_the_sound_one() -> None:
    name = "an-emptied-context-stays"
    assert anyio.run(is_sound, SET, name, name) is False
    assert anyio.run(is_sound, SET, name, SOUND) is True
