"""The activities that are measured, each made of the domain's own verbs."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from enum import StrEnum
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import Final, NoReturn

from acceptance.contract.calls import Call
from acceptance.contract.reply import Reply
from acceptance.contract.values import HandIn, TaskField, TaskPlan, TaskQuery
from acceptance.errors import SuiteError, TargetFaultError
from acceptance.servers.orchestrator import Orchestrator
from acceptance.stopwatch import Measured
from acceptance.stopwatch.traffic import ping

PAGE: Final = 10
# What one durable write of a small record costs is measured with as many bytes.
RECORD: Final = b"x" * 4096


class Activity(StrEnum):
    """What can be measured, in the words of the features."""

    PLANNING = "planning a task"
    STARTING = "starting a task"
    COMPLETING = "completing a task"
    CYCLE = "a full task cycle"
    READING = "reading a page of tasks"
    FIRST_PAGE = "reading the first page of tasks"
    LAST_PAGE = "reading the last page of tasks"
    STATUS = "counting the tasks"
    HEALTH = "a health check"
    EVERY_TOOL = "a call to each tool"
    ROUND_TRIP = "a round trip"
    DURABLE = "a durable round trip"
    THREE_DURABLE = "three durable round trips"
    COLD_START = "a cold start"
    BARE_START = "a cold start of a bare server"
    AFTER_A_KILL = "a startup after a kill"
    PLAIN_STARTUP = "a plain startup"


class Activities:
    """The activities at one orchestrator."""

    def __init__(self, orchestrator: Orchestrator, tasks: int = 0, *, quiet: bool = False) -> None:
        """Measure at an orchestrator.

        Args:
            orchestrator: is asked.
            tasks: how many there are in its store, where it was filled.
            quiet: whether not even the first call of each tool is told in the report: it knows one thread only.
        """
        self._orchestrator = orchestrator
        self._dialect = orchestrator.dialect
        self._tasks = tasks
        self._numbers = count(1)
        self._asked: set[str] = set()
        self._quiet = quiet

    def measured(self, activity: Activity, where: str = "") -> Measured:
        """An activity, ready to be measured; `where` is added to its name.

        Raises:
            SuiteError: it is the start of a process, and nothing that a running server does.
        """
        ways: dict[Activity, Callable[[], float]] = {
            Activity.PLANNING: lambda: self._plan()[1],
            Activity.STARTING: lambda: self._execute(self._plan()[0]),
            Activity.COMPLETING: self._complete_another,
            Activity.CYCLE: self._cycle,
            Activity.READING: lambda: self._look_up(0),
            Activity.FIRST_PAGE: lambda: self._look_up(0),
            Activity.LAST_PAGE: lambda: self._look_up(max(0, self._tasks - PAGE)),
            Activity.STATUS: lambda: self._ask(self._dialect.status())[1],
            Activity.HEALTH: lambda: self._ask(self._dialect.check_health())[1],
            Activity.ROUND_TRIP: lambda: ping(self._orchestrator.connection),
            Activity.DURABLE: self._durable_round_trip,
            Activity.THREE_DURABLE: lambda: sum(self._durable_round_trip() for _ in range(3)),
        }
        if activity not in ways:
            raise SuiteError(f"{activity.capitalize()} can only be compared with another start.")
        return Measured(f"{activity} {where}".strip(), ways[activity])

    def plan_call(self) -> Call:
        """The call that plans one more task."""
        title = f"Measured task {next(self._numbers)}"
        return self._dialect.plan(TaskPlan({TaskField.TITLE: title}))

    def cycle(self, work: HandIn) -> tuple[str, float]:
        """Plan, execute and complete one more task; returns its identity, and the milliseconds of the three calls."""
        identity, planning = self._plan()
        executing = self._execute(identity)
        return identity, planning + executing + self._ask(self._dialect.hand_in(identity, work))[1]

    def begin(self) -> tuple[str, float]:
        """Plan and execute one more task; returns its identity, and the milliseconds of the two calls."""
        identity, planning = self._plan()
        return identity, planning + self._execute(identity)

    def complete(self, identity: str, work: HandIn) -> float:
        """Complete a task that is in progress; returns the milliseconds."""
        return self._ask(self._dialect.hand_in(identity, work))[1]

    def _plan(self) -> tuple[str, float]:
        reply, milliseconds = self._ask(self.plan_call())
        return str(reply.planned.identity), milliseconds

    def _execute(self, identity: str) -> float:
        return self._ask(self._dialect.execute(identity))[1]

    def _complete_another(self) -> float:
        identity, _ = self._plan()
        self._execute(identity)
        return self.complete(identity, HandIn())

    def _cycle(self) -> float:
        return self.cycle(HandIn())[1]

    def _look_up(self, offset: int) -> float:
        reply, milliseconds = self._ask(self._dialect.look_up(TaskQuery(limit=PAGE, offset=offset)))
        if self._tasks >= PAGE and len(reply.tasks) != PAGE:
            raise TargetFaultError(
                f"the page of {PAGE} tasks after {offset} of {self._tasks} contains {len(reply.tasks)} tasks"
            )
        return milliseconds

    def _durable_round_trip(self) -> float:
        milliseconds = ping(self._orchestrator.connection)
        # Beside a workspace of our own, since it is compared with a store there; under a name that no server can
        # foresee, which would put a link there. Beside the workspace of a server that runs elsewhere nothing is ours.
        ours = self._orchestrator.connection.target.command
        with tempfile.TemporaryDirectory(dir=self._orchestrator.workspace.parent if ours else None) as folder:
            file = Path(folder) / "durable-writes"
            write_durably(file)
            started = perf_counter()
            write_durably(file)
            return milliseconds + (perf_counter() - started) * 1000

    def _ask(self, call: Call) -> tuple[Reply, float]:
        """Make a call that must be accepted; the first of each tool is told in the report, the others are counted."""
        if self._quiet or call.tool in self._asked:
            reply = self._orchestrator.ask_quietly(call)
        else:
            reply = self._orchestrator.ask(call)
            self._asked.add(call.tool)
        if reply.refused:
            refuse(reply)
        return reply, reply.result.milliseconds


def refuse(reply: Reply) -> NoReturn:
    """Say which call of a measurement was rejected.

    Raises:
        TargetFaultError: always.
    """
    raise TargetFaultError(f"the {reply.call.verb} was rejected during the measurement: {reply.shortened()}")


def write_durably(file: Path) -> None:
    """Write one small record and have it on the disk: what no server that keeps its promise can save.

    The file is written over and over, as a store's log is.
    """
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        os.write(descriptor, RECORD)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
