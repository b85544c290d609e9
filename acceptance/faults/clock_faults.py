"""An adjustable wall clock of a running server, by libfaketime; the monotonic clock stays correct."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from acceptance.confinement.files import WorkspaceFiles
from acceptance.errors import NotInjectableError
from acceptance.faults.starting import start_specially
from acceptance.system.clock_library import LIBRARY, clock_library
from acceptance.transport.launching import Special

if TYPE_CHECKING:
    from acceptance.faults.fault_experiment import FaultExperiment
    from acceptance.scenario.state import ScenarioState

JUMPS: Final[Mapping[str, str]] = {
    "a day ahead": "+1d",
    "two days ahead": "+2d",
    "six days ahead": "+6d",
    "eight days ahead": "+8d",
    "a day back": "-1d",
}
SECONDS: Final = 10


class ClockFaults:
    """The wall clock of a scenario's server."""

    def __init__(self, state: ScenarioState, experiment: FaultExperiment) -> None:
        self._state = state
        self._experiment = experiment
        self._timers = False
        self._control = Path()
        self._environment: dict[str, str] = {}

    def start(self, *, timers: bool = False) -> None:
        """Start a server with an adjustable wall clock, which is correct at first.

        Args:
            timers: whether the clock is moved too by which a process measures how long something takes.

        Raises:
            NotInjectableError: no libfaketime runs on this machine, or it does not move clocks here.
            TargetFaultError: the server does not start with it.
        """
        self._timers = timers
        pool = self._state.pool
        self._control = pool.new_directory("clock") if timers else pool.factory.clock
        self._set("+0")
        self._environment = {
            "LD_PRELOAD": str(clock_library()),
            "FAKETIME_TIMESTAMP_FILE": str(self._control),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "0" if timers else "1",
        }
        special = Special(environment=self._environment, again=not timers)
        self._state.servers.move_to(start_specially(pool, None, special))
        self._state.orchestrator.open_workspace()

    def jump(self, where: str) -> None:
        """Move the clock to so far from the true time, by the words of `JUMPS`.

        Raises:
            NotInjectableError: the server, or a program started like it, does not go by this clock.
        """
        before = self._shown()
        strike = self._experiment.strike(f"clock jumped {where}")
        self._set(JUMPS[where])
        moved = self._shown() - before
        pid = self._state.orchestrator.connection.process.pid
        mapped = LIBRARY in Path(f"/proc/{pid}/maps").read_text(encoding="utf-8")
        if not mapped or abs(moved) < SECONDS:
            raise NotInjectableError("the orchestrator does not follow the adjustable clock")
        strike.trace = f"the clock of process {pid} moved by {moved:,} s"
        strike.over()
        if self._timers:
            self._begin_a_new_session()

    def _begin_a_new_session(self) -> None:
        """Connect again where a server may end a client's session that was idle for so long: over HTTP."""
        from acceptance.transport.http.link import HttpLink  # noqa: PLC0415

        if isinstance(self._state.orchestrator.connection.process, HttpLink):
            self._state.servers.move_to(self._state.pool.come_back(self._state.orchestrator))
            self._state.orchestrator.open_workspace()

    def _set(self, words: str) -> None:
        """Write what the clock is to show; the server knows the file, and may have put something else in its place."""
        WorkspaceFiles(self._control.parent).write(self._control.name, words.encode())

    def _shown(self) -> int:
        """What a program shows that is started with the same clock, in seconds."""
        command = ["date", "+%s"]
        done = subprocess.run(
            command, env=self._environment, capture_output=True, text=True, timeout=SECONDS, check=False
        )
        if not done.stdout.strip().isdigit():
            raise NotInjectableError(f"libfaketime does not adjust clocks here ({done.stderr.strip()})")
        return int(done.stdout)
