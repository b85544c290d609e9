"""Servers written in Python, started warm: a program that imports once what a server needs, and forks one on request.

Importing the SDK costs a second and a half of processor time, a fork costs some milliseconds. What is forked is a real
process with its own id, session, working directory, environment and standard streams; only its imports are not cold.

Run as `python -m acceptance.transport.fork_server SOCKET MODULE…`: the modules are imported, and `main()` of the last
is the server. With `--run` before the socket, the modules are libraries, and the server is the module that its command
names, run as `python -m` does (see `acceptance.transport.module_running`). It speaks over a Unix socket, one connection
for each server: a request with three file descriptors comes in, and what is forked is the server's supervisor, which
forks the server and answers on that connection (see `acceptance.supervision.supervisor`). It ends when its standard
input does, so it outlives no driver.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import json
import os
import resource
import selectors
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from acceptance.supervision.clock_memory import forget_clock
from acceptance.supervision.process_table import MARKER, MARKER_BYTES
from acceptance.supervision.supervisor import GoesOn, Supervisor
from acceptance.system.rights import be_bound_by_modes
from acceptance.transport.module_running import become_the_program, check_alone

ROOT: Final = Path(__file__).resolve().parents[2]
HANDED_ON: Final = ("HOME", "LOGNAME", "PATH", "SHELL", "TERM", "USER")
"""The variables of the driver that every server has (see `targets.toml`)."""
RUN: Final = "--run"
"""Says that the server is the module of its command, and no `main()` of a module that was imported."""
MOST_BYTES: Final = 1 << 20
STREAMS: Final = 3
MOST_DESCRIPTORS: Final = 4096
OWN_FILE_BYTES: Final = 1 << 20
"""No file that this program writes itself, its standard error above all, grows beyond this."""


@dataclass(frozen=True, slots=True)
class Order:
    """A server that was asked for.

    Attributes:
        control: the descriptor of the socket on which its supervisor answers.
        request: what it is.
        descriptors: its standard streams.
    """

    control: int
    request: dict[str, Any]
    descriptors: list[int]


class ForkServer:
    """Forks supervisors of servers, all in one thread: a fork of more would inherit locks held for ever."""

    def __init__(self, path: str, main: Callable[[], Any] | None) -> None:
        """Listen.

        Args:
            path: the socket.
            main: the server; None where it is the module of its command.
        """
        self._main = main
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(path)
        self._listening.listen(32)
        self._ended, self._wake = socket.socketpair()
        for end in (self._ended, self._wake):
            end.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        signal.set_wakeup_fd(self._wake.fileno(), warn_on_full_buffer=False)

    def serve(self) -> Order | None:
        """Serve until standard input ends; returns what is to be supervised in each process that is forked."""
        with selectors.DefaultSelector() as selector:
            for source in (self._listening, self._ended, sys.stdin):
                selector.register(source, selectors.EVENT_READ)
            while True:
                for key, _ in selector.select():
                    if key.fileobj is sys.stdin:
                        return None
                    if key.fileobj is self._ended:
                        self._reap()
                    elif order := self._fork():
                        return order

    def _fork(self) -> Order | None:
        """Fork for the next request; returns it in the forked process alone."""
        connection, _ = self._listening.accept()
        with connection, suppress(OSError, ValueError):
            data, descriptors, _, _ = socket.recv_fds(connection, MOST_BYTES, STREAMS)
            request = json.loads(data)
            if os.fork() == 0:
                return Order(connection.detach(), request, descriptors)
            for descriptor in descriptors:
                os.close(descriptor)
        return None

    def _reap(self) -> None:
        with suppress(BlockingIOError):
            while self._ended.recv(4096):
                pass
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass

    def supervise(self, order: Order) -> None:
        """Turn the forked process into the supervisor of one server, and its child into the server.

        It returns only in a server that is the module of its command, for `become_the_program` to run.
        """
        try:
            os.setsid()
            for one in (self._listening, self._ended, self._wake):
                # Its number will be another's, which nothing here is to close.
                one.detach()
            # Nothing of the fork server's is the server's: a socket left open would keep others from seeing its end.
            for number, descriptor in enumerate((*order.descriptors, order.control)):
                os.dup2(descriptor, number)
            os.closerange(STREAMS + 1, MOST_DESCRIPTORS)
            Supervisor(STREAMS).run(lambda: self._become(order.request))
        except GoesOn:
            return
        except BaseException:  # noqa: BLE001 - the driver finds out by its silence
            os._exit(1)
        os._exit(0)

    def _become(self, request: dict[str, Any]) -> None:
        """Turn the forked process into the server; never returns.

        Raises:
            GoesOn: the server is the module of its command.
            OSError: its working directory cannot be entered.
        """
        mark(request["environment"].get(MARKER, ""))
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.chdir(request["cwd"])
        os.closerange(STREAMS, MOST_DESCRIPTORS)
        allow_files_of_any_size()
        # Where no locale is set, the interpreter itself has set one of UTF-8, as it does for a command.
        own = {name: os.environ[name] for name in ("LC_CTYPE",) if self._main is None and name in os.environ}
        os.environ.clear()
        os.environ.update({**own, **request["environment"]})
        if request.get("ordinary"):
            be_bound_by_modes()
        if self._main is None:
            raise GoesOn
        self._run(self._main, request["arguments"])

    @staticmethod
    def _run(main: Callable[[], Any], arguments: list[str]) -> None:
        """Run a program's `main()`, and end; never returns."""
        code = 1
        try:
            sys.stdin, sys.stdout = os.fdopen(0, "r"), os.fdopen(1, "w")
            sys.stderr = os.fdopen(2, "w", buffering=1)
            sys.argv = arguments
            code = exit_code(main)
        finally:
            with suppress(OSError, ValueError):
                sys.stdout.flush()
            os._exit(code)


