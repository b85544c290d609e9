"""Measuring on machines that other people use too: ratios taken in turns, with intervals, and a word for "cannot tell".

An absolute time says more about the machine than about what was measured. So two things are measured in turns, A B, B
A, A B …; a ratio is taken of every two pairs, one in each order, the median of the ratios counts, and how well it is
known is told by a 95 % interval. A bound is broken only when the whole interval lies beyond it, and kept only when the
whole interval does not; where the interval goes across, this machine cannot tell.
"""

from acceptance.stopwatch.comparison import Comparison, Measured, SamplingLimits, Verdict
from acceptance.stopwatch.intervals import Interval, median_interval

__all__ = ["Comparison", "Interval", "Measured", "SamplingLimits", "Verdict", "median_interval"]
