"""A TCP proxy on loopback that breaks connections: it cuts, resets, halves, delays, stalls and swallows."""

from __future__ import annotations

import struct
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from socket import SO_LINGER, SOL_SOCKET, socket
from typing import Final

import anyio
import anyio.to_thread
from anyio.abc import SocketAttribute, SocketStream, TaskStatus

from acceptance.system.unread import unread_bytes
from acceptance.system.waiting import wait_until

# An end of a connection with this set is closed by a reset.
NO_LINGERING: Final = struct.pack("ii", 1, 0)
# What a stalled stream lets through at a time, in bytes, and how long it rests after that, in seconds.
TRICKLE: Final = 512
REST: Final = 0.02
# How long the half that came through before a reset may lie unread, in seconds.
LONGEST_READING: Final = 2.0


class Direction(StrEnum):
    """Which way something goes through."""

    CALL = "call"
    REPLY = "reply"


class Mode(StrEnum):
    """What is done to what goes through."""

    PASS = "passed on"
    DELAY = "delayed"
    STALL = "stalled"
    SWALLOW = "swallowed"
    REFUSE = "refused"


@dataclass(slots=True)
class FaultProxy:
    """Passes connections on to an address, and breaks them as it is told; all of it in one event loop.

    Attributes:
        upstream: the host and port that connections are passed on to.
        mode: what is done to what goes through.
        seconds: how long each piece is held back, delayed.
        port: where it listens; known once it does.
        touched: how many pieces, connections or bytes the mode or a cut has met since the last `clear`.
    """

    upstream: tuple[str, int]
    mode: Mode = Mode.PASS
    seconds: float = 0.0
    port: int = 0
    touched: int = 0
    _pairs: set[tuple[SocketStream, SocketStream]] = field(default_factory=set, compare=False)
    _limit: tuple[Direction, int] | None = None

    async def run(self, *, task_status: TaskStatus[None] = anyio.TASK_STATUS_IGNORED) -> None:
        """Listen until cancelled; started once it does."""
        listener = await anyio.create_tcp_listener(local_host="127.0.0.1", local_port=0)
        async with listener, anyio.create_task_group() as tasks:
            self.port = listener.extra(SocketAttribute.local_port)
            task_status.started()
            await listener.serve(self._pass_on, tasks)

    @property
    def connections(self) -> int:
        """How many connections go through now."""
        return len(self._pairs)

    def clear(self) -> None:
        """Pass everything on from now on, and count anew."""
        self.mode, self.seconds, self.touched, self._limit = Mode.PASS, 0.0, 0, None

    def cut_within(self, direction: Direction, size: int) -> None:
        """Reset the next connection through which so many bytes more have gone in one direction."""
        self._limit = (direction, size)

    async def cut(self, *, reset: bool) -> None:
        """Close both ends of every connection, in order or by a reset."""
        for pair in list(self._pairs):
            self.touched += 1
            await self._close(pair, reset=reset)

    async def halve(self) -> None:
        """Close the client's receiving half of every connection: nothing more comes back."""
        for client, _ in list(self._pairs):
            with suppress(OSError, anyio.BrokenResourceError, anyio.ClosedResourceError):
                await client.send_eof()
                self.touched += 1

    async def _pass_on(self, client: SocketStream) -> None:
        async with client:
            if self.mode is Mode.REFUSE:
                self.touched += 1
                unlinger(client)
                return
            try:
                server = await anyio.connect_tcp(*self.upstream)
            except OSError:
                unlinger(client)
                return
            pair = (client, server)
            self._pairs.add(pair)
            try:
                async with server, anyio.create_task_group() as tasks:
                    tasks.start_soon(self._pump, pair, Direction.CALL, tasks.cancel_scope.cancel)
                    tasks.start_soon(self._pump, pair, Direction.REPLY, tasks.cancel_scope.cancel)
            finally:
                self._pairs.discard(pair)

    async def _pump(
        self, pair: tuple[SocketStream, SocketStream], direction: Direction, over: Callable[[], None]
    ) -> None:
        near, far = pair if direction is Direction.CALL else pair[::-1]
        # The last is what asyncio says when a reply comes for an end whose receiving half was closed just now.
        with suppress(anyio.EndOfStream, anyio.BrokenResourceError, anyio.ClosedResourceError, RuntimeError):
            while True:
                piece = await near.receive()
                if self._limit is not None and self._limit[0] is direction:
                    if len(piece) > self._limit[1]:
                        await far.send(piece[: self._limit[1]])
                        await self._let_read(far)
                        self._limit = None
                        self.touched += 1
                        await self._close(pair, reset=True)
                        break
                    self._limit = (direction, self._limit[1] - len(piece))
                await self._hand_on(piece, far)
        over()

    async def _let_read(self, far: SocketStream) -> None:
        """Wait until what was sent is read: a reset throws away what lies unread, as if it had never been sent."""
        ends = far.extra(SocketAttribute.remote_port), far.extra(SocketAttribute.local_port)
        await anyio.to_thread.run_sync(lambda: wait_until(lambda: unread_bytes(*ends) == 0, LONGEST_READING))

    async def _hand_on(self, piece: bytes, far: SocketStream) -> None:
        if self.mode is not Mode.PASS:
            self.touched += 1
        if self.mode is Mode.SWALLOW:
            return
        if self.mode is Mode.DELAY:
            await anyio.sleep(self.seconds)
        while self.mode is Mode.STALL and len(piece) > TRICKLE:
            await far.send(piece[:TRICKLE])
            piece = piece[TRICKLE:]
            await anyio.sleep(REST)
        await far.send(piece)

    async def _close(self, pair: tuple[SocketStream, SocketStream], *, reset: bool) -> None:
        for end in pair:
            if reset:
                unlinger(end)
            await anyio.aclose_forcefully(end)


def unlinger(end: SocketStream) -> None:
    """Have an end of a connection closed by a reset."""
    unlinger_raw(end.extra(SocketAttribute.raw_socket))


def unlinger_raw(raw: socket) -> None:
    """The same, for a plain socket."""
    with suppress(OSError):
        raw.setsockopt(SOL_SOCKET, SO_LINGER, NO_LINGERING)
