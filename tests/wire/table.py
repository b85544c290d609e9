"""docs/wire-mutants.md: which share of the mutants is noticed, by tool and by kind, and what is not."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from tests.flawed.bench import ROOT
from tests.flawed.trial import Trial
from tests.wire.mutants import Mutant, all_mutants

TABLE: Final = ROOT / "docs" / "wire-mutants.md"
KNOWN: Final = Path(__file__).with_name("survivors.toml")
"""Survivors that were read, each with the reason why no scenario has to notice it."""


HEAD: Final = """# Mutants on the wire

Each mutant changes one thing between the driver and the reference: an argument, a field of a reply, an effect, or a
rejection. They are made from the schemas of the tools, for the fields that the contract promises. Each is run against
the scenarios of folders 1 to 3 that call its tool, exploration included, until one of them fails. `make wire-mutants`
runs them and writes this file; `make test` runs a sample.

"""


class Outcome(StrEnum):
    """What came of a mutant."""

    NOTICED = "noticed"
    HARMLESS = "breaks no promise"
    BROKEN = "broke the suite"
    SURVIVED = "survived"
    UNREACHED = "changed nothing"
    UNFINISHED = "did not end"


def judge(trial: Trial) -> tuple[Outcome, str]:
    """What came of a mutant, and the scenario that says so."""
    for status, outcome in (("failed", Outcome.NOTICED), ("broken", Outcome.BROKEN)):
        for one in trial.with_status(status):
            return outcome, f"{one.name}: {' '.join(one.message.split())}"
    if trial.trouble:
        return Outcome.UNFINISHED, trial.trouble.strip().splitlines()[-1]
    if not trial.reached:
        return Outcome.UNREACHED, "no scenario asks for it or is shown it"
    if trial.name in known_survivors():
        return Outcome.HARMLESS, known_survivors()[trial.name]
    return Outcome.SURVIVED, f"{len(trial.with_status('passed'))} scenarios passed"


@cache
def known_survivors() -> dict[str, str]:
    """The survivors that were read, with the reasons."""
    return {name: str(reason) for name, reason in tomllib.loads(KNOWN.read_text(encoding="utf-8")).items()}


def write(trials: Sequence[Trial]) -> str:
    """The document."""
    mutants = all_mutants()
    found = {mutants[trial.name]: judge(trial) for trial in trials}
    counted = Counter(outcome for outcome, _ in found.values())
    judged = counted[Outcome.NOTICED] + counted[Outcome.SURVIVED]
    noticed = counted[Outcome.NOTICED]
    unreached, harmless = counted[Outcome.UNREACHED], counted[Outcome.HARMLESS]
    head = HEAD + (
        f"{len(trials)} of {len(mutants)} mutants were run. {unreached} of them change nothing that any scenario asks\n"
        f"for or is shown, and {harmless} break no promise (below, with the reasons). Of the other {judged},\n"
        f"{noticed} are noticed ({share(noticed, judged)}).\n"
    )
    if broken := counted[Outcome.BROKEN] + counted[Outcome.UNFINISHED]:
        head += f"{broken} more broke the suite or did not end.\n"
    parts = [head, rates("By kind", found, lambda one: one.kind), rates("By tool", found, lambda one: one.tool)]
    parts += [listing(f"Which {outcome}", found, outcome) for outcome in Outcome if outcome is not Outcome.NOTICED]
    return "\n".join(part for part in parts if part)


def rates(title: str, found: dict[Mutant, tuple[Outcome, str]], of: Callable[[Mutant], str]) -> str:
    """A table of the shares that are noticed."""
    rows = sorted({of(one) for one in found})
    lines = [f"## {title}\n", "| | noticed | survived | share |", "|---|---|---|---|"]
    for row in rows:
        counted = Counter(outcome for one, (outcome, _) in found.items() if of(one) == row)
        noticed, survived = counted[Outcome.NOTICED], counted[Outcome.SURVIVED]
        lines.append(f"| {row} | {noticed} | {survived} | {share(noticed, noticed + survived)} |")
    return "\n".join(lines) + "\n"


def listing(title: str, found: dict[Mutant, tuple[Outcome, str]], outcome: Outcome) -> str:
    """The mutants of one outcome; empty where there are none."""
    return "\n".join(_lines(title, found, outcome))


def _lines(title: str, found: dict[Mutant, tuple[Outcome, str]], outcome: Outcome) -> Iterator[str]:
    chosen = {one: details for one, (came, details) in found.items() if came is outcome}
    if not chosen:
        return
    yield f"## {title}\n"
    for one, details in chosen.items():
        yield f"- `{one.name}`" + (f": {details}" if outcome not in {Outcome.SURVIVED, Outcome.UNREACHED} else "")
    yield ""


def share(part: int, whole: int) -> str:
    """A share in percent."""
    return f"{100 * part / whole:.0f} %" if whole else "none"
