"""Many tasks from plan to result over several connections at once, each read back afterwards (OSM-3)."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from acceptance.bench.activities import Activities
from acceptance.contract.values import HandIn, TaskState
from acceptance.errors import NotMeasurableError, NotOfferedError, TargetFaultError
from acceptance.stopwatch import Interval, Verdict
from acceptance.stopwatch.comparison import check_bound
from acceptance.stopwatch.intervals import tidy

if TYPE_CHECKING:
    from acceptance.servers.orchestrator import Orchestrator
    from acceptance.servers.server_pool import ServerPool

SHOWN_FAULTS: Final = 5
LONGEST_SECONDS: Final = 300.0
"""A target that completes tasks slowly is not waited for longer than this."""


@dataclass
class Completion:
    """A run of many tasks.

    Attributes:
        tasks: how many are started.
        completed: the identities of those whose completion was answered.
        confirmed: those of them that are shown as completed afterwards.
        faults: what went wrong, in words.
    """

    pool: ServerPool
    orchestrators: Sequence[Orchestrator]
    tasks: int
    unit: str = "%"
    started: int = 0
    completed: set[str] = field(default_factory=set)
    confirmed: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def name(self) -> str:
        """What was measured."""
        return f"tasks completed and read back, of {self.tasks} started over {len(self.orchestrators)} connections"

    def begin(self) -> None:
        """Take every task from plan to result, then read all of them back.

        Raises:
            NotMeasurableError: it took too long.
        """
        # The first one is told in the report, and finds out whether all that is needed is offered.
        Activities(self.orchestrators[0]).cycle(HandIn())
        begun, gone = monotonic(), Event()
        share, rest = divmod(self.tasks, len(self.orchestrators))
        portions = [share + (number < rest) for number in range(len(self.orchestrators))]
        with ThreadPoolExecutor(max_workers=len(self.orchestrators)) as workers:
            list(workers.map(lambda one, count: self._work(one, count, gone, begun), self.orchestrators, portions))
        self.seconds = monotonic() - begun
        if self._over(begun):
            raise NotMeasurableError(
                f"only {len(self.completed)} of {self.tasks} tasks were completed within {LONGEST_SECONDS:.0f} s"
            )
        with suppress(TargetFaultError):
            self.confirmed = self.completed & self._shown_as_completed()

    def decide(self, bound: float) -> Verdict:
        """Hold the share to a bound; nothing is estimated here, so there is no interval."""
        check_bound(bound)
        share = 100 * len(self.confirmed) / self.tasks
        return Verdict(Interval(share, share, share), bound, share >= bound)

    def absolute(self) -> str:
        """How many there were, how fast, and what went wrong."""
        rate = tidy(len(self.completed) / self.seconds) if self.seconds else "no"
        words = f"{len(self.confirmed)} of {self.tasks}, {rate} per second"
        return "; ".join([words, *self.faults[:SHOWN_FAULTS]])

    def details(self) -> dict[str, Any]:
        """The counts."""
        return {
            "started": self.started,
            "completed": len(self.completed),
            "confirmed": len(self.confirmed),
            "seconds": round(self.seconds, 2),
            "faults": self.faults[:SHOWN_FAULTS],
        }

    def pictures(self) -> dict[str, str]:
        """None: a count needs no picture."""
        return {}

    def _over(self, begun: float) -> bool:
        """Whether the time is over, and tasks are left."""
        return monotonic() - begun > LONGEST_SECONDS and self.started < self.tasks

    def _work(self, orchestrator: Orchestrator, count: int, gone: Event, begun: float) -> None:
        """Take a portion of the tasks over one connection; what fails is noted, and the next one begun."""
        activities = Activities(orchestrator, quiet=True)
        for _ in range(count):
            if gone.is_set() or self._over(begun):
                return
            self.started += 1
            try:
                identity, _ = activities.cycle(HandIn())
            except TargetFaultError as fault:
                self.faults.append(str(fault).splitlines()[0])
                if not orchestrator.alive:
                    gone.set()
            else:
                self.completed.add(identity)
                self.pool.evidence.display.progress(f"{len(self.completed)} of {self.tasks} tasks completed")

    @staticmethod
    def _is_completed(orchestrator: Orchestrator, identity: str) -> bool:
        reply = orchestrator.ask_quietly(orchestrator.dialect.look_at(identity))
        return reply.accepted and any(view.state is TaskState.COMPLETED for view in reply.shown)

    def _shown_as_completed(self) -> set[str]:
        """The identities of all tasks that are shown as completed, by the first tool that shows such."""
        orchestrator = self.orchestrators[0]
        if orchestrator.dialect.looks_singly:
            return {one for one in self.completed if self._is_completed(orchestrator, one)}
        calls = list(orchestrator.dialect.looks("", "", None))
        offered = [call for call in calls if orchestrator.offers(call)]
        if not offered:
            raise NotOfferedError(calls[0].tool)
        return {
            str(view.identity)
            for reply in orchestrator.pages(offered[0])
            for view in reply.tasks
            if view.state is TaskState.COMPLETED
        }
