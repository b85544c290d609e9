"""`python -m tests.flawed.fresh.measure [NAME …]`: how many of the fresh flaws the features catch.

Each flaw is served to the features that a full run of a flaw takes (see `tests.flawed.prove`), and is caught where a
scenario fails. `--record FILE` keeps what was seen; what stands there already is not tried again.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from tests.flawed.bench import Bench, Order
from tests.flawed.fresh import FRESH
from tests.flawed.prove import FULL_SECONDS, LEFT_OUT
from tests.flawed.record import Record
from tests.flawed.trial import Trial

MODULE = "tests.flawed.fresh"


class FreshBench(Bench):
    """Serves the fresh flaws."""

    module = MODULE


def failed(trial: Trial) -> list[str]:
    """The scenarios that failed."""
    return [one.name for one in trial.scenarios if one.status == "failed"]


def tell(trial: Trial) -> None:
    """One line for each flaw as it ends."""
    caught = failed(trial)
    words = f"caught by {len(caught)}, first {caught[0]!r}" if caught else "not caught"
    told = "" if trial.reached else ", never reached"
    sys.stdout.write(f"{trial.seconds:6.1f} s  {trial.name}: {words}{told} {trial.trouble}\n")
    sys.stdout.flush()


def main() -> int:
    """Try the flaws that are named, or all, and tell the share."""
    options = argparse.ArgumentParser(prog=f"python -m {MODULE}.measure", description=__doc__)
    options.add_argument("names", nargs="*", metavar="NAME")
    options.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options.add_argument("--record", type=Path)
    chosen = options.parse_args()
    record = Record(chosen.record)
    names = chosen.names or [flaw.name for flaw in FRESH]

    def note(trial: Trial) -> None:
        record.add(trial)
        tell(trial)

    def full(scenario: object) -> bool:
        return not any(name in str(getattr(scenario, "filename", "")) for name in LEFT_OUT)

    with FreshBench(chosen.jobs) as bench:
        bench.try_all([Order(name, full, FULL_SECONDS) for name in names if name not in record.trials], note)
    seen = [record.trials[name] for name in names if name in record.trials]
    caught = [trial for trial in seen if failed(trial)]
    sys.stdout.write(f"{len(caught)} of {len(seen)} fresh flaws were caught.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
