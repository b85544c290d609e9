"""`compare`: orchestrators side by side, promise by promise."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console

from acceptance.commands.paths import PATHS, REPORTS, ROOT, say
from acceptance.errors import SuiteError
from acceptance.integrity.disks import ROOM_NEEDED, telling_of_disks
from acceptance.integrity.names import printable
from acceptance.locking.reports_lock import take_lock
from acceptance.reporting.comparing.answer import answer, details
from acceptance.reporting.comparing.console import tables
from acceptance.reporting.comparing.documents import as_json, markdown, page
from acceptance.reporting.comparing.matrix import Matrix
from acceptance.reporting.comparing.server_run import is_results, read_server
from acceptance.system.paths import REPORTS_VARIABLE, furnish
from acceptance.targets.target_file import TargetFile

REGRESSION: Final = 3
"""The exit code of two servers of which the second fails or lacks what the first passes."""

INTERRUPTED: Final = 130
MENDED_FIRST: Final = 2
"""The exit code of a run that something has to be mended for; what an earlier one left is not taken for its results."""

FIELD: Final = "field"
"""The key of a target that belongs to the field: the ready-made servers that are compared with each other."""

Names = list[str] | None


def compare(
    names: Annotated[
        Names, typer.Argument(metavar="NAME", help="Targets from targets.toml, or result folders.")
    ] = None,
    tags: Annotated[str, typer.Option(metavar="EXPRESSION", help="Run only the scenarios with matching tags.")] = "",
    jobs: Annotated[str, typer.Option(metavar="N", help="Run each in N processes (default: one for each core).")] = "",
    field: Annotated[
        bool, typer.Option("--field", help="Compare all targets that targets.toml marks as field.")
    ] = False,
    keep: Annotated[
        bool, typer.Option("--keep", help="Run no target of which an earlier comparison kept results.")
    ] = False,
    everything: Annotated[bool, typer.Option("--all", help="Show also what does not differ.")] = False,
) -> int:
    """Show which promises each server keeps, and which only some of them keep. Targets are run first."""
    chosen = [*(names or []), *(field_targets() if field else ())]
    if len(chosen) < 2:
        raise SuiteError("Name at least two targets or result folders, or give --field.")
    with telling_of_disks(REPORTS, ROOM_NEEDED):
        furnish(REPORTS, ROOT / "reports")
        # Not the lock of the reports folder: a run in it, which has nothing to do with this, is no reason to wait.
        folder = REPORTS / "compare"
        folder.mkdir(exist_ok=True)
        lock = take_lock(folder, "acceptance compare")
    try:
        return compared(chosen, tags, jobs, keep=keep, everything=everything)
    finally:
        lock.release()


def field_targets() -> Iterator[str]:
    """The targets of the field."""
    known = TargetFile.read(PATHS.targets).content.get("targets", {})
    yield from (name for name, table in known.items() if table.get(FIELD))


def compared(names: Sequence[str], tags: str, jobs: str, *, keep: bool = False, everything: bool = False) -> int:
    """Run what has to be run, compare, and return the exit code."""
    # All are looked for before any is run, which may take minutes.
    folders = {shown: results_of(name, shown) for name, shown in zip(names, shown_names(names), strict=True)}
    there: dict[str, Path] = {}
    for name, (shown, folder) in zip(names, folders.items(), strict=True):
        kept = is_results(Path(name)) or (keep and is_results(folder))
        code = 0 if kept else run_apart(name, folder, tags, jobs)
        if code == INTERRUPTED:
            say("The comparison was interrupted.")
            return INTERRUPTED
        if code == MENDED_FIRST or not is_results(folder):
            say(f"{shown} is not compared, because it was not run; the reason is above.")
            continue
        there[shown] = folder
    if len(there) < 2:
        say("There is nothing to compare.")
        return MENDED_FIRST
    return tell(Matrix(tuple(read_server(*one, PATHS.features) for one in there.items())), everything=everything)


def tell(matrix: Matrix, *, everything: bool) -> int:
    """Write the comparison down, show it, and return the exit code."""
    documents = {
        "compare.html": page(matrix, everything=everything),
        "compare.md": markdown(matrix, everything=everything),
        "compare.json": as_json(matrix),
    }
    for name, content in documents.items():
        (REPORTS / name).write_text(content, encoding="utf-8")
    say(f"\n{answer(matrix)}")
    for sentence in (*details(matrix), *matrix.notes):
        say(sentence)
    console = Console()
    for table in tables(matrix, everything=everything):
        console.print(table)
    say(f"The comparison is {REPORTS / 'compare.html'}; compare.md and compare.json are beside it.")
    return REGRESSION if len(matrix.servers) == 2 and matrix.regressions else 0


def shown_names(names: Sequence[str]) -> list[str]:
    """What the servers are called, each otherwise: the name of a target, or the last part of a folder's path."""
    short = [last_part(Path(name)) if is_results(Path(name)) else name for name in names]
    longer = [name if short.count(one) > 1 else one for name, one in zip(names, short, strict=True)]
    return [
        one if longer.index(one) == number else f"{one} ({longer[: number + 1].count(one)})"
        for number, one in enumerate(longer)
    ]


def last_part(folder: Path) -> str:
    """The last part of a path as it was typed; of one that ends with dots, that of the folder it means."""
    return folder.name if folder.name.strip(".") else folder.resolve().name


def results_of(name: str, shown: str) -> Path:
    """The reports folder of a server: the one given, or the one that a run of the target will fill.

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
    return REPORTS / "compare" / re.sub(r"[^\w.-]", "_", shown)


def run_apart(name: str, folder: Path, tags: str, jobs: str) -> int:
    """Run a target with reports of its own; returns the exit code."""
    say(f"\nHolding {name} against the specification …")
    command = [sys.executable, "-m", "acceptance", "run", "--target", name, *(["--jobs", jobs] if jobs else [])]
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
