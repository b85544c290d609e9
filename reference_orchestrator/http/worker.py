"""The worker process that answers over HTTP and shuts down gracefully (Contract CTRL-2, SAFE-2, SAFE-9)."""

import asyncio
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import ceil
from pathlib import Path
from socket import socket
from typing import Any, Final

import anyio
import anyio.lowlevel
import uvicorn
from anyio.abc import TaskStatus
from mcp.server.transport_security import TransportSecuritySettings
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from reference_orchestrator.http.address import PATH
from reference_orchestrator.server import build_server
from reference_orchestrator.server_context import ServerContext

RESTART: Final = 75
"""The exit code with which a process asks for another one in its place."""
SIGNALS: Final = (signal.SIGTERM, signal.SIGINT)
GRACE: Final = 3
"""Seconds that the calls under way have to be answered once the end is near."""
IDLE_SECONDS: Final = 600
"""How long a connection may be silent before it is closed."""
UNHEARD_SECONDS: Final = 0.5
"""How long a client that has just connected is given to send its call, when the end has come meanwhile."""
ACCEPT_ROUNDS: Final = 5
"""So many rounds of the event loop lead from a connection that was accepted to its protocol, at the most."""
LARGEST_BODY: Final = 64 << 20
"""Bytes that a call may have: the texts in it are bounded by the tools, in words."""


def run_worker(home: Path, listening: socket, names: Sequence[str], lifeline: int) -> int:
    """Answer what comes in on a socket until a signal, a restart or the end of the parent ends it.

    Args:
        home: the working directory of the process.
        listening: the socket, bound already.
        names: by which clients may call this server; any other is refused.
        lifeline: the reading end of a pipe that closes when the parent is gone.

    Returns:
        The exit code: 0, or `RESTART`.
    """
    server_context = ServerContext(home)
    try:
        return anyio.run(_run, server_context, listening, names, lifeline)
    finally:
        server_context.close()


class Connection(H11Protocol):
    """A connection that knows whether its client has sent anything yet, or is gone.

    Attributes:
        heard: set with the first bytes, or with the end of the connection.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.heard = anyio.Event()

    def data_received(self, data: bytes) -> None:
        """Take bytes in."""
        self.heard.set()
        super().data_received(data)

    def connection_lost(self, exc: Exception | None) -> None:
        """Take note of the end."""
        self.heard.set()
        super().connection_lost(exc)


class HttpServer(uvicorn.Server):
    """A server that is ended by us alone.

    Attributes:
        restarting: whether it ends because a restart was asked for.
    """

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=Connection,
                log_config=None,
                access_log=False,
                server_header=False,
                ws="none",
                timeout_keep_alive=IDLE_SECONDS,
                timeout_graceful_shutdown=GRACE,
            )
        )
        self.restarting = False

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals alone: a second one must not cut off what the first one let finish."""
        yield

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        """Accept no more connections, hear those out that were accepted, and close them.

        uvicorn closes a connection on which nothing was sent yet, and its client would never get an answer.
        """
        for listening in sockets or []:
            asyncio.get_running_loop().remove_reader(listening)
        for _ in range(ACCEPT_ROUNDS):
            await anyio.lowlevel.checkpoint()
        with anyio.move_on_after(UNHEARD_SECONDS):
            for connection in list(self.server_state.connections):
                if isinstance(connection, Connection):
                    await connection.heard.wait()
        await super().shutdown(sockets)

    def end(self) -> None:
        """Take no more calls, answer those that came, and end."""
        self.should_exit = True

    def restart(self, seconds: float) -> None:
        """End, to be replaced by another process.

        Args:
            seconds: how long the calls under way may still take.
        """
        self.config.timeout_graceful_shutdown = ceil(seconds)
        self.restarting = self.should_exit = True


class WithoutServerStream:
    """Offers no stream of the server's own, as the protocol allows: it never speaks unasked, so none would be used."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse to open a stream, and hand on the rest."""
        asks = scope["type"] == "http" and scope["method"] == "GET" and scope["path"] == PATH
        answer = Response(status_code=405, headers={"Allow": "POST, DELETE"}) if asks else self._app
        await answer(scope, receive, send)


async def _run(server_context: ServerContext, listening: socket, names: Sequence[str], lifeline: int) -> int:
    app = build_server(server_context).streamable_http_app(
        streamable_http_path=PATH,
        # One answer to each call: nothing is told in between that would need a stream.
        json_response=True,
        max_request_body_size=LARGEST_BODY,
        transport_security=transport_security(names),
    )
    server = HttpServer(WithoutServerStream(app))
    server_context.activity.end_by(server.restart)
    async with anyio.create_task_group() as watches:
        await watches.start(_end_on_signal, server)
        watches.start_soon(_end_with_parent, server, lifeline)
        await server.serve([listening])
        watches.cancel_scope.cancel()
    return RESTART if server.restarting else 0


def transport_security(names: Sequence[str]) -> TransportSecuritySettings:
    """Settings that let in calls by these names only, with any port or none, and web pages from there only."""
    hosts = [form for name in names for form in (name, f"{name}:*")]
    return TransportSecuritySettings(
        enable_dns_rebinding_protection=True,
        allowed_hosts=hosts,
        allowed_origins=[f"{scheme}://{host}" for scheme in ("http", "https") for host in hosts],
    )


async def _end_on_signal(server: HttpServer, *, task_status: TaskStatus[None] = anyio.TASK_STATUS_IGNORED) -> None:
    with anyio.open_signal_receiver(*SIGNALS) as signals:
        # They were held back since before the process was forked, so none came too early.
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
        task_status.started()
        async for _ in signals:
            server.end()


async def _end_with_parent(server: HttpServer, lifeline: int) -> None:
    """Nobody would end or replace this process any more."""
    await anyio.wait_readable(lifeline)
    server.end()
