"""Which process of this machine is at the other end of a connection: over HTTP the one that was started need not be."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Iterator
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

import anyio
import psutil


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
        with suppress(psutil.Error, OSError, ValueError):
            for pid, held in sockets(session):
                if is_end(held.laddr, *far) and is_end(held.raddr, *near):
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


def listening_addresses(session: int) -> list[str]:
    """The addresses at which the processes of a session listen for TCP; empty where this system does not tell."""
    return sorted({one.laddr.ip for _, one in sockets(session) if one.status == psutil.CONN_LISTEN})


def sockets(session: int | None) -> Iterator[tuple[int, Any]]:
    """The TCP sockets of the processes of a session, or of all, each with the process that holds it.

    Of a session, a socket that several processes share is told of each, the youngest first; of all, of one of them,
    since a look at each process of a machine takes seconds.
    """
    if session is None:
        yield from ((one.pid, one) for one in psutil.net_connections("tcp") if one.pid)
        return
    for pid in sorted(psutil.pids(), reverse=True):
        with suppress(psutil.Error, OSError):
            if os.getsid(pid) == session:
                yield from ((pid, one) for one in psutil.Process(pid).net_connections("tcp"))


def is_end(told: Any, address: str, port: int) -> bool:
    """Whether an end of a socket is this one: a socket of IPv6 tells an address of IPv4 as a mapped one."""
    return bool(told) and told.port == port and plain(told.ip) == plain(address)


def plain(address: str) -> IPv4Address | IPv6Address:
    """An address, of IPv4 where it is one in the clothes of IPv6."""
    found = ip_address(address)
    return getattr(found, "ipv4_mapped", None) or found
