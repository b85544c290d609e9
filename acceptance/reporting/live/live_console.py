"""Follows a run by its record while others write it, and shows it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import Any, Final

from acceptance.display import GuardedStream
from acceptance.evidence.appended_lines import AppendedLines
from acceptance.evidence.call_record import BEGAN, CALLS, PLANNED
from acceptance.evidence.scenario_results import RECORD, ScenarioResult
from acceptance.reporting.live.run_progress import RunProgress
from acceptance.reporting.live.shows import Show, shown
from acceptance.specification.features import Case

LOOK_SECONDS: Final = 0.25
EVENTS: Final = tuple(f'"event": "{name}"' for name in (PLANNED, BEGAN))
"""What is read of the record of calls, which has many more lines."""


class LiveConsole:
    """Shows a run by its record.

    Attributes:
        progress: how far the run is.
    """

    def __init__(self, reports: Path, progress: RunProgress, show: Show, said: Path | None = None) -> None:
        """Follow the run that is going to write its record below the reports.

        Args:
            reports: where it does.
            progress: what is known of it.
            show: where it is shown.
            said: the file with what its process tells a person besides, if that is not told already.
        """
        self.progress = progress
        self._said = AppendedLines(said) if said else ()
        self._show = show
        self._calls = AppendedLines(reports / CALLS)
        self._outcomes = AppendedLines(reports / RECORD)
        self._begun: float | None = None

    def look(self) -> None:
        """Take in and show what has been recorded since the last look."""
        # First of all: what has ended was planned before, so that its line is in the other file by now.
        ended = list(self._outcomes)
        for line in self._said:
            GuardedStream(sys.stderr).write(f"{line}\n")
        for line in self._calls:
            if any(one in line for one in EVENTS):
                self._take_in(line)
        for line in ended:
            with suppress(ValueError, TypeError, AttributeError, RecursionError):
                if feature := self.progress.end(ScenarioResult.from_line(json.loads(line))):
                    self._show.feature(feature)
        self._show.progress(self.progress, monotonic() - (self._begun or monotonic()))

    def finish(self) -> None:
        """Show the features of which something was run, and not all."""
        self.look()
        for feature in self.progress.features.values():
            if feature.ended and not feature.complete:
                self._show.feature(feature)

    def _take_in(self, line: str) -> None:
        with suppress(ValueError, RecursionError):
            told: Any = json.loads(line)
            match told:
                case {"event": event, "scenarios": [*names]} if event == PLANNED:
                    self._begun = self._begun or monotonic()
                    self.progress.plan(map(str, names))
                case {"event": event, "scenario": str(name)} if event == BEGAN:
                    self.progress.begin(name)


@contextmanager
def following(
    reports: Path,
    cases: Mapping[str, Case],
    *,
    paces: Mapping[str, float] | None = None,
    expected: int | None = None,
    said: Path | None = None,
) -> Iterator[LiveConsole]:
    """Show a run while this lasts.

    Args:
        reports: where the run writes its record.
        cases: the scenarios of the features, by their names.
        paces: how long a scenario of each feature took in earlier runs, in seconds.
        expected: how many scenarios are going to be planned, where they are planned one phase after the other.
        said: the file with what the process of the run tells a person besides, if that is not told already.
    """
    with shown() as show:
        live, ended = LiveConsole(reports, RunProgress(cases, paces, expected), show, said), Event()

        def look_on() -> None:
            while not ended.wait(LOOK_SECONDS):
                live.look()

        thread = Thread(target=look_on, name="live console")
        thread.start()
        try:
            yield live
        finally:
            ended.set()
            thread.join()
            live.finish()
