"""Where an orchestrator listens, and who may call it by which name (Contract SAFE-9)."""

import ipaddress
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

LOOPBACK: Final = "127.0.0.1"
PATH: Final = "/mcp"
HIGHEST_PORT: Final = 65535
BACKLOG: Final = 512


@dataclass(frozen=True)
class Address:
    """A host and a port of this machine.

    Attributes:
        host: a name or an address; loopback unless another was told.
        port: 0 stands for any that is free.
    """

    host: str
    port: int

    @classmethod
    def read(cls, text: str) -> "Address":
        """Read `[HOST:]PORT`; an IPv6 address stands in brackets.

        Raises:
            ValueError: it cannot be read; the words say why.
        """
        host, _, port = text.rpartition(":")
        if not (port.isascii() and port.isdigit() and int(port) <= HIGHEST_PORT):
            raise ValueError(f"{text!r} is no [HOST:]PORT: the port is a number up to {HIGHEST_PORT}, 0 for any.")
        return cls(host.removeprefix("[").removesuffix("]") or LOOPBACK, int(port))

    @property
    def url(self) -> str:
        """Where clients find it."""
        return f"http://{in_url(self.host)}:{self.port}{PATH}"

    def listen(self) -> tuple[socket.socket, "Address"]:
        """Listen here, for the processes that will answer.

        Returns:
            The socket, and the address with its real port.

        Raises:
            OSError: there is no such host, or the port is taken.
        """
        family, kind, _, _, place = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)[0]
        # The protocol is named because asyncio sends small answers at once only on sockets that say they are TCP.
        listening = socket.socket(family, kind, socket.IPPROTO_TCP)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(place)
            listening.listen(BACKLOG)
        except OSError:
            listening.close()
            raise
        return listening, Address(self.host, listening.getsockname()[1])

    def names(self, others: Sequence[str]) -> list[str]:
        """The names by which clients may call it: its own, and loopback's where it listens there; no foreign one.

        Args:
            others: further names that were told.
        """
        own = ["127.0.0.1", "localhost", "[::1]"] if _reaches_loopback(self.host) else []
        return [*dict.fromkeys([in_url(self.host), *own, *others])]


def in_url(host: str) -> str:
    """A host as URLs and headers write it."""
    return f"[{host}]" if ":" in host else host


def _reaches_loopback(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost"
    return address.is_loopback or address.is_unspecified
