"""Starting a server's process: cold, as a command, or warm, as a fork of what has imported it already."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from socket import socketpair
from types import TracebackType
from typing import IO, Any, Final, Protocol, Self

import anyio
from anyio.abc import ByteReceiveStream, ByteSendStream, UNIXSocketStream

from acceptance.system.rights import BOUND_BY_MODES
from acceptance.targets.target import Target

READY_SECONDS: Final = 20.0
LONGEST_LINE: Final = 64


@dataclass(frozen=True, slots=True)
class Launch:
    """What is to be started.

    Attributes:
        command: program and arguments.
        workspace: the working directory.
        environment: all the variables that the server sees.
        stderr: the file to which its standard error is appended.
        ordinary: whether the modes of files hold for it, as for an ordinary user, also where the suite runs as root.
        cold: whether it must be started as a command, because its environment matters from the first instant.
        speaks: whether it is spoken to over its standard streams; one that is not has no input, and what it prints goes
            where its standard error does.
    """

    command: Sequence[str]
    workspace: Path
    environment: Mapping[str, str]
    stderr: Path
    ordinary: bool = False
    cold: bool = False
    speaks: bool = True


@dataclass(frozen=True, slots=True)
class Special:
    """What is special about a server.

    Attributes:
        environment: variables that it has beyond its target's, from its first instant.
        ordinary: whether the modes of files hold for it, as for an ordinary user.
    """

    environment: Mapping[str, str] = field(default_factory=dict)
    ordinary: bool = False


class Running(Protocol):
    """A process that was started, with its standard streams."""

    @property
    def pid(self) -> int:
        """Its process id, which is its group's too."""

    @property
    def stdin(self) -> ByteSendStream | None:
        """What it reads."""

    @property
    def stdout(self) -> ByteReceiveStream | None:
        """What it writes."""

    async def wait(self) -> int:
        """Wait for its end; returns the exit code, negative for the signal that ended it."""


class Launcher(Protocol):
    """A way to start servers."""

    @property
    def fork_server(self) -> Path | None:
        """The socket of the process that forks servers, where there is one."""

    async def launch(self, launch: Launch) -> Running:
        """Start a server.

        Raises:
            OSError: it cannot be started.
        """


class ColdLauncher:
    """Starts the command, in a session of its own."""

    fork_server: Path | None = None

    async def launch(self, launch: Launch) -> Running:
        """Start a server."""
        with launch.stderr.open("ab") as stderr:
            return await anyio.open_process(
                [*(BOUND_BY_MODES if launch.ordinary and os.geteuid() == 0 else ()), *launch.command],
                cwd=launch.workspace,
                env=launch.environment,
                stdin=subprocess.PIPE if launch.speaks else subprocess.DEVNULL,
                stdout=subprocess.PIPE if launch.speaks else stderr,
                stderr=stderr,
                start_new_session=True,
            )


