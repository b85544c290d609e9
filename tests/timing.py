"""How long the tests of each file take: measured on request, and used to start with the longest and to leave them out.

`pytest --keep-durations` writes `tests/durations.json`, the seconds by file; `pytest --quick` runs only the files that
took up to `QUICK` seconds there, which is what `make check` does between two changes.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import pytest

DURATIONS: Final = Path(__file__).with_name("durations.json")
QUICK: Final = 2.0
"""The seconds that a file may have taken to be part of a quick run."""


class Stopwatch:
    """Adds up the seconds of each file while the tests run, in the process that all reports come to."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._seconds: dict[str, float] = defaultdict(float)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add what one part of a test took."""
        self._seconds[file_of(report.nodeid)] += report.duration

    def pytest_sessionfinish(self) -> None:
        """Keep the seconds of all files that were run, and those of the others as they were known."""
        known = {file: seconds for file, seconds in durations().items() if (DURATIONS.parents[1] / file).is_file()}
        found = {file: round(seconds, 1) for file, seconds in self._seconds.items()}
        longest_first = sorted((known | found).items(), key=lambda item: (-item[1], item[0]))
        DURATIONS.write_text(json.dumps(dict(longest_first), indent=1) + "\n", encoding="utf-8")


def durations() -> Mapping[str, float]:
    """The seconds by file, as they were measured last; empty where nothing was."""
    return dict(json.loads(DURATIONS.read_text(encoding="utf-8"))) if DURATIONS.exists() else {}


def file_of(node: str) -> str:
    """The file of a test."""
    return node.partition("::")[0]


def longest_first(items: list[pytest.Item], known: Mapping[str, float]) -> None:
    """Put the files that take longest first, so that no processor waits for the last of them at the end."""
    items.sort(key=lambda item: -known.get(file_of(item.nodeid), 0))


def split(items: Sequence[pytest.Item], known: Mapping[str, float]) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """The tests of a quick run and the others; a file that was never measured counts as quick."""
    quick = [item for item in items if known.get(file_of(item.nodeid), 0) <= QUICK]
    return quick, [item for item in items if known.get(file_of(item.nodeid), 0) > QUICK]
