"""From each requirement to its scenarios, and from these to how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from acceptance.evidence.scenario_results import BLOCKED, ScenarioResult
from acceptance.judging.run_record import RunRecord
from acceptance.specification.features import Case

UNTAGGED: Final = "untagged"
"""Stands in the place of an identifier for scenarios that carry no requirement."""

Outcomes = Sequence[tuple[Case, ScenarioResult | None]]


class Standing(StrEnum):
    """How a requirement stands after a run, the worst first."""

    FAILED = "not met"
    BLOCKED = "blocked: what it needs does not work"
    BROKEN = "not judged: the suite broke"
    NOT_OFFERED = "not offered"
    NOT_TESTED = "not tested: no answer was received"
    UNCOVERED = "no scenario covers it"
    NOT_RUN = "not run"
    LEFT_OUT = "not judged in this run"
    OFFERED_IN_PART = "met as far as it is offered"
    PARTLY = "met as far as it was judged"
    NOT_APPLICABLE = "does not apply to this target"
    DECLARED = "declared otherwise by the target"
    MET = "met"


UNOFFERED = frozenset({Standing.NOT_OFFERED, Standing.OFFERED_IN_PART})
"""Standings of requirements of which something is not offered, and nothing else is missing."""

AT_FAULT = frozenset(
    {
        Standing.FAILED,
        Standing.BLOCKED,
        Standing.BROKEN,
        *UNOFFERED,
        Standing.NOT_TESTED,
        Standing.UNCOVERED,
        Standing.NOT_RUN,
    }
)
"""Standings that keep an orchestrator from being accepted."""


EXEMPT = frozenset({Standing.NOT_APPLICABLE, Standing.DECLARED})
"""Standings of requirements that a target is not held to."""


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
        """The scenarios that keep it from being met: those that failed, or else those that are not offered."""
        failed = [(case, one) for case, one in self.cases if one is not None and is_at_fault(one)]
        return failed or [(case, one) for case, one in self.cases if one is not None and one.not_offered]

    @property
    def passed(self) -> int:
        """How many of its scenarios passed."""
        return sum(one is not None and one.status == "passed" for _, one in self.cases)

    @property
    def judged(self) -> int:
        """How many of its scenarios were judged."""
        return sum(one is not None and (one.judged or one.not_offered) for _, one in self.cases)


def is_at_fault(outcome: ScenarioResult) -> bool:
    """Whether a scenario that ended so shows that a requirement is not met, or that it could not be judged."""
    return outcome.status in {"failed", "broken", BLOCKED}


def is_unmet(outcome: ScenarioResult) -> bool:
    """Whether a scenario that ended so keeps its requirements from being met, be it because of what is not offered."""
    return is_at_fault(outcome) or outcome.not_offered


def trace(run: RunRecord) -> list[Trace]:
    """Every requirement, in the order of `features/requirements.md`."""
    found = []
    for identifier, words in run.requirements.items():
        cases = tuple((case, run.judged(case)) for case in run.specification.carrying(identifier))
        found.append(Trace(identifier, words, cases, standing(run, cases)))
    return found


def untagged(run: RunRecord) -> Trace | None:
    """The scenarios that carry no known requirement and were not passed; None where there are none."""
    cases = tuple(
        (case, outcome)
        for case in run.specification.cases.values()
        if not set(case.identifiers) & run.requirements.keys()
        and (outcome := run.judged(case)) is not None
        and is_unmet(outcome)
    )
    if not cases:
        return None
    return Trace(UNTAGGED, "Scenarios that name no requirement", cases, standing(run, cases))


def standing(run: RunRecord, cases: Outcomes) -> Standing:
    """How a requirement stands that these cases cover."""
    ran = [(case, outcome) for case, outcome in cases if outcome is not None]
    statuses = {outcome.status for _, outcome in ran}
    held = [(case, outcome) for case, outcome in ran if not outcome.exempt]
    judged = [(case, outcome) for case, outcome in held if outcome.judged]
    not_offered = any(outcome.not_offered for _, outcome in ran)
    # What passed without an answer, such as a command that was rejected before a call, tells nothing of the rest.
    answered = any(run.saw_answer(case) for case, _ in judged)
    facts = (
        (Standing.UNCOVERED, not cases),
        (Standing.FAILED, "failed" in statuses),
        (Standing.BLOCKED, BLOCKED in statuses),
        (Standing.BROKEN, "broken" in statuses),
        (Standing.NOT_OFFERED, not_offered and not answered),
        (Standing.DECLARED, not held and any(outcome.declared for _, outcome in ran)),
        (Standing.NOT_APPLICABLE, bool(ran) and not held),
        (Standing.LEFT_OUT, not judged and (bool(ran) or all(case.large for case, _ in cases))),
        (Standing.NOT_RUN, not judged),
        (Standing.NOT_TESTED, not answered),
        (Standing.OFFERED_IN_PART, not_offered),
        (Standing.PARTLY, len(judged) < len(held)),
    )
    return next((name for name, so in facts if so), Standing.MET)
