"""A finding: the shortest way to where an orchestrator and the contract part; and the file that keeps findings."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from acceptance.exploration.disagreement import Disagreement
from acceptance.exploration.steps import Step, dump, load
from acceptance.servers.orchestrator import Attempt

MOST_KEPT = 100


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found.

    Attributes:
        disagreement: in what the orchestrator and the contract part.
        steps: the steps that lead there.
        attempts: the calls that were made for them.
        area: what was explored.
        seed: with which it was found; `None`: it was kept from before.
    """

    disagreement: Disagreement
    steps: Sequence[Step]
    attempts: Sequence[Attempt]
    area: str
    seed: int | None

    @property
    def key(self) -> tuple[str, str]:
        """What two findings have in common of which only one is told."""
        return (self.disagreement.promise.name, self.disagreement.about)


@dataclass(frozen=True, slots=True)
class Kept:
    """Steps that were found before."""

    target: str
    area: str
    steps: Sequence[Step]

    def line(self) -> str:
        """The steps as a line of the file."""
        return json.dumps({"target": self.target, "area": self.area, "steps": dump(self.steps)})


class KeptFindings:
    """The file of the findings of all explorations, for all targets."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def recall(self, target: str, area: str) -> list[Sequence[Step]]:
        """The steps that were found before for a target, in an area; lines that cannot be read are left out."""
        return [one.steps for one in self._all() if (one.target, one.area) == (target, area)]

    def keep(self, target: str, finding: Finding) -> None:
        """Keep a finding, unless the same steps are kept already; the oldest make room."""
        kept, new = self._all(), Kept(target, finding.area, finding.steps)
        lines = [one.line() for one in kept]
        if new.line() in lines:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text("\n".join([*lines, new.line()][-MOST_KEPT:]) + "\n", encoding="utf-8")

    def _all(self) -> list[Kept]:
        found: list[Kept] = []
        with suppress(OSError):
            for line in self._path.read_text(encoding="utf-8").splitlines():
                with suppress(ValueError, KeyError, TypeError):
                    fields = json.loads(line)
                    found.append(Kept(fields["target"], fields["area"], load(fields["steps"])))
        return found
