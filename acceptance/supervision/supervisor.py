"""Stands between the driver and one server: starts it, tells of its end, and ends whatever it left behind.

The supervisor is a child sub-reaper (Linux): whatever the server starts stays below it in the tree of processes, in
whatever session, group or environment, so at the server's end the supervisor's children are exactly what was left. It
takes the signals that a server sends to its parent, and ends the server where the driver is gone.

It speaks over one socket, in lines: its own id and the server's (or `-ERRNO`: it could not be started), later
the exit code, and last `left`, how many processes were left, and the names of some; by then they have been ended.
"""

from __future__ import annotations

import ctypes
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final

from acceptance.supervision.clock_memory import forget_clock
from acceptance.supervision.process_table import descendants

LINGER_SECONDS: Final = 1.0
"""How long what a server left may take to end by itself."""
TERM_SECONDS: Final = 0.4
KILL_SECONDS: Final = 5.0
EVERY: Final = 0.02
ORPHANED_SECONDS: Final = 1.0
"""How long a server whose driver is gone has to notice it, and then again to obey SIGTERM."""
NAMES_TOLD: Final = 12
HEADER: Final = 8
"""So many digits tell the length of the request that follows."""

SET_CHILD_SUBREAPER: Final = 36
"""From linux/prctl.h."""

SHRUGGED_OFF: Final = (
    signal.SIGINT,
    signal.SIGTERM,
    signal.SIGHUP,
    signal.SIGQUIT,
    signal.SIGUSR1,
    signal.SIGUSR2,
    signal.SIGALRM,
    signal.SIGTSTP,
    signal.SIGTTIN,
    signal.SIGTTOU,
)
"""What a server may send to its parent without any effect."""


def adopt_orphans() -> None:
    """Make this process the parent of whatever its descendants leave; without effect where the system knows no such."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0)


class GoesOn(BaseException):
    """Raised in the forked process: it is the server from now on, and goes on where the program was called."""


class Supervisor:
    """Supervises one server."""

    def __init__(self, control: int) -> None:
        """Begin.

        Args:
            control: the descriptor of the socket to the driver.
        """
        self._control = control
        self._server = 0
        self._ended = False
        self._woken, wake = os.pipe()
        for end in (self._woken, wake):
            os.set_blocking(end, False)
        for number in (*SHRUGGED_OFF, signal.SIGCHLD):
            signal.signal(number, lambda _, frame: None)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        adopt_orphans()

    def run(self, become: Callable[[], object]) -> None:
        """Start the server, wait for its end, and end what it left.

        Args:
            become: turns a forked process into the server; what it raises is told as the reason why there is none.

        Raises:
            GoesOn: `become` raised it, in the server.
        """
        failed, failing = os.pipe()
        # Before there is a server, which may stop its parent at once: who is not known cannot be continued.
        self._tell(str(os.getpid()), " ")
        self._server = os.fork()
        if self._server == 0:
            start(become, failing)
        os.close(failing)
        reason = os.read(failed, 64)
        os.close(failed)
        self._let_go_of_streams()
        self._tell(f"-{reason.decode()}" if reason else str(self._server))
        if reason:
            return
        code = self._wait()
        self._tell(str(code))
        left = self._linger(0 if code == -signal.SIGKILL else LINGER_SECONDS)
        forget_clock(self._server)
        self._tell(f"left {len(left)} {' '.join(left[:NAMES_TOLD])}")

    def _let_go_of_streams(self) -> None:
        """Hold none of the server's streams, whose ends would not be seen otherwise."""
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nothing, stream)
        os.close(nothing)

    def _wait(self) -> int:
        """Wait for the server's end, and bring it about where the driver is gone; returns the exit code."""
        watched, due = [self._woken, self._control], [float("inf")]
        signals = iter((signal.SIGTERM, signal.SIGKILL, signal.SIGKILL))
        while True:
            code = self._reap()
            if code is not None:
                return code
            patience = None if due[0] == float("inf") else max(0.0, due[0] - time.monotonic())
            readable, _, _ = select.select(watched, [], [], patience)
            if self._woken in readable:
                drain(self._woken)
            if self._control in readable and not self._driver_there():
                watched.remove(self._control)
                due[0] = time.monotonic() + ORPHANED_SECONDS
            if time.monotonic() >= due[0]:
                due[0] = time.monotonic() + ORPHANED_SECONDS
                with suppress(OSError):
                    os.killpg(self._server, next(signals, signal.SIGKILL))

    def _reap(self) -> int | None:
        """Reap whatever has ended; returns the server's exit code if it was among them."""
        found = None
        with suppress(ChildProcessError):
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if pid == 0:
                    break
                if pid == self._server:
                    found = os.waitstatus_to_exitcode(status)
        return found

    def _linger(self, seconds: float) -> list[str]:
        """Give what was left some time to end, then end it; returns the names of what had to be ended."""
        if self._gone_within(seconds):
            return []
        left = [one.name for one in descendants(os.getpid())]
        self._signal_children(signal.SIGTERM)
        # What was stopped must go on to hear of it.
        self._signal_children(signal.SIGCONT)
        until = time.monotonic() + KILL_SECONDS
        gone = self._gone_within(TERM_SECONDS if seconds else 0)
        while not gone and time.monotonic() < until:
            # Only children, whose ids are nobody else's before they are reaped; theirs become ours with their end.
            self._signal_children(signal.SIGKILL)
            gone = self._gone_within(EVERY)
        return left

    def _signal_children(self, number: signal.Signals) -> None:
        for one in descendants(os.getpid()):
            if one.parent == os.getpid():
                with suppress(OSError):
                    os.kill(one.pid, number)

    def _gone_within(self, seconds: float) -> bool:
        """Whether there is no child any more before so many seconds have passed; returns as soon as that is so."""
        until = time.monotonic() + seconds
        while True:
            try:
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass
            except ChildProcessError:
                return True
            left = until - time.monotonic()
            if left <= 0:
                return False
            # The end of a child wakes it.
            if select.select([self._woken], [], [], left)[0]:
                drain(self._woken)

    def _driver_there(self) -> bool:
        try:
            return bool(os.read(self._control, 64))
        except OSError:
            return False

    def _tell(self, line: str, end: str = "\n") -> None:
        with suppress(OSError):
            os.write(self._control, f"{line}{end}".encode())


