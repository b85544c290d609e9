"""Lies about lines that break, and about who may call over HTTP (contract CTRL-2, SAFE-6, SAFE-9; FAULT-2)."""

import os
import socket
from dataclasses import replace

from mcp.server.transport_security import TransportSecurityMiddleware
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from reference_orchestrator.http import address, supervisor, worker
from tests.flawed.lying import Lie, flaw

MOST_CONNECTIONS = 60


def speak(lie: Lie, protocol: type) -> None:
    """Have the reference speak HTTP by another class."""

    def make(original):
        def init(self, app):
            original(self, app)
            self.config.http_protocol_class = self.config.http = protocol

        return init

    lie.patch(worker.HttpServer, "__init__", make)


@flaw(
    "a-line-that-breaks-ends-the-orchestrator",
    "Over HTTP a client that is gone before its answer takes the whole orchestrator with it.",
    breaks="FAULT-2",
    caught_by="Work survives a network connection that breaks in the middle of a call",
    touches="SAFE-1 OSM-4 SAFE-6",
)
def _(lie: Lie) -> None:
    class Fragile(AutoHTTPProtocol):
        half = False

        def data_received(self, data):
            self.half = not data.endswith((b"}", b"\r\n\r\n"))
            super().data_received(data)

        def connection_lost(self, exc):
            if self.half or isinstance(exc, ConnectionResetError):
                lie.told()
                os._exit(1)
            super().connection_lost(exc)

    speak(lie, Fragile)


@flaw(
    "connections-are-counted-for-ever",
    "Over HTTP nobody is served any more once sixty connections were opened, though most of them were dropped.",
    breaks="FAULT-2 SAFE-6",
    caught_by="A request is accepted after a hundred clients have disconnected",
    touches="SAFE-1 OSM-4",
)
def _(lie: Lie) -> None:
    opened = []

    class Counting(AutoHTTPProtocol):
        def connection_made(self, transport):
            opened.append(self)
            if len(opened) > MOST_CONNECTIONS:
                lie.told()
                transport.abort()
            super().connection_made(transport)

    speak(lie, Counting)


@flaw(
    "a-restart-moves-away",
    "After a restart over HTTP the orchestrator listens at another address.",
    breaks="CTRL-2 FAULT-2",
    caught_by="After a restart over HTTP, work continues at the same address",
    touches="SAFE-1 OSM-4",
)
def _(lie: Lie) -> None:
    def make(original):
        def run_worker(self):
            if getattr(self, "answered_before", False):
                lie.told()
                self._listening.close()
                self._listening = socket.create_server(("127.0.0.1", 0))
            self.answered_before = True
            return original(self)

        return run_worker

    lie.patch(supervisor.Supervisor, "_run_worker", make)


@flaw(
    "all-the-world-can-reach-it",
    "Over HTTP it listens on every address of the machine, though nobody told it to.",
    breaks="SAFE-9",
    caught_by="Over HTTP, only this machine can reach the orchestrator by default",
    touches="CTRL-2 FAULT-2 SAFE-1 OSM-4",
)
def _(lie: Lie) -> None:
    def make(original):
        def listen(self):
            lie.told()
            listening, real = original(replace(self, host="0.0.0.0"))
            return listening, replace(real, host=self.host)

        return listen

    lie.patch(address.Address, "listen", make)


@flaw(
    "the-beginning-of-a-name-is-enough",
    "Over HTTP a foreign host is let in whose name begins like its own.",
    breaks="SAFE-9",
    caught_by="Over HTTP, a request for a similar foreign host name is rejected",
)
def _(lie: Lie) -> None:
    def make(original):
        def is_own(self, host):
            own = tuple(name for name in self.settings.allowed_hosts if not name.endswith(":*"))
            lie.told()
            return original(self, host) or (host or "").startswith(own)

        return is_own

    lie.patch(TransportSecurityMiddleware, "_validate_host", make)


@flaw(
    "the-beginning-of-a-site-is-enough",
    "Over HTTP a page is served whose site has a name that begins like its own.",
    breaks="SAFE-9",
    caught_by="Over HTTP, a request from a similar foreign site is rejected",
)
def _(lie: Lie) -> None:
    def make(original):
        def is_own(self, origin):
            own = tuple(site for site in self.settings.allowed_origins if not site.endswith(":*"))
            lie.told()
            return original(self, origin) or (origin or "").startswith(own)

        return is_own

    lie.patch(TransportSecurityMiddleware, "_validate_origin", make)


@flaw(
    "a-page-of-no-site-is-let-in",
    "Over HTTP a page that says it is of no site is served, as one in a sandbox or a file is.",
    breaks="SAFE-9",
    caught_by="Over HTTP, a request with a null origin is rejected",
)
def _(lie: Lie) -> None:
    def make(original):
        def is_own(self, origin):
            lie.told()
            return origin == "null" or original(self, origin)

        return is_own

    lie.patch(TransportSecurityMiddleware, "_validate_origin", make)
