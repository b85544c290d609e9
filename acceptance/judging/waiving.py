"""What the waivers of a run cover: the scenario or the requirement that each names, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from acceptance.evidence.scenario_results import BLOCKED
from acceptance.judging.blocking import CauseKey
from acceptance.judging.criteria import CRITERIA, judge_safely
from acceptance.judging.run_record import RunRecord
from acceptance.judging.traceability import AT_FAULT, Standing, Trace, is_unmet
from acceptance.judging.waivers import Waiver
from acceptance.specification.features import Case
from acceptance.specification.phases import JUDGING_FOLDER


@dataclass(frozen=True)
class Waived:
    """What came of the waivers.

    Attributes:
        needed: those that were needed, each with the failed scenarios that it covers.
        idle: those of which what they name was judged, and passed.
        dormant: those of which what they name was not judged this time.
        expired: those that would have been needed, but have expired.
        names: the scenarios and requirements that are waived.
        followed: scenarios that judge the run and failed only because waived ones did, or that waived ones block.
    """

    needed: Mapping[Waiver, tuple[str, ...]]
    idle: tuple[Waiver, ...]
    dormant: tuple[Waiver, ...]
    expired: tuple[Waiver, ...]
    names: frozenset[str]
    followed: frozenset[str]

    def covers(self, one: Trace) -> bool:
        """Whether a requirement at fault is waived: itself, or every scenario of it that is at fault."""
        if one.identifier in self.names:
            return True
        return bool(one.at_fault) and all(case.name in self.names | self.followed for case, _ in one.at_fault)


def apply(run: RunRecord, traces: Sequence[Trace], waivers: Sequence[Waiver], today: date) -> Waived:
    """Hold the waivers for a run's target against its outcomes."""
    mine = [one for one in waivers if one.target in {"", run.target.name}]
    standings = {one.identifier: one.standing for one in traces}
    wanted = [one for one in mine if _is_wanted(run, standings, one)]
    holding = [one for one in wanted if one.holds(today)]
    names = _names(run, traces, holding)
    idle = [one for one in mine if one.holds(today) and _has_passed(run, standings, one)]
    return Waived(
        needed={one: _covered(one, run, traces, names) for one in holding},
        idle=tuple(idle),
        dormant=tuple(one for one in mine if one.holds(today) and one not in wanted and one not in idle),
        expired=tuple(one for one in wanted if not one.holds(today)),
        names=frozenset(names),
        followed=frozenset((_following(run, names) | _blocked(run, names)) - names),
    )


def _is_wanted(run: RunRecord, standings: Mapping[str, Standing], waiver: Waiver) -> bool:
    """Whether what a waiver names is at fault."""
    if waiver.requirement:
        return standings.get(waiver.requirement) in AT_FAULT
    outcome = run.outcomes.get(waiver.scenario)
    return outcome is not None and is_unmet(outcome)


def _has_passed(run: RunRecord, standings: Mapping[str, Standing], waiver: Waiver) -> bool:
    """Whether what a waiver names was judged, all of it, and met."""
    if waiver.requirement:
        return standings.get(waiver.requirement) is Standing.MET
    outcome = run.outcomes.get(waiver.scenario)
    return outcome is not None and outcome.status == "passed"


def _names(run: RunRecord, traces: Sequence[Trace], holding: Sequence[Waiver]) -> set[str]:
    """The waived scenarios and requirements.

    A scenario is waived by its name, or where each requirement that it carries is; criteria that merely count it are
    no obstacle. A requirement of which all that failed is waived is waived itself, so that what counts it follows.
    """
    requirements = {one.requirement for one in holding if one.requirement}
    scenarios = {one.scenario for one in holding if one.scenario}
    at_fault = [case for case in run.specification.cases.values() if _is_case_at_fault(run, case)]
    scenarios |= {case.name for case in at_fault if _own(run, case) and _own(run, case) <= requirements}
    derived = {
        one.identifier for one in traces if one.at_fault and all(case.name in scenarios for case, _ in one.at_fault)
    }
    return requirements | scenarios | derived


def _own(run: RunRecord, case: Case) -> set[str]:
    """The requirements of a scenario; those that count it as one of many only where it has no others."""
    known = set(case.identifiers) & run.requirements.keys()
    return known - CRITERIA.keys() or known


def _is_case_at_fault(run: RunRecord, case: Case) -> bool:
    outcome = run.judged(case)
    return outcome is not None and is_unmet(outcome)


def _covered(waiver: Waiver, run: RunRecord, traces: Sequence[Trace], names: set[str]) -> tuple[str, ...]:
    """The failed scenarios that a waiver covers."""
    if waiver.scenario:
        return (waiver.scenario,)
    trace = next(one for one in traces if one.identifier == waiver.requirement)
    return tuple(
        case.name for case, _ in trace.at_fault if case.name in names and waiver.requirement in _own(run, case)
    )


def _following(run: RunRecord, names: set[str]) -> set[str]:
    """The judging scenarios that fail only because of what is waived: the defect is declared once, not ten times."""
    found = set()
    for case in run.specification.cases.values():
        if case.folder != JUDGING_FOLDER or not _is_case_at_fault(run, case):
            continue
        judged = [judge_safely(one, run) for one in case.identifiers if one in CRITERIA]
        unmet = [one for one in judged if not one.met and one.judged]
        if unmet and all(one.because and one.because <= names for one in unmet):
            found.add(case.name)
    return found


def _blocked(run: RunRecord, names: set[str]) -> set[str]:
    """The scenarios that are blocked by what is waived, and by nothing else."""
    blockers: dict[CauseKey, set[str]] = defaultdict(set)
    for name, key in run.causes.items():
        if run.outcomes[name].status != BLOCKED:
            blockers[key].add(name)
    return {
        name
        for name, key in run.causes.items()
        if run.outcomes[name].status == BLOCKED and blockers[key] and blockers[key] <= names
    }
