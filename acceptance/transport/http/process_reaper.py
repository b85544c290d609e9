"""Kills servers that would outlive the driver: one over HTTP does not notice that nobody is there any more.

Run as a program (`python process_reaper.py`), it reads process groups from its standard input, `+ID` and `-ID` a line,
and kills those that are left when the input ends, however the driver came to its end.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path


class ProcessReaper:
    """Watches over the process groups of a run; started when there is the first one."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def close(self) -> None:
        """Have what is left killed, and end."""
        if self._process is not None:
            self._process.communicate()

    def watch(self, group: int) -> None:
        """Have a group killed when the driver is gone."""
        if self._process is None:
            command = [sys.executable, "-I", "-S", str(Path(__file__).resolve())]
            # In a session of its own: Ctrl-C is for the driver, which has more to tell afterwards.
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)
        self._tell(f"+{group}\n")

    def forget(self, group: int) -> None:
        """Watch over a group no longer: its id may be another's soon."""
        self._tell(f"-{group}\n")

    def _tell(self, line: str) -> None:
        with suppress(BrokenPipeError):
            if self._process is not None and self._process.stdin is not None:
                self._process.stdin.write(line.encode())
                self._process.stdin.flush()


def main() -> None:
    """Be told, and at the end kill what is left."""
    groups: set[int] = set()
    for line in sys.stdin:
        (groups.add if line[0] == "+" else groups.discard)(int(line[1:]))
    for group in groups:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)


if __name__ == "__main__":
    main()
