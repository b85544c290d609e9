"""What a hostile target is: what it does, the scenarios that meet it, and what must hold afterwards."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.flawed.lying import Lie

if TYPE_CHECKING:
    from tests.hostile.aftermath import Aftermath

HOME: Final = "HOSTILE_HOME"
"""The environment variable that names the folder of the person who runs the suite: nobody's business."""
PORT: Final = "HOSTILE_PORT"
"""The environment variable that names the port of this machine at which nobody must ask for anything."""
RUN: Final = "HOSTILE_RUN"
"""The environment variable by which the processes of one run are found."""
SECRET: Final = "PLANTED_API_TOKEN"
"""The environment variable whose value must stand in no file of the reports."""


class Hostility(Lie):
    """The means to do harm: those to lie, and what there is to be harmed."""

    @property
    def home(self) -> Path:
        """The folder of the person who runs the suite; `notes.txt` lies in it."""
        return Path(os.environ[HOME])

    @property
    def address(self) -> str:
        """An address of this machine at which nobody must ask for anything; whoever does gets no answer."""
        return f"http://127.0.0.1:{os.environ[PORT]}"

    @property
    def secret(self) -> str:
        """The value of a variable whose name says that it is secret."""
        return os.environ[SECRET]


@dataclass(frozen=True, kw_only=True)
class Hostile:
    """A hostile target.

    Attributes:
        name: what it is called.
        does: what it does, in words.
        scenarios: the names of the scenarios that are run on it.
        tell: puts the harm on top of the reference; None for a server of its own.
        script: a server of its own, in `tests/hostile/servers`, which is started with `arguments`.
        arguments: the arguments of the script.
        holds: what must hold afterwards beside what holds for all; raises AssertionError where it does not.
        reached: whether it says by `told()` that it did what it does, so that a run in which it did not is a mistake.
        seconds: how long a run on it may take.
        own: the folder that the target itself writes at home.
    """

    name: str
    does: str
    scenarios: tuple[str, ...]
    tell: Callable[[Hostility], None] | None
    script: str = ""
    arguments: tuple[str, ...] = ()
    holds: Callable[[Aftermath], None] | None = None
    reached: bool = True
    seconds: float = 40.0
    own: str = ""


HOSTILES: Final[dict[str, Hostile]] = {}
"""All hostile targets by their names, in the order in which they were declared."""


def hostile(
    name: str,
    does: str,
    *,
    scenarios: tuple[str, ...],
    holds: Callable[[Aftermath], None] | None = None,
    reached: bool = True,
    seconds: float = 40.0,
    own: str = "",
) -> Callable[[Callable[[Hostility], None]], Callable[[Hostility], None]]:
    """Declare a hostile target; what is decorated puts the harm on top of the reference."""

    def declare(tell: Callable[[Hostility], None]) -> Callable[[Hostility], None]:
        add(
            Hostile(
                name=name,
                does=does,
                scenarios=scenarios,
                tell=tell,
                holds=holds,
                reached=reached,
                seconds=seconds,
                own=own,
            )
        )
        return tell

    return declare


def hostile_server(
    name: str,
    does: str,
    *,
    script: str,
    arguments: tuple[str, ...] = (),
    scenarios: tuple[str, ...],
    holds: Callable[[Aftermath], None] | None = None,
    seconds: float = 40.0,
) -> None:
    """Declare a hostile target that is a server of its own, started cold, which says nothing of what it did."""
    add(
        Hostile(
            name=name,
            does=does,
            scenarios=scenarios,
            tell=None,
            script=script,
            arguments=arguments,
            holds=holds,
            reached=False,
            seconds=seconds,
        )
    )


def add(one: Hostile) -> None:
    """Keep a hostile target.

    Raises:
        ValueError: there is one of that name.
    """
    if one.name in HOSTILES:
        raise ValueError(f"there are two hostile targets {one.name}")
    HOSTILES[one.name] = one