class WarmLauncher:
    """Has servers forked by a process that has imported them; what it cannot start is started cold."""

    def __init__(self, python: str, modules: Sequence[str], environment: Mapping[str, str], stderr: Path) -> None:
        """Describe the process that forks; `with` starts and ends it.

        Args:
            python: the interpreter.
            modules: what is imported ahead; the last one's `main()` is the server.
            environment: variables of that process beyond this one's own.
            stderr: the file that its standard error goes to.
        """
        self._python = python
        self._modules = tuple(modules)
        self._environment = {**os.environ, **environment}
        self._stderr = stderr
        self._folder = tempfile.TemporaryDirectory(prefix="orchestrator-warm-")
        self._process: subprocess.Popen[bytes] | None = None
        self._ready: bool | None = None

    def __enter__(self) -> Self:
        with self._stderr.open("ab") as stderr:
            self._process = subprocess.Popen(
                [self._python, "-m", "acceptance.transport.fork_server", self._socket, *self._modules],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
                env=self._environment,
                # Ctrl-C is for the driver to handle, which ends this by closing its input.
                start_new_session=True,
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process that forks; the servers it forked have ended before."""
        if self._process is not None:
            for stream in (self._process.stdin, self._process.stdout):
                close(stream)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(2)
            self._process.kill()
            self._process.wait()
        self._folder.cleanup()

    def wait_until_ready(self) -> bool:
        """Wait until all is imported, and tell whether it was; whoever forks with a launcher in use waits first."""
        self._ready = self._says_ready()
        return self._ready

    @property
    def fork_server(self) -> Path | None:
        """The socket on which it asks for a fork, once that can be answered."""
        return Path(self._socket) if self._ready else None

    @property
    def _socket(self) -> str:
        return str(Path(self._folder.name) / "fork")

    async def launch(self, launch: Launch) -> Running:
        """Start a server."""
        if launch.cold or not await self._is_ready():
            return await ColdLauncher().launch(launch)
        request = {
            "arguments": list(launch.command[2:]),
            "cwd": str(launch.workspace),
            "environment": dict(launch.environment),
            "ordinary": launch.ordinary,
        }
        status = await anyio.connect_unix(self._socket)
        with launch.stderr.open("ab") as stderr:
            if not launch.speaks:
                with open(os.devnull, "rb") as nothing:  # noqa: ASYNC230, PTH123 - nothing is waited for
                    descriptors = [nothing.fileno(), stderr.fileno(), stderr.fileno()]
                    return WarmProcess(await forked(status, request, descriptors), None, None, status)
            (near_in, far_in), (near_out, far_out) = socketpair(), socketpair()
            with far_in, far_out:
                descriptors = [far_in.fileno(), far_out.fileno(), stderr.fileno()]
                pid = await forked(status, request, descriptors)
        stdin, stdout = await UNIXSocketStream.from_socket(near_in), await UNIXSocketStream.from_socket(near_out)
        return WarmProcess(pid, stdin, stdout, status)

    async def _is_ready(self) -> bool:
        """Whether the process has imported all it was told to; waits for it once."""
        if self._ready is None:
            self._ready = False
            with anyio.move_on_after(READY_SECONDS):
                self._ready = await anyio.to_thread.run_sync(self._says_ready, abandon_on_cancel=True)
        return self._ready

    def _says_ready(self) -> bool:
        stdout = self._process.stdout if self._process else None
        return stdout is not None and stdout.readline().strip() == b"ready"


@contextmanager
def launcher_for(target: Target, stderr: Path) -> Iterator[Launcher]:
    """The way in which a target's servers are started, for as long as they are needed.

    Args:
        target: the target.
        stderr: the folder for what the process that forks writes to standard error.
    """
    if not target.warm:
        yield ColdLauncher()
        return
    stderr.mkdir(parents=True, exist_ok=True)
    with WarmLauncher(target.command[0], target.warm, target.environment, stderr / "warm.stderr.txt") as launcher:
        yield launcher


class WarmProcess:
    """A forked server: its parent, which is not this process, tells of its end."""

    def __init__(
        self,
        pid: int,
        stdin: UNIXSocketStream | None,
        stdout: UNIXSocketStream | None,
        status: UNIXSocketStream,
    ) -> None:
        self.pid = pid
        self.stdin: ByteSendStream | None = stdin
        self.stdout: ByteReceiveStream | None = stdout
        self._status = status

    async def wait(self) -> int:
        """Wait for its end; returns the exit code."""
        async with self._status:
            text = await line_of(self._status)
        # Without a word its parent is gone, which only a kill of the whole run brings about.
        return int(text) if text else -signal.SIGKILL


async def forked(status: UNIXSocketStream, request: Mapping[str, Any], descriptors: Sequence[int]) -> int:
    """Have a server forked with three standard streams; returns its process id."""
    await status.send_fds(json.dumps(request).encode(), list(descriptors))
    return int(await line_of(status))


async def line_of(stream: UNIXSocketStream) -> str:
    """One short line of a stream, or what there is of it at the end."""
    line = b""
    with suppress(anyio.EndOfStream, anyio.BrokenResourceError):
        while not line.endswith(b"\n") and len(line) < LONGEST_LINE:
            line += await stream.receive(1)
    return line.decode().strip()


def close(stream: IO[bytes] | None) -> None:
    """Close a pipe, whatever state its other end is in."""
    if stream is not None:
        with suppress(OSError):
            stream.close()
