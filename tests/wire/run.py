"""`python -m tests.wire.run`: mutants on the wire against the scenarios that call their tool, until one fails.

The reference is run first, to know which scenarios call which tool. `--record FILE` keeps what was seen, a line of
JSON for each mutant, and what stands there already is not tried again; `--sample N` takes that many, drawn with
`--seed`; `--only NAME` takes one; `--table` writes docs/wire-mutants.md. `--held` runs only the mutants of sample.toml,
each against the scenario that stands there, without the reference before.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tomllib
from collections.abc import Mapping, Sequence, Set
from functools import partial
from pathlib import Path
from typing import Final

from behave.model import Scenario

from tests.flawed.bench import Bench, Order
from tests.flawed.record import Record
from tests.flawed.trial import Trial
from tests.wire.__main__ import HONEST
from tests.wire.mutants import Side, all_mutants
from tests.wire.table import TABLE, judge, write

MOST_SECONDS: Final = 240
SAMPLE: Final = Path(__file__).with_name("sample.toml")
LEFT_OUT: Final = ("4_performance_benchmarks", "5_error_scenarios", "6_sign_off", "command_lines")
"""These take minutes for each mutant, by the same calls."""


class WireBench(Bench):
    """The bench of the mutants: a run ends with the first scenario that fails, since then the mutant is noticed."""

    module = "tests.wire"

    def __init__(self, jobs: int) -> None:
        """Prepare; `with` starts and ends the fork server."""
        super().__init__(jobs)
        self.calls: dict[str, set[str]] = {}
        self.reachable: set[str] = set()

    def _try(self, order: Order, folder: Path) -> None:
        self._config.stop = order.name != HONEST
        super()._try(order, folder)

    def _read(self, order: Order, seconds: float) -> Trial:
        if order.name == HONEST:
            self._note_calls(self._folder / order.name / "reports" / "evidence" / "calls.jsonl")
            self.reachable = {marker.name for marker in (self._folder / order.name / "markers").iterdir()}
        return super()._read(order, seconds)

    def _note_calls(self, file: Path) -> None:
        """Keep which scenarios call which tool."""
        for line in file.read_text(encoding="utf-8").splitlines():
            told = json.loads(line)
            if told.get("tool"):
                self.calls.setdefault(told["tool"], set()).add(told["scenario"])


def is_tried(scenario: Scenario) -> bool:
    """Whether a scenario is run against mutants."""
    left_out = any(name in str(scenario.filename) for name in LEFT_OUT)
    return not left_out and "large" not in scenario.effective_tags


def may_change(name: str, reachable: Set[str]) -> bool:
    """Whether a mutant would have changed anything in the run of the reference; of an effect nobody knows."""
    return name in reachable or all_mutants()[name].side is Side.EFFECT


def order_for(name: str, calls: Mapping[str, set[str]]) -> Order:
    """The run of a mutant: the scenarios that call its tool."""
    names = calls.get(all_mutants()[name].tool, set())
    return Order(name, lambda scenario: is_tried(scenario) and scenario.name in names, MOST_SECONDS)


def held_orders() -> list[Order]:
    """The runs of the sample: each mutant against the scenario that is known to notice it."""
    sample = tomllib.loads(SAMPLE.read_text(encoding="utf-8"))
    return [Order(name, partial(is_named, scenario), MOST_SECONDS) for name, scenario in sample.items()]


def is_named(name: str, scenario: Scenario) -> bool:
    """Whether a scenario has this name."""
    return str(scenario.name) == name


def read_options(words: Sequence[str] | None) -> argparse.Namespace:
    """What the command line says."""
    options = argparse.ArgumentParser(prog="python -m tests.wire.run", description=__doc__)
    options.add_argument("--only", action="append", choices=list(all_mutants()), metavar="NAME")
    options.add_argument("--sample", type=int, metavar="N")
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options.add_argument("--record", type=Path)
    options.add_argument("--table", action="store_true")
    options.add_argument("--held", action="store_true")
    return options.parse_args(words)


def chosen_names(options: argparse.Namespace) -> list[str]:
    """The mutants that are asked for; a sample has its own order, so that a longer one begins with a shorter one."""
    names: list[str] = options.only or list(all_mutants())
    if options.sample is None:
        return names
    return random.Random(options.seed).sample(names, len(names))[: options.sample]


def tell(trial: Trial) -> None:
    """One line for each trial as it ends."""
    if trial.name == HONEST:
        failed = [one.name for one in trial.scenarios if one.status != "passed"]
        line = f"{len(trial.scenarios)} scenarios, not passed: {failed or 'none'} {trial.trouble}"
    else:
        outcome, details = judge(trial)
        line = f"{outcome}: {details}"
    sys.stdout.write(f"{trial.seconds:6.1f} s  {trial.name}: {line[:300]}\n")
    sys.stdout.flush()


def main(words: Sequence[str] | None = None) -> int:
    """Try the mutants, and keep what was seen; the exit code is 1 where the reference itself does not pass."""
    options = read_options(words)
    record = Record(options.record)
    if options.held:
        with WireBench(options.jobs) as bench:
            for trial in bench.try_all(held_orders(), tell):
                record.add(trial)
        return 0
    names = [name for name in chosen_names(options) if name not in record.trials]

    def note(trial: Trial) -> None:
        record.add(trial)
        tell(trial)

    honest = []
    with WireBench(options.jobs) as bench:
        if names:
            honest = bench.try_all([Order(HONEST, is_tried, MOST_SECONDS * 4)], tell)
            for name in names:
                if not may_change(name, bench.reachable):
                    note(Trial(name, reached=False, announced=True))
            bench.try_all([order_for(n, bench.calls) for n in names if may_change(n, bench.reachable)], note)
    trials = [trial for name, trial in record.trials.items() if name in all_mutants()]
    if options.table:
        TABLE.write_text(write(trials), encoding="utf-8")
    return int(any(one.status != "passed" for trial in honest for one in trial.scenarios))


if __name__ == "__main__":
    sys.exit(main())
