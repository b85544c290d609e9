"""`python -m tests.newcomers`: the whole suite on both servers, sound and with each bug; prints what came of it.

It takes some five minutes for each of the twelve runs. `--server` and `--bug` choose some of them (`--bug sound`: the
sound ones); features given at the end are run instead of all. The exit code is 1 where a sound server is blamed, or a
bug is not found as one cause.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.newcomers.bugs import BUGS, SERVERS, Bug
from tests.newcomers.trial import found, record, run

SECONDS: Final = 1_500
HEADING: Final = "| server | bug | scenarios | causes |\n|---|---|---|---|"


@dataclass(frozen=True)
class Row:
    """What came of one run.

    Attributes:
        server: the server's name.
        bug: what its bug does; empty for the sound one.
        scenarios: how many ended in each way, in words.
        causes: each cause: its requirement, its title, and what it costs.
        good: whether nothing was blamed falsely, and the bug was found as one cause.
        verdict: the verdict in the words of the console.
    """

    server: str
    bug: str
    scenarios: str
    causes: tuple[str, ...]
    good: bool
    verdict: str

    def __str__(self) -> str:
        return f"| {self.server} | {self.bug or '–'} | {self.scenarios} | {'; '.join(self.causes) or '–'} |"  # noqa: RUF001


def tried(server: str, bug: Bug | None, jobs: int, features: list[str]) -> Row:
    """Run the suite on a server, and read what it tells."""
    folder = Path(tempfile.mkdtemp(prefix=f"newcomer-{server}-"))
    try:
        words = ("acceptance", "run", "--target", server, "--jobs", str(jobs), *(["--", *features] if features else []))
        console = run(folder, server, bug, words, SECONDS).stdout
        summary = (folder / "reports" / "summary.md").read_text(encoding="utf-8")
        causes, outcomes = found(folder), record(folder).outcomes.values()
    finally:
        shutil.rmtree(folder)
    told = all(one.title in console and one.title in summary for one in causes)
    endings = Counter(one.ending for one in outcomes)
    kinds = ("passed", "failed", "blocked", "broken", "not offered")
    expected = [bug.breaks] if bug is not None else []
    return Row(
        server=server,
        bug=bug.says if bug is not None else "",
        scenarios=", ".join(f"{endings[kind]} {kind}" for kind in kinds if endings[kind] or kind == "failed"),
        causes=tuple(f"{one.requirement}: {one.title} ({one.costs})" for one in causes),
        good=told and [one.requirement for one in causes] == expected and not endings["broken"],
        verdict=next((line for line in console.splitlines() if line.startswith(("Accept", "Reject", "No verd"))), ""),
    )


def main() -> int:
    """Try what was chosen."""
    parser = argparse.ArgumentParser(prog="python -m tests.newcomers", description=__doc__)
    parser.add_argument("--server", action="append", choices=SERVERS, help="a server; both by default")
    parser.add_argument(
        "--bug", action="append", choices=("sound", *(one.name for one in BUGS)), help="a bug, or sound"
    )
    parser.add_argument("--jobs", type=int, default=2, help="in how many processes each run is made")
    parser.add_argument("features", nargs="*", help="features to run instead of all")
    given = parser.parse_args()
    chosen = [bug for bug in (None, *BUGS) if not given.bug or (bug.name if bug else "sound") in given.bug]
    sys.stdout.write(f"{HEADING}\n")
    rows = []
    for server in given.server or SERVERS:
        for bug in chosen:
            rows.append(tried(server, bug, given.jobs, given.features))
            sys.stdout.write(f"{rows[-1]}\n")
            sys.stdout.flush()
    for row in rows:
        sys.stdout.write(f"\n{row.server}, {row.bug or 'sound'}: {row.verdict}\n")
    return 0 if all(row.good for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
