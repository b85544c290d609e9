"""Which of the costly tests a run takes: all of them, or a seventh that changes from day to day.

What is marked as `costly` (the flaws, the hostile targets, the conforming and the newcomers' servers, whole runs on
servers that do nothing, measurements that must be told apart, the step for pipelines) takes longer than all other tests
together. `make test` takes a seventh of it, so that a week takes all of it; `make test ALL=1` takes all of it at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Final

import pytest

PORTIONS: Final = 7
ALL: Final = "all"
TODAY: Final = "today"
CHOICES: Final = (ALL, TODAY, *(str(number + 1) for number in range(PORTIONS)))


def portion_of(day: int) -> str:
    """The number of the portion of a day, which is counted from the calendar's first."""
    return str(day % PORTIONS + 1)


def chosen_portion(typed: str) -> str:
    """What was typed, with today's number for today: it must not change while the tests run over midnight."""
    return portion_of(datetime.now(UTC).date().toordinal()) if typed == TODAY else typed


def split_costly(items: Sequence[pytest.Item], portion: str) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """The tests that a portion takes, and the costly ones that it leaves to the others."""
    costly = sorted((item for item in items if item.get_closest_marker("costly")), key=lambda item: item.nodeid)
    left = set() if portion == ALL else {one for at, one in enumerate(costly) if portion_of(at) != portion}
    return [item for item in items if item not in left], [item for item in items if item in left]


def selected(request: pytest.FixtureRequest, test: Callable[..., None], parameter: str) -> list[str]:
    """The values of a parameter with which a test is run this time, for a fixture that prepares no others."""
    items = [item for item in request.session.items if isinstance(item, pytest.Function) and item.function is test]
    return [str(item.callspec.params[parameter]) for item in items]
