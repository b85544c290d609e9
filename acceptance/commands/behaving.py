"""Runs behave for a command: with all that it prints, or with the console that folds the features."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from acceptance.commands.paths import PATHS, ROOT, say
from acceptance.display import printable
from acceptance.leftovers import clear
from acceptance.locking.reports_lock import ReportsLock
from acceptance.reporting.live import following
from acceptance.shards.durations import Durations
from acceptance.shards.running import KNOWN_CODES
from acceptance.shards.sharing import Order
from acceptance.specification.features import read_specification
from acceptance.supervision.watching import Watched
from acceptance.system.paths import Paths

PRINTING: Final = ("-f", "--format", "-d", "--dry-run", "-h", "--help", "--version", "--lang", "--tags-help")
"""How options of behave begin that say what it prints: who gives one wants to see that."""

LAST_LINES: Final = 40
"""So many of its last lines are shown of a behave that ran nothing, or that broke off."""


@dataclass(frozen=True, slots=True)
class Printed:
    """Where a behave process prints while the console shows the run.

    Attributes:
        output: the file of its standard output.
        errors: the file of its standard error, in which the suite speaks to the person at the console.
    """

    output: Path
    errors: Path

    def last_lines(self) -> str:
        """The last of what it printed."""
        lines = self.output.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        # Behave ends so where it gives up, which helps nobody.
        return "\n".join(line for line in lines[-LAST_LINES:] if not line.startswith("USING RUNNER: "))


def prints(words: Sequence[str]) -> bool:
    """Whether options for behave say what it prints."""
    return any(word.startswith(PRINTING) for word in words)


def run_behave(order: Order, lock: ReportsLock, paths: Paths = PATHS) -> tuple[int, bool]:
    """Run behave as was ordered, and show the run.

    Returns:
        The exit code, and whether it was ended by somebody else: then it is 1.
    """
    if order.verbose:
        return behave(order.whole(), lock, paths)
    durations = Durations(paths.reports / "durations.json", paths.reports / "allure-results")
    with TemporaryDirectory(prefix="oa-console-") as folder:
        printed = Printed(Path(folder, "output"), Path(folder, "errors"))
        cases = read_specification(paths.features).cases
        with following(paths.reports, cases, paces=durations.kept(), said=printed.errors) as live:
            code, killed = behave([*order.whole(), "--format=null"], lock, paths, printed)
        if live.progress.done:
            durations.keep()
        if (code and not live.progress.done) or (code not in KNOWN_CODES and not killed):
            say(printable(printed.last_lines()))
    return code, killed


def behave(
    command: Sequence[str], lock: ReportsLock, paths: Paths = PATHS, printed: Printed | None = None
) -> tuple[int, bool]:
    """Run behave to its end; Ctrl-C is behave's to handle, and a termination is handed on to it.

    Args:
        command: the command line.
        lock: keeps others out of the reports folder; the process shares it.
        paths: where the suite is, and where it writes.
        printed: where the process prints; where this one does, if none is given.

    Returns:
        The exit code, and whether it was ended by somebody else: then it is 1.

    Raises:
        SuiteError: the reports folder is not the one any more that the process wrote into.
    """
    environment = {**os.environ, **paths.variables(), **lock.variables()}
    with ExitStack() as stack:
        # Files, and no pipes: should this process be killed, behave can still print and end its servers.
        output, errors = (
            (stack.enter_context(printed.output.open("wb")), stack.enter_context(printed.errors.open("wb")))
            if printed
            else (None, None)
        )
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, pass_fds=(lock.descriptor,), stdout=output, stderr=errors
        )
    signal.signal(signal.SIGTERM, lambda number, frame: process.terminate())
    watched = Watched(process, "The run", say)
    while True:
        try:
            code = watched.wait()
            break
        except KeyboardInterrupt:
            # The terminal has sent it to behave as well, which ends its servers and keeps the results so far.
            continue
    killed = code < 0
    if killed:
        if sentence := watched.killed():
            say(sentence)
        clear()
    lock.require_place(paths.reports)
    return (1 if killed else code), killed
