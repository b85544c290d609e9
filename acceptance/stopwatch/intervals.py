"""How well a median is known: its bootstrap interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

RESAMPLES: Final = 2_000
CONFIDENCE: Final = 95
# The same samples give the same interval, today and in the report that is written of them tomorrow.
SEED: Final = 20_260_728


@dataclass(frozen=True, slots=True)
class Interval:
    """A median, and where the true one lies with a probability of 95 %.

    Attributes:
        middle: the median of the samples.
        low: the lower end.
        high: the upper end.
    """

    middle: float
    low: float
    high: float

    @property
    def width(self) -> float:
        """From the lower end to the upper one."""
        return self.high - self.low

    def times(self, factor: float) -> Interval:
        """The same in another unit."""
        return Interval(self.middle * factor, self.low * factor, self.high * factor)

    @property
    def ends(self) -> str:
        """Both ends, as a person writes them."""
        return between(self.low, self.high)

    def __str__(self) -> str:
        return f"{tidy(self.middle)} ({self.ends})"


def median_interval(samples: Sequence[float]) -> Interval:
    """The median of samples with its percentile bootstrap interval (B. Efron, 1979).

    Raises:
        ValueError: there are no samples.
    """
    # Only here: a run without measurements need not load it.
    import numpy as np  # noqa: PLC0415

    values = np.asarray(samples, dtype=float)
    if not values.size:
        raise ValueError("there are no values to take a median of")
    drawn = np.random.default_rng(SEED).choice(values, size=(RESAMPLES, values.size))
    outside = (100 - CONFIDENCE) / 2
    low, high = np.percentile(np.median(drawn, axis=1), [outside, 100 - outside])
    return Interval(float(np.median(values)), float(low), float(high))


def quantile(samples: Sequence[float], share: float) -> float:
    """The value that such a share of the samples does not exceed, between two samples where it lies there.

    Args:
        samples: at least one.
        share: 0.95 for the 95th percentile.
    """
    # Only here: a run without measurements need not load it.
    import numpy as np  # noqa: PLC0415

    return float(np.quantile(np.asarray(samples, dtype=float), share))


def between(low: float, high: float) -> str:
    """Two ends, as a person writes them."""
    return f"{tidy(low)}–{tidy(high)}"  # noqa: RUF001 - the dash that stands between two numbers


def tidy(number: float) -> str:
    """A number as a person reads it: three digits that count, and no power of ten."""
    digits = 0 if abs(number) >= 100 else 1 if abs(number) >= 10 else 2
    if 0 < abs(number) < 0.1:
        return f"{number:.2g}"
    text = f"{number:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
