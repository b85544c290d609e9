"""What another process on this machine has not read yet: a connection that is reset throws it away."""

from __future__ import annotations

from pathlib import Path
from typing import Final

TABLE: Final = Path("/proc/net/tcp")
# Where a row of the kernel's table has its own port, the other end's, and what waits to be sent and to be read.
OWN, OTHER, QUEUES = 1, 2, 4


def unread_bytes(reader: int, writer: int) -> int:
    """How much lies unread at one end of a connection over loopback.

    Args:
        reader: the port of the end that has yet to read.
        writer: the port of the end that has written.

    Returns:
        The bytes; 0 where the kernel does not tell, and where there is no such connection.
    """
    try:
        rows = TABLE.read_text(encoding="ascii").splitlines()[1:]
    except OSError:
        return 0
    for row in rows:
        fields = row.split()
        if (port_of(fields[OWN]), port_of(fields[OTHER])) == (reader, writer):
            return int(fields[QUEUES].partition(":")[2], 16)
    return 0


def port_of(address: str) -> int:
    """The port of an address as the kernel writes it."""
    return int(address.rpartition(":")[2], 16)
