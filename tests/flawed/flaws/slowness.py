"""Lies about speed and about many: calls that are felt, costs that grow, work that is lost (PERF-2, PERF-3, OSM-3)."""

import threading
import time

from reference_orchestrator.store import database
from tests.flawed.lying import Lie, flaw, given

WORK = ("plan_task", "execute_task", "complete_task")
LOOKS = ("query_tasks", "get_status", "health_check")
FELT = 0.03
FOR_EACH_TASK = 30e-6
IN_A_CROWD = 0.015
KEPT_BYTES = 64_000
EVERY = 15
LONG = 1.2
SLOW = 0.3


@flaw(
    "every-call-is-felt",
    "Every call takes some hundredths of a second longer than it needs.",
    breaks="PERF-2 OSM-2",
    caught_by=(
        "The latency of a health check is at most five round trips",
        "A full task cycle takes at most fifteen durable round trips",
    ),
    touches="API-3 SYS-3 FEAT-3 PERF-3",
    measures=True,
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        lie.told()
        time.sleep(FELT)
        return run(call)

    for tool in (*WORK, *LOOKS):
        lie.around(f"orchestrator_{tool}", wrap)


@flaw(
    "one-tool-is-slow",
    "The description of a template takes a third of a second, and every other call is as fast as ever.",
    breaks="API-3",
    caught_by="The latency of each tool is at most twenty durable round trips",
    measures=True,
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        lie.told()
        time.sleep(SLOW)
        return run(call)

    lie.around("template_info", wrap)


@flaw(
    "costs-grow-with-the-store",
    "Every call looks at every task there is.",
    breaks="PERF-3",
    caught_by="With 1,000 tasks, counting the tasks is nearly as fast as with 100",
    touches="PERF-2 OSM-2 OSM-3",
    measures=True,
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        lie.told()
        with call.read() as (_, work):
            (tasks,) = work.tasks._connection.execute("SELECT count(*) FROM tasks").fetchone()
        time.sleep(tasks * FOR_EACH_TASK)
        return run(call)

    for tool in (*WORK, *LOOKS):
        lie.around(f"orchestrator_{tool}", wrap)


@flaw(
    "far-pages-are-walked-to",
    "A page costs the more the further back it lies.",
    breaks="PERF-3",
    caught_by="With 1,000 tasks, the last page is hardly slower than the first",
    touches="PERF-2",
    measures=True,
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "offset"):
            lie.told()
        time.sleep(given(call, "offset", 0) * FOR_EACH_TASK)
        return run(call)

    lie.around("orchestrator_query_tasks", wrap)


@flaw(
    "a-crowd-is-in-its-own-way",
    "Planning takes the longer the more calls are under way.",
    breaks="PERF-3",
    caught_by="Planning with 8 or 32 calls in flight hardly loses throughput",
    touches="PERF-2 OSM-3",
    measures=True,
)
def _(lie: Lie) -> None:
    one_by_one = threading.Lock()

    def wrap(run, call):
        if call.server_context.activity.under_way > 1:
            lie.told()
            with one_by_one:
                time.sleep(IN_A_CROWD)
        return run(call)

    lie.around("orchestrator_plan_task", wrap)


@flaw(
    "calls-pile-up-in-memory",
    "Every planned task is kept in the memory of the process for ever.",
    breaks="PERF-3",
    caught_by="The server's memory grows by at most 12 kB per call",
    touches="PERF-2",
    measures=True,
)
def _(lie: Lie) -> None:
    kept = []

    def wrap(run, call):
        lie.told()
        kept.append(bytearray(b"x" * KEPT_BYTES))
        return run(call)

    lie.around("orchestrator_plan_task", wrap)


@flaw(
    "among-many-some-work-is-lost",
    "Of fifteen hand-ins one is told to be accepted, and undone.",
    breaks="OSM-3",
    caught_by=(
        "Of 500 tasks over four connections, at least 99.9 % are completed",
        "A load over two connections is sustained",
        "A load from protocol-only clients is sustained",
    ),
    touches=(
        "PERF-2 PERF-3 SAFE-1 FAULT-1 FAULT-2 FAULT-3 FAULT-4 FAULT-5 TASK-3 TASK-4 RESULT-1 EXEC-4 VALID-4 "
        "VALID-5 VALID-6 VALID-9 TMPL-3"
    ),
)
def _(lie: Lie) -> None:
    taken = []

    def wrap(run, call):
        reply = run(call)
        taken.append(given(call, "task_id"))
        if len(taken) % EVERY == 0:
            lie.told()
            with call.write() as (_, work):
                work.tasks._connection.execute("UPDATE tasks SET status = 'in_progress' WHERE id = ?", (taken[-1],))
        return reply

    lie.around("orchestrator_complete_task", wrap)


@flaw(
    "after-a-kill-all-is-read-again",
    "Started after a kill, the orchestrator takes a second to look through its store.",
    breaks="PERF-2 ERR-3",
    caught_by="After a kill, startup takes at most twice as long as usual",
    touches="FAULT-1 FAULT-2 OSM-4 SAFE-1",
    measures=True,
)
def _(lie: Lie) -> None:
    def make(original):
        def create_or_check(path, lock_timeout):
            # Who ends in good order leaves no log behind.
            if path.with_name(f"{path.name}-wal").exists():
                lie.told()
                time.sleep(LONG)
            return original(path, lock_timeout)

        return create_or_check

    lie.patch(database, "create_or_check", make)
