"""The process of a stdio server: started, spoken to, and ended without leaving anything behind.

The SDK's own stdio client hides process id and exit code and waits long for a frozen server, so this is a transport of
our own: it satisfies the SDK's transport protocol (an asynchronous context manager that yields a pair of streams).
"""

from __future__ import annotations

import math
import os
import signal
from collections import deque
from contextlib import suppress
from enum import StrEnum
from types import TracebackType
from typing import Final

import anyio
from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream
from mcp.shared.message import SessionMessage
from mcp_types import JSONRPCResponse, jsonrpc_message_adapter

from acceptance.launching import Launch, Launcher, Running
from acceptance.screening import Screen

LAST_WORDS_LINES: Final = 12
# How long a killed process is waited for; only the kernel can keep one alive.
KILL_SECONDS: Final = 5.0
BAD_LINES_KEPT: Final = 20
BAD_LINE_CHARACTERS: Final = 300


class Ending(StrEnum):
    """How a server process came to its end."""

    RUNNING = "running"
    BY_ITSELF = "ended by itself"
    INPUT_CLOSED = "ended when its input was closed"
    TERMINATED = "outlived its closed input and had to be terminated"
    KILLED = "ignored termination and had to be killed"


class ServerProcess:
    """A server in a process group of its own, with its workspace as working directory.

    Attributes:
        ending: how the process ended; `RUNNING` until it did.
        screen: what was set aside of the lists of its tools.
        bad_lines: the first lines of its output that were no protocol messages, shortened.
    """

    def __init__(self, launch: Launch, launcher: Launcher, *, grace: float) -> None:
        """Describe the process; `async with` starts and ends it.

        Args:
            launch: what is started, and where.
            launcher: how it is started.
            grace: seconds that the server has to end by itself when its input is closed, and again when terminated.
        """
        self.command = tuple(launch.command)
        self.ending = Ending.RUNNING
        self.screen = Screen()
        self.bad_lines: deque[str] = deque(maxlen=BAD_LINES_KEPT)
        self._launch = launch
        self._launcher = launcher
        self._grace = grace
        self._process: Running | None = None
        self._exit_code: int | None = None
        self._ended: anyio.Event
        self._read_out: anyio.Event
        self._watching: anyio.CancelScope
        self._output_ended = False

    @property
    def pid(self) -> int | None:
        """The process id, or none before the start."""
        return self._process.pid if self._process else None

    @property
    def exit_code(self) -> int | None:
        """The exit code (negative: the signal that ended it), or none while it runs."""
        return self._exit_code

    def last_words(self) -> str:
        """The last lines that the server wrote to standard error; empty when there are none."""
        with suppress(OSError):
            lines = self._launch.stderr.read_text(encoding="utf-8", errors="replace").splitlines()
            return "\n".join(lines[-LAST_WORDS_LINES:])
        return ""

    def signal_group(self, number: signal.Signals) -> None:
        """Send a signal to the server and all its children; a process that is gone already is no error."""
        if self.pid is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, number)

    async def send_raw(self, line: bytes) -> None:
        """Write bytes to the server's input as they are, for what the protocol does not allow."""
        await self._stdin.send(line)

    async def __aenter__(
        self,
    ) -> tuple[MemoryObjectReceiveStream[SessionMessage | Exception], MemoryObjectSendStream[SessionMessage]]:
        """Start the process.

        Raises:
            OSError: the command cannot be executed.
        """
        self._ended, self._watching = anyio.Event(), anyio.CancelScope(shield=True)
        self._read_out = anyio.Event()
        self._process = await self._launcher.launch(self._launch)
        if self._process.stdin is None or self._process.stdout is None:
            raise OSError("the server's input and output could not be connected to")
        self._stdin, self._stdout = self._process.stdin, self._process.stdout
        self._to_client, from_server = anyio.create_memory_object_stream[SessionMessage | Exception](math.inf)
        to_server, self._from_client = anyio.create_memory_object_stream[SessionMessage](0)
        self._ends = (from_server, to_server)
        self._tasks = anyio.create_task_group()
        await self._tasks.__aenter__()
        self._tasks.start_soon(self._watch, self._process)
        self._tasks.start_soon(self._read)
        self._tasks.start_soon(self._write)
        return from_server, to_server

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process, and its children with it, whatever state it is in."""
        self._tasks.cancel_scope.shield = True
        try:
            await self._end()
            # A pipe is given back only once it was read to its end, which is near: nobody writes to it any more.
            with anyio.move_on_after(self._grace):
                await self._read_out.wait()
            # Both, also where the server ended by itself: a run starts hundreds, and each would keep its pipes open.
            for stream in (self._stdin, self._stdout):
                with suppress(anyio.ClosedResourceError, anyio.BrokenResourceError, OSError):
                    await stream.aclose()
        finally:
            self._watching.cancel()
            self._tasks.cancel_scope.cancel()
            await self._tasks.__aexit__(None, None, None)
            for stream in (*self._ends, self._to_client, self._from_client):
                stream.close()

    async def _end(self) -> None:
        """Close the input, then terminate, then kill: each only when the one before did not do."""
        if await self.ended_within(self._grace if self._output_ended else 0):
            self.ending = Ending.BY_ITSELF
        else:
            with suppress(anyio.ClosedResourceError, anyio.BrokenResourceError, OSError):
                await self._stdin.aclose()
            self.ending = Ending.INPUT_CLOSED
            if not await self.ended_within(self._grace):
                self.ending = Ending.TERMINATED
                self.signal_group(signal.SIGTERM)
                if not await self.ended_within(self._grace):
                    self.ending = Ending.KILLED
        # Always: a server that ended well may have left children in its group.
        self.signal_group(signal.SIGKILL)
        await self.ended_within(KILL_SECONDS)

    async def ended_within(self, seconds: float) -> bool:
        """Whether the process ends before so many seconds have passed; returns as soon as it does."""
        with anyio.move_on_after(seconds):
            await self._ended.wait()
        return self._ended.is_set()

    async def _watch(self, process: Running) -> None:
        """Learn of the process's end when it comes, also while all else is being cancelled."""
        with self._watching:
            self._exit_code = await process.wait()
            self._ended.set()

    async def _read(self) -> None:
        """Hand every message of the server to the client, line by line; a long line is not copied per chunk."""
        parts: list[bytes] = []
        with suppress(anyio.ClosedResourceError, anyio.BrokenResourceError, OSError):
            async with self._to_client:
                async for chunk in self._stdout:
                    *lines, rest = chunk.split(b"\n")
                    for line in lines:
                        await self._receive(b"".join((*parts, line)))
                        parts.clear()
                    parts.append(rest)
                self._output_ended = True
        self._read_out.set()

    async def _receive(self, line: bytes) -> None:
        if not line.strip():
            return
        try:
            message = jsonrpc_message_adapter.validate_json(line, by_name=False)
        except ValueError:
            self.bad_lines.append(line[:BAD_LINE_CHARACTERS].decode("utf-8", "replace"))
        else:
            if isinstance(message, JSONRPCResponse):
                message = message.model_copy(update={"result": self.screen.set_aside(message.result)})
            await self._to_client.send(SessionMessage(message))

    async def _write(self) -> None:
        """Hand every message of the client to the server; a dead input wakes whoever waits for an answer."""
        try:
            async with self._from_client:
                async for message in self._from_client:
                    text = message.message.model_dump_json(by_alias=True, exclude_unset=True)
                    await self._stdin.send(text.encode() + b"\n")
        except (anyio.ClosedResourceError, anyio.BrokenResourceError, OSError):
            # A server that ends may have answered before: what it wrote is read first.
            with anyio.move_on_after(self._grace):
                await self._read_out.wait()
            await self._to_client.aclose()
