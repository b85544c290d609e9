"""A process that the driver started: known by its id, waited for, signalled, and never left behind."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from enum import StrEnum
from typing import Final

import anyio

from acceptance.supervision.standard_error import StandardError
from acceptance.supervision.strays import Strays
from acceptance.supervision.supervised import SupervisedProcess
from acceptance.transport.ending_grace import EndingGrace, Way
from acceptance.transport.launching import Launch, Launcher

LAST_WORDS_LINES: Final = 12
# How long a killed process is waited for; only the kernel can keep one alive.
KILL_SECONDS: Final = 5.0
SETTLE_SECONDS: Final = 8.0
"""How long the supervisor may take to end what a server left."""


class Ending(StrEnum):
    """How a server came to its end, or how it was left."""

    RUNNING = "running"
    BY_ITSELF = "ended by itself"
    INPUT_CLOSED = "ended when its input was closed"
    ASKED = "ended when it was terminated"
    TERMINATED = "outlived its closed input and had to be terminated"
    KILLED = "ignored termination and had to be killed"
    LEFT_RUNNING = "was left running"


class Half(StrEnum):
    """In the middle of what a client can leave."""

    CALL = "a call"
    REPLY = "a reply"


class Child:
    """A process in a group of its own, whose id is the process's.

    Attributes:
        ending: how the process ended; `RUNNING` until it did.
        strays: the processes that it left, which had to be ended.
    """

    def __init__(self, launch: Launch, launcher: Launcher, *, grace: EndingGrace) -> None:
        """Describe the process; `start` starts it.

        Args:
            launch: what is started, and where.
            launcher: how it is started.
            grace: how long it has to end when it is told to; shared by all servers of a target.
        """
        self.command = tuple(launch.command)
        self.ending = Ending.RUNNING
        self._launch = launch
        self._launcher = launcher
        self._grace = grace
        self.strays = Strays()
        self._process: SupervisedProcess | None = None
        self._stderr: StandardError | None = None
        self._exit_code: int | None = None
        self._ended: anyio.Event
        self._settled: anyio.Event

    @property
    def pid(self) -> int | None:
        """The process id, or None before the start."""
        return self._process.pid if self._process else None

    @property
    def exit_code(self) -> int | None:
        """The exit code (negative: the signal that ended it), or None while it runs."""
        return self._exit_code

    async def start(self) -> SupervisedProcess:
        """Start the process; `wait` and `pump` must be run from then on.

        Raises:
            OSError: the command cannot be executed.
        """
        self._ended, self._settled = anyio.Event(), anyio.Event()
        self._stderr = StandardError(self._launch.stderr, self._launch.allowance, self._launch.redactor)
        try:
            self._process = await self._launcher.launch(self._launch, self._stderr.far)
        except BaseException:
            self._stderr.close()
            raise
        self._stderr.hand_over()
        return self._process

    async def wait(self) -> None:
        """Wait for the process's end, keep its exit code, and wait for the end of what it left."""
        if self._process is not None:
            code = await self._process.wait()
            if self._stderr is not None:
                self._stderr.catch_up()
            self._exit_code = code
            self._ended.set()
            self.strays = await self._process.left()
            # Whoever is killed cannot end its children; whoever had to be, because it would not end, is to blame.
            blamed = self._exit_code != -signal.SIGKILL or self.ending is Ending.KILLED
            if self.strays.count:
                self._launch.observer.left(self.strays, blamed)
            self._settled.set()

    async def pump(self) -> None:
        """Keep what the process writes to standard error, until this is cancelled."""
        if self._stderr is not None:
            await self._stderr.pump()

    async def settled_within(self, seconds: float) -> bool:
        """Whether the process, and all that it left, ends before so many seconds have passed."""
        with anyio.move_on_after(seconds):
            await self._settled.wait()
        return self._settled.is_set()

    async def ended_within(self, seconds: float) -> bool:
        """Whether the process ends before so many seconds have passed; returns as soon as it does."""
        with anyio.move_on_after(seconds):
            await self._ended.wait()
        return self._ended.is_set()

    async def ends_when(self, way: Way) -> bool:
        """Whether the process ends in the time that it has when it is told so in a way."""
        ended = await self.ended_within(self._grace.of(way))
        self._grace.note(way, ended=ended)
        return ended

    def last_words(self) -> str:
        """The last lines that it wrote to standard error; empty when there are none."""
        return self._stderr.last_lines(LAST_WORDS_LINES) if self._stderr is not None else ""

    def signal_group(self, number: signal.Signals) -> None:
        """Send a signal to the process and all its children; a process that is gone already is no error."""
        if self._process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, number)

    async def settle(self) -> None:
        """Kill the process if it has not ended, and wait for the end of all that it left."""
        if self._exit_code is None:
            self.signal_group(signal.SIGKILL)
            if not await self.ended_within(KILL_SECONDS) and self._process is not None:
                self._process.end_all()
        if self._process is not None and not await self.settled_within(SETTLE_SECONDS):
            self._process.end_all()
