"""How far a run is: what is planned, what has ended and how, and what is at work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from acceptance.evidence.scenario_results import ScenarioResult
from acceptance.specification.features import Case
from acceptance.specification.phases import BENCHMARKS, FAULTS

WRONG: Final = frozenset({"failed", "broken"})
"""How a scenario ends that somebody has to look at."""

SLOWER: Final[Mapping[str, float]] = {BENCHMARKS: 30.0, FAULTS: 8.0}
"""How many times as long a scenario of a phase takes as one of the others, where no earlier run tells."""


@dataclass(slots=True)
class FeatureProgress:
    """How far a feature is.

    Attributes:
        title: its name.
        file: its file, from the root of the suite.
        planned: the scenarios that are going to run.
        ended: those that have, and how.
    """

    title: str
    file: str
    planned: set[str] = field(default_factory=set)
    ended: dict[str, ScenarioResult] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether all of it has ended."""
        return self.planned <= self.ended.keys()

    @property
    def seconds(self) -> float:
        """How long its scenarios took together."""
        return sum(one.seconds for one in self.ended.values())

    @property
    def counts(self) -> Counter[str]:
        """How many of its scenarios ended in which way."""
        return Counter(one.status for one in self.ended.values())

    def with_status(self, *statuses: str) -> list[ScenarioResult]:
        """Its scenarios that ended in one of these ways, in their order."""
        return [one for one in self.ended.values() if one.status in statuses]


class RunProgress:
    """How far a run is, as its record tells it.

    Attributes:
        features: the features of which something is planned, by their files.
        at_work: the scenarios that have begun and not ended, the latest last.
        ended: how each scenario that has ended did.
    """

    def __init__(
        self, cases: Mapping[str, Case], paces: Mapping[str, float] | None = None, expected: int | None = None
    ) -> None:
        """Begin with nothing planned.

        Args:
            cases: the scenarios of the features, by their names.
            paces: how long a scenario of each feature took in earlier runs, in seconds.
            expected: how many scenarios are going to be planned, where they are planned one phase after the other.
        """
        self._cases = cases
        self._paces = paces or {}
        self._expected = expected or 0
        self._planned: set[str] = set()
        self.features: dict[str, FeatureProgress] = {}
        self.at_work: dict[str, None] = {}
        self.ended: dict[str, ScenarioResult] = {}

    @property
    def total(self) -> int:
        """How many scenarios are going to run, as far as that is known."""
        return max(len(self._planned), self._expected)

    @property
    def done(self) -> int:
        """How many have ended."""
        return len(self.ended)

    @property
    def failed(self) -> int:
        """How many of them failed or broke."""
        return sum(one.status in WRONG for one in self.ended.values())

    @property
    def scenario(self) -> str:
        """The scenario that is at work, and began last; empty where none is."""
        return next(reversed(self.at_work), "")

    def plan(self, names: Iterable[str]) -> None:
        """Take in what is going to run."""
        for name in names:
            case = self._cases.get(name)
            if case is None or name in self._planned:
                continue
            self._planned.add(name)
            file = case.place.rpartition(":")[0]
            self.features.setdefault(file, FeatureProgress(case.feature, file)).planned.add(name)

    def begin(self, name: str) -> None:
        """Take in that a scenario begins."""
        self.at_work.pop(name, None)
        if name in self._planned:
            self.at_work[name] = None

    def end(self, result: ScenarioResult) -> FeatureProgress | None:
        """Take in how a scenario ended; returns its feature, where that is complete now and was not before."""
        self.at_work.pop(result.name, None)
        if result.name not in self._planned:
            return None
        known = result.name in self.ended
        self.ended[result.name] = result
        feature = self.features[self._cases[result.name].place.rpartition(":")[0]]
        feature.ended[result.name] = result
        return feature if feature.complete and not known else None

    def seconds_left(self, passed: float) -> float | None:
        """How long the rest is going to take, in seconds; `None` where too little has ended to tell.

        Args:
            passed: how long the run has taken for what has ended, in seconds.
        """
        done = sum(self._weight(name) for name in self.ended)
        planned = sum(self._weight(name) for name in self._planned)
        if not done or self.done < min(5, self.total):
            return None
        unknown = max(0, self.total - len(self._planned)) * (planned / max(1, len(self._planned)))
        return (planned + unknown - done) * passed / done

    def _weight(self, name: str) -> float:
        case = self._cases[name]
        return self._paces.get(case.feature) or 0.1 * SLOWER.get(case.folder, 1.0)
