"""Watching a process of the suite itself: where a hostile server stops or kills it, nobody inside can tell any more."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable
from contextlib import suppress
from typing import Final

LOOK_EVERY: Final = 0.5
LOOKS: Final = 3
"""So many looks in a row a process must be stopped: with Ctrl-Z and `fg` this one is stopped and continued as well."""


class Watched:
    """A process that runs scenarios: waited for, continued once if it was stopped, and ended if it is stopped again.

    Attributes:
        ended: whether it was ended here, because it was stopped again.
    """

    def __init__(self, process: subprocess.Popen[bytes], name: str, say: Callable[[str], None]) -> None:
        """Watch a process from now on.

        Args:
            process: the process.
            name: what it is called at the beginning of a sentence: "The run".
            say: tells the person at the console.
        """
        self.ended = False
        self._process = process
        self._name = name
        self._say = say
        self._looks = 0
        self._continued = False

    def wait(self) -> int:
        """Wait for its end; returns its exit code, negative for the signal that ended it.

        Raises:
            KeyboardInterrupt: the user's Ctrl-C; it can be waited for again.
        """
        while True:
            with suppress(subprocess.TimeoutExpired):
                return self._process.wait(LOOK_EVERY)
            self._look()

    def killed(self) -> str:
        """A sentence, once it has ended, where that was neither its own doing nor told before; empty else."""
        code = self._process.returncode
        if code is None or code >= 0 or self.ended:
            return ""
        return f"{self._name} was killed from outside ({name_of(-code)}): the results so far are kept."

    def _look(self) -> None:
        number = stopped_by(self._process.pid)
        self._looks = 0 if number is None else self._looks + 1
        if number is None or self._looks < LOOKS:
            return
        self._looks = 0
        if self._continued:
            self.ended = True
            self._say(
                f"{self._name} was stopped from outside again ({name_of(number)}), so it was ended: "
                "the results so far are kept."
            )
            self._process.kill()
        else:
            self._continued = True
            self._say(f"{self._name} was stopped from outside ({name_of(number)}) and continued.")
            self._process.send_signal(signal.SIGCONT)


def stopped_by(pid: int) -> int | None:
    """The signal by which a child is stopped; `None` where it is not, or this system does not tell."""
    with suppress(AttributeError, ChildProcessError):
        seen = os.waitid(os.P_PID, pid, os.WSTOPPED | os.WNOHANG | os.WNOWAIT)
        return seen.si_status if seen is not None and seen.si_code == os.CLD_STOPPED else None
    return None


def name_of(number: int) -> str:
    """The name of a signal, or its number where it has none."""
    with suppress(ValueError):
        return f"signal {signal.Signals(number).name}"
    return f"signal {number}"
