"""Where a run is shown while it goes on: at a terminal, in a log, or in a log of GitHub Actions."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Final, Protocol

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, TaskID, TextColumn
from rich.table import Column
from rich.text import Text

from acceptance.display import one_line, printable
from acceptance.display.closed_reader import print_nowhere
from acceptance.display.workflow import in_workflow, workflow_command
from acceptance.reporting.live.run_progress import WRONG, FeatureProgress, RunProgress
from acceptance.reporting.live.wording import details, every_scenario, headline, how_far

LOG_SECONDS: Final = 30.0
"""A log is told how far a run is where it was told nothing for so long."""

WIDE: Final = 90
"""From so many columns on there is room for a bar."""

MARKS: Final = {"passed": ("✓", "+", "green"), "failed": ("✗", "x", "red"), "skipped": ("–", "-", "yellow")}  # noqa: RUF001


class PatientConsole(Console):
    """A console that goes on where its reader is gone; Rich's own ends the thread that prints, or the program."""

    def on_broken_pipe(self) -> None:
        """Print nowhere from now on."""
        print_nowhere(self.file)


class Show(Protocol):
    """Where a run is shown."""

    def feature(self, feature: FeatureProgress) -> None:
        """Show a feature that has ended, or of which nothing more comes."""

    def progress(self, progress: RunProgress, passed: float) -> None:
        """Show how far the run is after so many seconds."""


def sign_of(feature: FeatureProgress) -> str:
    """How a feature came out, in one word: it failed if one of its scenarios did."""
    if feature.with_status(*WRONG):
        return "failed"
    return "passed" if feature.with_status("passed") else "skipped"


class Lines:
    """Shows a run as plain lines."""

    def __init__(self, console: Console) -> None:
        """Show it at a console."""
        self._console = console
        self._told_at = monotonic()

    def feature(self, feature: FeatureProgress) -> None:
        """Show a feature in a line, and below it what did not pass."""
        mark, plain, colour = MARKS[sign_of(feature)]
        shown = mark if mark.encode(self._console.encoding, "ignore") else plain
        self._print(Text.assemble((f"  {shown} ", colour), printable(one_line(headline(feature)))))
        for line in details(feature):
            self._print(Text(printable(f"      {one_line(line)}"), style="dim" if line.startswith("  ") else ""))

    def progress(self, progress: RunProgress, passed: float) -> None:
        """Say how far the run is, where nothing was said for some time."""
        if monotonic() - self._told_at >= LOG_SECONDS:
            at_work = f"; at work: {one_line(progress.scenario)}" if progress.scenario else ""
            self._print(Text(f"  … {how_far(progress, passed)}{at_work}"))

    def _print(self, text: Text) -> None:
        self._told_at = monotonic()
        self._console.print(text, soft_wrap=True, highlight=False)


class Terminal(Lines):
    """Shows a run at a terminal: one line that lives, and above it the features that have ended."""

    def __init__(self, console: Console, bar: Progress, row: TaskID) -> None:
        """Show it at a console.

        Args:
            console: the console.
            bar: what keeps the line alive.
            row: the line.
        """
        super().__init__(console)
        self._bar = bar
        self._row = row

    def progress(self, progress: RunProgress, passed: float) -> None:
        """Write the line that lives anew."""
        self._bar.update(
            self._row,
            completed=progress.done,
            total=progress.total or None,
            far=how_far(progress, passed),
            scenario=printable(one_line(progress.scenario)),
        )


class Workflow(Lines):
    """Shows a run in the log of a GitHub workflow: a group for each feature, with all its scenarios."""

    def feature(self, feature: FeatureProgress) -> None:
        """Show a feature as a group, whose title tells how it came out."""
        mark = MARKS[sign_of(feature)][0]
        workflow_command("group", f"{mark} {headline(feature)}")
        for line in every_scenario(feature):
            self._print(Text(printable(one_line(line))))
        workflow_command("endgroup")


@contextmanager
def shown() -> Iterator[Show]:
    """Show a run where this process prints, as fits there."""
    console = PatientConsole(file=sys.stdout, soft_wrap=True)
    if in_workflow(os.environ):
        yield Workflow(console)
        return
    if not (sys.stdout.isatty() and console.is_terminal) or console.is_dumb_terminal:
        yield Lines(console)
        return
    live = PatientConsole()
    with Progress(*columns(live.width), console=live, transient=True, expand=True, refresh_per_second=4) as bar:
        yield Terminal(live, bar, bar.add_task("", total=None, far="starting", scenario=""))


def columns(width: int) -> Iterator[ProgressColumn]:
    """What the line that lives consists of, on a terminal of so many columns."""
    if width >= WIDE:
        yield BarColumn(bar_width=20)
    yield TextColumn("{task.fields[far]}", markup=False, table_column=Column(no_wrap=True))
    yield TextColumn(
        "{task.fields[scenario]}",
        markup=False,
        style="dim",
        table_column=Column(no_wrap=True, overflow="ellipsis", ratio=1),
    )
