"""A process that the driver started: known by its id, waited for, signalled, and never left behind."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from enum import StrEnum
from typing import Final

import anyio

from acceptance.transport.launching import Launch, Launcher, Running

LAST_WORDS_LINES: Final = 12
# How long a killed process is waited for; only the kernel can keep one alive.
KILL_SECONDS: Final = 5.0


class Ending(StrEnum):
    """How a server came to its end, or how it was left."""

    RUNNING = "running"
    BY_ITSELF = "ended by itself"
    INPUT_CLOSED = "ended when its input was closed"
    ASKED = "ended when it was asked to"
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
    """

    def __init__(self, launch: Launch, launcher: Launcher, *, grace: float) -> None:
        """Describe the process; `start` starts it.

        Args:
            launch: what is started, and where.
            launcher: how it is started.
            grace: seconds that it has to end when it is told to.
        """
        self.command = tuple(launch.command)
        self.ending = Ending.RUNNING
        self._launch = launch
        self._launcher = launcher
        self._grace = grace
        self._process: Running | None = None
        self._exit_code: int | None = None
        self._ended: anyio.Event

    @property
    def pid(self) -> int | None:
        """The process id, or None before the start."""
        return self._process.pid if self._process else None

    @property
    def exit_code(self) -> int | None:
        """The exit code (negative: the signal that ended it), or None while it runs."""
        return self._exit_code

    async def start(self) -> Running:
        """Start the process.

        Raises:
            OSError: the command cannot be executed.
        """
        self._ended = anyio.Event()
        self._process = await self._launcher.launch(self._launch)
        return self._process

    async def wait(self) -> None:
        """Wait for the process's end, and keep its exit code."""
        if self._process is not None:
            self._exit_code = await self._process.wait()
            self._ended.set()

    async def ended_within(self, seconds: float) -> bool:
        """Whether the process ends before so many seconds have passed; returns as soon as it does."""
        with anyio.move_on_after(seconds):
            await self._ended.wait()
        return self._ended.is_set()

    def last_words(self) -> str:
        """The last lines that it wrote to standard error; empty when there are none."""
        with suppress(OSError):
            lines = self._launch.stderr.read_text(encoding="utf-8", errors="replace").splitlines()
            return "\n".join(lines[-LAST_WORDS_LINES:])
        return ""

    def signal_group(self, number: signal.Signals) -> None:
        """Send a signal to the process and all its children; a process that is gone already is no error."""
        if self._process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, number)

    async def kill_group(self) -> None:
        """Kill what is left of the group: a process that ended well may have left children in it."""
        self.signal_group(signal.SIGKILL)
        await self.ended_within(KILL_SECONDS)
