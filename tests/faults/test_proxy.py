"""The proxy that breaks connections: each fault as a plain TCP client and a plain TCP server see it."""

import socket
import threading
from collections.abc import Callable, Iterator
from time import monotonic

import pytest

from acceptance.faults.proxy import Direction, FaultProxy, Mode
from acceptance.system.waiting import wait_until
from acceptance.transport.portal import Portal
from tests.project import HANG_SECONDS

Connect = Callable[[], socket.socket]


class Echo:
    """Sends back what it gets, and remembers it."""

    def __init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.heard = b""
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.listening.accept()
            except OSError:
                return
            threading.Thread(target=self._echo, args=(connection,), daemon=True).start()

    def _echo(self, connection: socket.socket) -> None:
        with connection:
            try:
                while piece := connection.recv(65536):
                    self.heard += piece
                    connection.sendall(piece)
            except OSError:
                return


@pytest.fixture
def echo() -> Iterator[Echo]:
    echo = Echo()
    yield echo
    echo.listening.close()


@pytest.fixture
def portal() -> Iterator[Portal]:
    with Portal() as portal:
        yield portal


@pytest.fixture
def proxy(echo: Echo, portal: Portal) -> FaultProxy:
    proxy = FaultProxy(echo.listening.getsockname())
    portal.portal.start_task(proxy.run)
    return proxy


@pytest.fixture
def connect(proxy: FaultProxy) -> Iterator[Connect]:
    clients: list[socket.socket] = []

    def connect_one() -> socket.socket:
        clients.append(socket.create_connection(("127.0.0.1", proxy.port), timeout=5))
        return clients[-1]

    yield connect_one
    for client in clients:
        client.close()


def said(client: socket.socket, words: bytes) -> bytes:
    """What comes back for words, all of it."""
    client.sendall(words)
    back = b""
    while len(back) < len(words) and (piece := client.recv(65536)):
        back += piece
    return back


def test_what_is_said_is_passed_on_both_ways(proxy: FaultProxy, connect: Connect) -> None:
    large = b"x" * 1_000_000
    assert said(connect(), large) == large
    assert (proxy.touched, proxy.connections) == (0, 1)


@pytest.mark.parametrize("reset", [False, True])
def test_connections_are_cut(proxy: FaultProxy, portal: Portal, connect: Connect, reset: bool) -> None:
    clients = [connect(), connect()]
    for client in clients:
        assert said(client, b"hello") == b"hello"
    portal.portal.call(lambda: proxy.cut(reset=reset))
    for client in clients:
        if reset:
            with pytest.raises(ConnectionResetError):
                client.recv(1)
        else:
            assert client.recv(1) == b""
    assert proxy.touched == 2
    assert wait_until(lambda: proxy.connections == 0, HANG_SECONDS)
    assert said(connect(), b"again") == b"again"


def test_a_connection_is_cut_in_the_middle_of_a_call(proxy: FaultProxy, echo: Echo, connect: Connect) -> None:
    client = connect()
    assert said(client, b"12345") == b"12345"
    proxy.cut_within(Direction.CALL, 3)
    client.sendall(b"abcdef")
    with pytest.raises(ConnectionResetError):
        while client.recv(1):
            continue
    assert wait_until(lambda: proxy.touched == 1, HANG_SECONDS)
    assert wait_until(lambda: echo.heard == b"12345abc", HANG_SECONDS)


def test_a_connection_is_cut_in_the_middle_of_a_reply(proxy: FaultProxy, echo: Echo, connect: Connect) -> None:
    client = connect()
    proxy.cut_within(Direction.REPLY, 3)
    client.sendall(b"abcdef")
    with pytest.raises(ConnectionResetError):
        while client.recv(1):
            continue
    assert proxy.touched == 1
    assert echo.heard == b"abcdef"


def test_a_connection_is_halved(proxy: FaultProxy, portal: Portal, echo: Echo, connect: Connect) -> None:
    client = connect()
    assert said(client, b"hello") == b"hello"
    portal.portal.call(proxy.halve)
    assert client.recv(1) == b""
    client.sendall(b"still heard")
    assert wait_until(lambda: echo.heard.endswith(b"still heard"), HANG_SECONDS)
    assert proxy.touched == 1
    # The reply to that has nowhere to go, which is no reason for the proxy to give up.
    assert said(connect(), b"another") == b"another"


def test_what_goes_through_is_delayed(proxy: FaultProxy, connect: Connect) -> None:
    client = connect()
    proxy.mode, proxy.seconds = Mode.DELAY, 0.1
    begun = monotonic()
    assert said(client, b"hello") == b"hello"
    assert monotonic() - begun >= 0.2
    assert proxy.touched == 2
    proxy.clear()
    assert (said(client, b"hello"), proxy.touched) == (b"hello", 0)


def test_what_goes_through_is_stalled(proxy: FaultProxy, connect: Connect) -> None:
    proxy.mode = Mode.STALL
    begun = monotonic()
    assert said(connect(), b"x" * 4_000) == b"x" * 4_000
    assert monotonic() - begun >= 0.12
    assert proxy.touched >= 2


def test_what_goes_through_is_swallowed(proxy: FaultProxy, echo: Echo, connect: Connect) -> None:
    client = connect()
    proxy.mode = Mode.SWALLOW
    client.sendall(b"lost")
    assert wait_until(lambda: proxy.touched == 1, HANG_SECONDS)
    proxy.clear()
    assert said(client, b"heard") == b"heard"
    assert echo.heard == b"heard"


# The reset may come so fast that the client is told of it while it still connects: that is the same to a caller.
def test_connections_are_refused(proxy: FaultProxy, connect: Connect) -> None:
    proxy.mode = Mode.REFUSE
    with pytest.raises(ConnectionResetError):
        connect().recv(1)
    assert wait_until(lambda: proxy.touched == 1, HANG_SECONDS)


def test_where_nobody_listens_a_connection_is_reset(portal: Portal) -> None:
    proxy = FaultProxy(("127.0.0.1", 1))
    portal.portal.start_task(proxy.run)
    with (
        pytest.raises(ConnectionResetError),
        socket.create_connection(("127.0.0.1", proxy.port), timeout=5) as client,
    ):
        client.recv(1)
