"""How many processes share a run when nobody says: as many as there are processors, fewer for a small selection."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from acceptance.shards.division import ALONE, MOST_SHARES
from acceptance.shards.selection import picks_otherwise, selected_cases
from acceptance.specification.features import Case
from acceptance.system.processors import processors

ENOUGH: Final = 25
"""So many scenarios take about as long as a process takes to begin, so that fewer are not worth one more."""

ONE_PROCESS: Final = ("--stop", "-w", "--wip", "-D", "--define", "-o", "--outfile")
"""How options of behave begin that mean one process: it stops at the first failure, is told more, or writes a file."""


def usual_jobs(root: Path, places: Sequence[str], options: Sequence[str]) -> int:
    """How many processes share a run on this machine, where nobody says.

    Args:
        root: the folder of the suite.
        places: the folders, files and lines that limit what is run.
        options: what behave is told besides.

    Raises:
        SuiteError: a feature cannot be read.
    """
    # Who names lines or a name wants a few scenarios; how many, only behave can tell.
    few = any(":" in place for place in places) or picks_otherwise(options)
    if few or any(word.startswith(ONE_PROCESS) for word in options) or processors() == 1:
        return 1
    return jobs_for(selected_cases(root, places, options))


def jobs_for(cases: Iterable[Case]) -> int:
    """How many processes are worth their beginning for some scenarios, of those that this machine has cores for."""
    shared = [case for case in cases if case.folder not in ALONE]
    files = {case.place.rpartition(":")[0] for case in shared}
    return max(1, min(processors(), MOST_SHARES, len(files), len(shared) // ENOUGH))
