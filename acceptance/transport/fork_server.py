"""Servers written in Python, started warm: a program that imports once what a server needs, and forks one on request.

Importing the SDK costs a second and a half of processor time, a fork costs some milliseconds. What is forked is a real
process with its own id, session, working directory, environment and standard streams; only its imports are not cold.

Run as `python -m acceptance.transport.fork_server SOCKET MODULE…`: the modules are imported, and `main()` of the last
is the server. It speaks over a Unix socket, one connection for each server: a request with three file descriptors comes
in, the process id goes out as a line, and later its exit code. It ends when its standard input does, so it outlives no
driver.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import selectors
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from acceptance.system.rights import be_bound_by_modes

MOST_BYTES: Final = 1 << 20
STREAMS: Final = 3
MOST_DESCRIPTORS: Final = 4096


class ForkServer:
    """Forks servers and tells of their ends, all in one thread: a fork of more would inherit locks held for ever."""

    def __init__(self, path: str, main: Callable[[], Any]) -> None:
        self._main = main
        self._waiting: dict[int, socket.socket] = {}
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(path)
        self._listening.listen(32)
        self._ended, self._wake = socket.socketpair()
        for end in (self._ended, self._wake):
            end.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        signal.set_wakeup_fd(self._wake.fileno())

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
        with suppress(OSError, ValueError):
            data, descriptors, _, _ = socket.recv_fds(connection, MOST_BYTES, STREAMS)
            request = json.loads(data)
            pid = os.fork()
            if pid == 0:
                self._become(request, descriptors)
            for descriptor in descriptors:
                os.close(descriptor)
            self._waiting[pid] = connection
            connection.sendall(b"%d\n" % pid)

    def _reap(self) -> None:
        with suppress(BlockingIOError):
            while self._ended.recv(4096):
                pass
        for pid in list(self._waiting):
            done, status = os.waitpid(pid, os.WNOHANG)
            if done:
                with suppress(OSError), self._waiting.pop(pid) as connection:
                    connection.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))

    def _become(self, request: dict[str, Any], descriptors: list[int]) -> None:
        """Turn the forked process into the server; never returns."""
        code = 1
        try:
            os.setsid()
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for number, descriptor in enumerate(descriptors):
                os.dup2(descriptor, number)
            # Nothing of the fork server's is the server's: a socket left open would keep others from seeing its end.
            os.closerange(STREAMS, MOST_DESCRIPTORS)
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


def main() -> None:
    """Import, say so, and serve."""
    path, *modules = sys.argv[1:]
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
