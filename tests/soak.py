"""`python -m tests.soak`: the whole suite again and again on the reference, to find scenarios whose outcome changes.

The features come in another order each time (those that measure and those that sum up come last, as they are meant to),
and every second run is shared out over two processes. A scenario that passes once and fails once is a flake, whoever
is to blame for it: the scenario, the driver or the reference. A figure that could not be measured, because the machine
was busy, is told apart from that: it says something about the machine only. With `--alone`, one whole run is compared
with runs of each feature alone: no scenario may need what another feature left behind.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic
from typing import Any, Final

from acceptance.errors import NOT_MEASURABLE
from acceptance.specification.phases import JUDGING_FOLDER

ROOT: Final = Path(__file__).resolve().parents[1]
LAST: Final = ("4_performance_benchmarks", "6_sign_off")
RUN_SECONDS: Final = 3600
BUSY: Final = "not measurable"


@dataclass(frozen=True)
class Round:
    """One run of the suite.

    Attributes:
        number: which one, counted from 1.
        jobs: over how many processes it was shared out.
        outcomes: how each scenario ended, by its name.
        reasons: why it did not pass, by its name.
        seconds: how long it took.
        code: the exit code.
    """

    number: int
    jobs: int
    outcomes: Mapping[str, str]
    seconds: float
    code: int
    reasons: Mapping[str, str] = field(default_factory=dict)

    def line(self) -> str:
        """The run in one line."""
        counts = ", ".join(f"{count} {status}" for status, count in sorted(Counter(self.outcomes.values()).items()))
        return f"run {self.number} with {self.jobs} job(s), {self.seconds:.0f} s, exit code {self.code}: {counts}"


def order_of(features: Sequence[Path], chance: random.Random) -> list[str]:
    """The features in an order of their own; those that measure or sum up come last."""
    early = [str(path.relative_to(ROOT)) for path in features if path.parent.name not in LAST]
    late = sorted(str(path.relative_to(ROOT)) for path in features if path.parent.name in LAST)
    chance.shuffle(early)
    return [*early, *late]


def run_once(number: int, features: Sequence[str], jobs: int) -> Round:
    """Run the suite once, in a folder of reports of its own."""
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        reports = Path(folder) / "reports"
        shared = ["-m", "acceptance", "run", "--jobs", str(jobs), "--", *features]
        command = [sys.executable, *(shared if jobs > 1 else ["-m", "behave", *features])]
        began = monotonic()
        with (Path(folder) / "console.txt").open("wb") as console:
            done = subprocess.run(
                command,
                cwd=ROOT,
                env={**os.environ, "ORCHESTRATOR_REPORTS": str(reports)},
                stdout=console,
                stderr=console,
                timeout=RUN_SECONDS,
                check=False,
            )
        seconds = monotonic() - began
        results = [json.loads(path.read_text(encoding="utf-8")) for path in reports.rglob("*-result.json")]
    outcomes = {one["name"]: outcome_of(one) for one in results}
    reasons = {one["name"]: reason for one in results if (reason := reason_of(one))}
    return Round(number, jobs, outcomes, seconds, done.returncode, reasons)


def reason_of(result: Mapping[str, Any]) -> str:
    """Why a scenario did not pass, by its result in the report."""
    return str((result.get("statusDetails") or {}).get("message", ""))


def outcome_of(result: Mapping[str, Any]) -> str:
    """How a scenario ended, by its result in the report."""
    return BUSY if reason_of(result).startswith(NOT_MEASURABLE) else str(result["status"])


def run_alone(number: int, features: Sequence[Path]) -> Round:
    """Run each feature alone; what judges a whole run has nothing to judge there."""
    chosen = [str(path.relative_to(ROOT)) for path in features if path.parent.name != JUDGING_FOLDER]
    runs = [run_once(number, [feature], jobs=1) for feature in chosen]
    return Round(
        number,
        1,
        {name: outcome for one in runs for name, outcome in one.outcomes.items()},
        sum(one.seconds for one in runs),
        max(one.code for one in runs),
        {name: reason for one in runs for name, reason in one.reasons.items()},
    )


def changed(rounds: Sequence[Round]) -> dict[str, dict[str, list[int]]]:
    """The scenarios that did not end alike in all runs: the numbers of the runs by the outcome; absent is one too.

    A run in which the machine did not allow to measure says nothing about how a scenario ends.
    """
    names = {name for one in rounds for name in one.outcomes}
    found: dict[str, dict[str, list[int]]] = {}
    for name in sorted(names):
        by_outcome: dict[str, list[int]] = defaultdict(list)
        for one in rounds:
            by_outcome[one.outcomes.get(name, "absent")].append(one.number)
        by_outcome.pop(BUSY, None)
        if len(by_outcome) > 1:
            found[name] = dict(by_outcome)
    return found


def without_the_judges(rounds: Sequence[Round]) -> list[Round]:
    """The runs without the scenarios that judge a whole run, which the last run could not have."""
    there = rounds[-1].outcomes.keys()
    return [replace(one, outcomes={name: how for name, how in one.outcomes.items() if name in there}) for one in rounds]


def not_measured(rounds: Sequence[Round]) -> dict[str, list[int]]:
    """The scenarios that this machine was too busy for, with the numbers of the runs."""
    found: dict[str, list[int]] = defaultdict(list)
    for one in rounds:
        for name, outcome in one.outcomes.items():
            if outcome == BUSY:
                found[name].append(one.number)
    return found


def main() -> int:
    """Soak; the exit code is 0 when every scenario ended alike in every run, and some ran."""
    options = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    options.add_argument("--times", type=int, default=20)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--alone", action="store_true")
    options.add_argument("folders", nargs="*", default=["features"])
    chosen = options.parse_args()
    features = sorted(path for folder in chosen.folders for path in (ROOT / folder).rglob("*.feature"))
    chance = random.Random(chosen.seed)
    rounds: list[Round] = []
    for number in range(1, chosen.times + 1):
        rounds.append(run_once(number, order_of(features, chance), jobs=2 if number % 2 == 0 else 1))
        sys.stdout.write(f"{rounds[-1].line()}\n")
        sys.stdout.flush()
    if chosen.alone:
        rounds.append(run_alone(chosen.times + 1, features))
        sys.stdout.write(f"{rounds[-1].line()}, each feature alone\n")
    flakes = changed(without_the_judges(rounds) if chosen.alone else rounds)
    for name, outcomes in flakes.items():
        told = "; ".join(f"{outcome} in run {', '.join(map(str, runs))}" for outcome, runs in outcomes.items())
        sys.stdout.write(f"  {name}: {told}\n")
        for one in rounds:
            if name in one.reasons:
                sys.stdout.write(f"    run {one.number}: {one.reasons[name]}\n")
    for name, runs in sorted(not_measured(rounds).items()):
        sys.stdout.write(f"  {name}: could not be measured in run {', '.join(map(str, runs))}\n")
    sys.stdout.write(f"{len(flakes)} scenarios changed their outcome over {len(rounds)} runs.\n")
    return 1 if flakes or not all(one.outcomes for one in rounds) else 0


if __name__ == "__main__":
    sys.exit(main())