def mark(marker: str) -> None:
    """Write a marker where the kernel finds this process's first environment, which a fork has from its parent.

    So the server and its children are known by it as those of a command are. The room is that of the placeholder with
    which this program was started.
    """
    room = ctypes.CDLL(None).getenv
    room.restype = ctypes.c_void_p
    place = room(MARKER.encode())
    if place:
        ctypes.memmove(place, marker.encode()[:MARKER_BYTES].ljust(MARKER_BYTES, b"\0"), MARKER_BYTES)


def allow_files_of_any_size() -> None:
    """Take back the bound that keeps this program's own standard error small."""
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def exit_code(main: Callable[[], Any]) -> int:
    """Run a program's `main()` and return the exit code that the interpreter would."""
    try:
        result: Any = main()
    except SystemExit as ending:
        result = ending.code
    except BaseException:  # noqa: BLE001 - as the interpreter does
        traceback.print_exc()
        return 1
    if result is None or isinstance(result, int):
        return result or 0
    sys.stderr.write(f"{result}\n")
    return 1


def search_as_a_command_would() -> None:
    """Leave this program's own folder out of the search for modules.

    `python -m` searches the current folder first, which here is the suite's own: a package in it would answer in place
    of the target's, which its PYTHONPATH names and a command in a workspace finds.
    """
    here = str(Path.cwd())
    sys.path[:] = [folder for number, folder in enumerate(sys.path) if number or folder not in {"", here}]


def program(python: str, *, runs: bool) -> list[str]:
    """The command that starts this program; a socket and modules follow it.

    Args:
        python: the interpreter.
        runs: whether the server is the module of its command; the interpreter is the target's own then, which knows
            nothing of the suite, and must not find its modules.
    """
    if not runs:
        return [python, "-m", "acceptance.transport.fork_server"]
    words = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from acceptance.transport import fork_server"
    return [python, "-c", f"{words}; sys.path.pop(0); fork_server.main()", RUN]


def handed_on() -> dict[str, str]:
    """The variables of this process that a server has which is started as a command."""
    return {name: os.environ[name] for name in HANDED_ON if name in os.environ}


def main() -> None:
    """Import, say so, and serve."""
    runs = sys.argv[1] == RUN
    path, *modules = sys.argv[1 + runs :]
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (OWN_FILE_BYTES, most))
    search_as_a_command_would()
    imported = [importlib.import_module(name) for name in modules]
    if runs:
        check_alone()
    gc.collect()
    gc.freeze()
    fork_server = ForkServer(path, None if runs else imported[-1].main)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    order = fork_server.serve()
    if order is None:
        forget_clock(os.getpid())
        return
    fork_server.supervise(order)
    become_the_program(order.request["command"])


if __name__ == "__main__":
    main()
