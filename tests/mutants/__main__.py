"""`python -m tests.mutants`: change the reference in small ways, one at a time, and see whether the features notice.

cosmic-ray makes the mutants; a sample of them, drawn with a fixed seed, is judged by behave, which stops at the first
scenario that fails. A mutant that does not even start says nothing about the features, and does not count.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import Final

from cosmic_ray.commands.init import init
from cosmic_ray.modules import find_modules
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import TestOutcome, WorkItem

from tests.mutants.record import Mutant, Verdict, keep, known_equivalents, read, tell, write

ROOT: Final = Path(__file__).resolve().parents[2]
PATHS: Final = ("domain", "store", "tools")
COPIED: Final = ("acceptance", "dialects", "features", "reference_orchestrator", "reports", "steps", "targets", "tests")
FILES: Final = ("environment.py", "pyproject.toml", "targets.toml")
# What is no close miss but nonsense: `|` stands in type hints, and a text plus a text cannot be anything but added.
OPERATORS: Final = frozenset(
    {
        "core/AddNot",
        "core/ExceptionReplacer",
        "core/NumberReplacer",
        "core/RemoveDecorator",
        "core/ReplaceAndWithOr",
        "core/ReplaceBinaryOperator_Add_Sub",
        "core/ReplaceBinaryOperator_Sub_Add",
        "core/ReplaceComparisonOperator_Eq_NotEq",
        "core/ReplaceComparisonOperator_GtE_Gt",
        "core/ReplaceComparisonOperator_Gt_GtE",
        "core/ReplaceComparisonOperator_IsNot_Is",
        "core/ReplaceComparisonOperator_Is_IsNot",
        "core/ReplaceComparisonOperator_LtE_Lt",
        "core/ReplaceComparisonOperator_Lt_LtE",
        "core/ReplaceComparisonOperator_NotEq_Eq",
        "core/ReplaceContinueWithBreak",
        "core/ReplaceFalseWithTrue",
        "core/ReplaceOrWithAnd",
        "core/ReplaceTrueWithFalse",
        "core/ReplaceUnaryOperator_Delete_Not",
        "core/ZeroIterationForLoop",
    }
)
SECONDS: Final = 600.0
SUMMED_UP: Final = "scenarios passed"


@dataclass(frozen=True)
class Sample:
    """What was drawn, of how many."""

    items: Sequence[WorkItem]
    of: int


def copy_project(into: Path) -> None:
    """Copy what a run needs; the mutants are made in the copy."""
    for name in COPIED:
        ignored = shutil.ignore_patterns("__pycache__", "allure-results", "evidence", "servers", "*.html")
        shutil.copytree(ROOT / name, into / name, ignore=ignored)
    for name in FILES:
        shutil.copy(ROOT / name, into / name)


def draw(size: int, seed: int) -> Sample:
    """Draw mutants of the copy in which this process stands; the same ones for the same code and seed."""
    modules = sorted(find_modules(Path("reference_orchestrator") / place for place in PATHS))
    with use_db("mutants.sqlite", WorkDB.Mode.create) as db:
        init(modules, db, {})
        items = [item for item in db.work_items if item.mutations[0].operator_name in OPERATORS]
    items.sort(key=lambda item: (str(item.mutations[0].module_path), item.mutations[0].start_pos, str(item.mutations)))
    return Sample(random.Random(seed).sample(items, min(size, len(items))), len(items))


def command_for(module: Path) -> str:
    """The judge of a mutant: all features, first those about what its module is about; it stops when one fails."""
    stem = module.stem[:4]
    features = sorted(Path("features").rglob("*.feature"))
    chosen = [path for path in features if path.parent.name[0] in "1235"]
    chosen.sort(key=lambda path: (stem not in path.stem, path.parent.name, path.name))
    names = " ".join(map(str, chosen))
    return f"{sys.executable} -m behave --no-color --stop -f progress3 {names}"


def judge_all(sample: Sample, known: int) -> Iterator[Mutant]:
    """Judge the mutants one by one, but for so many of the first, which are known."""
    for number, item in list(enumerate(sample.items, start=1))[known:]:
        mutation = item.mutations[0]
        began = monotonic()
        result = mutate_and_test(item.mutations, command_for(Path(mutation.module_path)), SECONDS)
        output = result.output or ""
        if result.test_outcome is TestOutcome.SURVIVED:
            verdict = Verdict.SURVIVED
        else:
            # A run that was called off sums nothing up; one that took too long is told to be a timeout.
            ran = SUMMED_UP in output or output == "timeout"
            verdict = Verdict.KILLED if ran else Verdict.DID_NOT_START
        mutant = Mutant.of(mutation, verdict, output, result.diff or "")
        sys.stdout.write(f"{number}/{len(sample.items)} {monotonic() - began:.0f} s {mutant.line()}\n")
        sys.stdout.flush()
        yield mutant


def main() -> int:
    """Draw, judge and tell; the exit code is 0 when at least 90 % of the mutants that could be killed were."""
    options = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    options.add_argument("--sample", type=int, default=60)
    options.add_argument("--seed", type=int, default=20261125)
    options.add_argument("--record", type=Path, help="keeps what came of each, and goes on where it was cut short")
    options.add_argument("--most", type=int, help="judges at most so many more of the sample")
    options.add_argument("--write", action="store_true", help="writes docs/mutants.md")
    chosen = options.parse_args()
    record = chosen.record.absolute() if chosen.record else None
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy_project(Path(folder))
        os.chdir(folder)
        os.environ["ORCHESTRATOR_REPORTS"] = str(Path(folder) / "reports-of-mutants")
        sample = draw(chosen.sample, chosen.seed)
        mutants = read(record)
        for mutant in islice(judge_all(sample, len(mutants)), chosen.most):
            mutants.append(mutant)
            keep(record, mutant)
        os.chdir(ROOT)
    if chosen.write:
        write(mutants, drawn=len(sample.items), of=sample.of, seed=chosen.seed)
    share = tell(mutants, known_equivalents())
    return 0 if share >= 0.9 else 1


if __name__ == "__main__":
    sys.exit(main())
