"""Which process of this machine is at the other end of a connection: over HTTP the one that was started need not be."""

from __future__ import annotations

import os
import select
import socket
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import anyio

PROC: Final = Path("/proc")
TABLES: Final = ("net/tcp", "net/tcp6")
# The kernel's word for a socket that listens.
LISTENING: Final = "0A"
IPV4_BYTES: Final = 4


class PeerProcess:
    """A process that answers; watched without being its parent.

    Attributes:
        pid: its id.
    """

    def __init__(self, pid: int, descriptor: int) -> None:
        self.pid = pid
        self._descriptor: int | None = descriptor

    @classmethod
    def find(cls, near: tuple[str, int], far: tuple[str, int], session: int | None) -> PeerProcess | None:
        """Find the process at the far end of a connection.

        Args:
            near: the address and port of the client's end.
            far: those of the server's end.
            session: only processes of this session are looked at; all that can be, when none is given.

        Returns:
            The process; None where it is on another machine, or this system does not tell.
        """
        if sys.platform != "linux":
            return None
        with suppress(OSError, ValueError):
            inode = inode_of(local=far, remote=near)
            for pid in processes(session) if inode else ():
                if f"socket:[{inode}]" in open_links(pid):
                    return cls(pid, os.pidfd_open(pid))
        return None

    @property
    def running(self) -> bool:
        """Whether it still runs; not told any more once it is forgotten."""
        if self._descriptor is None:
            return False
        ready, _, _ = select.select([self._descriptor], [], [], 0)
        return not ready

    async def wait(self) -> None:
        """Wait for its end."""
        if self._descriptor is not None:
            await anyio.wait_readable(self._descriptor)

    def forget(self) -> None:
        """Watch it no longer."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)


def inode_of(local: tuple[str, int], remote: tuple[str, int]) -> str | None:
    """The kernel's number of a connected TCP socket of this machine, by its two ends."""
    wanted = {(as_in_table(*local, family), as_in_table(*remote, family)) for family in socket_families(local[0])}
    for table in TABLES:
        for line in (PROC / table).read_text(encoding="ascii").splitlines()[1:]:
            fields = line.split()
            if (fields[1], fields[2]) in wanted:
                return fields[9]
    return None


def listening_addresses(session: int) -> list[str]:
    """The addresses at which the processes of a session listen for TCP; empty where this system does not tell."""
    found: list[str] = []
    with suppress(OSError):
        held = {link for pid in processes(session) for link in open_links(pid)}
        for table in TABLES:
            for line in (PROC / table).read_text(encoding="ascii").splitlines()[1:]:
                fields = line.split()
                if fields[3] == LISTENING and f"socket:[{fields[9]}]" in held:
                    found.append(from_table(fields[1]))
    return found


def from_table(end: str) -> str:
    """The address out of an end as the kernel's tables write it."""
    words = end.partition(":")[0]
    packed = b"".join(int(words[at : at + 8], 16).to_bytes(4, sys.byteorder) for at in range(0, len(words), 8))
    return socket.inet_ntop(socket.AF_INET if len(packed) == IPV4_BYTES else socket.AF_INET6, packed)


def socket_families(address: str) -> tuple[socket.AddressFamily, ...]:
    """The families under which a socket with this address may stand in the tables."""
    return (socket.AF_INET6,) if ":" in address else (socket.AF_INET, socket.AF_INET6)


def as_in_table(address: str, port: int, family: socket.AddressFamily) -> str:
    """An end of a connection as the kernel's tables write it: words of four bytes, in this machine's order."""
    if family is socket.AF_INET6 and ":" not in address:
        address = f"::ffff:{address}"
    packed = socket.inet_pton(family, address)
    words = [int.from_bytes(packed[at : at + 4], sys.byteorder) for at in range(0, len(packed), 4)]
    return "".join(f"{word:08X}" for word in words) + f":{port:04X}"


def processes(session: int | None) -> Iterator[int]:
    """The processes of a session, or all, the youngest first."""
    for pid in sorted((int(one.name) for one in PROC.iterdir() if one.name.isdigit()), reverse=True):
        with suppress(OSError):
            if session is None or os.getsid(pid) == session:
                yield pid


def open_links(pid: int) -> Iterator[str]:
    """What a process has open, as the kernel calls it."""
    with suppress(OSError):
        for descriptor in (PROC / str(pid) / "fd").iterdir():
            with suppress(OSError):
                yield str(descriptor.readlink())
