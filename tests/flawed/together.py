"""Many flaws in one server: do the causes that a run tells find them again, and does nothing fail without one?

`python -m tests.flawed.together` holds the flaws of `DOZEN` together against the features of folders 1 to 3.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from behave.model import Scenario

from acceptance.judging.causes import Cause, causes
from acceptance.judging.run_record import RunRecord, read_run
from acceptance.targets.target import Target
from tests.flawed.__main__ import TOGETHER
from tests.flawed.bench import ROOT, Bench, Order
from tests.flawed.flaws import FLAWS
from tests.flawed.prove import is_full
from tests.flawed.trial import Trial
from tests.flawed.verdict import is_declared

NAME: Final = "together"
SECONDS: Final = 1800
DOZEN: Final = (
    "a-completed-task-stays-in-progress",
    "a-cancellation-changes-nothing",
    "a-task-loses-its-parent",
    "deletion-is-for-good-by-default",
    "the-count-is-of-the-page",
    "a-new-effort-is-not-kept",
    "a-session-is-old-after-five-days",
    "an-execution-changes-nothing",
    "defaults-are-ignored",
    "no-template-is-valid",
    "the-handover-names-completed-tasks",
    "always-ready-for-a-shutdown",
    "no-session-can-be-reconnected-to",
    "one-pending-task-too-many",
    "everything-is-told-to-be-installed",
)
"""Fifteen flaws of as many promises, of which some keep much else from being judged."""


@dataclass(frozen=True)
class Found:
    """What came of many flaws in one server.

    Attributes:
        trial: what came of the scenarios.
        run: the run, as its verdict reads it.
        causes: its causes.
        reached: the flaws whose lies were told.
    """

    trial: Trial
    run: RunRecord
    causes: Sequence[Cause]
    reached: frozenset[str]

    @property
    def innocent(self) -> list[str]:
        """The scenarios that failed and carry nothing which a flaw breaks or touches."""
        blamed = {one for name in self.reached for one in (*FLAWS[name].breaks, *FLAWS[name].touches)}
        return [one.name for one in self.trial.with_status("failed") if not blamed & set(one.requirements)]

    @property
    def unnoticed(self) -> list[str]:
        """The flaws whose lies were told and of which no declared scenario failed or was blocked."""
        seen = [one.name for status in ("failed", "blocked") for one in self.trial.with_status(status)]
        return [
            name
            for name in self.reached
            if not any(is_declared(one, declared) for one in seen for declared in FLAWS[name].caught_by)
        ]


class TogetherBench(Bench):
    """Tries several flaws in one server."""

    def __init__(self, names: Sequence[str], root: Path = ROOT) -> None:
        """Prepare for the flaws of these names."""
        super().__init__(1, root)
        self._names = tuple(names)

    def _target(self, name: str, folder: Path) -> Target:
        target, word = super()._target(name, folder), TOGETHER.join(self._names)

        def lying(one: Target) -> Target:
            return replace(one, command=tuple(word if part == name else part for part in one.command))

        return replace(lying(target), over_http=lying(target.over_http) if target.over_http else None)

    def hold(self, scenarios: Sequence[str] = ()) -> Found:
        """Hold the flaws together against some scenarios, or against all of folders 1 to 3."""

        def chosen(scenario: Scenario) -> bool:
            if scenarios:
                return any(is_declared(scenario.name, one) for one in scenarios)
            return is_full(FLAWS[self._names[0]], False, scenario)

        trial = self.try_all([Order(NAME, chosen, SECONDS)])[0]
        folder = self._folder / NAME
        run = read_run(folder / "reports", self._root / "features")
        reached = frozenset(one.name for one in (folder / "markers").iterdir())
        return Found(trial, run, causes(run), reached)


def main() -> int:
    """Tell what came of the flaws together; the exit code is 0 where nothing failed without a flaw."""
    names = sys.argv[1:] or DOZEN
    with TogetherBench(names) as bench:
        found = bench.hold()
    counts = {status: len(found.trial.with_status(status)) for status in ("passed", "failed", "blocked", "broken")}
    sys.stdout.write(f"{len(names)} flaws, {len(found.causes)} causes, {counts}, in {found.trial.seconds:.0f} s\n")
    for number, one in enumerate(found.causes, start=1):
        sys.stdout.write(f"{number}. {one.title} ({', '.join(one.requirements)}): {one.costs}. {one.happened}\n")
    for what, told in (("not reached", set(names) - found.reached), ("unnoticed", found.unnoticed)):
        sys.stdout.write(f"{what}: {sorted(told)}\n")
    sys.stdout.write(f"innocent: {found.innocent}\n")
    for one in found.trial.with_status("broken"):
        sys.stdout.write(f"broken: {one.name}: {one.message}\n")
    return 1 if found.innocent or found.trial.trouble else 0


if __name__ == "__main__":
    sys.exit(main())
