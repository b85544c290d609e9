"""How long the tests take, and what each minute shows: `python -m tools.durations --write`, for `make durations`.

Without `--write` it checks that every folder of tests is on `docs/tests.md`.
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from tests.timing import DURATIONS, QUICK, durations
from tools.style.check import ROOT

PAGE: Final = Path("docs/tests.md")
HEAD: Final = """\
# The tests, and how long they take

What each folder of `tests/` shows, and the seconds that its files took when they were measured last, with the workers
of `make unit ALL=1`: a test's time is also the time that it waits for a server or for a processor. `make durations`
measures them again and writes this page, best with nothing else running. `make check` runs the files of up to {quick:g}
seconds; `make test` runs all files, and of the tests marked `costly` a seventh that changes from day to day.

| folder | seconds | files | what it shows |
|---|---:|---:|---|
"""
SLOWEST: Final = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page, or check that it names every folder; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.durations", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {PAGE}")
    if parser.parse_args(arguments).write:
        (ROOT / PAGE).write_text(page(durations()), encoding="utf-8")
        return 0
    text = (ROOT / PAGE).read_text(encoding="utf-8")
    missing = [folder for folder in folders() if f"| {folder} |" not in text]
    sys.stdout.writelines(f"{PAGE} lacks the folder {folder}: run `make durations`\n" for folder in missing)
    return 1 if missing else 0


def folders() -> list[str]:
    """The folders below `tests/` that have tests of their own."""
    root = ROOT / "tests"
    return sorted({path.relative_to(root).parts[0] for path in root.glob("*/**/test_*.py")})


def page(seconds: Mapping[str, float]) -> str:
    """The page of the tests.

    Args:
        seconds: what each file took.
    """
    by_folder: dict[str, list[float]] = defaultdict(list)
    for file, took in seconds.items():
        by_folder[PurePosixPath(file).parts[1]].append(took)
    rows = sorted(folders(), key=lambda folder: -sum(by_folder[folder]))
    lines = [f"| {one} | {sum(by_folder[one]):.0f} | {len(by_folder[one])} | {shown_by(one)} |" for one in rows]
    lines.append(f"| all | {sum(seconds.values()):.0f} | {len(seconds)} | |")
    slowest = [f"| {file} | {took:.0f} |" for file, took in list(seconds.items())[:SLOWEST]]
    table = ["", "## The files that take longest", "", "| file | seconds |", "|---|---:|", *slowest]
    note = ["", f"All files: [`tests/{DURATIONS.name}`](../tests/{DURATIONS.name})."]
    return HEAD.format(quick=QUICK) + "\n".join([*lines, *table, *note]) + "\n"


def shown_by(folder: str) -> str:
    """What the tests of a folder show, as its package says, or its fixtures where it is none."""
    files = (ROOT / "tests" / folder / name for name in ("__init__.py", "conftest.py"))
    text = next(file for file in files if file.is_file()).read_text(encoding="utf-8")
    return (ast.get_docstring(ast.parse(text)) or "").partition("\n")[0].replace("|", "\\|")


if __name__ == "__main__":
    sys.exit(main())
