"""The driver's end of a supervised server: its streams, its end, and what it left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from socket import socketpair
from typing import Final

import anyio
import psutil
from anyio.abc import ByteReceiveStream, ByteSendStream, Process, UNIXSocketStream

from acceptance.supervision.process_table import marked, send
from acceptance.supervision.strays import Strays

ROOT: Final = Path(__file__).resolve().parents[2]
PROGRAM: Final = (
    f"import sys; sys.path.append({str(ROOT)!r}); from acceptance.supervision.supervisor import main; main()"
)
LONGEST_LINE: Final = 1024
END_SECONDS: Final = 2.0
LOOK_EVERY: Final = 0.5
"""How often it is looked whether the supervisor was stopped, in seconds."""
CONTINUED_AT_MOST: Final = 1
"""So often a supervisor that was stopped is continued before its server is ended."""


class SupervisedProcess:
    """A server that was started, with its standard streams; its supervisor tells of its end.

    Attributes:
        child: the supervisor, where it is a child of this process, so that its end is waited for.
    """

    def __init__(
        self,
        status: UNIXSocketStream,
        stdin: ByteSendStream | None,
        stdout: ByteReceiveStream | None,
        marker: str,
        tell: Callable[[str], None],
    ) -> None:
        """Take over a server; `started` waits for its start.

        Args:
            status: the socket to the supervisor.
            stdin: what the server reads, where it is spoken to over its streams.
            stdout: what it writes.
            marker: the value of the variable by which it and its children are known.
            tell: is told in words what was done to the supervisor: "stopped the process …".
        """
        self.pid = 0
        self.child: Process | None = None
        self.stdin = stdin
        self.stdout = stdout
        self._status = status
        self._marker = marker
        self._tell = tell
        self._supervisor: psutil.Process | None = None
        self._server: psutil.Process | None = None
        self._read = b""
        self._continued = 0

    async def started(self) -> None:
        """Wait until the server was started.

        Raises:
            OSError: it was not.
        """
        words = (await self._line()).split()
        if len(words) < 2:
            raise OSError("the process that should start it ended")
        self._meet_supervisor(words[0])
        if words[1].startswith("-"):
            number = int(words[1][1:])
            raise OSError(number, os.strerror(number))
        self.pid = int(words[1])
        with suppress(psutil.Error):
            self._server = psutil.Process(self.pid)

    async def wait(self) -> int:
        """Wait for the server's end; returns the exit code, negative for the signal that ended it."""
        line = await self._line()
        if line:
            return int(line)
        # Without a word the supervisor is gone: nobody could tell of the server's end any more, so this is it.
        self._tell("killed the process that supervises it, and was ended")
        self.end_all()
        return -signal.SIGKILL

    async def left(self) -> Strays:
        """Wait until all that the server left has ended; returns the processes that had to be ended."""
        async with self._status:
            words = (await self._line()).split()
        if self.child is not None:
            # It ends in a moment: an event loop that is closed before would be missed by whoever waits for it there.
            with anyio.move_on_after(END_SECONDS):
                await self.child.wait()
        return Strays(int(words[1]), tuple(words[2:])) if len(words) > 1 else Strays()

    def end_all(self) -> None:
        """Kill the server and all processes that bear its marker."""
        with suppress(ProcessLookupError, PermissionError):
            if self._server is not None and self._server.is_running():
                os.killpg(self.pid, signal.SIGKILL)
        for process, _ in marked(self._marker):
            send(process, signal.SIGKILL)

    async def _line(self) -> str:
        """The next line of the supervisor, which is continued where it was stopped; empty when it is gone."""
        with suppress(anyio.EndOfStream, anyio.BrokenResourceError, anyio.ClosedResourceError):
            while b"\n" not in self._read and len(self._read) < LONGEST_LINE:
                with anyio.move_on_after(LOOK_EVERY) as scope:
                    self._read += await self._status.receive(LONGEST_LINE)
                if scope.cancelled_caught:
                    self._continue()
        line, _, self._read = self._read.partition(b"\n")
        return line.decode("ascii", "replace").strip()

    def _meet_supervisor(self, pid: str) -> None:
        with suppress(psutil.Error):
            self._supervisor = self._supervisor or psutil.Process(int(pid))

    def _continue(self) -> None:
        """Continue the supervisor if it was stopped; where that happens again and again, end who does it."""
        if self._supervisor is None and b" " in self._read:
            # It was stopped before it could tell more than its own id.
            self._meet_supervisor(self._read.decode("ascii", "replace").split()[0])
        with suppress(psutil.Error):
            if self._supervisor is None or self._supervisor.status() != psutil.STATUS_STOPPED:
                return
            self._continued += 1
            if self._continued == 1:
                self._tell("stopped the process that supervises it, which was continued")
            if self._continued > CONTINUED_AT_MOST:
                self.end_all()
            self._supervisor.resume()


async def supervised(
    request: bytes, *, speaks: bool, stderr: int, marker: str, tell: Callable[[str], None]
) -> SupervisedProcess:
    """Start a supervisor as a program, and have it start a server.

    Args:
        request: what the server is (see `request_of`).
        speaks: whether it is spoken to over its standard streams.
        stderr: the descriptor of its standard error, and of its output where it is not spoken to over that.
        marker: see `SupervisedProcess`.
        tell: see there.

    Raises:
        OSError: the server cannot be started.
    """
    near, far = socketpair()
    with far:
        process = await anyio.open_process(
            [sys.executable, "-I", "-S", "-c", PROGRAM, str(far.fileno())],
            stdin=subprocess.PIPE if speaks else subprocess.DEVNULL,
            stdout=subprocess.PIPE if speaks else stderr,
            stderr=stderr,
            pass_fds=(far.fileno(),),
            # Ctrl-C is for the driver to handle.
            start_new_session=True,
        )
    status = await UNIXSocketStream.from_socket(near)
    found = SupervisedProcess(status, process.stdin, process.stdout, marker, tell)
    found.child = process
    try:
        with suppress(anyio.BrokenResourceError):
            await status.send(request)
        await found.started()
    except BaseException:
        # A supervisor that is left ends what it has started.
        with anyio.CancelScope(shield=True):
            await status.aclose()
        for stream in (process.stdin, process.stdout):
            shut(stream)
        with anyio.CancelScope(shield=True), anyio.move_on_after(END_SECONDS):
            await process.wait()
        raise
    return found


def shut(stream: ByteSendStream | ByteReceiveStream | None) -> None:
    """Close a pipe for good: anyio's own stream over it only reads no more, and keeps it open for whoever holds it."""
    transport = getattr(getattr(stream, "_stream", None), "_transport", None)
    if transport is not None:
        transport.close()
