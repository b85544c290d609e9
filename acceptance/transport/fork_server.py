"""Servers written in Python, started warm: a program that imports once what a server needs, and forks one on request.

Importing the SDK costs a second and a half of processor time, a fork costs some milliseconds. What is forked is a real
process with its own id, session, working directory, environment and standard streams; only its imports are not cold.

Run as `python -m acceptance.transport.fork_server SOCKET MODULE…`: the modules are imported, and `main()` of the last
is the server. It speaks over a Unix socket, one connection for each server: a request with three file descriptors comes
in, and what is forked is the server's supervisor, which forks the server and answers on that connection (see
`acceptance.supervision.supervisor`). It ends when its standard input does, so it outlives no driver.
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
from pathlib import Path
from typing import Any, Final

from acceptance.supervision.process_table import MARKER, MARKER_BYTES
from acceptance.supervision.supervisor import Supervisor
from acceptance.system.rights import be_bound_by_modes

MOST_BYTES: Final = 1 << 20
STREAMS: Final = 3
MOST_DESCRIPTORS: Final = 4096
OWN_FILE_BYTES: Final = 1 << 20
"""No file that this program writes itself, its standard error above all, grows beyond this."""


class ForkServer:
    """Forks supervisors of servers, all in one thread: a fork of more would inherit locks held for ever."""

    def __init__(self, path: str, main: Callable[[], Any]) -> None:
        self._main = main
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(path)
        self._listening.listen(32)
        self._ended, self._wake = socket.socketpair()
        for end in (self._ended, self._wake):
            end.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        signal.set_wakeup_fd(self._wake.fileno(), warn_on_full_buffer=False)

    def serve(self) -> None:
        """Serve until standard input ends."""
        with selectors.DefaultSelector() as selector:
            for source in (self._listening, self._ended, sys.stdin):
                selector.register(source, selectors.EVENT_READ)
            while True:
                for key, _ in selector.select():
                    if key.fileobj is sys.stdin:
                        return
                    if key.fileobj is self._ended:
                        self._reap()
                    else:
                        self._fork()

    def _fork(self) -> None:
        connection, _ = self._listening.accept()
        with connection, suppress(OSError, ValueError):
            data, descriptors, _, _ = socket.recv_fds(connection, MOST_BYTES, STREAMS)
            request = json.loads(data)
            if os.fork() == 0:
                self._supervise(connection.fileno(), request, descriptors)
            for descriptor in descriptors:
                os.close(descriptor)

    def _reap(self) -> None:
        with suppress(BlockingIOError):
            while self._ended.recv(4096):
                pass
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass

    def _supervise(self, control: int, request: dict[str, Any], descriptors: list[int]) -> None:
        """Turn the forked process into the supervisor of one server; never returns."""
        try:
            os.setsid()
            # Nothing of the fork server's is the server's: a socket left open would keep others from seeing its end.
            for number, descriptor in enumerate((*descriptors, control)):
                os.dup2(descriptor, number)
            os.closerange(STREAMS + 1, MOST_DESCRIPTORS)
            Supervisor(STREAMS).run(lambda: self._become(request))
        finally:
            os._exit(0)

    def _become(self, request: dict[str, Any]) -> None:
        """Turn the forked process into the server; never returns."""
        code = 1
        try:
            mark(request["environment"].get(MARKER, ""))
            signal.signal(signal.SIGINT, signal.default_int_handler)
            os.closerange(STREAMS, MOST_DESCRIPTORS)
            allow_files_of_any_size()
            sys.stdin, sys.stdout = os.fdopen(0, "r"), os.fdopen(1, "w")
            sys.stderr = os.fdopen(2, "w", buffering=1)
            os.chdir(request["cwd"])
            os.environ.clear()
            os.environ.update(request["environment"])
            if request.get("ordinary"):
                be_bound_by_modes()
            sys.argv = request["arguments"]
            code = exit_code(self._main)
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


def main() -> None:
    """Import, say so, and serve."""
    path, *modules = sys.argv[1:]
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (OWN_FILE_BYTES, most))
    search_as_a_command_would()
    for name in modules:
        module = importlib.import_module(name)
    gc.collect()
    gc.freeze()
    fork_server = ForkServer(path, module.main)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    fork_server.serve()


if __name__ == "__main__":
    main()