def start(become: Callable[[], object], failing: int) -> None:
    """In the forked process: turn into the server, or tell why not; never returns.

    Raises:
        GoesOn: the process is the server now.
    """
    try:
        signal.set_wakeup_fd(-1)
        for number in (*SHRUGGED_OFF, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        os.setsid()
        become()
    except GoesOn:
        raise
    except OSError as error:
        os.write(failing, str(error.errno or 0).encode())
        os._exit(127)
    except BaseException:  # noqa: BLE001 - no second driver may come of a fork
        os._exit(127)
    os._exit(127)


def drain(descriptor: int) -> None:
    """Read all there is."""
    with suppress(BlockingIOError):
        while os.read(descriptor, 4096):
            pass


def read_request(control: int) -> tuple[str, list[str], dict[bytes, bytes]]:
    """What is to be started: its working directory, its command and its environment."""
    length, request = int(read_whole(control, HEADER)), b""
    request = read_whole(control, length)
    folder, words, *parts = request.split(b"\0")
    command = [os.fsdecode(word) for word in parts[: int(words)]]
    variables = (variable.partition(b"=") for variable in parts[int(words) :])
    return os.fsdecode(folder), command, {name: value for name, _, value in variables}


def read_whole(descriptor: int, length: int) -> bytes:
    """So many bytes.

    Raises:
        EOFError: the other end closed before.
    """
    found = b""
    while len(found) < length:
        chunk = os.read(descriptor, length - len(found))
        if not chunk:
            raise EOFError
        found += chunk
    return found


def request_of(folder: str, command: Sequence[str], environment: dict[str, str]) -> bytes:
    """What `read_request` reads.

    Raises:
        OSError: a part contains a NUL character, which no system can hand on.
    """
    parts = [folder, str(len(command)), *command, *(f"{name}={value}" for name, value in environment.items())]
    if any("\0" in part for part in parts):
        raise OSError("the command, its folder or its environment contains a NUL character")
    request = b"\0".join(os.fsencode(part) for part in parts)
    return f"{len(request):0{HEADER}}".encode() + request


def main() -> None:
    """Start the server that the driver asks for over the descriptor given, and supervise it."""
    control = int(sys.argv[1])
    folder, command, environment = read_request(control)
    os.set_inheritable(control, False)

    def become() -> None:
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        # A limit on its files stands for a full disk, which ends nothing: what wants to write is told instead.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        os.chdir(folder)
        os.execvpe(command[0], command, environment)

    Supervisor(control).run(become)
    os._exit(0)
