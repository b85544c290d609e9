"""`python -m tests.flawed.held_out.measure SET [NAME …]`: how many of the held-out flaws the features catch.

A flaw is caught where a scenario fails. Those that carry a requirement which the flaw breaks are run first; where none
of them fails, all that a full run of a flaw takes (see `tests.flawed.prove`) are run, and for a flaw that breaks a
promise under faults those that strike with faults as well. `--near` stops before that; `--explored` has exploration
alone judge them, which costs minutes for each flaw, and `--declared` what is declared to catch them, which takes a
second for each. `--record FILE` keeps what was seen; what stands there already is not tried again.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from behave.model import Scenario

from tests.flawed.bench import Bench, Order
from tests.flawed.held_out.sets import SETS, HeldOut, read_set
from tests.flawed.lying import Flaw
from tests.flawed.prove import FULL_SECONDS, LEFT_OUT
from tests.flawed.record import Record
from tests.flawed.trial import Trial
from tests.flawed.verdict import catches

FAULTS: Final = "5_error_scenarios"
"""The folder that is left out of a full run, unless the flaw breaks a promise under faults."""

EXPLORATION: Final = "2_api_testing/exploration"
"""The feature that explores."""

Chosen = Callable[[Flaw, Scenario], bool]


class HeldOutBench(Bench):
    """Serves the flaws of one set."""

    def __init__(self, held_out: HeldOut, jobs: int) -> None:
        """Prepare.

        Args:
            held_out: the set.
            jobs: how many flaws are tried at the same time.
        """
        self.module = held_out.module
        super().__init__(jobs)


def failed(trial: Trial) -> list[str]:
    """The scenarios that failed."""
    return [one.name for one in trial.scenarios if one.status == "failed"]


def is_full(flaw: Flaw, scenario: Scenario) -> bool:
    """Whether a scenario belongs to the full run of a flaw."""
    under_faults = any(broken.startswith(("SAFE", "FAULT")) for broken in flaw.breaks)
    left_out = [name for name in LEFT_OUT if not (under_faults and name == FAULTS)]
    is_large = "large" in scenario.effective_tags
    return not is_large and not any(name in str(scenario.filename) for name in left_out)


def is_near(flaw: Flaw, scenario: Scenario) -> bool:
    """Whether a scenario of the full run carries a requirement that the flaw breaks."""
    return is_full(flaw, scenario) and not scenario.effective_tags.isdisjoint(flaw.breaks)


def is_explored(_flaw: Flaw, scenario: Scenario) -> bool:
    """Whether a scenario explores, without interruptions."""
    return EXPLORATION in str(scenario.filename)


def is_declared(flaw: Flaw, scenario: Scenario) -> bool:
    """Whether a scenario is declared to catch the flaw."""
    return catches(flaw, scenario)


def tell(trial: Trial) -> None:
    """One line for each flaw as it ends."""
    caught = failed(trial)
    words = f"caught by {len(caught)}, first {caught[0]!r}" if caught else "not caught"
    told = "" if trial.reached else ", never reached"
    sys.stdout.write(f"{trial.seconds:6.1f} s  {trial.name}: {words}{told} {trial.trouble}\n")
    sys.stdout.flush()


ALONE: Final[Mapping[str, tuple[Chosen, ...]]] = {
    "near": (is_near,),
    "explored": (is_explored,),
    "declared": (is_declared,),
}
"""What the features can be narrowed to, by the options that do it."""


def try_flaws(
    held_out: HeldOut, flaws: Iterable[Flaw], chosen: Chosen, jobs: int, note: Callable[[Trial], None]
) -> None:
    """Run what is chosen of the features on flaws.

    Args:
        held_out: the set of the flaws.
        flaws: those to be tried.
        chosen: tells for a flaw the scenarios that are run on it.
        jobs: how many at a time.
        note: is called with each trial as it ends.
    """
    orders = [Order(flaw.name, partial(chosen, flaw), FULL_SECONDS) for flaw in flaws]
    if orders:
        with HeldOutBench(held_out, jobs) as bench:
            bench.try_all(orders, note)


def measure(held_out: HeldOut, names: Sequence[str], record: Record, jobs: int, stages: Sequence[Chosen]) -> None:
    """Try flaws, until each stands in the record.

    Args:
        held_out: the set.
        names: of the flaws.
        record: where what was seen is kept.
        jobs: how many at a time.
        stages: what is run of the features: first the first, on what that does not catch the next.
    """
    waiting = [flaw for flaw in held_out.flaws if flaw.name in names and flaw.name not in record.trials]

    def note(trial: Trial) -> None:
        record.add(trial)
        tell(trial)

    def note_caught(trial: Trial) -> None:
        if failed(trial):
            note(trial)

    for chosen in stages:
        still = [flaw for flaw in waiting if flaw.name not in record.trials]
        try_flaws(held_out, still, chosen, jobs, note if chosen is stages[-1] else note_caught)


def main() -> int:
    """Try the flaws that are named, or all, and tell the share."""
    options = argparse.ArgumentParser(prog="python -m tests.flawed.held_out.measure", description=__doc__)
    options.add_argument("set", choices=SETS)
    options.add_argument("names", nargs="*", metavar="NAME")
    options.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options.add_argument("--record", type=Path)
    for name in ALONE:
        options.add_argument(f"--{name}", action="store_true")
    chosen = options.parse_args()
    held_out, record = read_set(chosen.set), Record(chosen.record)
    names = chosen.names or [flaw.name for flaw in held_out.flaws]
    stages = next((stage for name, stage in ALONE.items() if getattr(chosen, name)), (is_near, is_full))
    measure(held_out, names, record, chosen.jobs, stages)
    seen = [record.trials[name] for name in names if name in record.trials]
    caught = [trial for trial in seen if failed(trial)]
    sys.stdout.write(f"{len(caught)} of {len(seen)} flaws were caught.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
