"""How much load is applied, and where."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from acceptance.errors import SuiteError

LIMITS: Final = {"connections": 64, "in_flight": 256, "tasks": 100_000, "seconds": 600}
"""The most that can be asked for: load has an end."""

WORDS: Final = {
    "connections": "--connections is how many connections there are at once",
    "in_flight": "--in-flight is how many calls are in flight on each connection",
    "tasks": "--tasks is how many tasks are taken from plan to result",
    "seconds": "--seconds is after how many seconds no task is begun any more",
}


@dataclass(frozen=True, slots=True)
class LoadPlan:
    """How much load is applied.

    Attributes:
        connections: how many connections there are at once.
        in_flight: how many calls are under way on each.
        tasks: how many tasks are taken from plan to result.
        seconds: after so many, no task is begun any more.
    """

    connections: int = 4
    in_flight: int = 8
    tasks: int = 500
    seconds: int = 60

    @classmethod
    def read(cls, **texts: str) -> LoadPlan:
        """Read a plan as it is given on the command line.

        Raises:
            SuiteError: a text is no whole number in its limits.
        """
        numbers: dict[str, int] = {}
        for name, text in texts.items():
            word = text.strip()
            if not (word.isascii() and word.isdigit() and 1 <= int(word[:9]) <= LIMITS[name]):
                raise SuiteError(f'{WORDS[name]}, a whole number from 1 to {LIMITS[name]}; "{text}" is none.')
            numbers[name] = int(word)
        return cls(**numbers)


def check_place(url: str, own_host: str = "") -> None:
    """Check that load is applied to this machine, or to the one host that belongs to the user.

    Raises:
        SuiteError: the address is elsewhere.
    """
    host = urlsplit(url).hostname or ""
    try:
        own = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        own = False
    if not own and (not host or host != own_host.lower()):
        raise SuiteError(
            f'Load is applied to this machine only (127.0.0.1, [::1], localhost); "{url}" is elsewhere. '
            "If that host belongs to you, name it: --own-host NAME."
        )
