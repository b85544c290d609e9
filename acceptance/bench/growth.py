"""What an activity costs with many tasks in the store, against what it costs with few."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from acceptance.bench.activities import Activities, Activity
from acceptance.bench.stores import store_of
from acceptance.stopwatch import Comparison, SamplingLimits, Verdict
from acceptance.stopwatch.intervals import quantile
from acceptance.stopwatch.pictures import curve

if TYPE_CHECKING:
    from acceptance.servers.server_pool import ServerPool

Curves: TypeAlias = dict[str, dict[int, float]]
"""By activity the milliseconds that it was measured to take, by the number of tasks in the store."""


@dataclass
class Growth:
    """A comparison of two sizes of the store, which adds its points to the curve of its activity."""

    comparison: Comparison
    sizes: tuple[int, int]
    points: dict[int, float]
    unit: str = "times"

    @property
    def name(self) -> str:
        """What was measured."""
        return self.comparison.name

    def begin(self) -> None:
        """Take the first pairs."""
        self.comparison.begin()

    def decide(self, bound: float) -> Verdict:
        """Hold the ratio to a bound."""
        verdict = self.comparison.decide(bound)
        for size, times in zip(self.sizes, (self.comparison.times, self.comparison.yardstick_times), strict=True):
            self.points[size] = quantile(times, 0.5)
        return verdict

    def absolute(self) -> str:
        """The absolute figures, in words."""
        return self.comparison.absolute()

    def details(self) -> dict[str, Any]:
        """The samples, in milliseconds."""
        return self.comparison.details()

    def pictures(self) -> dict[str, str]:
        """The curve of the activity over all sizes that this run has measured so far."""
        name, points = (
            self.comparison.measured.name,
            [(float(size), time) for size, time in sorted(self.points.items())],
        )
        title = "Growth with the tasks in the store"
        drawn = curve(title, "tasks in the store", "milliseconds", {name.split(" with ")[0]: points}, powers=True)
        return {**self.comparison.pictures(), title: drawn}


def growth(pool: ServerPool, activity: Activity, sizes: tuple[int, int], curves: Curves) -> Growth:
    """An activity with many tasks in the store, against the same with few; its points are added to its curve."""
    many, few = sizes
    at_many, at_few = (Activities(store_of(pool, count), count) for count in (many, few))
    comparison = Comparison(
        at_many.measured(activity, f"with {many:,} tasks"),
        at_few.measured(activity, f"with {few:,} tasks"),
        # Little is measured, so that the small store stays small.
        SamplingLimits(fewest=40, most=320),
        pool.evidence.display.progress,
    )
    return Growth(comparison, sizes, curves.setdefault(activity.value, {}))
