"""Servers over HTTP that answer without an end, lead elsewhere, or say what no client can repeat."""

from __future__ import annotations

import re
import resource
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest

from acceptance.errors import TargetFaultError
from acceptance.system.waiting import wait_until
from acceptance.targets.target import Target, Timeouts
from acceptance.transport.connection import Connection
from acceptance.transport.http.link import HttpLink
from acceptance.transport.portal import Portal
from tests.project import HANG_SECONDS

SERVER = Path(__file__).parent / "servers" / "web.py"
TOOL = "orchestrator_get_status"
TIMEOUTS = Timeouts(connect=4.0, call=2.0, close=0.5)
# Far more than all bounds together: what hangs never ends.
MOST_SECONDS = 120.0
MOST_MEGABYTES = 900
MACHINE_WORDS = re.compile(r"Traceback|ExceptionGroup|<[\w.]+ object at|unhandled errors")
# What is said of the first call; empty: it is answered.
MANNERS = {
    "a bomb": "longer than 256 MB",
    "a bomb in a bomb": "compressed",
    "packed wrongly": "cannot be decompressed",
    "packed events": "compressed",
    "a body without an end": "",
    "an event without an end": "",
    "events without an end": "not answered",
    "headers without an end": "",
    "elsewhere": "",
    "no address": "",
    "another protocol": "",
    "who are you": "401",
    "come again": "not answered",
    "cookies": "",
    "too deep": "recursion limit exceeded",
    "an event too deep": "recursion limit exceeded",
    "a stream that says when to come again": "fine",
    "a stream without an end": "fine",
    "not found": "fine",
    "no farewell": "fine",
    "a session of no letters": "fine",
    "a notification is acknowledged for ever": "fine",
}


@pytest.fixture(scope="module")
def portal() -> Iterator[Portal]:
    with Portal() as shared:
        yield shared


@pytest.fixture
def trap() -> Iterator[socket.socket]:
    """Listens where nobody must ask."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def served(manner: str, trap: socket.socket) -> Iterator[int]:
    """The port at which a server misbehaves, as long as this lasts."""
    port = free_port()
    command = (sys.executable, "-S", "-E", str(SERVER), str(port), manner, str(trap.getsockname()[1]))
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        try:
            assert wait_until(lambda: reachable(port), HANG_SECONDS)
            yield port
        finally:
            server.kill()


def call(connection: Connection) -> str:
    try:
        return connection.call(TOOL, {}).text or "an empty answer"
    except TargetFaultError as fault:
        return str(fault)


@pytest.mark.parametrize("manner", MANNERS)
def test_it_ends_in_words(portal: Portal, tmp_path: Path, trap: socket.socket, manner: str) -> None:
    with served(manner, trap) as port:
        bounds = replace(TIMEOUTS, call=8.0) if "bomb" in manner else TIMEOUTS
        target = Target(name="hostile", command=(), url=f"http://127.0.0.1:{port}/mcp", timeouts=bounds)
        before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, monotonic()
        connection = Connection(portal, target, HttpLink(target, str(target.url))).begin().connected()
        try:
            told = call(connection)
            assert MANNERS[manner] in told, told
            assert not MACHINE_WORDS.search(told), told
            assert call(connection) == "fine", "the call behind it was not answered"
        finally:
            connection.close()
        assert monotonic() - began < MOST_SECONDS
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST_MEGABYTES * 1024
    with pytest.raises(BlockingIOError):
        trap.accept()


def reachable(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True
