"""The bench: the features on conforming variants, many runs of behave in one process (see `tests/flawed/bench.py`)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from acceptance.targets.target import Target, Timeouts
from tests.flawed.bench import Bench

TIMEOUTS: Final = Timeouts(connect=20, call=20, close=5)
"""A variant answers every call; how fast is not its business."""


class ConformingBench(Bench):
    """Runs the suite on conforming variants, some at a time."""

    module = "tests.conforming"

    def _target(self, name: str, folder: Path) -> Target:
        target = super()._target(name, folder)
        over_http = replace(target.over_http, timeouts=TIMEOUTS) if target.over_http else None
        return replace(target, timeouts=TIMEOUTS, over_http=over_http)
