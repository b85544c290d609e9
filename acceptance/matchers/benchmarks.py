"""Assertions about measurements; where the machine is too busy for a verdict, they neither pass nor fail."""

from __future__ import annotations

from acceptance.bench.bench import Bench, told
from acceptance.matchers.findings import Finding
from acceptance.stopwatch import Verdict
from acceptance.stopwatch.intervals import tidy


def takes_at_most(bound: float) -> Finding[Bench]:
    """What was measured takes at most so many times as long as its yardstick."""
    return _held(bound, f"at most {tidy(bound)} times as long")


def is_at_most(bound: float, unit: str) -> Finding[Bench]:
    """What was measured is at most so much."""
    return _held(bound, f"at most {tidy(bound)} {unit}")


def is_at_least(bound: float, unit: str) -> Finding[Bench]:
    """What was measured is at least so much."""
    return _held(bound, f"at least {tidy(bound)} {unit}")


def _held(bound: float, words: str) -> Finding[Bench]:
    def tell(bench: Bench, verdict: Verdict) -> str:
        return told(bench.subject, verdict)

    return Finding(words, lambda bench: bench.judge(bound, words), lambda verdict: bool(verdict.met), tell)
