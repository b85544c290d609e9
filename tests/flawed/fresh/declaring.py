"""How the second set of fresh flaws is declared: like all others, and among them where it is known what catches it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Final

from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.domain.tasks import Task
from reference_orchestrator.toolbox import Call
from tests.flawed.fresh.caught import CAUGHT
from tests.flawed.lying import Flaw, Lie, given

NOT_KNOWN: Final = "caught by none"
"""Stands where the scenarios would stand that catch a flaw."""

FRESH: Final[list[Flaw]] = []
"""The fresh flaws, in the order in which they were declared."""


def fresh(name: str, lies: str, *, breaks: str) -> Callable[[Callable[[Lie], None]], Callable[[Lie], None]]:
    """Declare a fresh flaw; what is decorated puts the lie on top of the reference."""

    def declare(tell: Callable[[Lie], None]) -> Callable[[Lie], None]:
        if any(one.name == name for one in FRESH):
            raise ValueError(f"there are two flaws {name}")
        catchers = CAUGHT.get(name, (NOT_KNOWN,))
        FRESH.append(
            Flaw(name=name, lies=lies, breaks=tuple(breaks.split()), caught_by=catchers, touches=(), tell=tell)
        )
        return tell

    return declare


def task_of(call: Call, parameter: str = "task_id") -> Task | None:
    """The task that a call is about, as it is now; none if it is unknown."""
    with suppress(Refusal), call.read() as (_, work):
        return work.tasks.get(given(call, parameter))
    return None
