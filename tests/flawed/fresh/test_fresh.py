"""The fresh flaws: each has a check that shows it, and is declared with what catches it, or caught by none."""

import anyio

from tests.flawed.flaws import FLAWS
from tests.flawed.fresh import FRESH, check, check_planning, check_server, check_tasks, check_templates
from tests.flawed.fresh.caught import CAUGHT
from tests.flawed.fresh.checking import CHECKS

CHECKED = (check_planning, check_server, check_tasks, check_templates)
"""Importing them declares the checks."""


def test_each_has_a_check_and_is_declared_where_it_is_caught() -> None:
    names = [flaw.name for flaw in FRESH]
    assert len(names) == 60
    assert sorted(names) == sorted(CHECKS)
    assert FLAWS.keys() & set(names) == CAUGHT.keys()


def test_a_check_tells_the_flawed_one_from_the_sound_one() -> None:
    name = "the-same-plan-twice-is-one-task"
    assert anyio.run(check.is_sound, name, name) is False
    assert anyio.run(check.is_sound, name, check.SOUND) is True
