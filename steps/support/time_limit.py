"""Ends a run when its time is over: what has begun is brought to its end, and the rest is not run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from time import time
from typing import Any, Final

from behave.model_type import Status

from acceptance.errors import SuiteError
from acceptance.shards.quick import UNTIL

NEVER: Final = "inf"


def end_in_time(until: float, features: Iterable[Any], at_work: Any) -> None:
    """Leave out all scenarios that have not begun, if the time is over; they get no result.

    Args:
        until: when it is, in seconds since the epoch.
        features: all that is run.
        at_work: the scenario that has begun.
    """
    if time() < until:
        return
    for feature in features:
        for scenario in feature.walk_scenarios():
            if scenario is not at_work and scenario.status == Status.untested:
                scenario.mark_skipped()


def read_until(options: Mapping[str, str]) -> float:
    """When the time of a run is over, in seconds since the epoch; never, where nothing says so.

    Raises:
        SuiteError: what says so is no number.
    """
    try:
        return float(options.get(UNTIL, NEVER))
    except ValueError:
        raise SuiteError(f'-D {UNTIL}=… is a moment in seconds since the epoch; "{options[UNTIL]}" is none.') from None
