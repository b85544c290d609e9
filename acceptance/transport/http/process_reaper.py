"""Kills what would outlive the driver where the servers' supervisors cannot, because they were killed themselves.

The program is told over its standard input: process groups, `+ID` and `-ID` a line, and `end` where the run ends in
good order. However the driver comes to its end, what is left of its servers is killed: the groups, and all processes
that bear the run's marker.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from acceptance.supervision.process_table import marked, process, send, wait_for_an_end

ROOT: Final = Path(__file__).resolve().parents[3]
PROGRAM: Final = (
    f"import sys; sys.path.append({str(ROOT)!r}); from acceptance.transport.http.process_reaper import main; main()"
)
SUPERVISORS_SECONDS: Final = 5.0
"""How long the supervisors have to end their servers when the driver is gone."""
SWEEP_SECONDS: Final = 5.0


class ProcessReaper:
    """Watches over the servers of a run; started when there is the first one."""

    def __init__(self, marker: str = "") -> None:
        """Watch over the servers whose markers begin with `marker`."""
        self._marker = marker
        self._process: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        """Start to watch, once."""
        if self._process is None:
            command = [sys.executable, "-I", "-S", "-c", PROGRAM, self._marker]
            # In a session of its own: Ctrl-C is for the driver, which has more to tell afterwards.
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True
            )

    def close(self) -> None:
        """Have what is left killed, and end."""
        if self._process is not None:
            self._tell("end\n")
            self._process.communicate()

    def watch(self, group: int) -> None:
        """Have a group killed when the driver is gone."""
        self.begin()
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
    groups: dict[int, int | None] = {}
    ended = False
    for line in sys.stdin:
        if line[0] in "+-":
            group = int(line[1:])
            groups.pop(group, None)
            if line[0] == "+":
                groups[group] = started(group)
        ended = ended or line.strip() == "end"
    marker = sys.argv[1]
    until = time.monotonic() + (0 if ended else SUPERVISORS_SECONDS)
    while time.monotonic() < until and (groups or next(marked(marker), None)):
        groups = {group: since for group, since in groups.items() if since is None or started(group) == since}
        wait_for_an_end((*groups, *(one.pid for one, _ in marked(marker))), max(0.0, until - time.monotonic()))
    for group, since in groups.items():
        if since is None or started(group) == since:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(group, signal.SIGKILL)
    # In good order the driver has done this itself, and told of it.
    if not ended:
        sweep(marker)


def sweep(marker: str) -> list[str]:
    """Kill all processes whose markers begin so, and wait for their end; returns their names."""
    names: dict[int, str] = {}
    until = time.monotonic() + SWEEP_SECONDS
    while marker and (found := [one for one, _ in marked(marker)]) and time.monotonic() < until:
        for one in found:
            names[one.pid] = one.name
            send(one, signal.SIGKILL)
        wait_for_an_end([one.pid for one in found], max(0.0, until - time.monotonic()))
    return list(names.values())


def started(pid: int) -> int | None:
    """When a process started, as the kernel counts it; `None` where that is not known."""
    found = process(pid)
    return found.started if found else None


if __name__ == "__main__":
    main()
