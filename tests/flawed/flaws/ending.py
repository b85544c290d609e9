"""Lies in the last moments of a process, and of two in one workspace (contract SAFE-2, SAFE-6, CTRL-2 to CTRL-4)."""

import os
import threading
from pathlib import Path

from reference_orchestrator import server_context, stdio
from reference_orchestrator.activity import Activity
from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.store import database
from tests.flawed.lying import Lie, flaw, given

LOOK_EVERY = 0.05


@flaw(
    "what-is-answered-at-the-end-is-not-kept",
    "Calls that are answered while the orchestrator ends are told to be accepted, and undone.",
    breaks="SAFE-1 SAFE-2",
    caught_by=(
        "A busy orchestrator that is sent SIGTERM makes each confirmed change exactly once",
        "A busy orchestrator that is sent SIGINT makes each confirmed change exactly once",
        "A busy orchestrator that is disconnected from its client makes each confirmed change exactly once",
    ),
    touches="FAULT-4 OSM-4 CTRL-2 FAULT-1",
)
def _(lie: Lie) -> None:
    ending = threading.Event()

    def make_end(original):
        async def answer_all(self):
            ending.set()
            await original(self)

        return answer_all

    def make_write(original):
        @database.contextmanager
        def write(self, **options):
            with original(self, **options) as work:
                yield work
                if ending.is_set():
                    lie.told()
                    work.tasks._connection.rollback()

        return write

    lie.patch(stdio.StdioLoop, "_answer_all", make_end)
    lie.patch(database.Database, "write", make_write)


@flaw(
    "a-second-signal-drops-the-calls-under-way",
    "Asked to end twice, the orchestrator ends at once, whatever it was asked before.",
    breaks="SAFE-2",
    caught_by="A busy orchestrator that is sent SIGTERM twice answers every call in flight",
    touches="FAULT-4",
)
def _(lie: Lie) -> None:
    def make(original):
        async def end(reading):
            with stdio.anyio.open_signal_receiver(stdio.signal.SIGTERM, stdio.signal.SIGINT) as signals:
                async for _ in signals:
                    if reading.cancel_called:
                        lie.told()
                        os._exit(0)
                    reading.cancel()

        return end

    lie.patch(stdio, "_cancel_on_signal", make)


@flaw(
    "the-end-of-the-input-drops-the-calls-under-way",
    "Left alone by its client, the orchestrator ends at once, whatever it was asked before.",
    breaks="SAFE-2",
    caught_by="A busy orchestrator that is disconnected from its client answers every call in flight",
    touches="FAULT-4 SAFE-1 FAULT-2",
)
def _(lie: Lie) -> None:
    def make(original):
        async def read(self):
            await original(self)
            if self._under_way:
                lie.told()
                os._exit(0)

        return read

    lie.patch(stdio.StdioLoop, "_read", make)


@flaw(
    "a-busy-end-is-an-error",
    "An orchestrator that is ended with calls under way answers them, and ends with an error.",
    breaks="SAFE-2",
    caught_by=(
        "A busy orchestrator that is sent SIGTERM stops cleanly within 5 seconds",
        "A busy orchestrator that is sent SIGINT stops cleanly within 5 seconds",
        "A busy orchestrator that is disconnected from its client stops cleanly within 5 seconds",
    ),
    touches="FAULT-4 CTRL-2 FAULT-1",
)
def _(lie: Lie) -> None:
    busy = threading.Event()

    def make_end(original):
        async def answer_all(self):
            if self._under_way:
                busy.set()
            await original(self)

        return answer_all

    def make_close(original):
        def close(self):
            original(self)
            if busy.is_set():
                lie.told()
                os._exit(3)

        return close

    lie.patch(stdio.StdioLoop, "_answer_all", make_end)
    lie.patch(server_context.ServerContext, "close", make_close)


