"""From each requirement to its scenarios, and from these to how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from acceptance.evidence.scenario_results import ScenarioResult
from acceptance.judging.run_record import RunRecord
from acceptance.specification.features import Case


class Standing(StrEnum):
    """How a requirement stands after a run, the worst first."""

    FAILED = "not met"
    BROKEN = "not judged: the suite broke"
    NOT_OFFERED = "not offered"
    NOT_TESTED = "not tested: no answer was received"
    UNCOVERED = "no scenario covers it"
    NOT_RUN = "not run"
    LEFT_OUT = "not judged on this machine"
    MET = "met"


AT_FAULT = frozenset(
    {Standing.FAILED, Standing.BROKEN, Standing.NOT_OFFERED, Standing.NOT_TESTED, Standing.UNCOVERED, Standing.NOT_RUN}
)
"""Standings that keep an orchestrator from being accepted."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One requirement, the scenarios that carry it, and how it stands.

    Attributes:
        identifier: the requirement's.
        words: what it says.
        cases: its scenarios with their outcomes; None: not run.
        standing: how it stands.
    """

    identifier: str
    words: str
    cases: tuple[tuple[Case, ScenarioResult | None], ...]
    standing: Standing

    @property
    def at_fault(self) -> list[tuple[Case, ScenarioResult]]:
        """The scenarios that keep it from being met."""
        return [(case, one) for case, one in self.cases if one is not None and is_at_fault(one)]

    @property
    def passed(self) -> int:
        """How many of its scenarios passed."""
        return sum(one is not None and one.status == "passed" for _, one in self.cases)


def is_at_fault(outcome: ScenarioResult) -> bool:
    """Whether a scenario that ended so keeps its requirements from being met."""
    return outcome.status in {"failed", "broken"} or outcome.not_offered


def trace(run: RunRecord) -> list[Trace]:
    """Every requirement, in the order of `features/requirements.md`."""
    found = []
    for identifier, words in run.requirements.items():
        cases = tuple((case, run.judged(case)) for case in run.specification.carrying(identifier))
        found.append(Trace(identifier, words, cases, standing(run, cases)))
    return found


def standing(run: RunRecord, cases: Sequence[tuple[Case, ScenarioResult | None]]) -> Standing:
    """How a requirement stands that these cases cover."""
    ran = [(case, outcome) for case, outcome in cases if outcome is not None]
    statuses = {outcome.status for _, outcome in ran}
    judged = [(case, outcome) for case, outcome in ran if outcome.status != "skipped"]
    facts = (
        (Standing.UNCOVERED, not cases),
        (Standing.FAILED, "failed" in statuses),
        (Standing.BROKEN, "broken" in statuses),
        (Standing.NOT_OFFERED, any(outcome.not_offered for _, outcome in ran)),
        (Standing.LEFT_OUT, not judged and (bool(ran) or all(case.large for case, _ in cases))),
        (Standing.NOT_RUN, not judged),
        (Standing.NOT_TESTED, not any(run.saw_answer(case) for case, _ in judged)),
    )
    return next((name for name, so in facts if so), Standing.MET)
