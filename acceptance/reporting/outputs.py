"""What a run came to, for a workflow: `python -m acceptance.reporting.outputs reports` prints `name=value` lines."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from acceptance.errors import SuiteError
from acceptance.evidence.scenario_results import read_record
from acceptance.integrity.files import read_json
from acceptance.judging.signing import RECORD
from acceptance.judging.verdict import Verdict

PAGE: Final = "acceptance-report.html"
WRONG: Final = ("failed", "blocked", "broken")
MOST_BYTES: Final = 1 << 26


def outputs(reports: Path) -> Iterator[str]:
    """The verdict, the counts and where the report is; nothing that others wrote.

    Args:
        reports: where the run wrote.
    """
    yield f"verdict={_verdict(reports)}"
    counts: Counter[str] = Counter()
    with suppress(SuiteError):
        counts = Counter(one.status for one in read_record(reports).values())
    yield f"scenarios={counts.total()}"
    yield f"passed={counts['passed']}"
    yield f"failed={sum(counts[status] for status in WRONG)}"
    yield f"skipped={counts['skipped']}"
    page = reports.resolve() / PAGE
    yield f"report={page if page.is_file() else ''}"


def _verdict(reports: Path) -> Verdict:
    """The verdict; none where none was given, or its record cannot be read."""
    with suppress(OSError, ValueError, TypeError, KeyError, SuiteError):
        return Verdict(read_json(reports / RECORD, MOST_BYTES)["verdict"])
    return Verdict.NONE


if __name__ == "__main__":
    for line in outputs(Path(sys.argv[1])):
        sys.stdout.write(f"{line}\n")
