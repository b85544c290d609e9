"""The fifth set: each flaw has a check that shows it, and is declared with what catches it, or caught by none."""

import anyio

from tests.flawed.fifth import FIFTH, SET, checks
from tests.flawed.fifth.caught import CAUGHT, SINCE
from tests.flawed.flaws import FLAWS
from tests.flawed.held_out.check import is_sound
from tests.flawed.held_out.checking import CHECKS, SOUND

CHECKED = checks
"""Importing it declares the checks."""
FORTY = 40


def test_each_has_a_check_and_is_declared_where_a_scenario_was_written_for_it() -> None:
    names = {flaw.name for flaw in FIFTH}
    assert len(FIFTH) == FORTY
    assert names <= CHECKS.keys()
    assert CAUGHT.keys() <= names
    assert FLAWS.keys() & names == SINCE.keys()


def test_a_check_tells_the_flawed_one_from_the_sound_one() -> None:
    name = "an-emptied-estimate-stays"
    assert anyio.run(is_sound, SET, name, name) is False
    assert anyio.run(is_sound, SET, name, SOUND) is True
