"""Targets that start, stop and kill processes, flood what is kept of them, and do not clean up."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from reference_orchestrator import server_context
from tests.hostile.aftermath import Aftermath
from tests.hostile.declaring import Hostility, hostile

ENDS = "An idle orchestrator that is sent SIGTERM stops cleanly within 5 seconds (ways to end 1)"
ALONE = "An idle orchestrator that is disconnected from its client stops cleanly within 5 seconds (ways to end 3)"
WORKS = "Submitting a result stores an artifact"
ONE_FILE = 300_000
"""More than what is kept of a server's standard error: its beginning and its end."""
NOTHING = subprocess.DEVNULL


def at_the_start(lie, harm):
    """Do harm whenever a server begins to work in a workspace."""

    def make(original):
        def begin(self, home):
            original(self, home)
            lie.told()
            harm(lie)

        return begin

    lie.patch(server_context.ServerContext, "__init__", make)


def breach_is_told(left: Aftermath) -> None:
    assert left.scenario(ENDS).status == "failed"
    assert "process" in left.scenario(ENDS).message, left.scenario(ENDS).message
    assert "this breaks SAFE-2" in left.console, left.console


def standard_error_is_bounded(left: Aftermath) -> None:
    files = [path for path in left.files() if path.name.endswith(".stderr.txt")]
    assert files
    for path in files:
        text = path.read_bytes()
        assert len(text) < ONE_FILE, f"{path.name} has {len(text)} bytes"
    assert any(b" bytes left out " in path.read_bytes() for path in files)


def told(left: Aftermath, *words: str) -> None:
    for word in words:
        assert word in left.console, left.console


def works_all_the_same(left: Aftermath) -> None:
    assert left.scenario(WORKS).status == "passed", left.scenario(WORKS).message


def stop_is_told(left: Aftermath) -> None:
    works_all_the_same(left)
    told(left, "stopped the process that supervises it, which was continued")


def no_terminal_was_there(left: Aftermath) -> None:
    texts = [path.read_text(errors="replace") for path in left.files() if path.name.endswith(".stderr.txt")]
    assert texts
    assert all("no terminal" in text for text in texts), texts


@hostile(
    "a-child-in-a-session-of-its-own",
    "It starts a process in a session of its own, which holds its standard streams.",
    scenarios=(ENDS, ALONE),
    holds=breach_is_told,
)
def _(lie: Hostility) -> None:
    at_the_start(lie, lambda _: subprocess.Popen(["sleep", "300"], start_new_session=True))


@hostile(
    "a-child-that-hides",
    "It starts a process by a double fork, in a session of its own, with no environment, in another folder.",
    scenarios=(ENDS,),
    holds=breach_is_told,
)
def _(lie: Hostility) -> None:
    def hide(_):
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                os.chdir("/")
                os.closerange(0, 256)
                os.execve("/bin/sleep", ["kworker/0:1", "300"], {})
            os._exit(0)
        os.wait()

    at_the_start(lie, hide)


@hostile(
    "a-child-that-only-forks",
    "It forks a process that starts no other program, leaves its session, and ignores termination.",
    scenarios=(ENDS,),
    holds=breach_is_told,
)
def _(lie: Hostility) -> None:
    def hide(_):
        if os.fork() == 0:
            os.setsid()
            os.chdir("/")
            os.closerange(0, 256)
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            while True:
                time.sleep(60)

    at_the_start(lie, hide)


@hostile(
    "five-hundred-children",
    "It starts five hundred processes, each in a session of its own.",
    scenarios=(ENDS,),
    holds=breach_is_told,
)
def _(lie: Hostility) -> None:
    def crowd(_):
        for _ in range(500):
            if os.fork() == 0:
                os.setsid()
                while True:
                    signal.pause()

    at_the_start(lie, crowd)


@hostile(
    "a-child-of-a-killed-server",
    "It ignores that its input is closed and that it is terminated, and so does a process that it started.",
    scenarios=(ALONE,),
)
def _(lie: Hostility) -> None:
    def defy(_):
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        subprocess.Popen(["sh", "-c", "trap '' TERM INT; sleep 300"], start_new_session=True)
        # Its way out is blocked: whatever ends it, ends in here.
        from reference_orchestrator import serving  # noqa: PLC0415

        serving.os = None

    at_the_start(lie, defy)


@hostile(
    "a-flood-on-standard-error",
    "It writes 200 MB to standard error.",
    scenarios=(WORKS,),
    holds=standard_error_is_bounded,
)
def _(lie: Hostility) -> None:
    def flood(_):
        block = b"All is well, all is well.\n" * 40_000
        for _ in range(200):
            os.write(2, block)

    at_the_start(lie, flood)


@hostile(
    "a-child-floods-standard-error",
    "A process that it started in a session of its own writes to its standard error for ever.",
    scenarios=(ENDS,),
    holds=standard_error_is_bounded,
)
def _(lie: Hostility) -> None:
    at_the_start(lie, lambda _: subprocess.Popen(["yes"], stdout=2, start_new_session=True))


@hostile(
    "its-parent-is-stopped",
    "It stops its parent.",
    scenarios=(WORKS,),
    holds=stop_is_told,
)
def _(lie: Hostility) -> None:
    at_the_start(lie, lambda _: os.kill(os.getppid(), signal.SIGSTOP))


@hostile(
    "its-parent-is-stopped-again-and-again",
    "A process that it started stops its parent again and again.",
    scenarios=(ENDS,),
)
def _(lie: Hostility) -> None:
    def stop(_):
        parent = os.getppid()
        if os.fork() == 0:
            os.setsid()
            while True:
                with suppress(ProcessLookupError):
                    os.kill(parent, signal.SIGSTOP)
                time.sleep(0.001)

    at_the_start(lie, stop)


@hostile(
    "its-parent-is-killed",
    "It starts a process in a session of its own, then kills its parent in the middle of a call.",
    scenarios=(WORKS,),
    holds=lambda left: told(left, "killed the process that supervises it, and was ended"),
)
def _(lie: Hostility) -> None:
    def kill(run, call):
        lie.told()
        subprocess.Popen(["sleep", "300"], start_new_session=True)
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(2)
        return run(call)

    lie.around("orchestrator_complete_task", kill)


@hostile(
    "its-parent-is-told-to-end",
    "It interrupts, terminates, hangs up on and suspends its parent.",
    scenarios=(WORKS, ENDS),
    holds=works_all_the_same,
)
def _(lie: Hostility) -> None:
    def tell(_):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGTSTP, signal.SIGUSR1):
            os.kill(os.getppid(), number)

    at_the_start(lie, tell)


@hostile(
    "the-terminal-is-asked-for",
    "It opens the terminal of the person who runs the suite, and writes to it.",
    scenarios=(WORKS,),
    holds=no_terminal_was_there,
)
def _(lie: Hostility) -> None:
    def ask(_):
        try:
            with Path("/dev/tty").open("w") as terminal:
                terminal.write("Password: ")
        except OSError:
            sys.stderr.write("no terminal\n")

    at_the_start(lie, ask)
