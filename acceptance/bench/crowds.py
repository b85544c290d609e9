"""Many calls at a time: what each then costs, against the same calls one after another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Final

from acceptance.bench.activities import Activities, refuse
from acceptance.bench.shown import shown_among
from acceptance.contract.reply import Reply
from acceptance.errors import NotJudgedError, NotOfferedError, TargetFaultError, UnreadableReplyError
from acceptance.evidence.evidence import Evidence
from acceptance.servers.orchestrator import Orchestrator
from acceptance.stopwatch import Comparison, Measured, SamplingLimits, Verdict
from acceptance.stopwatch.comparison import judge
from acceptance.stopwatch.intervals import quantile, tidy
from acceptance.stopwatch.pictures import curve
from acceptance.stopwatch.traffic import flood

PATIENCE: Final = SamplingLimits(fewest=8, most=48, seconds=6, warm_up=1)
# So many calls are timed together, which is at least twice as many as are ever in flight.
PORTION: Final = 64
# From so many calls is told whether the target is too slow for this.
FIRST_LOOK: Final = 4
LONGEST_SECONDS: Final = 90.0
"""A target that plans so slowly that the fewest pairs would take longer is not measured."""


class Crowds:
    """Planning with several numbers of calls in flight, each against planning one task after another."""

    unit: Final = "times"

    def __init__(self, orchestrator: Orchestrator, evidence: Evidence, sizes: Sequence[int]) -> None:
        self._orchestrator = orchestrator
        self._evidence = evidence
        self._activities = Activities(orchestrator)
        self._comparisons = {size: self._comparison(size) for size in sizes}
        self._worst = max(sizes)
        self._planned: dict[int, list[str]] = {}
        self._kept: dict[int, float] = {}

    @property
    def name(self) -> str:
        """What was measured."""
        return self._comparisons[self._worst].name

    def begin(self) -> None:
        """Take the first pairs.

        Raises:
            NotJudgedError: even the fewest would take too long.
        """
        self._orchestrator.ask(self._activities.plan_call())
        self._check_pace()
        for comparison in self._comparisons.values():
            comparison.begin()

    def decide(self, bound: float) -> Verdict:
        """Hold what a task that exists afterwards costs in the dearest crowd to a bound."""
        decided = {size: comparison.decide(bound) for size, comparison in self._comparisons.items()}
        self._kept = {size: self._share_kept(size) for size in (1, *decided)}
        verdicts = {size: self._of_what_is_kept(size, verdict) for size, verdict in decided.items()}
        self._worst = max(verdicts, key=lambda size: verdicts[size].found.low)
        return verdicts[self._worst]

    def absolute(self) -> str:
        """How many tasks were planned in a second."""
        rates = ", ".join(f"{tidy(rate)} tasks per second with {size} in flight" for size, rate in self._rates())
        lost = [
            f"; of {PORTION} tasks planned with {size} in flight, {round(share * PORTION)} exist afterwards"
            for size, share in self._kept.items()
            if share < 1
        ]
        return rates + "".join(lost)

    def details(self) -> dict[str, Any]:
        """The samples of each crowd, in milliseconds a call, and the rates."""
        return {
            "tasks_per_second": {str(size): round(rate, 1) for size, rate in self._rates()},
            "share_that_exists_afterwards": {str(size): share for size, share in self._kept.items()},
            **{f"{size}_in_flight": comparison.details() for size, comparison in self._comparisons.items()},
        }

    def pictures(self) -> dict[str, str]:
        """The throughput by the number of calls in flight."""
        points = [(float(size), rate) for size, rate in self._rates()]
        title = "Throughput by calls in flight"
        return {title: curve(title, "calls in flight", "tasks planned per second", {"planning": points}, powers=True)}

    def _rates(self) -> list[tuple[int, float]]:
        alone = [time for comparison in self._comparisons.values() for time in comparison.yardstick_times]
        crowded = {size: one.times for size, one in self._comparisons.items()}
        medians = {size: quantile(times, 0.5) for size, times in ({1: alone} | crowded).items()}
        return [(size, self._kept.get(size, 1.0) * 1000 / median) for size, median in medians.items()]

    def _check_pace(self) -> None:
        """Stop before a measurement that would take too long.

        Raises:
            NotJudgedError: it would.
        """
        fewest = len(self._comparisons) * 2 * PORTION * (PATIENCE.warm_up + PATIENCE.fewest_slow)
        milliseconds = self._planning(1, FIRST_LOOK)()
        if (seconds := fewest * milliseconds / 1000) > LONGEST_SECONDS:
            raise NotJudgedError(
                f"a plan takes {tidy(milliseconds)} ms, so that the {fewest:,} that are compared would take "
                f"{seconds:.0f} s, and have {LONGEST_SECONDS:.0f} s"
            )

    def _share_kept(self, size: int) -> float:
        """The share of the last portion of tasks that exists; 1 where nothing identifies or shows them.

        Raises:
            TargetFaultError: no answer came, or none that the protocol allows.
        """
        if self._planned[1]:
            with suppress(NotOfferedError):
                return len(shown_among(self._orchestrator, self._planned[size])) / PORTION
        return 1.0

    def _of_what_is_kept(self, size: int, verdict: Verdict) -> Verdict:
        """What a task costs that exists afterwards, by what each that was answered cost.

        Raises:
            TargetFaultError: none exists.
        """
        if not self._kept[size] and self._kept[1]:
            raise TargetFaultError(f"none of {PORTION} tasks planned with {size} calls in flight exists afterwards")
        found = verdict.found.times(self._kept[1] / self._kept[size]) if self._kept[1] else verdict.found
        return Verdict(found, verdict.bound, judge(found, verdict.bound))

    def _comparison(self, size: int) -> Comparison:
        return Comparison(
            Measured(f"planning a task with {size} calls in flight", self._planning(size)),
            Measured("sequential planning", self._planning(1)),
            PATIENCE,
            self._evidence.display.progress,
        )

    def _planning(self, in_flight: int, portion: int = PORTION) -> Callable[[], float]:
        """What plans a portion of tasks, and returns the milliseconds for each."""

        def plan() -> float:
            calls = [self._activities.plan_call() for _ in range(portion)]
            results, milliseconds = flood(self._orchestrator.connection, calls, in_flight)
            replies = check_all(calls, results, self._evidence)
            self._planned[in_flight] = [identity for reply in replies if (identity := _identity(reply))]
            return milliseconds / portion

        return plan


def _identity(reply: Reply) -> str:
    """The identity of the task that was planned; empty where the reply does not tell it."""
    try:
        return str(reply.planned.identity or "")
    except UnreadableReplyError:
        return ""


def check_all(calls: Sequence[Any], results: Sequence[Any], evidence: Evidence) -> list[Reply]:
    """Count the answers to many calls, and check that each was accepted; returns them.

    Raises:
        TargetFaultError: one was refused.
    """
    replies = []
    for call, result in zip(calls, results, strict=True):
        evidence.count(call.tool)
        reply = Reply(call, result)
        if reply.refused:
            refuse(reply)
        replies.append(reply)
    return replies
