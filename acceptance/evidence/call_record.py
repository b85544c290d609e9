"""The record of a run's calls and events, read back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

CALLS: Final = Path("evidence") / "calls.jsonl"
"""Where the record is, below the reports."""
EMPTY_PART: Final = "nothing to run"
"""The event of a part of a run whose other parts have all scenarios."""

PLANNED: Final = "planned"
"""The event that names the scenarios which a process is going to run."""

BEGAN: Final = "scenario began"
"""The event with which a scenario begins."""


def read_lines(calls: Path) -> Iterator[dict[str, Any]]:
    """The lines of a record of calls; a line that is cut short, as a kill leaves it, is none."""
    with suppress(OSError), calls.open(encoding="utf-8", errors="replace") as file:
        for line in file:
            with suppress(ValueError, RecursionError):
                told = json.loads(line)
                if isinstance(told, dict):
                    yield told
