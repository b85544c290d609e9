"""What servers of a run were waited for in vain, and how long the next is waited for then."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, Final

from acceptance.evidence.appended_lines import AppendedLines

VAIN: Final = "did not come"
"""The event that keeps that something was waited for to the end of its bound."""
CAME: Final = "came after all"
"""The event that keeps that it came when it was waited for again."""
OFTEN: Final = 2
"""So often the whole bound is waited for in a row."""
SHORT_SECONDS: Final = 2.0
"""How long is waited from then on: nobody is failed without being asked, since a busy machine is slow now and then."""
OURS: Final = f'"event": "{VAIN}"', f'"event": "{CAME}"'


@dataclass(slots=True)
class Vain:
    """What was waited for in vain, in a row.

    Attributes:
        times: how often.
        seconds: how long the first time.
        scenario: in which scenario, the first time; empty outside of all.
    """

    times: int
    seconds: float
    scenario: str

    def __str__(self) -> str:
        """In words: "was waited for twice for 12 s …"."""
        often = "twice" if self.times == OFTEN else f"{self.times} times"
        where = f' (first in "{self.scenario}")' if self.scenario else ""
        return f"was waited for {often} for up to {self.seconds:g} s{where}, and is given {SHORT_SECONDS:g} s since"


class VainWaits:
    """How long is waited for what did not come before; the processes of a run learn it from their common record."""

    def __init__(self, record: Path, tell: Callable[..., None]) -> None:
        """Begin with what is in the record.

        Args:
            record: the record of the run, which all its processes write to.
            tell: keeps an event there.
        """
        self._tell = tell
        self._known: dict[str, Vain] = {}
        self._lines = AppendedLines(record, whole=True)
        self._lock = Lock()

    def bound(self, what: str, seconds: float) -> float:
        """How long something is waited for: so many seconds, or a short time where it did not come before."""
        return seconds if self.known(what) is None else min(seconds, SHORT_SECONDS)

    def known(self, what: str) -> Vain | None:
        """What is known of something that did not come often enough to be waited for a short time only."""
        with self._lock:
            self._read_on()
            found = self._known.get(what)
        return found if found is not None and found.times >= OFTEN else None

    def since(self, what: str) -> str:
        """Why something was waited for a short time only, as the end of a sentence; empty where it was not."""
        found = self.known(what)
        return "" if found is None else f"; it {found}"

    def wait(self, what: str, seconds: float, came_within: Callable[[float], bool]) -> bool:
        """Wait for something that is waited for in one way, and keep whether it came.

        Args:
            what: what is waited for, in words that name its server: "the end of reference after a restart".
            seconds: how long.
            came_within: waits for so many seconds at most, and says whether it came.
        """
        bound = self.bound(what, seconds)
        came = came_within(bound)
        self.note(what, bound, came=came)
        return came

    def note(self, what: str, seconds: float, *, came: bool) -> None:
        """Keep whether something came that was waited for so many seconds."""
        if not came:
            self._tell(VAIN, awaited=what, seconds=seconds)
            return
        with self._lock:
            self._read_on()
            was_known = what in self._known
        if was_known:
            self._tell(CAME, awaited=what, seconds=seconds)

    def _read_on(self) -> None:
        """Take in what was added to the record, by whichever process."""
        for line in self._lines:
            if any(mark in line for mark in OURS):
                with suppress(ValueError, RecursionError):
                    self._take(json.loads(line))

    def _take(self, line: Any) -> None:
        match line:
            case {"event": "did not come", "awaited": str(what), "seconds": float() | int() as seconds, **rest}:
                first = Vain(0, float(seconds), str(rest.get("scenario", "")))
                self._known.setdefault(what, first).times += 1
            case {"event": "came after all", "awaited": str(what)}:
                self._known.pop(what, None)
            case _:
                pass
