"""`compare`: two orchestrators side by side, criterion by criterion."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console

from acceptance.commands.paths import PATHS, REPORTS, ROOT, say
from acceptance.commands.report import target_details
from acceptance.errors import SuiteError
from acceptance.evidence.scenario_results import RESULT, read_results
from acceptance.integrity.disks import ROOM_NEEDED, telling_of_disks
from acceptance.integrity.names import printable
from acceptance.locking.reports_lock import take_lock
from acceptance.reporting.comparing.pages import headline, markdown, page, tables
from acceptance.reporting.comparing.run_comparison import RunComparison, Side
from acceptance.specification.requirements import read_requirements
from acceptance.system.paths import REPORTS_VARIABLE, furnish
from acceptance.targets.target_file import TargetFile

REGRESSION: Final = 3
"""The exit code when B fails or lacks what A meets."""

INTERRUPTED: Final = 130
MENDED_FIRST: Final = 2
"""The exit code of a run that something has to be mended for; what an earlier one left is not taken for its results."""


def compare(
    first: Annotated[str, typer.Argument(metavar="A", help="A target from targets.toml, or a folder with results.")],
    second: Annotated[str, typer.Argument(metavar="B", help="A target or folder to compare with A.")],
    tags: Annotated[str, typer.Option(metavar="EXPRESSION", help="Run only the scenarios with matching tags.")] = "",
    jobs: Annotated[str, typer.Option(metavar="N", help="Run each in N processes.")] = "1",
) -> int:
    """List which criteria only A meets, only B, both, or neither. Targets are run first."""
    with telling_of_disks(REPORTS, ROOM_NEEDED):
        furnish(REPORTS, ROOT / "reports")
        # Not the lock of the reports folder: a run in it, which has nothing to do with this, is no reason to wait.
        folder = REPORTS / "compare"
        folder.mkdir(exist_ok=True)
        lock = take_lock(folder, "acceptance compare")
    try:
        return compared((first, second), tags, jobs)
    finally:
        lock.release()


def compared(names: tuple[str, str], tags: str, jobs: str) -> int:
    """Run what has to be run, compare, and return the exit code."""
    # Both are looked for before either is run, which may take minutes.
    folders = [results_of(letter, name) for letter, name in zip("AB", names, strict=True)]
    for name, folder in zip(names, folders, strict=True):
        code = 0 if is_results(Path(name)) else run_apart(name, folder, tags, jobs)
        if code == INTERRUPTED:
            say("The comparison was interrupted.")
            return INTERRUPTED
        if code == MENDED_FIRST:
            say(f"There is nothing to compare: {name} was not run; the reason is above.")
            return MENDED_FIRST
    words = read_requirements(ROOT / "features" / "requirements.md")
    return tell(RunComparison(read_side(names[0], folders[0]), read_side(names[1], folders[1]), words))


def tell(comparison: RunComparison) -> int:
    """Write the comparison down, show it, and return the exit code."""
    for name, content in (("compare.md", markdown(comparison)), ("compare.html", page(comparison))):
        (REPORTS / name).write_text(content, encoding="utf-8")
    console = Console()
    for table in tables(comparison):
        if table.row_count:
            console.print(table)
    say(headline(comparison))
    say(f"The comparison is {REPORTS / 'compare.html'}, and as Markdown compare.md beside it.")
    return REGRESSION if comparison.regressions else 0


def results_of(letter: str, name: str) -> Path:
    """The reports folder of one side: the one given, or the one that a run of the target will fill.

    Raises:
        SuiteError: the name is neither a folder with results nor a target.
    """
    folder = Path(name)
    if is_results(folder):
        return folder
    known = TargetFile.read(PATHS.targets).content.get("targets", {})
    if name not in known:
        raise SuiteError(
            f'"{printable(name)}" is neither a folder with the results of a run nor a target of {PATHS.targets.name}, '
            f"which has: {', '.join(known)}."
        )
    plain = re.sub(r"[^\w.-]", "_", name)
    return REPORTS / "compare" / f"{letter}-{plain}"


def is_results(folder: Path) -> bool:
    """Whether a folder holds the results of a run, its own or those of a reports folder."""
    return any(any(place.glob(RESULT)) for place in (folder, folder / "allure-results"))


def run_apart(name: str, folder: Path, tags: str, jobs: str) -> int:
    """Run a target with reports of its own; returns the exit code."""
    say(f"\nHolding {name} against the specification …")
    command = [sys.executable, "-m", "acceptance", "run", "--target", name, "--jobs", jobs]
    command += [f"--tags={tags}"] if tags else []
    process = subprocess.Popen(command, env={**os.environ, **PATHS.variables(), REPORTS_VARIABLE: str(folder)})
    signal.signal(signal.SIGTERM, lambda number, frame: process.terminate())
    interrupted = False
    while True:
        try:
            code = process.wait()
        except KeyboardInterrupt:
            # The terminal has sent it to the run as well, which ends its servers and keeps the results so far.
            interrupted = True
            continue
        return INTERRUPTED if interrupted or code < 0 else code


def read_side(name: str, folder: Path) -> Side:
    """One side, as its results tell it.

    Raises:
        SuiteError: there are no results.
    """
    inner = folder / "allure-results"
    scenarios = tuple(read_results(inner if inner.is_dir() else folder))
    if not scenarios:
        raise SuiteError(f"The run of {name} left no results, so there is nothing to compare. See what it said above.")
    told = target_details((folder if inner.is_dir() else folder.parent) / "evidence" / "calls.jsonl")
    server = ", ".join(dict.fromkeys(filter(None, (told.get("Target"), told.get("Server")))))
    return Side(f"{name} ({server})" if server and server != name else name, scenarios)
