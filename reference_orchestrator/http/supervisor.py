"""The process that keeps the address over restarts: it listens, and starts workers that answer (Contract CTRL-2).

It answers nothing itself. A worker that was asked to restart ends, and another one is forked that listens on the same
socket, so a client that calls in between waits instead of being rejected.
"""

import os
import signal
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from socket import socket
from types import FrameType
from typing import Final

from reference_orchestrator.http.address import Address
from reference_orchestrator.http.worker import RESTART, SIGNALS, run_worker

KILLED: Final = 128
"""What shells add to the number of the signal that ended a process."""


def serve_http(home: Path, address: Address, others: Sequence[str], address_file: Path | None) -> int:
    """Serve over HTTP until SIGTERM or SIGINT comes.

    Args:
        home: the working directory.
        address: where to listen.
        others: further names by which clients may call this server.
        address_file: a file that the address is written into, beside being told on standard error.

    Returns:
        The exit code.
    """
    try:
        listening, real = address.listen()
    except OSError as error:
        sys.stderr.write(f"Nothing can listen at {address.url}: {error.strerror}. Give another [HOST:]PORT.\n")
        return 1
    with listening:
        # First the file: who waits for the words on standard error finds it written.
        if address_file is not None:
            address_file.write_text(f"{real.url}\n", encoding="utf-8")
        sys.stderr.write(f"Serving at {real.url}\n")
        sys.stderr.flush()
        return Supervisor(home, listening, real.names(others)).run()


class Supervisor:
    """Runs one worker after the other on a socket."""

    def __init__(self, home: Path, listening: socket, names: Sequence[str]) -> None:
        self._home = home
        self._listening = listening
        self._names = names
        self._worker = 0
        self._ending = False

    def run(self) -> int:
        """Run until a worker ends for good; returns its exit code."""
        for number in SIGNALS:
            signal.signal(number, self._forward_signal)
        while True:
            code = self._run_worker()
            if code != RESTART or self._ending:
                return 0 if code == RESTART else code if code >= 0 else KILLED - code

    def _run_worker(self) -> int:
        """Fork a worker, and wait for its end."""
        # Held back until there is somebody to end: one that came in between would be lost.
        signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        lifeline, held = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(held)
            self._become_worker(lifeline)
        os.close(lifeline)
        self._worker = pid
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
        _, status = os.waitpid(pid, 0)
        self._worker = 0
        os.close(held)
        return os.waitstatus_to_exitcode(status)

    def _become_worker(self, lifeline: int) -> None:
        """Turn the forked process into the worker; never returns."""
        code = 1
        try:
            code = run_worker(self._home, self._listening, self._names, lifeline)
        except BaseException:  # noqa: BLE001 - as the interpreter does
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(code)

    def _forward_signal(self, number: int, _frame: FrameType | None) -> None:
        self._ending = True
        if self._worker:
            os.kill(self._worker, number)
