"""What lies unread at the other end of a connection."""

import socket
from pathlib import Path

import pytest

from acceptance.system import unread
from acceptance.system.waiting import wait_until
from tests.project import HANG_SECONDS

pytestmark = pytest.mark.skipif(not unread.TABLE.exists(), reason="the kernel does not tell")


def test_what_was_written_is_unread_until_it_is_read() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        own = listening.getsockname()[1]
        with socket.create_connection(("127.0.0.1", own)) as writer, listening.accept()[0] as reader:
            ports = own, writer.getsockname()[1]
            writer.sendall(b"half a call")
            assert wait_until(lambda: unread.unread_bytes(*ports) == len(b"half a call"), HANG_SECONDS)
            assert reader.recv(4) == b"half"
            assert unread.unread_bytes(*ports) == len(b" a call")


def test_nothing_is_unread_where_there_is_no_connection_or_no_table(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert unread.unread_bytes(1, 2) == 0
    monkeypatch.setattr(unread, "TABLE", tmp_path / "none")
    assert unread.unread_bytes(1, 2) == 0
