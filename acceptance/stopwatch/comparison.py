"""Two things measured in turns, until it can be told how their costs compare, or patience is at an end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, ClassVar, Final

from acceptance.errors import NotMeasurableError, SuiteError
from acceptance.stopwatch.intervals import Interval, median_interval, quantile, tidy
from acceptance.stopwatch.pictures import histogram

# An interval this narrow, as a share of its median, does not get better by waiting.
NARROW: Final = 0.05
# Of what is so slow that its time is over, this share of the pairs is enough for a first look at the interval.
SLOW_SHARE: Final = 0.25
FEWEST_SLOW: Final = 5
# From so many pairs on, a ratio is taken of two pairs.
ENOUGH_PAIRS: Final = 24


@dataclass(frozen=True, slots=True)
class Measured:
    """Something that can be done again and again, and tells each time how long it took.

    Attributes:
        name: in the words of the features.
        once: does it, and returns milliseconds; what has to be made ready for it does not count.
    """

    name: str
    once: Callable[[], float]


@dataclass(frozen=True, slots=True)
class SamplingLimits:
    """How long is measured.

    Attributes:
        fewest: pairs before the first look at the interval; where the seconds are over before, there is a look earlier,
            and no more pairs are taken if it is telling.
        most: pairs after which no more are taken.
        seconds: after which no more pairs are taken than the fewest.
        warm_up: pairs ahead that do not count; fewer where the seconds are over before.
        early: pairs before a look at which it can be told that the bound is kept, and nothing else; no such look if 0.
    """

    fewest: int = 40
    most: int = 640
    seconds: float = 6.0
    warm_up: int = 3
    early: int = 0

    @property
    def fewest_slow(self) -> int:
        """Pairs before the first look where the seconds are over before."""
        return min(self.fewest, max(FEWEST_SLOW, round(SLOW_SHARE * self.fewest)))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found, and what it is held to.

    Attributes:
        found: the figure, with its interval.
        bound: what it is held to.
        met: whether the bound is kept; None where the interval goes across it.
    """

    found: Interval
    bound: float
    met: bool | None


