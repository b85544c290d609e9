"""How long a server takes from being started to its first answer: cold, beside a bare server, and after a kill."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Final

from acceptance.bench.activities import Activities
from acceptance.errors import TargetFaultError
from acceptance.servers.connected_orchestrator import ConnectedOrchestrator
from acceptance.stopwatch import Comparison, Measured, SamplingLimits
from acceptance.targets.target import Target

if TYPE_CHECKING:
    from acceptance.servers.orchestrator import Orchestrator
    from acceptance.servers.server_pool import ServerPool
    from acceptance.transport.connection import Connection

YARDSTICK: Final = Path(__file__).with_name("yardstick.py")
# A start is dear, so few are taken, and more only where they do not tell yet.
COLD: Final = SamplingLimits(fewest=5, most=12, seconds=30, warm_up=1, early=3)
AGAIN: Final = SamplingLimits(fewest=8, most=40, seconds=15, warm_up=1, early=4)
# How long a killed process is waited for: only the kernel can keep one alive.
KILLED_SECONDS: Final = 5.0
# What is under way when a server is killed: enough that its store's log has something in it.
TASKS_BEFORE: Final = 10


def bare_server() -> Target:
    """The bare server, as a target."""
    # -P: the folder of the file is the suite's, and none of its modules may be taken for somebody else's.
    return Target("a bare server", (sys.executable, "-P", str(YARDSTICK)))


def cold_starts(pool: ServerPool) -> Comparison:
    """Starts of the target as a command, with nothing imported ahead, against those of a bare server.

    Each lasts until the first call is answered, be it refused for want of a session: a start that leads to no answer is
    none.
    """

    def start(target: Target, first_call: Callable[[Connection], object]) -> float:
        started = perf_counter()
        connection = pool.start_cold(target)
        try:
            first_call(connection.connected())
            return (perf_counter() - started) * 1000
        finally:
            pool.part_with(connection)
            connection.close()

    def ask_status(connection: Connection) -> None:
        ConnectedOrchestrator(connection, None, pool.evidence).status()

    return Comparison(
        Measured("a cold start until the first answered call", lambda: start(pool.target, ask_status)),
        Measured("a cold start of a bare server", lambda: start(bare_server(), lambda bare: bare.call("nothing", {}))),
        COLD,
        pool.evidence.display.progress,
    )


class Restarts:
    """Starts in a workspace after a kill, and after an end in order, until the first call is answered."""

    def __init__(self, pool: ServerPool) -> None:
        self._pool = pool

    def comparison(self) -> Comparison:
        """Both in turns."""
        return Comparison(
            Measured("a startup after a kill until the first answered call", self._after_a_kill),
            Measured("a plain startup", self._after_an_end),
            AGAIN,
            self._pool.evidence.display.progress,
        )

    def _after_a_kill(self) -> float:
        victim = self._working()
        victim.connection.process.signal_group(signal.SIGKILL)
        if not victim.connection.ended_within(KILLED_SECONDS):
            raise TargetFaultError("the process was killed, but did not end")
        self._pool.part_with(victim.connection)
        return self._time_start(victim)

    def _after_an_end(self) -> float:
        one = self._working()
        self._pool.part_with(one.connection)
        one.connection.close()
        return self._time_start(one)

    def _working(self) -> Orchestrator:
        """A server that has work behind it."""
        orchestrator = self._pool.start_in(self._pool.factory.new_workspace())
        activities = Activities(orchestrator)
        for _ in range(TASKS_BEFORE):
            activities.begin()
        return orchestrator

    def _time_start(self, before: Orchestrator) -> float:
        """Start a server where another one was, until it tells where the work stands."""
        started = perf_counter()
        after = self._pool.start_beside(before)
        try:
            reply = after.status()
            elapsed = (perf_counter() - started) * 1000
            if reply.refused:
                raise TargetFaultError(f"the first call after the startup was rejected: {reply.shortened()}")
            return elapsed
        finally:
            self._pool.part_with(after.connection)
            after.connection.close()