@flaw(
    "calls-under-way-are-not-seen",
    "A shutdown is told to lose nothing while calls are under way.",
    breaks="CTRL-4 SAFE-2",
    caught_by="An orchestrator with calls in flight is not ready to shut down",
    touches="FAULT-4",
)
def _(lie: Lie) -> None:
    def change(reply, call):
        kept = [one for one in reply["blocking"] if one["kind"] != "call_under_way"]
        return {**reply, "blocking": kept, "ready": not kept} if len(kept) < len(reply["blocking"]) else None

    lie.reply("orchestrator_shutdown_prepare", change)


@flaw(
    "two-restarts-run-at-once",
    "A second restart is accepted while the first one runs.",
    breaks="CTRL-2 CTRL-3",
    caught_by=(
        "Exactly one of two restarts requested at the same time is accepted",
        "Two restarts requested at the same time are recorded as one",
        "While the data store is locked, at most one restart is accepted",
    ),
    touches="FAULT-1 SAFE-3 OSM-4",
)
def _(lie: Lie) -> None:
    def make(original):
        @database.contextmanager
        def restart(self, seconds):
            if self._restarting:
                lie.told()
                self._restarting = False
            with original(self, seconds):
                yield

        return restart

    lie.patch(Activity, "restart", make)
    lie.retool("orchestrator_restart_server", lambda old: {"during_restart": True})


@flaw(
    "a-restart-that-cannot-be-noted-is-accepted",
    "A restart that cannot be noted, because the store is locked, is told to be accepted.",
    breaks="CTRL-2 SAFE-3",
    caught_by="A restart that cannot be recorded is rejected without effect",
    touches="FAULT-1 OSM-4 CTRL-3 FAULT-5",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        try:
            return run(call)
        except Refusal as refusal:
            if "locked" not in str(refusal):
                raise
            lie.told()
            return {
                "status": "restarting",
                "restart_id": "restart_0",
                "reason": given(call, "reason"),
                "graceful": True,
                "preserve_state": True,
                "requested_at": server_context.stamp(call.server_context.now()),
                "calls_under_way": 0,
            }

    lie.around("orchestrator_restart_server", wrap)


@flaw(
    "its-end-takes-the-log-of-others-away",
    "An orchestrator that ends removes the log of the store, also while another one works there.",
    breaks="SAFE-6",
    caught_by="A task is stored after another orchestrator in its workspace shuts down",
    touches="SAFE-1 SAFE-4 FAULT-5 OSM-4 CTRL-1",
)
def _(lie: Lie) -> None:
    def make(original):
        def close(self):
            original(self)
            for log in (self.home / ".task_orchestrator").glob("*-wal"):
                lie.told()
                log.unlink()

        return close

    lie.patch(server_context.ServerContext, "close", make)


@flaw(
    "it-dies-with-the-other",
    "An orchestrator ends when another one in its workspace is killed.",
    breaks="SAFE-6",
    caught_by="When one of two orchestrators is killed, the survivor loses nothing",
    touches="SAFE-1 FAULT-5 OSM-4",
)
def _(lie: Lie) -> None:
    def watch(folder: Path) -> None:
        others: set[str] = set()
        while True:
            threading.Event().wait(LOOK_EVERY)
            there = {one.name for one in folder.glob("*.pid")}
            alive = {one for one in there if Path(f"/proc/{one[:-4]}/cmdline").is_file() and cmdline(one)}
            if (others & there) - alive:
                lie.told()
                os._exit(1)
            others |= alive

    def cmdline(name: str) -> bytes:
        try:
            return Path(f"/proc/{name[:-4]}/cmdline").read_bytes()
        except OSError:
            return b""

    def make_begin(original):
        def begin(self, home):
            original(self, home)
            own = self.home / ".task_orchestrator"
            own.mkdir(exist_ok=True)
            (own / f"{os.getpid()}.pid").touch()
            threading.Thread(target=watch, args=(own,), daemon=True).start()

        return begin

    def make_close(original):
        def close(self):
            (self.home / ".task_orchestrator" / f"{os.getpid()}.pid").unlink(missing_ok=True)
            original(self)

        return close

    lie.patch(server_context.ServerContext, "__init__", make_begin)
    lie.patch(server_context.ServerContext, "close", make_close)
