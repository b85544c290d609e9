"""Starting a server's process warm: as a fork of a process that has imported it already."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from socket import socketpair
from types import TracebackType
from typing import IO, Any, Final, Self

import anyio
from anyio.abc import UNIXSocketStream

from acceptance.leftovers import owned_folder
from acceptance.supervision.clock_memory import forget_clock
from acceptance.supervision.process_table import MARKER, MARKER_BYTES
from acceptance.supervision.supervised import SupervisedProcess
from acceptance.targets.target import Target
from acceptance.transport.fork_server import handed_on, program
from acceptance.transport.launching import ColdLauncher, Launch, Launcher, prepared

READY_SECONDS: Final = 20.0
FORK_SECONDS: Final = 8.0
"""How long the process that forks servers may take to fork one."""


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
        self._given = (python, modules, stderr, runs)
        self._program = program(python, runs=runs)
        self._modules = tuple(modules)
        own = handed_on() if runs else os.environ
        # The marker's placeholder: see `acceptance.transport.fork_server.mark`.
        self._variables = dict(environment)
        self._environment = {**own, **environment, MARKER: "-" * MARKER_BYTES}
        self._beside: dict[frozenset[tuple[str, str]], WarmLauncher] = {}
        self._all_beside = ExitStack()
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
        """End the processes that fork; the servers they forked have ended before."""
        self.end_beside()
        if self._process is not None:
            for stream in (self._process.stdin, self._process.stdout):
                close(stream)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(2)
            self._process.kill()
            self._process.wait()
            forget_clock(self._process.pid)
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
        if launch.special and launch.again:
            return await self._with(launch.special).launch(replace(launch, special={}), stderr)
        if launch.special or not await self._is_ready():
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

    def _with(self, special: Mapping[str, str]) -> WarmLauncher:
        """What forks servers with special variables, which it has itself from its first instant; started once a run."""
        key = frozenset(special.items())
        if key not in self._beside:
            python, modules, stderr, runs = self._given
            anew = WarmLauncher(python, modules, {**self._variables, **special}, stderr, runs=runs)
            self._beside[key] = self._all_beside.enter_context(anew)
        return self._beside[key]

    def end_beside(self) -> None:
        """End what forks servers with special variables; whoever was forked with a launcher in use started it."""
        self._beside.clear()
        self._all_beside.close()

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
