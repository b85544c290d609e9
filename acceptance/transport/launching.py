"""Starting a server's process: cold, as a command, or warm, as a fork of what has imported it already."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from socket import socketpair
from types import TracebackType
from typing import IO, Any, Final, Protocol, Self

import anyio
from anyio.abc import UNIXSocketStream

from acceptance.leftovers import owned_folder
from acceptance.redaction import Redactor
from acceptance.supervision.process_table import MARKER, MARKER_BYTES
from acceptance.supervision.standard_error import Allowance
from acceptance.supervision.strays import Strays
from acceptance.supervision.supervised import SupervisedProcess, supervised
from acceptance.supervision.supervisor import request_of
from acceptance.system.rights import BOUND_BY_MODES
from acceptance.targets.placing import prepare
from acceptance.targets.target import Target
from acceptance.transport.fork_server import handed_on, program

READY_SECONDS: Final = 20.0
FORK_SECONDS: Final = 8.0
"""How long the process that forks servers may take to fork one."""


@dataclass(frozen=True, slots=True)
class Observer:
    """Who is told what a server does to the processes around it.

    Attributes:
        left: is given the processes that it left, which have been ended, and whether it was to end them.
        trouble: is told in words what it did: "stopped the process that …".
    """

    left: Callable[[Strays, bool], None] = lambda strays, blamed: None
    trouble: Callable[[str], None] = lambda words: None


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
        marker: the value of the variable by which it and its children are known; empty for none.
        observer: is told what it does to the processes around it.
        allowance: how much it and others may write to standard error.
        redactor: hides what nobody is to read in that.
        prepare: the command that is run in the workspace first, if that is empty; empty for none.
    """

    command: Sequence[str]
    workspace: Path
    environment: Mapping[str, str]
    stderr: Path
    ordinary: bool = False
    cold: bool = False
    speaks: bool = True
    marker: str = ""
    observer: Observer = field(default_factory=Observer)
    allowance: Allowance = field(default_factory=Allowance)
    redactor: Redactor = field(default_factory=Redactor)
    prepare: Sequence[str] = ()

    @property
    def variables(self) -> dict[str, str]:
        """The environment, with the variable by which the server is known."""
        return {**self.environment, MARKER: self.marker} if self.marker else dict(self.environment)


@dataclass(frozen=True, slots=True)
class Special:
    """What is special about a server.

    Attributes:
        environment: variables that it has beyond its target's, from its first instant.
        ordinary: whether the modes of files hold for it, as for an ordinary user.
    """

    environment: Mapping[str, str] = field(default_factory=dict)
    ordinary: bool = False


class Launcher(Protocol):
    """A way to start servers."""

    @property
    def fork_server(self) -> Path | None:
        """The socket of the process that forks servers, where there is one."""

    async def launch(self, launch: Launch, stderr: int) -> SupervisedProcess:
        """Start a server, with a descriptor for its standard error.

        Raises:
            OSError: it cannot be started.
            ConnectFailedError: its workspace cannot be prepared.
        """


async def prepared(launch: Launch) -> None:
    """Prepare the workspace of a server, unless that was done.

    Raises:
        ConnectFailedError: the command that prepares it failed.
    """
    if launch.prepare:
        await anyio.to_thread.run_sync(prepare, launch.prepare, launch.workspace, launch.variables)


class ColdLauncher:
    """Starts the command, in a session of its own."""

    fork_server: Path | None = None

    async def launch(self, launch: Launch, stderr: int) -> SupervisedProcess:
        """Start a server."""
        await prepared(launch)
        command = [*(BOUND_BY_MODES if launch.ordinary and os.geteuid() == 0 else ()), *launch.command]
        return await supervised(
            request_of(str(launch.workspace), command, launch.variables),
            speaks=launch.speaks,
            stderr=stderr,
            marker=launch.marker,
            tell=launch.observer.trouble,
        )


