"""A run of the suite on a newcomer's server, sound or with a bug."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from acceptance.judging.causes import Cause, causes
from acceptance.judging.run_record import RunRecord, read_run
from tests.newcomers.bugs import Bug, write_server

ROOT: Final = Path(__file__).resolve().parents[2]


def environment(folder: Path) -> dict[str, str]:
    """The variables of a run whose targets and reports lie in a folder."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "ORCHESTRATOR_TARGETS": str(folder / "tests" / "newcomers" / "targets.toml"),
        "ORCHESTRATOR_REPORTS": str(folder / "reports"),
    }


def run(
    folder: Path, server: str, bug: Bug | None, words: Sequence[str], seconds: float
) -> subprocess.CompletedProcess[str]:
    """Write a server into a folder, and run the suite on it.

    Args:
        folder: where it is written, and its reports.
        server: its name.
        bug: its bug, if it has one.
        words: the module that runs, and its words.
        seconds: the bound.
    """
    write_server(folder, server, bug)
    (folder / "reports").mkdir()
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=ROOT,
        env=environment(folder),
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )


def record(folder: Path) -> RunRecord:
    """What the reports of a run in a folder tell."""
    return read_run(folder / "reports", ROOT / "features")


def found(folder: Path) -> list[Cause]:
    """The causes that a run in a folder found."""
    return causes(record(folder))
