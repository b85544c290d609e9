"""`python -m tests.flawed.prove`: every flaw against all features, or with --declared those that must catch it.

`--record FILE` keeps what was seen, a line of JSON for each flaw, and what stands there already is not tried again;
`--table` writes docs/flaws.md out of it, `--only NAME` tries one flaw. With `--resume` the rows of docs/flaws.md whose
flaws have not changed count as seen.

A full run leaves out what measures (it must run alone on a quiet machine), what sums up, what strikes with faults,
what explores and what types commands (these take minutes for each flaw, by the same calls), unless they are
declared to catch the flaw; `--everything` takes them in as well. A flaw that only a measurement catches is tried
alone, after all others; with `--declared` only if it is named, since the tests that use it are many at a time.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from behave.model import Scenario

from tests.flawed.__main__ import HONEST
from tests.flawed.bench import Bench, Order
from tests.flawed.flaws import FLAWS
from tests.flawed.lying import Flaw
from tests.flawed.record import Record
from tests.flawed.table import TABLE, lines_that_hold, write
from tests.flawed.trial import Trial
from tests.flawed.verdict import Outcome, catches, judge

DECLARED_SECONDS: Final = 90
FULL_SECONDS: Final = 1200
LEFT_OUT: Final = ("4_performance_benchmarks", "5_error_scenarios", "6_sign_off", "command_lines", "exploration")


def orders(names: Sequence[str], *, declared: bool, everything: bool = False) -> list[Order]:
    """What is to be tried: the honest one first, then the flaws."""
    wanted = [FLAWS[name] for name in names]
    if not names:
        return []
    if not declared:
        return [Order(flaw.name, partial(is_full, flaw, everything), FULL_SECONDS) for flaw in wanted]
    plain = [flaw for flaw in wanted if not flaw.extends]
    honest = Order(HONEST, lambda scenario: any(catches(flaw, scenario) for flaw in plain), FULL_SECONDS)
    return [honest, *(Order(flaw.name, partial(catches, flaw), DECLARED_SECONDS) for flaw in wanted)]


def is_full(flaw: Flaw, everything: bool, scenario: Scenario) -> bool:
    """Whether a scenario belongs to the full run of a flaw."""
    if "large" in scenario.effective_tags:
        return False
    left_out = any(name in str(scenario.filename) for name in LEFT_OUT)
    return everything or not left_out or catches(flaw, scenario)


def tell(trial: Trial) -> None:
    """One line for each trial as it ends."""
    if trial.name == HONEST:
        failed = [one.name for one in trial.scenarios if one.status != "passed"]
        line = f"{len(trial.scenarios)} scenarios, not passed: {failed or 'none'} {trial.trouble}"
    else:
        verdict = judge(FLAWS[trial.name], trial)
        line = f"{verdict.outcome}"
        line += f"; missed by {list(verdict.missed_by)}" if verdict.missed_by else ""
        line += f"; unrelated: {list(verdict.unrelated)}" if verdict.unrelated else ""
        line += f"; {verdict.details}" if verdict.details else ""
    sys.stdout.write(f"{trial.seconds:6.1f} s  {trial.name}: {line}\n")
    sys.stdout.flush()


def read_options() -> argparse.Namespace:
    """What the command line says."""
    options = argparse.ArgumentParser(prog="python -m tests.flawed.prove", description=__doc__)
    options.add_argument("--declared", action="store_true")
    options.add_argument("--everything", action="store_true")
    options.add_argument("--only", action="append", choices=list(FLAWS), metavar="NAME")
    options.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options.add_argument("--record", type=Path)
    options.add_argument("--table", action="store_true")
    options.add_argument("--resume", action="store_true")
    return options.parse_args()


def main() -> int:
    """Try the flaws, keep what was seen; the exit code is 0 when all were rejected, for their own reasons."""
    chosen = read_options()
    record = Record(chosen.record)
    untried = FLAWS.keys() - set(chosen.only) if chosen.only else ()
    before = lines_that_hold(TABLE.read_text(encoding="utf-8"), untried) if chosen.resume or chosen.only else {}
    wanted = [name for name in chosen.only or FLAWS.keys() - before.keys() if name not in record.trials]
    wanted.sort(key=list(FLAWS).index)
    quiet = [name for name in wanted if FLAWS[name].measures and (chosen.only or not chosen.declared)]
    wanted = [name for name in wanted if not FLAWS[name].measures]

    def note(trial: Trial) -> None:
        record.add(trial)
        tell(trial)

    with Bench(chosen.jobs) as bench:
        bench.try_all(orders(wanted, declared=chosen.declared, everything=chosen.everything), note)
        bench.try_all(orders(quiet, declared=chosen.declared, everything=chosen.everything), note, jobs=1)
    trials = [record.trials[name] for name in (HONEST, *FLAWS) if name in record.trials]
    if chosen.table:
        TABLE.write_text(write(trials, before), encoding="utf-8")
    verdicts = [judge(FLAWS[trial.name], trial) for trial in trials if trial.name != HONEST]
    honest = [one for trial in trials if trial.name == HONEST for one in trial.scenarios]
    good = [one for one in verdicts if one.outcome is Outcome.REJECTED and not one.missed_by and not one.unrelated]
    sys.stdout.write(f"{len(good)} of {len(verdicts)} flaws were rejected by what is declared to catch them.\n")
    return 0 if len(good) == len(verdicts) and all(one.status == "passed" for one in honest) else 1


if __name__ == "__main__":
    sys.exit(main())
