"""The way to a server over HTTP: the SDK's transports, made to break softly, and the process behind the address."""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping
from contextlib import AsyncExitStack, suppress
from types import TracebackType
from typing import Any, Final

import anyio
import httpx2
from mcp.client.sse import sse_client
from mcp.client.streamable_http import streamable_http_client

from acceptance.messages.bounds import MESSAGE_BYTES
from acceptance.targets.target import Target, Transport
from acceptance.transport.child_process import Ending
from acceptance.transport.http.fault_tolerant_transport import UNLIMITED, FaultTolerantTransport
from acceptance.transport.http.host import HttpHost
from acceptance.transport.http.peer_process import PeerProcess
from acceptance.transport.http.streams import Incoming, Outgoing
from acceptance.transport.sdk import TransportStreams
from acceptance.transport.server import CRASH_SECONDS, Server

# How long after the process that answers the one that was started still counts as ended with it, in seconds.
AFTERMATH: Final = 0.15


class HttpLink(Server):
    """One client's way to a server over HTTP."""

    def __init__(self, target: Target, url: str, host: HttpHost | None = None, *, ends_host: bool = True) -> None:
        """Describe the way; `async with` goes it.

        Args:
            target: how the server is spoken to.
            url: where it is.
            host: its process, if it was started by us.
            ends_host: whether that process is ended when the way is left.
        """
        super().__init__(url if host is None else f"{' '.join(host.command)} (at {url})", target.offer)
        self.ending = Ending.RUNNING
        self.url = url
        self.host = host
        self._target = target
        self._ends_host = ends_host
        self._peer: PeerProcess | None = None
        self._transport: FaultTolerantTransport | None = None
        self._stack = AsyncExitStack()

    @property
    def pid(self) -> int | None:
        """The id of the process that answers; `None` where there is none yet, or it is not known."""
        if self._peer is not None:
            return self._peer.pid
        return self.host.pid if self.host else None

    @property
    def exit_code(self) -> int | None:
        """The exit code of what was started, or None while it runs, or was not started by us."""
        return self.host.exit_code if self.host else None

    @property
    def running(self) -> bool:
        """Whether what answered still runs, and knows this client."""
        lost = self._transport is not None and self._transport.session_lost
        return not lost and self.exit_code is None and (self._peer is None or self._peer.running)

    @property
    def speaks_lines(self) -> bool:
        """Bare lines can be said over standard input only."""
        return False

    def hand_over_host(self) -> bool:
        """Leave it to another way to end the process; tells whether it was for this one to do."""
        ended, self._ends_host = self._ends_host, False
        return ended

    def last_words(self) -> str:
        """The last lines that it wrote to standard error; empty where it was not started by us."""
        return self.host.last_words() if self.host else ""

    def signal_group(self, number: signal.Signals) -> None:
        """Send a signal to the server and all its children; of one that was found running, to what answers alone."""
        if self.host is not None:
            self.host.signal_group(number)
        elif self._peer is not None and self._target.owned:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(self._peer.pid, number)

    async def ended_within(self, seconds: float) -> bool:
        """Whether what answers ends before so many seconds have passed; returns as soon as it does."""
        with anyio.move_on_after(seconds):
            if self._peer is not None:
                await self._peer.wait()
                if self.host is not None:
                    # What was started may end with it; whoever asks wants to know its exit code then.
                    await self.host.ended_within(AFTERMATH)
            elif self.host is not None:
                await self.host.ended_within(seconds)
            else:
                await anyio.sleep_forever()
        return not self.running

    async def crashed(self) -> bool:
        """Whether what was started has ended, after a connection broke; brief where what answers still runs."""
        if self.host is None or not await self.ended_within(AFTERMATH):
            return False
        return await self.host.ended_within(CRASH_SECONDS)

    async def __aenter__(self) -> TransportStreams:
        """Wait until the server listens, and go there.

        Raises:
            OSError: it could not be started, or ended before it listened.
        """
        try:
            if self.host is not None:
                await self.host.reachable()
            incoming, outgoing = await self._stack.enter_async_context(self._reach())
        except BaseException:
            await self._end_host()
            raise
        return Incoming(incoming, self), Outgoing(outgoing, self)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the server, and end it where it was started for this."""
        try:
            await self._stack.aclose()
        finally:
            if self._peer is not None:
                self._peer.forget()
            await self._end_host()

    async def _end_host(self) -> None:
        self.ending = Ending.LEFT_RUNNING
        if self.host is not None and self._ends_host:
            with anyio.CancelScope(shield=True):
                await self.host.end()
            self.ending = self.host.ending

    def _reach(self) -> Any:
        if self._target.transport is Transport.SSE:
            return sse_client(self.url, httpx_client_factory=self._client)
        return self._reach_streamable()

    def _reach_streamable(self) -> Any:
        # A server that ends anyway need not be told that the session ends.
        tells_end = self.host is None or not self._ends_host
        client = self._client()
        self._stack.push_async_exit(client)
        return streamable_http_client(
            self.url, http_client=client, terminate_on_close=tells_end, max_sse_event_size=MESSAGE_BYTES
        )

    def _client(self, *_: Any, **__: Any) -> httpx2.AsyncClient:
        """A client of HTTP as we want it, whatever the SDK would have it be."""
        timeouts = self._target.timeouts
        inner = httpx2.AsyncHTTPTransport(verify=self.url.startswith("https:"), limits=UNLIMITED)
        self._transport = FaultTolerantTransport(inner, closing=timeouts.close, contact=self._note_contact)
        # Nothing is asked for packed: a small body could grow beyond all bounds. A target's own headers come last.
        headers: Mapping[str, str] = {"accept-encoding": "identity", **self._target.headers}
        # Calls have bounds of their own; proxies that the environment names are not for servers under test.
        patience = httpx2.Timeout(timeouts.connect, read=None)
        return httpx2.AsyncClient(transport=self._transport, headers=headers, timeout=patience, trust_env=False)

    def _note_contact(self, near: tuple[str, int], far: tuple[str, int]) -> None:
        """Learn which process answers, while the connection to it is there."""
        session = self.host.pid if self.host else None
        self._peer = PeerProcess.find(near, far, session)