class WarmLauncher:
    """Has servers forked by a process that has imported them; what it cannot start is started cold."""

    def __init__(
        self, python: str, modules: Sequence[str], environment: Mapping[str, str], stderr: Path, *, runs: bool = False
    ) -> None:
        """Describe the process that forks; `with` starts and ends it.

        Args:
            python: the interpreter.
            modules: what is imported ahead; the last one's `main()` is the server.
            environment: variables of that process beyond this one's own.
            stderr: the file that its standard error goes to.
            runs: whether the modules are libraries only, and each server is the module of its command, run by the
                target's own interpreter as `python -m` does.
        """
        self._program = program(python, runs=runs)
        self._modules = tuple(modules)
        own = handed_on() if runs else os.environ
        # The marker's placeholder: see `acceptance.transport.fork_server.mark`.
        self._environment = {**own, **environment, MARKER: "-" * MARKER_BYTES}
        self._stderr = stderr
        self._stack = ExitStack()
        self._folder = self._stack.enter_context(owned_folder("orchestrator-warm-"))
        self._process: subprocess.Popen[bytes] | None = None
        self._ready: bool | None = None

    def __enter__(self) -> Self:
        with self._stderr.open("ab") as stderr:
            self._process = subprocess.Popen(
                [*self._program, self._socket, *self._modules],
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
        self._stack.close()

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
        return str(self._folder / "fork-server")

    async def launch(self, launch: Launch, stderr: int) -> SupervisedProcess:
        """Start a server."""
        await prepared(launch)
        if launch.cold or not await self._is_ready():
            return await ColdLauncher().launch(launch, stderr)
        with anyio.move_on_after(FORK_SECONDS), suppress(OSError, anyio.BrokenResourceError):
            return await self._fork(launch, stderr)
        # Stopped, or killed: nothing is asked of it any more.
        self._ready = False
        launch.observer.trouble(
            "could not be forked: the process that forks servers was stopped or killed; "
            "from now on servers are started as commands"
        )
        return await ColdLauncher().launch(launch, stderr)

    async def _fork(self, launch: Launch, stderr: int) -> SupervisedProcess:
        request = {
            "command": list(launch.command),
            "arguments": list(launch.command[2:]),
            "cwd": str(launch.workspace),
            "environment": launch.variables,
            "ordinary": launch.ordinary,
        }
        status = await anyio.connect_unix(self._socket)
        try:
            found = await self._ask(status, launch, request, stderr)
            await found.started()
        except BaseException:
            with anyio.CancelScope(shield=True):
                await status.aclose()
            raise
        return found

    @staticmethod
    async def _ask(
        status: UNIXSocketStream, launch: Launch, request: Mapping[str, Any], stderr: int
    ) -> SupervisedProcess:
        """Ask for a server, over the socket on which its supervisor will answer."""
        marker, tell = launch.marker, launch.observer.trouble
        if not launch.speaks:
            with open(os.devnull, "rb") as nothing:  # noqa: ASYNC230, PTH123 - nothing is waited for
                await status.send_fds(json.dumps(request).encode(), [nothing.fileno(), stderr, stderr])
            return SupervisedProcess(status, None, None, marker, tell)
        (near_in, far_in), (near_out, far_out) = socketpair(), socketpair()
        with far_in, far_out:
            await status.send_fds(json.dumps(request).encode(), [far_in.fileno(), far_out.fileno(), stderr])
        stdin, stdout = await UNIXSocketStream.from_socket(near_in), await UNIXSocketStream.from_socket(near_out)
        return SupervisedProcess(status, stdin, stdout, marker, tell)

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
    ahead = target.warm or target.preload
    if not ahead:
        yield ColdLauncher()
        return
    stderr.mkdir(parents=True, exist_ok=True)
    told, runs = stderr / "warm.stderr.txt", not target.warm
    with WarmLauncher(target.command[0], ahead, target.environment, told, runs=runs) as launcher:
        yield launcher


def close(stream: IO[bytes] | None) -> None:
    """Close a pipe, whatever state its other end is in."""
    if stream is not None:
        with suppress(OSError):
            stream.close()
