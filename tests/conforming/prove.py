"""`python -m tests.conforming.prove`: every variant against the features, or with `--sample` a few against a few.

No scenario may fail on a variant that passes on the reference, unless it carries a requirement that the variant is
declared to break. `--only NAME` tries one variant, `--part WORDS` only scenarios with these words in their names.
`--record FILE` keeps what was seen, a line of JSON for each variant, and what stands there already is not tried again.
Benchmarks are left out, since variants are tried some at a time, and faults too: they take minutes for each variant.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Final

from behave.model import Scenario

from tests.conforming.__main__ import PLAIN
from tests.conforming.bench import ConformingBench
from tests.conforming.declaring import Variant
from tests.conforming.variants import VARIANTS
from tests.conforming.variants.fields import ANY_NAME
from tests.conforming.variants.prose import PROSE
from tests.flawed.bench import Order
from tests.flawed.record import Record
from tests.flawed.trial import Seen, Trial

SECONDS: Final = 1500
FOLDERS: Final = ("1_feature_integration", "2_api_testing", "3_system_validation")
"""What is tried by default: the rest measures, injects faults, or judges a run as a whole."""
LEFT_OUT: Final = ("exploration",)
"""What explores compares with a model that reads the reference's own manner."""
REPLIES: Final = (
    "A task permanently deleted by force is no longer a dependency",
    "Two filters find nothing if no task matches both",
    "A search finds exactly the tasks planned before a given moment",
    "A synthesis contains the summary of every subtask",
    "Submitting a result stores an artifact",
    "The rejection of a start names the unfinished dependency",
    "Starting an unknown task is rejected",
    "A created template loads unchanged",
    "Calls before and after a truncated line are answered",
)
"""What the sample is held against: one scenario for each way of reading a reply."""
CONTENTS: Final = (
    "A synthesis lists nothing as unfinished when all subtasks are completed",
    "Validation reports the damage when an artifact is removed",
    "Validation reports no damage if the artifact is intact",
    "The handover document lists every open task",
    "With only a pending task, the orchestrator is ready to shut down",
    "A restart without a reason is recorded as a manual request",
    "A reconnection test lists the current session",
    "A created template loads unchanged",
    "A new user template is listed in its category",
    'A template with no tasks is reported as invalid at "tasks"',
    'Every listed template loads after the library part "research" is installed',
)
"""What the variants of the sample are held against that have no field of the contract's table to keep to."""


def sample_for(name: str) -> tuple[str, ...]:
    """The beginnings of the scenarios that a variant of the sample is held against; the reference: all of them."""
    if name == PLAIN:
        return (*REPLIES, *CONTENTS)
    return CONTENTS if VARIANTS[name].allowed_by in {ANY_NAME, PROSE} else REPLIES


def orders(names: list[str], folders: tuple[str, ...], part: str, *, sample: bool = False) -> list[Order]:
    """What is to be tried."""

    def chosen(name: str, scenario: Scenario) -> bool:
        place = str(scenario.filename)
        if "large" in scenario.effective_tags or any(one in place for one in LEFT_OUT):
            return False
        if sample and not scenario.name.startswith(sample_for(name)):
            return False
        return any(folder in place for folder in folders) and part in scenario.name

    return [Order(name, partial(chosen, name), SECONDS) for name in names]


def judged_wrongly(variant: Variant | None, trial: Trial) -> list[Seen]:
    """The scenarios that failed, or broke, although nothing that they are about is broken."""
    allowed = set(variant.touches) if variant else set()
    bad = [one for status in ("failed", "blocked", "broken") for one in trial.with_status(status)]
    return [one for one in bad if not allowed & set(one.requirements)]


def is_good(variant: Variant | None, trial: Trial) -> bool:
    """Whether a variant was tried, showed its own manner, and no scenario judged it wrongly."""
    return bool(trial.scenarios) and not judged_wrongly(variant, trial) and (variant is None or trial.reached)


def tell(trial: Trial) -> None:
    """What came of a trial, as it ends."""
    variant = VARIANTS.get(trial.name)
    wrong = judged_wrongly(variant, trial)
    counts = Counter(one.status for one in trial.scenarios)
    told = ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))
    unreached = "" if variant is None or trial.reached else " (its manner was never shown)"
    sys.stdout.write(f"{trial.seconds:6.1f} s  {trial.name}: {len(wrong)} judged wrongly; {told}{unreached}\n")
    for one in wrong:
        sys.stdout.write(f"          {one.name}\n              {one.message[:600]}\n")
    if not trial.scenarios:
        sys.stdout.write(f"          {trial.trouble[-600:]}\n")
    sys.stdout.flush()


def read_options() -> argparse.Namespace:
    """What the command line says."""
    options = argparse.ArgumentParser(prog="python -m tests.conforming.prove", description=__doc__)
    options.add_argument("--list", action="store_true", dest="listed", help="list the variants, and try none")
    options.add_argument("--sample", action="store_true")
    options.add_argument("--only", action="append", choices=[PLAIN, *VARIANTS], metavar="NAME")
    options.add_argument("--folders", default=",".join(FOLDERS))
    options.add_argument("--part", default="")
    options.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options.add_argument("--record", type=Path)
    return options.parse_args()


def main() -> int:
    """Try the variants; the exit code is 0 if none was judged wrongly."""
    given = read_options()
    if given.listed:
        sys.stdout.writelines(f"{one.name}\n    {one.does}\n    {one.allowed_by}\n" for one in VARIANTS.values())
        return 0
    record = Record(given.record)
    known = [name for name, variant in VARIANTS.items() if variant.quick or not given.sample]
    names = given.only or [PLAIN, *known]

    def note(trial: Trial) -> None:
        record.add(trial)
        tell(trial)

    with ConformingBench(given.jobs) as bench:
        left = [name for name in names if name not in record.trials]
        bench.try_all(orders(left, tuple(given.folders.split(",")), given.part, sample=given.sample), note)
    bad = [name for name in names if not is_good(VARIANTS.get(name), record.trials[name])]
    sys.stdout.write(f"{len(names) - len(bad)} of {len(names)} variants were judged as the contract has it.\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
