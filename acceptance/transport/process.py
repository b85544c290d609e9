"""The process of a stdio server: spoken to over its standard streams, and ended by closing them.

The SDK's own stdio client hides process id and exit code and waits long for a frozen server, so this is a transport of
our own: it satisfies the SDK's transport protocol (an asynchronous context manager that yields a pair of streams).
"""

from __future__ import annotations

import math
import signal
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final

import anyio
from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream
from mcp.shared.message import SessionMessage
from mcp_types import PARSE_ERROR, ErrorData, JSONRPCError, jsonrpc_message_adapter

from acceptance.messages.lines import LineAssembler
from acceptance.messages.unreadable import UNREADABLE, answered_identity, why_unreadable
from acceptance.supervision.supervised import shut
from acceptance.transport.child_process import Child, Ending, Half
from acceptance.transport.ending_grace import EndingGrace, Way
from acceptance.transport.launching import Launch, Launcher
from acceptance.transport.server import BAD_LINE_CHARACTERS, CRASH_SECONDS, Server

# So many bytes of its output are read at a time, and so many when this end leaves in the middle of a reply.
MANY: Final = 65_536
FEW: Final = 40


class ServerProcess(Child, Server):
    """A server in a process group of its own, with its workspace as working directory."""

    def __init__(self, launch: Launch, launcher: Launcher, *, grace: EndingGrace, offer: str | None = None) -> None:
        """Describe the process; `async with` starts and ends it.

        Args:
            launch: what is started, and where.
            launcher: how it is started.
            grace: how long the server has to end by itself when its input is closed, and again when it is terminated;
                shared by all servers of a target.
            offer: the version of the protocol that a handshake offers; the SDK's newest when none is given.
        """
        Child.__init__(self, launch, launcher, grace=grace)
        Server.__init__(self, " ".join(launch.command), offer)
        self._read_out: anyio.Event
        self._reads: anyio.Event | None = None
        self._watching: anyio.CancelScope
        self._output_ended = False
        self._leaves_in: Half | None = None

    @property
    def speaks_lines(self) -> bool:
        """Whether bare lines can be said to it."""
        return True

    @property
    def workspace(self) -> Path:
        """Its working directory."""
        return self._launch.workspace

    async def crashed(self) -> bool:
        """Whether it has ended, after it closed its output; waits a second at most."""
        return await self.ended_within(CRASH_SECONDS)

    async def close_input(self) -> None:
        """Close its input, as a client does that is done; its output can still be read."""
        with suppress(anyio.ClosedResourceError, anyio.BrokenResourceError, OSError):
            await self._stdin.aclose()

    @property
    def running(self) -> bool:
        """Whether it still runs, and this end has not left it."""
        return self.exit_code is None and not self.left

    def disconnect_in_the_middle(self, half: Half) -> None:
        """Close both of this end's streams as soon as half a call has gone out, or half a reply has come in."""
        self._leaves_in = half

    def hold(self) -> None:
        """Read no more of its output than what is being read just now, until `read_on`; in the event loop."""
        self._reads = anyio.Event()

    def read_on(self) -> None:
        """Read its output again; in the event loop."""
        held, self._reads = self._reads, None
        if held is not None:
            held.set()

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
        self._watching, self._read_out = anyio.CancelScope(shield=True), anyio.Event()
        process = await self.start()
        if process.stdin is None or process.stdout is None:
            raise OSError("the server's input and output could not be connected")
        self._stdin, self._stdout = process.stdin, process.stdout
        self._to_client, from_server = anyio.create_memory_object_stream[SessionMessage | Exception](math.inf)
        to_server, self._from_client = anyio.create_memory_object_stream[SessionMessage](0)
        self._ends = (from_server, to_server)
        self._tasks = anyio.create_task_group()
        await self._tasks.__aenter__()
        self._tasks.start_soon(self._watch)
        self._tasks.start_soon(self.pump)
        self._tasks.start_soon(self._read)
        self._tasks.start_soon(self._write)
        return from_server, to_server

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process, and its children with it, whatever state it is in."""
        # A reader that was being cancelled when this shield came up cancels the whole group, which must not cut the
        # ending short: a process would outlive the run. So the ending has a shield of its own within it.
        self._tasks.cancel_scope.shield = True
        try:
            with anyio.CancelScope(shield=True):
                await self._end()
                await self._give_back()
        finally:
            self._watching.cancel()
            self._tasks.cancel_scope.cancel()
            await self._tasks.__aexit__(None, None, None)
            for stream in (*self._ends, self._to_client, self._from_client):
                stream.close()

    async def _give_back(self) -> None:
        """Give both pipes back, also where the server ended by itself: a run starts hundreds of servers."""
        # A pipe is given back only once it was read to its end, which is near: whoever wrote to it has ended.
        with anyio.move_on_after(self._grace.seconds):
            await self._read_out.wait()
        for pipe in (self._stdin, self._stdout):
            with suppress(anyio.ClosedResourceError, anyio.BrokenResourceError, OSError):
                await pipe.aclose()
            shut(pipe)

    async def _end(self) -> None:
        """Close the input, then terminate, then kill: each only when the one before did not do."""
        if await self.ended_within(self._grace.seconds if self._output_ended else 0):
            self.ending = Ending.BY_ITSELF
        else:
            await self.close_input()
            self.ending = Ending.INPUT_CLOSED
            if not await self.ends_when(Way.CLOSED):
                self.ending = Ending.TERMINATED
                self.signal_group(signal.SIGTERM)
                if not await self.ends_when(Way.TERMINATED):
                    self.ending = Ending.KILLED
        await self.settle()

    async def _watch(self) -> None:
        """Learn of the process's end when it comes, also while all else is being cancelled."""
        with self._watching:
            await self.wait()

    async def _read(self) -> None:
        """Hand every message of the server to the client, line by line."""
        lines = LineAssembler()
        try:
            with suppress(anyio.ClosedResourceError, anyio.BrokenResourceError, OSError):
                async with self._to_client:
                    async for chunk in self._chunks():
                        for line in lines.feed(chunk):
                            await self._receive(line)
                    self._output_ended = True
        finally:
            # Also where this was cancelled: nobody reads any more, so nobody is to wait for it.
            self._read_out.set()

    async def _chunks(self) -> AsyncIterator[bytes]:
        """What the server writes, piece by piece; none any more once this end has left in the middle of a reply."""
        while True:
            if self._reads is not None:
                await self._reads.wait()
            try:
                chunk = await self._stdout.receive(FEW if self._leaves_in is Half.REPLY else MANY)
            except anyio.EndOfStream:
                return
            if self._leaves_in is Half.REPLY and len(chunk) == FEW and not chunk.endswith(b"\n"):
                await self._leave(f"after {FEW} bytes of a reply")
                return
            yield chunk

    async def _leave(self, where: str) -> None:
        """Close both of this end's streams, whatever is under way."""
        self.left = where
        await self.close_input()
        with suppress(anyio.ClosedResourceError, OSError):
            await self._stdout.aclose()
        shut(self._stdout)

    async def _receive(self, line: bytes) -> None:
        if not line.strip():
            return
        try:
            message = jsonrpc_message_adapter.validate_json(line, by_name=False)
        except ValueError as error:
            self.bad_lines.append(line[:BAD_LINE_CHARACTERS].decode("utf-8", "replace"))
            if (identity := answered_identity(line)) is not None:
                # Whoever waits for it is told at once.
                told = ErrorData(code=PARSE_ERROR, message=why_unreadable(line, error), data=UNREADABLE)
                await self._to_client.send(SessionMessage(JSONRPCError(jsonrpc="2.0", id=identity, error=told)))
        else:
            await self._to_client.send(SessionMessage(self.heard(message)))

    async def _write(self) -> None:
        """Hand every message of the client to the server; a dead input wakes whoever waits for an answer."""
        try:
            async with self._from_client:
                async for message in self._from_client:
                    text = self.said(message.message).model_dump_json(by_alias=True, exclude_unset=True)
                    line = text.encode() + b"\n"
                    if self._leaves_in is Half.CALL:
                        await self._stdin.send(line[: len(line) // 2])
                        await self._leave(f"after {len(line) // 2} of the {len(line)} bytes of a call")
                    await self._stdin.send(line)
        except (anyio.ClosedResourceError, anyio.BrokenResourceError, OSError):
            # A server that ends may have answered before: what it wrote is read first.
            with anyio.move_on_after(self._grace.seconds):
                await self._read_out.wait()
            await self._to_client.aclose()
