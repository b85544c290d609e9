"""The table of flaws in the documentation: written out of a full run, read by the tests."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from acceptance.specification.requirements import IDENTIFIER
from tests.flawed.bench import ROOT
from tests.flawed.lying import FLAWS, Flaw
from tests.flawed.trial import Trial
from tests.flawed.verdict import Verdict, is_declared, judge

TABLE: Final = ROOT / "docs" / "flaws.md"
ROW_OF_AN_OUTLINE: Final = re.compile(r" \([^()]* \d+\)$")
FEWEST_OF_ALL: Final = 400
NOT_KNOWN: Final = "not known yet"
HEAD: Final = """\
# Flaws, and who finds them out

A specification that cannot fail is worth nothing. So the suite is held against orchestrators that are flawed on
purpose: each is the reference with one lie put on top from outside (`tests/flawed/`). A flaw counts as rejected only
when its lie was really told and a scenario fails that carries a requirement which it breaks. What else fails with it
must carry one that it is known to touch; a scenario of any other requirement that failed would blame the innocent.

`make test` holds every flaw against the scenarios that are declared to catch it; `make prove` holds every flaw against
all features and writes this file. An outline counts as one scenario here, however many of its rows fail.

{summary}

| flaw | it lies | breaks | caught by | also failed |
|---|---|---|---|---|
"""


@dataclass(frozen=True)
class Row:
    """A row of the table, without its first cell."""

    lies: str
    breaks: str
    caught_by: str
    also_failed: str


def write(trials: Sequence[Trial], before: Mapping[str, str] | None = None) -> str:
    """The table out of what was seen, be it in full runs or only by what is declared.

    Args:
        trials: what was seen now.
        before: lines of the table as it was that still hold, for flaws that were not held against all features now.
    """
    before, seen = before or {}, {trial.name: trial for trial in trials}
    full = [len(trial.scenarios) for name, trial in seen.items() if name in FLAWS and is_full(trial)]
    lines = []
    for name, flaw in FLAWS.items():
        if name in before and not (name in seen and is_full(seen[name])):
            lines.append(before[name])
        elif name in seen:
            lines.append(line(judge(flaw, seen[name]), seen[name]))
    known = sum(NOT_KNOWN not in one for one in lines)
    summary = f"There are {len(lines)} flaws; each is rejected by what is declared to catch it. "
    summary += f"When this was written, {known} of them had been held against all features (of folders 1 to 3"
    summary += f", {min(full)} to {max(full)} scenarios). " if full else "). "
    summary += "What else fails with the others is not known yet." if known < len(lines) else ""
    return HEAD.format(summary=summary.rstrip()) + "\n".join(lines) + "\n"


def lines_that_hold(text: str, untried: Collection[str] = ()) -> dict[str, str]:
    """The lines of a table that was written whose flaws were held against all features, and have not changed since.

    Args:
        text: the table.
        untried: flaws that are not tried now, whose lines stay as they are.
    """
    rows, found = rows_of(text), {}
    for one in text.splitlines():
        name = one.removeprefix("| ").split(" |")[0]
        flaw = FLAWS.get(name)
        if name in untried:
            found[name] = one
        if flaw is None or NOT_KNOWN in one:
            continue
        same = (rows[name].lies, rows[name].breaks) == (flaw.lies, ", ".join(flaw.breaks))
        if same and all(declared in rows[name].caught_by for declared in flaw.caught_by):
            found[name] = one
    return found


def line(verdict: Verdict, trial: Trial) -> str:
    """A row out of a verdict."""
    flaw = verdict.flaw
    caught = outlines(verdict.caught_by)
    declared = [name for name in caught if any(is_declared(name, one) for one in flaw.caught_by)]
    others = len(caught) - len(declared)
    by = "; ".join(declared) + (f"; and {others} more" if others else "")
    cells = (flaw.name, flaw.lies, ", ".join(flaw.breaks), by or str(verdict.outcome), also(flaw, verdict, trial))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def is_full(trial: Trial) -> bool:
    """Whether a trial was a full run."""
    return len(trial.scenarios) >= FEWEST_OF_ALL


def also(flaw: Flaw, verdict: Verdict, trial: Trial) -> str:
    """What else failed, by the requirements that it touches: how many scenarios of each."""
    if not is_full(trial):
        return NOT_KNOWN
    failed = {*verdict.also_failed, *verdict.unrelated}
    requirements: Mapping[str, tuple[str, ...]] = {one.name: one.requirements for one in trial.scenarios}
    known = Counter(
        identifier
        for name in outlines(tuple(failed))
        for full in [next(one for one in failed if is_declared(one, name))]
        for identifier in requirements[full]
        if identifier in flaw.touches or full in verdict.unrelated
    )
    return ", ".join(f"{identifier} ({number})" for identifier, number in sorted(known.items())) or "nothing"


def outlines(names: Sequence[str]) -> list[str]:
    """Scenarios, those of one outline once."""
    return list(dict.fromkeys(ROW_OF_AN_OUTLINE.sub("", name) for name in names))


def rows_of(text: str) -> dict[str, Row]:
    """The rows of a table that was written, by the flaws' names."""
    found: dict[str, Row] = {}
    for one in text.splitlines():
        cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", one)[1:-1]]
        if len(cells) == 5 and IDENTIFIER.match(cells[2]):
            found[cells[0]] = Row(*cells[1:])
    return found
