"""Tells at behave's own end which scenarios are blocked: they are no failures of their own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def tell_blocked(reporters: Iterable[Any], blocked: frozenset[str]) -> None:
    """Have behave's summary list the blocked scenarios apart from those that failed."""
    for reporter in reporters:
        failed: list[Any] = getattr(reporter, "failed_scenarios", [])
        apart = [one for one in failed if one.name in blocked]
        if not apart:
            continue
        failed[:] = [one for one in failed if one not in apart]
        reporter.scenario_summary["failed"] -= len(apart)
        reporter.stream.write(f"\nBlocked scenarios, not judged ({len(apart)}):\n")
        for one in apart:
            reporter.stream.write(f"  {one.location}  {one.name}\n")
