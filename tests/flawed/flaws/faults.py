"""Lies that only a fault brings to light: kills, signals, locks, damage, full disks (contract SAFE-1 to SAFE-5)."""

import os
import subprocess
import threading
import time
from pathlib import Path

from reference_orchestrator import server_context, stdio
from reference_orchestrator.artifacts import ArtifactFolder
from reference_orchestrator.store import database
from tests.flawed.lying import Lie, flaw

LARGE = 2_000_000


def _is_alive(file: Path) -> bool:
    """Whether the process that wrote its number into a file still runs."""
    try:
        told = Path(f"/proc/{file.read_text(encoding='utf-8')}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    # One that was killed and not yet waited for is still listed.
    return told.rpartition(")")[2].split()[0] not in {"Z", "X"}


@flaw(
    "a-kill-loses-the-log",
    "What a killed process had not moved from its log into the store is thrown away at the next start.",
    breaks="SAFE-1",
    caught_by=(
        "The first random kill during work loses nothing that was answered",
        "Over HTTP, a killed orchestrator loses nothing that was answered",
    ),
    touches="SAFE-4 FAULT-1 FAULT-5 OSM-4 TASK-3",
)
def _(lie: Lie) -> None:
    def make(original):
        def create_or_check(path, lock_timeout):
            pid = path.parent / "pid"
            log = path.with_name(f"{path.name}-wal")
            if log.exists() and pid.exists() and not _is_alive(pid):
                lie.told()
                log.unlink()
                path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
            if not _is_alive(pid):
                pid.write_text(str(os.getpid()), encoding="utf-8")
            return original(path, lock_timeout)

        return create_or_check

    def make_close(original):
        def close(self):
            original(self)
            (self.home / ".task_orchestrator" / "pid").unlink(missing_ok=True)

        return close

    def make_connect(original):
        def connect(path, lock_timeout):
            connection = original(path, lock_timeout)
            # All that was answered is in the log at any moment, not only what came after it was last moved.
            connection.execute("PRAGMA wal_autocheckpoint = 0")
            return connection

        return connect

    lie.patch(database, "connect", make_connect)
    lie.patch(database, "create_or_check", make)
    lie.patch(server_context.ServerContext, "close", make_close)


@flaw(
    "large-work-is-written-behind-the-answer",
    "Of large work the second half is written some time after the hand-in was answered.",
    breaks="SAFE-1",
    caught_by="A large submission interrupted by a kill is whole or absent",
    touches="TASK-3 FAULT-1 FAULT-5 OSM-4 SAFE-5 MAINT-2",
)
def _(lie: Lie) -> None:
    def make(original):
        def write(self, artifact_id, text):
            if len(text) < LARGE:
                return original(self, artifact_id, text)
            half = len(text) // 2
            path, _ = original(self, artifact_id, text[:half])
            lie.told()

            def append():
                time.sleep(0.3)
                with (self._workspace / path).open("a", encoding="utf-8") as file:
                    file.write(text[half:])

            threading.Thread(target=append).start()
            return path, len(text.encode())

        return write

    lie.patch(ArtifactFolder, "write", make)


@flaw(
    "a-signal-drops-the-calls-under-way",
    "Asked to end, the orchestrator ends at once, whatever it was asked before.",
    breaks="SAFE-2",
    caught_by=(
        "A busy orchestrator that is sent SIGTERM answers every call in flight",
        "A busy orchestrator that is sent SIGINT answers every call in flight",
    ),
    touches="SAFE-1 FAULT-4 OSM-4",
)
def _(lie: Lie) -> None:
    def make(original):
        async def end(reading):
            with stdio.anyio.open_signal_receiver(stdio.signal.SIGTERM, stdio.signal.SIGINT) as signals:
                async for _ in signals:
                    lie.told()
                    os._exit(0)

        return end

    lie.patch(stdio, "_cancel_on_signal", make)


@flaw(
    "the-end-leaves-a-child",
    "A helper that the orchestrator started goes on when it has ended.",
    breaks="SAFE-2",
    caught_by="An idle orchestrator that is sent SIGTERM stops cleanly within 5 seconds",
    touches="FAULT-4",
)
def _(lie: Lie) -> None:
    def make(original):
        def begin(self, home):
            original(self, home)
            lie.told()
            nothing = subprocess.DEVNULL
            # It is told to end together with the orchestrator, and does not care.
            subprocess.Popen(["sh", "-c", "trap '' TERM INT; sleep 20"], stdin=nothing, stdout=nothing, stderr=nothing)

        return begin

    lie.patch(server_context.ServerContext, "__init__", make)


@flaw(
    "the-end-leaves-a-child-that-hides",
    "A helper in a session of its own, without an environment, goes on when the orchestrator has ended.",
    breaks="SAFE-2",
    caught_by="An idle orchestrator that is sent SIGTERM stops cleanly within 5 seconds",
    touches="FAULT-4",
)
def _(lie: Lie) -> None:
    def make(original):
        def begin(self, home):
            original(self, home)
            lie.told()
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    os.chdir("/")
                    os.closerange(0, 256)
                    os.execve("/bin/sleep", ["sleep", "20"], {})
                os._exit(0)
            os.wait()

        return begin

    lie.patch(server_context.ServerContext, "__init__", make)


@flaw(
    "the-end-leaves-a-lock",
    "A lock file is left in the workspace when the orchestrator has ended.",
    breaks="SAFE-2",
    caught_by="An idle orchestrator that is sent SIGTERM stops cleanly within 5 seconds",
    touches="FAULT-4",
)
def _(lie: Lie) -> None:
    def make(original):
        def close(self):
            original(self)
            lie.told()
            (self.home / ".task_orchestrator" / "orchestrator.lock").touch()

        return close

    lie.patch(server_context.ServerContext, "close", make)


@flaw(
    "an-interrupt-is-an-error",
    "An interrupted orchestrator ends with an exit code that is not 0.",
    breaks="SAFE-2",
    caught_by="An idle orchestrator that is sent SIGINT stops cleanly within 5 seconds",
    touches="FAULT-4",
)
def _(lie: Lie) -> None:
    def make(original):
        async def end(reading):
            with stdio.anyio.open_signal_receiver(stdio.signal.SIGTERM, stdio.signal.SIGINT) as signals:
                async for number in signals:
                    if number == stdio.signal.SIGINT:
                        lie.told()
                        server_context.ServerContext.close = lambda self: os._exit(130)
                    reading.cancel()

        return end

    lie.patch(stdio, "_cancel_on_signal", make)


@flaw(
    "the-end-of-the-input-is-not-noticed",
    "An orchestrator whose client is gone goes on.",
    breaks="SAFE-2 FAULT-2",
    caught_by=(
        "An idle orchestrator that is disconnected from its client stops cleanly within 5 seconds",
        "The orchestrator stops without loss when its client disconnects during a call",
        "The orchestrator stops without loss when its client disconnects during a reply",
    ),
    touches="FAULT-4 SAFE-1 OSM-4 FAULT-1 SESSION-2 CTRL-2",
)
def _(lie: Lie) -> None:
    def make(original):
        async def read(self):
            await original(self)
            lie.told()
            await stdio.anyio.sleep(60)

        return read

    lie.patch(stdio.StdioLoop, "_read", make)