@dataclass(slots=True)
class Comparison:
    """A thing, and what its cost is compared to.

    Attributes:
        measured: the thing.
        yardstick: what it is compared to.
        patience: how long is measured.
        tell: is told now and then how far it is.
        times: milliseconds of the thing, pair by pair.
        yardstick_times: milliseconds of the yardstick, pair by pair.
    """

    unit: ClassVar[str] = "times"
    measured: Measured
    yardstick: Measured
    patience: SamplingLimits = field(default_factory=SamplingLimits)
    tell: Callable[[str], None] = lambda words: None
    times: list[float] = field(default_factory=list)
    yardstick_times: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def name(self) -> str:
        """What is compared to what."""
        return f"{self.measured.name}, against {self.yardstick.name}"

    @property
    def ratio(self) -> Interval:
        """The median of the ratios, as far as it is known by now."""
        return median_interval(ratios(self.times, self.yardstick_times))

    def begin(self) -> None:
        """Take the first pairs."""
        begun = monotonic()
        for _ in range(self.patience.warm_up):
            self._take_pair(count=False)
            if monotonic() - begun >= self.patience.seconds:
                break
        first = self.patience.early or self.patience.fewest
        self._take(first, 0, least=min(first, self.patience.fewest_slow))

    def decide(self, bound: float) -> Verdict:
        """Take more pairs until it can be told whether the ratio exceeds a bound.

        Raises:
            SuiteError: the bound is no number that a ratio could exceed.
        """
        check_bound(bound)
        ratio = self.ratio
        while not self._is_decided(ratio, bound) and self._may_go_on():
            taken = len(self.times)
            # Each look at the interval is one more chance to be misled by it, so there are few of them.
            wanted = self.patience.fewest - taken if taken == self.patience.early else taken
            pairs = min(wanted, self.patience.most - taken)
            self._take(pairs, bound, least=self.patience.fewest)
            ratio = self.ratio
        return Verdict(ratio, bound, judge(ratio, bound))

    def absolute(self) -> str:
        """The absolute figures, in words."""
        early = (
            f"; decided after {len(self.times)} of at most {self.patience.most} pairs" if self.patience.early else ""
        )
        return f"{tidy(quantile(self.times, 0.5))} ms against {tidy(quantile(self.yardstick_times, 0.5))} ms{early}"

    def details(self) -> dict[str, Any]:
        """All samples, and the absolute figures, in milliseconds."""
        return {
            "pairs": len(self.times),
            "seconds": round(self.seconds, 2),
            "median_ms": round(quantile(self.times, 0.5), 3),
            "p95_ms": round(quantile(self.times, 0.95), 3),
            "yardstick_median_ms": round(quantile(self.yardstick_times, 0.5), 3),
            "yardstick_p95_ms": round(quantile(self.yardstick_times, 0.95), 3),
            "samples_ms": [round(one, 3) for one in self.times],
            "yardstick_samples_ms": [round(one, 3) for one in self.yardstick_times],
        }

    def pictures(self) -> dict[str, str]:
        """How the times of both are spread."""
        return {
            "How the times are spread": histogram(
                self.name, {self.measured.name: self.times, self.yardstick.name: self.yardstick_times}
            )
        }

    def _is_decided(self, ratio: Interval, bound: float) -> bool:
        """Whether the interval tells: what few pairs show is held against nobody."""
        enough = len(self.times) >= self.patience.fewest or not self.patience.early
        return is_telling(ratio, bound) and (enough or judge(ratio, bound) is True)

    def _may_go_on(self) -> bool:
        due = self.seconds < self.patience.seconds or len(self.times) < self.patience.fewest
        return due and len(self.times) < self.patience.most

    def _take(self, pairs: int, bound: float, least: int) -> None:
        """Take so many pairs, or fewer where the seconds are over; the least that there are to be are taken anyhow."""
        begun, before = monotonic(), self.seconds
        for _ in range(pairs):
            self._take_pair()
            self.seconds = before + monotonic() - begun
            self.tell(self._progress(bound))
            if self.seconds >= self.patience.seconds and len(self.times) >= least:
                return

    def _take_pair(self, *, count: bool = True) -> None:
        """Measure both, the second one first every other time: what comes first must not be what is dear."""
        if len(self.times) % 2:
            yardstick = self.yardstick.once()
            time = self.measured.once()
        else:
            time = self.measured.once()
            yardstick = self.yardstick.once()
        if count:
            self.times.append(time)
            self.yardstick_times.append(max(yardstick, 1e-6))

    def _progress(self, bound: float) -> str:
        held = f", held to {tidy(bound)}" if bound else ""
        return f"{self.name}: {len(self.times)} pair{'s' * (len(self.times) != 1)} in {self.seconds:.1f} s{held}"


def ratios(times: Sequence[float], yardstick_times: Sequence[float]) -> list[float]:
    """The ratio of every two pairs that stand in a row, one in each order; of every pair where there are few.

    What goes first finds other things in the processor's memory than what goes second. Over two pairs that cancels out.
    """
    step = 2 if len(times) >= ENOUGH_PAIRS else 1
    return [
        sum(times[first : first + step]) / sum(yardstick_times[first : first + step])
        for first in range(0, len(times) - step + 1, step)
    ]


def judge(ratio: Interval, bound: float) -> bool | None:
    """Whether a bound is kept; None where the interval goes across it."""
    if ratio.high <= bound:
        return True
    return False if ratio.low > bound else None


def is_telling(ratio: Interval, bound: float) -> bool:
    """Whether an interval is narrow enough: in itself, or for being well away from the bound."""
    if ratio.width <= NARROW * ratio.middle and judge(ratio, bound) is not None:
        return True
    return ratio.high + ratio.width / 2 <= bound or ratio.low - ratio.width / 2 > bound


def check_bound(bound: float) -> None:
    """Refuse a bound that nothing could be held to.

    Raises:
        SuiteError: it is none.
    """
    if not 0 < bound < float("inf"):
        raise SuiteError(f"A bound of {bound} is not a valid limit. Write a number above 0.")


def not_measurable(name: str, verdict: Verdict, unit: str) -> NotMeasurableError:
    """The words for an interval that goes across its bound."""
    found = verdict.found
    return NotMeasurableError(
        f"interval {found.ends}, held to {tidy(verdict.bound)} {unit} ({name}). "
        "Measure again when this machine is less busy"
    )
