"""Many calls at a time: what each then costs, against the same calls one after another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from acceptance.bench.activities import Activities, refuse
from acceptance.contract.reply import Reply
from acceptance.evidence.evidence import Evidence
from acceptance.servers.orchestrator import Orchestrator
from acceptance.stopwatch import Comparison, Measured, SamplingLimits, Verdict
from acceptance.stopwatch.intervals import quantile, tidy
from acceptance.stopwatch.pictures import curve
from acceptance.stopwatch.traffic import flood

PATIENCE: Final = SamplingLimits(fewest=8, most=48, seconds=6, warm_up=1)
# So many calls are timed together, which is at least twice as many as are ever in flight.
PORTION: Final = 64


class Crowds:
    """Planning with several numbers of calls in flight, each against planning one task after another."""

    unit: Final = "times"

    def __init__(self, orchestrator: Orchestrator, evidence: Evidence, sizes: Sequence[int]) -> None:
        self._orchestrator = orchestrator
        self._evidence = evidence
        self._activities = Activities(orchestrator)
        self._comparisons = {size: self._comparison(size) for size in sizes}
        self._worst = max(sizes)

    @property
    def name(self) -> str:
        """What was measured."""
        return self._comparisons[self._worst].name

    def begin(self) -> None:
        """Take the first pairs."""
        self._orchestrator.ask(self._activities.plan_call())
        for comparison in self._comparisons.values():
            comparison.begin()

    def decide(self, bound: float) -> Verdict:
        """Hold what a call costs in the dearest crowd to a bound."""
        verdicts = {size: comparison.decide(bound) for size, comparison in self._comparisons.items()}
        self._worst = max(verdicts, key=lambda size: verdicts[size].found.low)
        return verdicts[self._worst]

    def absolute(self) -> str:
        """How many tasks were planned in a second."""
        return ", ".join(f"{tidy(rate)} tasks per second with {size} in flight" for size, rate in self._rates())

    def details(self) -> dict[str, Any]:
        """The samples of each crowd, in milliseconds a call, and the rates."""
        return {
            "tasks_per_second": {str(size): round(rate, 1) for size, rate in self._rates()},
            **{f"{size}_in_flight": comparison.details() for size, comparison in self._comparisons.items()},
        }

    def pictures(self) -> dict[str, str]:
        """The throughput by the number of calls in flight."""
        points = [(float(size), rate) for size, rate in self._rates()]
        title = "Throughput by calls in flight"
        return {title: curve(title, "calls in flight", "tasks planned per second", {"planning": points}, powers=True)}

    def _rates(self) -> list[tuple[int, float]]:
        alone = [time for comparison in self._comparisons.values() for time in comparison.yardstick_times]
        crowded = [(size, 1000 / quantile(one.times, 0.5)) for size, one in self._comparisons.items()]
        return [(1, 1000 / quantile(alone, 0.5)), *crowded]

    def _comparison(self, size: int) -> Comparison:
        return Comparison(
            Measured(f"planning a task with {size} calls in flight", self._planning(size)),
            Measured("sequential planning", self._planning(1)),
            PATIENCE,
            self._evidence.display.progress,
        )

    def _planning(self, in_flight: int) -> Callable[[], float]:
        """What plans a portion of tasks, and returns the milliseconds for each."""

        def plan() -> float:
            calls = [self._activities.plan_call() for _ in range(PORTION)]
            results, milliseconds = flood(self._orchestrator.connection, calls, in_flight)
            check_all(calls, results, self._evidence)
            return milliseconds / PORTION

        return plan


def check_all(calls: Sequence[Any], results: Sequence[Any], evidence: Evidence) -> None:
    """Count the answers to many calls, and check that each was accepted.

    Raises:
        TargetFaultError: one was refused.
    """
    for call, result in zip(calls, results, strict=True):
        evidence.count(call.tool)
        reply = Reply(call, result)
        if reply.refused:
            refuse(reply)
