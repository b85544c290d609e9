"""A conversation in bare lines, for what no client that keeps the protocol would say (contract PROTO-3)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from time import perf_counter
from typing import Any, Final, Self

import anyio
from mcp.shared.message import SessionMessage
from mcp_types import JSONRPCError, JSONRPCRequest, JSONRPCResponse

from acceptance.contract.calls import Call
from acceptance.errors import ConnectFailedError, ConnectionLostError, NoAnswerError
from acceptance.evidence.evidence import Evidence
from acceptance.messages.unreadable import UNREADABLE
from acceptance.supervision.strays import Strays
from acceptance.system.waiting import let_pass
from acceptance.targets.target import Target
from acceptance.transport.child_process import SETTLE_SECONDS
from acceptance.transport.endings import how_it_ended
from acceptance.transport.jsonrpc import INITIALIZED, hello, request, unsupported
from acceptance.transport.portal import Portal
from acceptance.transport.process import ServerProcess

GREETING: Final = "raw-greeting"
# Seconds beyond the bound of a call before the portal itself is given up.
MARGIN: Final = 2.0
MOST_HEARD: Final = 10_000
"""So many messages of a server are kept."""


class RawConversation:
    """A server of its own, spoken to line by line.

    Attributes:
        process: the server.
        heard: every message of the server, in the order in which they came.
        manner: what is answered to a request of the server; None for no answer.
    """

    def __init__(self, portal: Portal, target: Target, process: ServerProcess, evidence: Evidence) -> None:
        self.process = process
        self.heard: list[dict[str, Any]] = []
        self.manner: Callable[[Mapping[str, Any]], Mapping[str, Any] | None] = unsupported
        self._evidence = evidence
        self._asked: dict[str, tuple[str, float]] = {GREETING: ("initialize", perf_counter())}
        self._portal = portal
        self._target = target
        self._answers: dict[object, dict[str, Any]] = {}
        self._news: anyio.Event
        self._stop: anyio.Event
        self._ready: Future[None] = Future()
        self._owner: Future[None] | None = None
        self._over = False
        self._calls = 0

    def begin(self) -> Self:
        """Start the server; nothing is said yet.

        Raises:
            ConnectFailedError: it could not be started.
        """
        self._owner = self._portal.portal.start_task_soon(self._own)
        try:
            self._portal.wait_for(self._ready)
        except OSError as error:
            raise ConnectFailedError(f"{' '.join(self.process.command)} could not be started: {error}") from None
        return self

    def greet(self) -> None:
        """Say what opens a conversation, and wait for the answer.

        Raises:
            NoAnswerError: none came within the bound of a connect.
            ConnectionLostError: the server ended.
        """
        self.send([line(GREETING, "initialize", hello())])
        self.answer(GREETING, self._target.timeouts.connect)
        self.send([json.dumps(dict(INITIALIZED)).encode()])

    def call_line(self, call: Call) -> tuple[str, bytes]:
        """A tool call as a line, and the id under which it is answered.

        Raises:
            NotOfferedError: the dialect has no way to say it in one call.
        """
        call = call.alone()
        self._calls += 1
        identity = f"raw-{self._calls}"
        self._asked[identity] = (call.tool, perf_counter())
        return identity, line(
            identity, "tools/call", {"name": self._target.own_name(call.tool), "arguments": call.arguments}
        )

    def send(self, lines: Sequence[bytes]) -> None:
        """Send lines in one write."""
        whole = b"".join(one + b"\n" for one in lines)
        self._portal.wait_for(self._portal.portal.start_task_soon(self._send, whole))

    def answer(self, identity: str, seconds: float | None = None) -> dict[str, Any]:
        """Wait for the answer to a line.

        Raises:
            NoAnswerError: none came within the bound.
            ConnectionLostError: the server ended before it answered.
        """
        bound = seconds or self._bound
        waiting = self._portal.portal.start_task_soon(self._wait, identity, bound)
        found: dict[str, Any] | None = self._portal.wait_for(waiting)
        if found is not None:
            what, asked = self._asked.get(identity, (identity, perf_counter()))
            self._evidence.note(what, found, (perf_counter() - asked) * 1000)
            return found
        # A server that closed its output is about to end, and its exit code tells more than its silence.
        if self._over and self.ended_within(self._target.timeouts.close):
            ended = how_it_ended(self.process.exit_code or 0, self.process.last_words())
            raise ConnectionLostError(f"{identity} was not answered: {ended}")
        raise NoAnswerError(f"{identity} was not answered within {bound:g} s")

    @property
    def _bound(self) -> float:
        """How many seconds an answer may take; the first comes when the server has started, as that to a connect."""
        timeouts = self._target.timeouts
        return timeouts.call if self._answers else max(timeouts.connect, timeouts.call)

    def send_unread(self, lines: Sequence[bytes], seconds: float) -> None:
        """Send lines, and read nothing of what is answered for so many seconds, or until the server takes no more."""
        self._portal.portal.call(self.process.hold)
        sending = self._portal.portal.start_task_soon(self._send, b"".join(one + b"\n" for one in lines))
        let_pass(seconds)
        self._portal.portal.call(self.process.read_on)
        self._portal.wait_for(sending)

    def ends_unread(self, lines: Sequence[bytes], seconds: float) -> bool:
        """Whether the server ends by itself within so many seconds of lines of whose answers nothing is read."""
        self._portal.portal.call(self.process.hold)
        self.send(lines)
        ended = self.ended_within(seconds)
        self._portal.portal.call(self.process.read_on)
        return ended

    def close_input(self) -> None:
        """Close the server's input, and go on reading what it answers."""
        self._portal.wait_for(self._portal.portal.start_task_soon(self.process.close_input))

    def ended_within(self, seconds: float) -> bool:
        """Whether the server ends by itself before so many seconds have passed; returns as soon as it does."""
        return self._portal.wait_for(self._portal.portal.start_task_soon(self.process.ended_within, seconds))

    def strays(self) -> Strays:
        """The processes that the server left when it ended; waits until they have been ended."""
        self._portal.wait_for(self._portal.portal.start_task_soon(self.process.settled_within, SETTLE_SECONDS))
        return self.process.strays

    def close(self) -> None:
        """End the server."""
        owner, self._owner = self._owner, None
        if owner is not None:
            self._portal.portal.call(self._stop.set)
            with suppress(Exception):
                owner.exception(timeout=4 * self._target.timeouts.close + MARGIN)

    async def _send(self, whole: bytes) -> None:
        # A server that reads no more, or has ended, is found out by the answers that do not come.
        with (
            anyio.move_on_after(self._target.timeouts.call),
            suppress(anyio.BrokenResourceError, anyio.ClosedResourceError, OSError),
        ):
            await self.process.send_raw(whole)

    async def _own(self) -> None:
        """Start and end the server in this one task, and keep what it answers meanwhile."""
        self._stop, self._news = anyio.Event(), anyio.Event()
        try:
            async with self.process as (incoming, _), anyio.create_task_group() as tasks:
                tasks.start_soon(self._listen, incoming)
                self._ready.set_result(None)
                await self._stop.wait()
                tasks.cancel_scope.cancel()
        except BaseException as error:
            if not self._ready.done():
                self._ready.set_exception(error)
            else:
                raise

    async def _listen(self, incoming: Any) -> None:
        async for message in incoming:
            inner = message.message if isinstance(message, SessionMessage) else None
            if isinstance(inner, JSONRPCError) and inner.error.data == UNREADABLE:
                # Told by this end: the server has not answered.
                continue
            if inner is None:
                continue
            told = inner.model_dump(by_alias=True)
            if len(self.heard) < MOST_HEARD:
                self.heard.append(told)
            if isinstance(inner, JSONRPCResponse | JSONRPCError):
                self._answers[inner.id] = told
                self._tell()
            if isinstance(inner, JSONRPCRequest) and (answer := self.manner(told)):
                await self._send(json.dumps(answer).encode() + b"\n")
        self._over = True
        self._tell()

    def _tell(self) -> None:
        self._news.set()
        self._news = anyio.Event()

    async def _wait(self, identity: str, seconds: float) -> dict[str, Any] | None:
        with anyio.move_on_after(seconds):
            while identity not in self._answers and not self._over:
                await self._news.wait()
        return self._answers.get(identity)


def line(identity: str, method: str, params: dict[str, Any]) -> bytes:
    """A request as a line, without its end."""
    return json.dumps(request(identity, method, params)).encode()
