"""The protocol over standard input and output, ended with care (Contract PROTO-3, SAFE-2).

The SDK's own loop drops the calls under way when its input ends, and gives no answer to a line that it cannot read.
"""

import math
import os
import select
import signal
import sys
from collections import Counter
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Final

import anyio
import anyio.from_thread
from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream
from mcp.shared.message import SessionMessage
from mcp_types import (
    INTERNAL_ERROR,
    ErrorData,
    JSONRPCError,
    JSONRPCMessage,
    JSONRPCNotification,
    JSONRPCRequest,
    JSONRPCResponse,
)

from reference_orchestrator.lines import BadLine, read_line

GRACE: Final = 3.5
"""Seconds that the calls under way have to be answered once the end is near."""
LAST_GRACE: Final = 0.5
"""Seconds for what is then left to come to an end."""
READ_BYTES: Final = 1 << 20
WRITE_BYTES: Final = select.PIPE_BUF
"""So much can be written without waiting to a pipe that is ready to be written to."""

Incoming = MemoryObjectReceiveStream[SessionMessage | Exception]
Outgoing = MemoryObjectSendStream[SessionMessage]


class StdioLoop:
    """Lines in, lines out, and an account of the calls that have not been answered yet."""

    def __init__(self) -> None:
        """Take standard input and output for the protocol; whatever else is printed goes to standard error."""
        self._input, self._output = os.dup(sys.stdin.fileno()), os.dup(sys.stdout.fileno())
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, sys.stdin.fileno())
        os.close(nothing)
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        self._begun: list[bytes] = []
        self._under_way: Counter[str] = Counter()
        self._settled = anyio.Event()
        self._reading = anyio.CancelScope()
        self._grace = GRACE
        self._to_server, self._incoming = anyio.create_memory_object_stream[SessionMessage | Exception](math.inf)
        self._outgoing, self._replies = anyio.create_memory_object_stream[SessionMessage](math.inf)
        # For answers to lines that the server never gets to see.
        self._own_replies = self._outgoing.clone()

    async def run(self, serve: Callable[[Incoming, Outgoing], Coroutine[object, object, None]]) -> None:
        """Serve until the input ends or SIGTERM or SIGINT comes, and then answer what is under way.

        Args:
            serve: takes what comes in and what goes out; ends when the former ends.
        """
        async with anyio.create_task_group() as watch:
            # Watched to the very end: a second signal must not cut off what the first one let finish.
            watch.start_soon(_cancel_on_signal, self._reading)
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(serve, self._incoming, self._outgoing)
                tasks.start_soon(self._write_replies)
                with self._reading:
                    await self._read()
                self._read_what_is_there()
                with anyio.move_on_after(self._grace):
                    await self._answer_all()
                self._to_server.close()
                self._own_replies.close()
                tasks.cancel_scope.deadline = anyio.current_time() + LAST_GRACE
            watch.cancel_scope.cancel()

    def end(self, seconds: float) -> None:
        """Take no more calls, answer those that came, and end; to be called from a worker thread.

        Args:
            seconds: how long the calls under way may still take.
        """

        def stop_reading() -> None:
            self._grace = seconds
            self._reading.cancel()

        anyio.from_thread.run_sync(stop_reading)

    async def _read(self) -> None:
        """Hand on lines until the input ends."""
        while True:
            # A regular file cannot be waited for, and need not be.
            with suppress(PermissionError):
                await anyio.wait_readable(self._input)
            with suppress(BlockingIOError):
                if not self._take(os.read(self._input, READ_BYTES)):
                    return

    def _read_what_is_there(self) -> None:
        """Hand on what lay in the pipe already when the end was asked for: it was sent before."""
        ready, _, _ = select.select([self._input], [], [], 0)
        if ready:
            with suppress(BlockingIOError):
                self._take(os.read(self._input, READ_BYTES))

    def _take(self, chunk: bytes) -> bool:
        """Hand on the lines that a chunk ends; the end of the input ends a line too.

        Returns:
            Whether there is more to come.
        """
        *ends, rest = chunk.split(b"\n") if chunk else (b"", b"")
        for end in ends:
            self._hand_on(b"".join([*self._begun, end]))
            self._begun.clear()
        self._begun.append(rest)
        return bool(chunk)

    def _hand_on(self, line: bytes) -> None:
        """Hand a line on to the server, or answer it if it is no message."""
        if not line.strip():
            return
        try:
            message = read_line(line)
        except BadLine as bad:
            self._own_replies.send_nowait(SessionMessage(bad.answer))
            return
        if isinstance(message, JSONRPCRequest):
            self._under_way[str(message.id)] += 1
        elif isinstance(message, JSONRPCNotification) and message.method == "notifications/cancelled":
            # The protocol wants no answer to a call that its caller gave up.
            self._settle((message.params or {}).get("requestId"))
        self._to_server.send_nowait(SessionMessage(message))

    def _settle(self, call_id: object) -> None:
        """Note that a call needs no answer any more; as the SDK does, take "7" for 7 where a call is given up."""
        if isinstance(call_id, int | str) and self._under_way[str(call_id)] > 0:
            self._under_way[str(call_id)] -= 1
        # What is zero is forgotten, or the account would grow for ever.
        self._under_way = +self._under_way
        self._settled.set()

    async def _answer_all(self) -> None:
        """Wait until every call has its answer."""
        while self._under_way:
            self._settled = anyio.Event()
            await self._settled.wait()

    async def _write_replies(self) -> None:
        """Write what the server answers, each message in a line."""
        async with self._replies:
            async for reply in self._replies:
                # A client that is gone reads no answers; the end of its input will follow.
                with suppress(BrokenPipeError):
                    await self._write(_line(reply.message))
                if isinstance(reply.message, JSONRPCResponse | JSONRPCError):
                    self._settle(reply.message.id)

    async def _write(self, line: bytes) -> None:
        """Write a line in pieces, so that a slow reader never holds up the calls."""
        rest = memoryview(line)
        while rest:
            # Nearly always there is room at once, and the loop need not be asked to wait for it.
            if not select.select([], [self._output], [], 0)[1]:
                await anyio.wait_writable(self._output)
            with suppress(BlockingIOError):
                rest = rest[os.write(self._output, rest[:WRITE_BYTES]) :]


async def _cancel_on_signal(reading: anyio.CancelScope) -> None:
    """Stop the reading when the process is asked to end."""
    with anyio.open_signal_receiver(signal.SIGTERM, signal.SIGINT) as signals:
        async for _ in signals:
            reading.cancel()


def _line(message: JSONRPCMessage) -> bytes:
    """A message as a line; one that cannot be written down becomes an error, so that its call is answered."""
    try:
        text = message.model_dump_json(by_alias=True, exclude_unset=True)
    except ValueError:
        error = ErrorData(code=INTERNAL_ERROR, message="The answer holds lone surrogates, and cannot be written.")
        text = JSONRPCError(jsonrpc="2.0", id=_writable_id(message), error=error).model_dump_json(by_alias=True)
    return text.encode("utf-8") + b"\n"


def _writable_id(message: JSONRPCMessage) -> int | str | None:
    """The id of a message, unless the id itself cannot be written."""
    call_id = getattr(message, "id", None)
    with suppress(UnicodeEncodeError):
        if isinstance(call_id, str):
            call_id.encode("utf-8")
        return call_id
    return None
