"""`python -m tests.hostile.table [RECORD …]`: write docs/hostile.md, what came of all features on each target.

The records are those of `python -m tests.hostile.run --whole --record RECORD`. What they say of whole runs is kept in
`tests/hostile/whole_runs.jsonl`, in place of what stood there of the same target.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from tests.flawed.bench import ROOT
from tests.hostile.declaring import Hostile
from tests.hostile.record import Found, Record
from tests.hostile.targets import HOSTILES

PAGE: Final = ROOT / "docs" / "hostile.md"
RUNS: Final = ROOT / "tests" / "hostile" / "whole_runs.jsonl"
PROMISES: Final = RUNS.with_name("promises.toml")
HEAD: Final = """# Hostile targets

The suite must not harm who runs it, whatever a target does ([SECURITY.md](../SECURITY.md)). Each target below does harm
on purpose ([`tests/hostile`](../tests/hostile)). `make test` runs the scenarios that meet the harm on every target.
This page shows what happened when all features (folders 1, 2, 3 and 5, without the benchmarks) ran on a target.

After a run, all of this must hold: no file outside the workspace has changed, nobody has connected to an address that
the target named, no temporary file and no process is left, no file is over its limit, the reports contain no secret and
nothing from a file outside, the console shows no traceback and no control character, and no scenario ended with an
error of the suite. A scenario may fail: the target is at fault.

| result | meaning |
|---|---|
| held | all scenarios ran, and all of this holds |
| held, cut | the time limit ended the run after so many scenarios, and all of this holds |
| **harmed** | something does not hold; the table says what |
| not run whole | only the scenarios that meet the harm have run, in `make test` |

The features that meet the harm run first, and the others in an order of the target's own, so that a time limit leaves
out different ones. To add a result, run a target and write this page again:

```sh
.venv/bin/python -m tests.hostile.run NAME --whole --jobs 1 --seconds 1800 --record FILE
.venv/bin/python -m tests.hostile.table FILE
```
"""


def kept(records: Iterable[Path]) -> dict[str, Found]:
    """The whole runs on targets that exist, by their names; a later record takes the place of an earlier one."""
    found = {name: one for file in (RUNS, *records) for name, one in Record(file).found.items()}
    return {name: replace(found[name], failed=[], kept="") for name in HOSTILES if name in found and found[name].whole}


def page(runs: Mapping[str, Found]) -> str:
    """The page."""
    kinds = dict.fromkeys(map(kind_of, HOSTILES.values()))
    return f"{HEAD}\n{counted(runs)}\n" + "".join(section(kind, runs) for kind in kinds) + held()


def counted(runs: Mapping[str, Found]) -> str:
    """How many targets there are, and how many ran in which way."""
    whole = sum(not one.unmet and not one.problems for one in runs.values())
    cut = sum(bool(one.unmet) and not one.problems for one in runs.values())
    harmed = sum(bool(one.problems) for one in runs.values())
    return (
        f"Of {len(HOSTILES)} targets, {whole} held and {cut} held until the time limit; {harmed} harmed;"
        f" {len(HOSTILES) - len(runs)} have not been run whole."
    )


def kind_of(one: Hostile) -> str:
    """The module in which a target is declared, which has those of one kind."""
    return one.tell.__module__ if one.tell else one.script


def section(kind: str, runs: Mapping[str, Found]) -> str:
    """The targets of a kind."""
    title = ((import_module(kind).__doc__ if kind in sys.modules else "") or kind).splitlines()[0].rstrip(".")
    rows = "".join(map("| {} |\n".format, rows_of(kind, runs)))
    return f"\n## {title}\n\n| target | what it does | all features | date |\n|---|---|---|---|\n{rows}"


def rows_of(kind: str, runs: Mapping[str, Found]) -> Iterator[str]:
    """The rows of its table."""
    for name, one in HOSTILES.items():
        if kind_of(one) == kind:
            found = runs.get(name)
            yield " | ".join((f"`{name}`", one.does, result(found), found.day if found else ""))


def result(found: Found | None) -> str:
    """What came of a whole run."""
    if found is None:
        return "not run whole"
    ran = sum(found.outcomes.values())
    if found.problems:
        told = "; ".join(problem.splitlines()[0].replace("|", "\\|") for problem in found.problems)
        return f"**harmed** after {ran:,} scenarios: {told}"
    return f"held, cut after {ran:,} of {ran + found.unmet:,} scenarios" if found.unmet else f"held, {ran:,} scenarios"


def promises() -> list[dict[str, Any]]:
    """What the suite promises to who runs it: `area`, `says`, and the targets and tests that it is `held_by`."""
    found: list[dict[str, Any]] = tomllib.loads(PROMISES.read_text(encoding="utf-8"))["promise"]
    return found


def held() -> str:
    """The promises, and what holds them."""
    rows = "".join(
        f"| {one['area']} | {one['says']} | {', '.join(f'`{name}`' for name in one['held_by'])} |\n"
        for one in promises()
    )
    return f"\n## What holds each promise\n\n| area | promise | targets and tests |\n|---|---|---|\n{rows}"


def main() -> None:
    """Keep what the records say, and write the page."""
    runs = kept(map(Path, sys.argv[1:]))
    RUNS.write_text("".join(f"{json.dumps(asdict(one))}\n" for one in runs.values()), encoding="utf-8")
    PAGE.write_text(page(runs), encoding="utf-8")


if __name__ == "__main__":
    main()
