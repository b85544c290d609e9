"""The bench of one scenario: what it measured last, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, Protocol

from acceptance.bench.activities import Activities, Activity
from acceptance.bench.completion import Completion
from acceptance.bench.crowds import Crowds
from acceptance.bench.growth import Curves, growth
from acceptance.bench.memory import Memory
from acceptance.bench.overhead import Overhead
from acceptance.bench.starts import Restarts, cold_starts
from acceptance.bench.stores import store_of
from acceptance.bench.tool_times import ToolTimes
from acceptance.errors import SuiteError
from acceptance.evidence.evidence import Figure
from acceptance.stopwatch import Comparison, Verdict
from acceptance.stopwatch.comparison import not_measurable

if TYPE_CHECKING:
    from acceptance.scenario.operating import Operator
    from acceptance.scenario.state import ScenarioState
    from acceptance.scenario.valid_calls import ValidCalls
    from acceptance.servers.server_pool import ServerPool


class Subject(Protocol):
    """Something that was measured, and can be held to a bound."""

    @property
    def name(self) -> str:
        """What was measured."""

    @property
    def unit(self) -> str:
        """Of the figure and its bound."""

    def begin(self) -> None:
        """Measure it for the first time."""

    def decide(self, bound: float) -> Verdict:
        """Hold it to a bound, after more of it was measured where that helps."""

    def absolute(self) -> str:
        """The absolute figures, in words."""

    def details(self) -> dict[str, Any]:
        """Samples, and what else a reader may want."""

    def pictures(self) -> dict[str, str]:
        """Pictures by their names, as SVG."""


class Bench:
    """Measures for a scenario, and keeps what it found."""

    def __init__(self, state: ScenarioState, curves: Curves, valid_calls: ValidCalls, operator: Operator) -> None:
        """Measure for a scenario.

        Args:
            state: the scenario's.
            curves: what the run has measured so far of how costs grow with the store.
            valid_calls: makes a valid call of each tool.
            operator: restarts the server.
        """
        self._valid_calls = valid_calls
        self._operator = operator
        self._state = state
        self._curves = curves
        self._subject: Subject | None = None
        self._activities: Activities | None = None

    @property
    def subject(self) -> Subject:
        """What was measured last.

        Raises:
            SuiteError: nothing was.
        """
        if self._subject is None:
            raise SuiteError("The scenario holds something to a bound that it has not measured.")
        return self._subject

    @property
    def activities(self) -> Activities:
        """The activities at the scenario's own server."""
        if self._activities is None:
            self._activities = Activities(self._state.orchestrator)
        return self._activities

    @property
    def pool(self) -> ServerPool:
        """Where servers come from."""
        return self._state.pool

    def compare(self, activity: Activity, yardstick: Activity) -> None:
        """Measure two activities in turns, at the scenario's server; starts at servers of their own.

        Raises:
            SuiteError: the two cannot be compared.
        """
        if (activity, yardstick) in STARTS:
            self.measure(STARTS[activity, yardstick](self.pool))
            return
        at, tell = self.activities, self.pool.evidence.display.progress
        if activity is Activity.EVERY_TOOL and yardstick is Activity.DURABLE:
            self.measure(ToolTimes(self._state, self._valid_calls, self._operator, tell))
            return
        self.measure(Comparison(at.measured(activity), at.measured(yardstick), tell=tell))

    def compare_sizes(self, activity: Activity, many: int, few: int) -> None:
        """Measure an activity in turns with many tasks in the store, and with few."""
        self.measure(growth(self.pool, activity, (many, few), self._curves))

    def compare_depths(self, count: int) -> None:
        """Measure the last page of so many tasks against the first one."""
        at = Activities(store_of(self.pool, count), count)
        last, first = at.measured(Activity.LAST_PAGE, f"of {count:,}"), at.measured(Activity.FIRST_PAGE)
        self.measure(Comparison(last, first, tell=self.pool.evidence.display.progress))

    def compare_crowds(self, *sizes: int) -> None:
        """Measure planning with so many calls in flight against planning one after another."""
        self.measure(Crowds(self._state.orchestrator, self.pool.evidence, sizes))

    def measure_memory(self) -> None:
        """Measure what a load leaves in the server's memory."""
        self.measure(Memory(self.pool, self._state.orchestrator))

    def measure_overhead(self) -> None:
        """Do real work through the orchestrator, and measure what that adds."""
        self.measure(Overhead(self.pool, self._state.orchestrator))

    def complete_many(self, tasks: int, connections: int) -> None:
        """Take many tasks from plan to result over several connections, and read them back."""
        first = self._state.orchestrator
        self.measure(Completion(self.pool, [first, *self._state.servers.start_beside(connections - 1)], tasks))

    def measure(self, subject: Subject) -> None:
        """Measure a subject so far that it can be held to a bound; where more is needed, that is when it is."""
        self._subject = subject
        try:
            subject.begin()
        finally:
            self.pool.evidence.display.progress("")

    def judge(self, bound: float, words: str) -> Verdict:
        """Hold what was measured to a bound, and keep the figure as evidence.

        Args:
            bound: the number.
            words: the bound in words.

        Raises:
            NotMeasurableError: the interval goes across the bound, so that this machine cannot tell.
            SuiteError: the bound is no number that a figure could be held to.
        """
        subject, evidence = self.subject, self.pool.evidence
        verdict = subject.decide(bound)
        evidence.display.progress("")
        evidence.measure(
            Figure(
                requirement=evidence.requirement,
                name=subject.name,
                value=verdict.found.middle,
                unit=subject.unit,
                bound=words,
                met=verdict.met,
                low=verdict.found.low,
                high=verdict.found.high,
                details={"absolute": subject.absolute(), **subject.details()},
            )
        )
        for name, picture in subject.pictures().items():
            evidence.display.draw(name, picture)
        if verdict.met is None:
            raise not_measurable(subject.name, verdict, subject.unit)
        return verdict


STARTS: Final[Mapping[tuple[Activity, Activity], Callable[[ServerPool], Comparison]]] = {
    (Activity.COLD_START, Activity.BARE_START): cold_starts,
    (Activity.AFTER_A_KILL, Activity.PLAIN_STARTUP): lambda pool: Restarts(pool).comparison(),
}
"""The starts of processes that are compared."""
FIGURES: Final[Mapping[str, Callable[[Bench], None]]] = {
    "memory growth under load": Bench.measure_memory,
    "overhead on hashing and compressing files": Bench.measure_overhead,
}
"""What is measured without a yardstick, by the features' words."""


def bound_in(text: str) -> float:
    """The number that a bound of a feature tells.

    Raises:
        SuiteError: it is none.
    """
    try:
        return float(text.replace(",", ""))
    except ValueError:
        raise SuiteError(f'The bound "{text}" is no number. Write one, such as 1.5.') from None


def told(subject: Subject, verdict: Verdict) -> str:
    """What was found, for people."""
    return f"{subject.name}: {verdict.found} {subject.unit}; {subject.absolute()}"
