"""A set of held-out flaws, and how its flaws are declared: like all others, and with what catches them once known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib import import_module
from typing import Final

from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.domain.tasks import Task
from reference_orchestrator.toolbox import Call
from tests.flawed.lying import Flaw, Lie, given

NOT_KNOWN: Final = "caught by none"
"""Stands where the scenarios would stand that catch a flaw."""

SETS: Final = ("fresh", "third", "fourth", "fifth")
"""The packages beside this one that hold a set each."""


class HeldOut:
    """A set of held-out flaws.

    Attributes:
        name: of the package that holds it.
        flaws: in the order in which they were declared.
    """

    def __init__(self, name: str, caught: Mapping[str, tuple[str, ...]]) -> None:
        """Begin a set.

        Args:
            name: of the package.
            caught: the scenarios that catch a flaw, by its name, where they are known.
        """
        self.name = name
        self.flaws: list[Flaw] = []
        self._caught = caught

    def declare(self, name: str, lies: str, *, breaks: str) -> Callable[[Callable[[Lie], None]], Callable[[Lie], None]]:
        """Declare a flaw; what is decorated puts the lie on top of the reference."""

        def declared(tell: Callable[[Lie], None]) -> Callable[[Lie], None]:
            if any(one.name == name for one in self.flaws):
                raise ValueError(f"there are two flaws {name}")
            catchers = self._caught.get(name, (NOT_KNOWN,))
            self.flaws.append(
                Flaw(name=name, lies=lies, breaks=tuple(breaks.split()), caught_by=catchers, touches=(), tell=tell)
            )
            return tell

        return declared

    @property
    def module(self) -> str:
        """The package, as Python names it."""
        return f"tests.flawed.{self.name}"


def read_set(name: str) -> HeldOut:
    """A set by its name, with all its flaws.

    Args:
        name: one of `SETS`.
    """
    held_out: HeldOut = import_module(f"tests.flawed.{name}").SET
    return held_out


def task_of(call: Call, parameter: str = "task_id") -> Task | None:
    """The task that a call is about, as it is now; None if it is unknown."""
    with suppress(Refusal), call.read() as (_, work):
        return work.tasks.get(given(call, parameter))
    return None
