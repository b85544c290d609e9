"""What came of each mutant, the mutants that nobody can tell from the original, and the page about both."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from cosmic_ray.work_item import MutationSpec

HERE: Final = Path(__file__).resolve().parent
PAGE: Final = HERE.parents[1] / "docs" / "mutants.md"
KILLER: Final = re.compile(r"^\s+features/\S+:\d+\s+(.+)$", re.MULTILINE)
HEAD: Final = """\
# Mutants

The mutation tester cosmic-ray makes one small change to the reference at a time: an inverted comparison, a number
that is off by one, a negated condition, a loop that never runs. The features must detect the change. `make mutants`
draws a sample with a fixed seed; for another sample or size, use `make mutants MUTANTS=200 SEED=7`.

{summary}

The sample leaves out kinds of mutants that are always detected (arithmetic on texts, `|` in type hints, `is` for
`==`). A mutant that does not start does not count. So neither of them improves the share.

In the first sample, the features killed 21 of 33 mutants. One more was killed by the features about a lost data
store, and eight led to new scenarios: a restart with the longest timeout, maintenance of several directories, two
artifacts of the same work, a rejection that names the unknown parameter, a change that leaves the context unchanged,
paging through very many tasks, a validation that reports each template, and an installation status that lists no
template that is not installed.

## Survivors

{survivors}
"""


class Verdict(StrEnum):
    """What came of a mutant."""

    KILLED = "killed"
    SURVIVED = "survived"
    DID_NOT_START = "did not start"


@dataclass(frozen=True)
class Mutant:
    """A mutant and what came of it.

    Attributes:
        place: the module and the function.
        change: the lines taken out and put in.
        killer: the scenario that failed first.
    """

    place: str
    operator: str
    change: str
    verdict: Verdict
    killer: str

    @classmethod
    def of(cls, mutation: MutationSpec, verdict: Verdict, output: str, diff: str) -> Self:
        """A mutant out of what cosmic-ray tells of it."""
        lines = [line for line in diff.splitlines() if line[:1] in "+-" and line[:3] not in {"+++", "---"}]
        change = " → ".join(line[1:].strip() for line in lines)
        place = f"{mutation.module_path}: {mutation.definition_name or 'module'}, line {mutation.start_pos[0]}"
        killer = KILLER.search(output)
        return cls(place, mutation.operator_name.removeprefix("core/"), change, verdict, killer[1] if killer else "")

    @property
    def key(self) -> str:
        """What it is known by when lines move: the file and the change."""
        return f"{self.place.split(':')[0]}: {self.change}"

    def line(self) -> str:
        """It in one line."""
        return f"{self.verdict}: {self.place}: {self.change}" + (f" [{self.killer}]" if self.killer else "")


def read(record: Path | None) -> list[Mutant]:
    """What is known of mutants already, out of a record of a line of JSON each."""
    if record is None or not record.exists():
        return []
    lines = record.read_text(encoding="utf-8").splitlines()
    return [Mutant(**{**one, "verdict": Verdict(one["verdict"])}) for one in map(json.loads, lines)]


def keep(record: Path | None, mutant: Mutant) -> None:
    """Add a mutant to the record."""
    if record is not None:
        with record.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(mutant)) + "\n")


def known_equivalents() -> dict[str, str]:
    """The mutants that nobody can tell from the original by the contract, with the reasons."""
    content = tomllib.loads((HERE / "equivalent.toml").read_text(encoding="utf-8"))
    return {one["mutant"]: one["reason"] for one in content.get("equivalent", [])}


def count(mutants: Sequence[Mutant], equivalent: Mapping[str, str]) -> tuple[int, int]:
    """How many were killed, of how many that could be."""
    fair = [one for one in mutants if one.verdict is not Verdict.DID_NOT_START and one.key not in equivalent]
    return sum(one.verdict is Verdict.KILLED for one in fair), len(fair)


def tell(mutants: Sequence[Mutant], equivalent: Mapping[str, str]) -> float:
    """Say how many were killed; gives the share."""
    killed, fair = count(mutants, equivalent)
    share = killed / fair if fair else 0.0
    sys.stdout.write(f"{killed} of {fair} mutants were killed ({share:.0%}).\n")
    return share


def write(mutants: Sequence[Mutant], *, drawn: int, of: int, seed: int) -> None:
    """Write the page."""
    equivalent = known_equivalents()
    killed, fair = count(mutants, equivalent)
    idle = sum(one.verdict is Verdict.DID_NOT_START for one in mutants)
    same = [one for one in mutants if one.key in equivalent]
    alive = [one for one in mutants if one.verdict is Verdict.SURVIVED and one.key not in equivalent]
    summary = (
        f"At the last run {drawn} of {of} mutants were drawn (seed {seed}), {len(mutants)} judged. {idle} did "
        f"not start, {len(same)} are equivalent, and of the other {fair} the features killed {killed}, which is "
        f"{killed / max(fair, 1):.0%}."
    )
    lines = [f"- `{one.place}`: `{one.change}`: equivalent. {equivalent[one.key]}" for one in same]
    lines += [f"- `{one.place}`: `{one.change}`: **not noticed**." for one in alive]
    PAGE.write_text(HEAD.format(summary=summary, survivors="\n".join(lines) or "None."), encoding="utf-8")
