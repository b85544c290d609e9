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
from acceptance.bench.shown import shown_among
from acceptance.contract.values import HandIn, TaskState
from acceptance.errors import NotMeasurableError, TargetFaultError
from acceptance.stopwatch import Interval, Verdict
from acceptance.stopwatch.comparison import check_bound
from acceptance.stopwatch.intervals import tidy

if TYPE_CHECKING:
    from acceptance.servers.orchestrator import Orchestrator
    from acceptance.servers.server_pool import ServerPool

SHOWN_FAULTS: Final = 5
LONGEST_SECONDS: Final = 90.0
"""A target that is so slow that up to a thousand tasks would take longer is not asked for the rest."""
LARGE_SECONDS: Final = 300.0
"""The same for more tasks."""
FEW: Final = 1_000
PACE_SECONDS: Final = 10.0
"""After so long is told how long all of them would take."""


@dataclass
class Completion:
    """A run of many tasks.

    Attributes:
        tasks: how many are started.
        completed: the identities of those whose completion was answered.
        confirmed: those of them that are shown as completed afterwards.
        faults: what went wrong, in words.
        given_up: whether not all were started, since that would take too long.
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
    given_up: bool = False

    @property
    def name(self) -> str:
        """What was measured."""
        return f"tasks completed and read back, of {self.tasks} started over {len(self.orchestrators)} connections"

    def begin(self) -> None:
        """Take every task from plan to result, then read all of them back."""
        # The first one is told in the report, and finds out whether all that is needed is offered.
        Activities(self.orchestrators[0]).cycle(HandIn())
        begun, gone = monotonic(), Event()
        share, rest = divmod(self.tasks, len(self.orchestrators))
        portions = [share + (number < rest) for number in range(len(self.orchestrators))]
        with ThreadPoolExecutor(max_workers=len(self.orchestrators)) as workers:
            list(workers.map(lambda one, count: self._work(one, count, gone, begun), self.orchestrators, portions))
        self.seconds = monotonic() - begun
        with suppress(TargetFaultError):
            self.confirmed = shown_among(
                self.orchestrators[0], self.completed, lambda view: view.state is TaskState.COMPLETED
            )

    def decide(self, bound: float) -> Verdict:
        """Hold the share to a bound; nothing is estimated here, so there is no interval.

        Raises:
            NotMeasurableError: all of them would take too long, and those that were lost so far do not break the bound.
            SuiteError: the bound is no number.
        """
        check_bound(bound)
        share = 100 * len(self.confirmed) / self._asked
        lost = self._asked - len(self.confirmed)
        if self.given_up and 100 * (self.tasks - lost) / self.tasks >= bound:
            raise NotMeasurableError(
                f"only {len(self.completed)} of {self.tasks} tasks were completed within {self.seconds:.0f} s, and all "
                f"have {self._longest:.0f} s"
            )
        return Verdict(Interval(share, share, share), bound, share >= bound)

    def absolute(self) -> str:
        """How many there were, how fast, and what went wrong."""
        rate = tidy(len(self.completed) / self.seconds) if self.seconds else "no"
        words = f"{len(self.confirmed)} of {self._asked}, {rate} per second"
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

    @property
    def _asked(self) -> int:
        """How many tasks are counted: all, or those that were started where the others would take too long."""
        return max(1, self.started) if self.given_up else self.tasks

    @property
    def _longest(self) -> float:
        return LONGEST_SECONDS if self.tasks <= FEW else LARGE_SECONDS

    def _give_up(self, begun: float) -> bool:
        """Whether the tasks that are left would take too long, by how long those took that were started."""
        seconds = monotonic() - begun
        if self.started and seconds > PACE_SECONDS and seconds / self.started * self.tasks > self._longest:
            self.given_up = True
        return self.given_up

    def _work(self, orchestrator: Orchestrator, count: int, gone: Event, begun: float) -> None:
        """Take a portion of the tasks over one connection; what fails is noted, and the next one begun."""
        activities = Activities(orchestrator, quiet=True)
        for _ in range(count):
            if gone.is_set() or self._give_up(begun):
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
