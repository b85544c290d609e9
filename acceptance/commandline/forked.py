"""A server that a command has forked, instead of started: by a process that has imported it already."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Final

LONGEST_LINE: Final = 64
READY_SECONDS: Final = 20.0


class Forked:
    """A server forked by a process that has imported it already (see `acceptance.transport.fork_server`)."""

    def __init__(
        self,
        fork_server: Path,
        command: tuple[str, ...],
        folder: Path,
        environment: Mapping[str, str],
        stderr: IO[bytes],
    ) -> None:
        """Have it forked.

        Raises:
            OSError: the process that forks is gone.
        """
        self._told = b""
        self._status = socket.socket(socket.AF_UNIX)
        self._status.connect(str(fork_server))
        (its_input, to_it), (from_it, its_output) = os.pipe(), os.pipe()
        request = {
            "command": list(command),
            "arguments": list(command[2:]),
            "cwd": str(folder),
            "environment": dict(environment),
        }
        socket.send_fds(self._status, [json.dumps(request).encode()], [its_input, its_output, stderr.fileno()])
        for descriptor in (its_input, its_output):
            os.close(descriptor)
        # The supervisor's id, and the server's.
        self.pid = int((self._line(READY_SECONDS) or b"0").split()[-1])
        self.stdin: IO[bytes] | None = os.fdopen(to_it, "wb")
        self.stdout: IO[bytes] | None = os.fdopen(from_it, "rb")

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end, which the process that forked it tells."""
        told = self._line(timeout)
        if told is None:
            raise subprocess.TimeoutExpired("forked", timeout or 0)
        return int(told.split()[0]) if told else -signal.SIGKILL

    def _line(self, seconds: float | None) -> bytes | None:
        """The next line of the supervisor, or what there is of it at the end; `None`: nothing within the time."""
        while b"\n" not in self._told:
            readable, _, _ = select.select([self._status], [], [], seconds)
            if not readable:
                return None
            chunk = self._status.recv(LONGEST_LINE)
            if not chunk:
                break
            self._told += chunk
        line, _, self._told = self._told.partition(b"\n")
        return line.strip()
