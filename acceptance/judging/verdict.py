"""The verdict: accepted, accepted with reservations, rejected, or none where the run does not allow one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from acceptance.evidence.scenario_results import BLOCKED
from acceptance.judging.causes import Cause, causes
from acceptance.judging.components import COMPONENT_CRITERIA
from acceptance.judging.criteria import judge_safely
from acceptance.judging.judgement import Judgement
from acceptance.judging.metrics import METRICS
from acceptance.judging.profile_verdicts import ProfileVerdict, judge_profiles
from acceptance.judging.run_record import RunRecord
from acceptance.judging.traceability import AT_FAULT, EXEMPT, UNTAGGED, Standing, Trace, trace, untagged
from acceptance.judging.waivers import Waiver
from acceptance.judging.waiving import Waived, apply
from acceptance.judging.whole import check_whole

PARTIAL = "partial run"
UNJUDGED: Final = {
    Standing.LEFT_OUT: "not judged",
    Standing.PARTLY: "judged in part",
    Standing.NOT_APPLICABLE: "does not apply to this target",
    Standing.DECLARED: "declared otherwise by the target",
}
"""How the verdict's first line tells of requirements of which not everything was judged."""

MOST_NAMED: Final = 4
MOST_OF_A_REASON: Final = 110


class Verdict(StrEnum):
    """What is said of an orchestrator."""

    ACCEPTED = "Accepted"
    RESERVATIONS = "Accepted with reservations"
    REJECTED = "Rejected"
    NONE = "No verdict"


@dataclass(frozen=True)
class Assessment:
    """A verdict, and all that it rests on.

    Attributes:
        verdict: what is said.
        reason: why, in one sentence.
        traces: every requirement with its scenarios.
        faults: the requirements that keep the orchestrator from being accepted, the worst first.
        waived: the waivers that were needed, each with the failed scenarios that it covers.
        followed: scenarios that failed only because waived ones did.
        expired: waivers that would have been needed, but have expired.
        dormant: waivers of which what they name was not judged this time.
        idle: waivers of which what they name has passed, so that they must be removed.
        left_out: scenarios that were not judged in this run or were not asked for, with the reason.
        metrics: the success metrics by their identifiers.
        criteria: the criteria of the components by their identifiers.
        partial: whether scenarios were left out that a whole run has.
        profiles: what is said of each profile.
        causes: why scenarios failed or were blocked, the gravest and widest first.
    """

    verdict: Verdict
    reason: str
    traces: tuple[Trace, ...]
    faults: tuple[Trace, ...]
    waived: tuple[tuple[Waiver, tuple[str, ...]], ...]
    followed: tuple[str, ...]
    expired: tuple[Waiver, ...]
    dormant: tuple[Waiver, ...]
    idle: tuple[Waiver, ...]
    left_out: tuple[tuple[str, str], ...]
    metrics: Mapping[str, Judgement]
    criteria: Mapping[str, Judgement]
    partial: bool
    profiles: tuple[ProfileVerdict, ...] = ()
    causes: tuple[Cause, ...] = ()


def assess(run: RunRecord, waivers: Sequence[Waiver], today: date) -> Assessment:
    """Judge a run.

    Raises:
        SuiteError: the results are none, are of another run or other features, or only half of one.
    """
    check_whole(run)
    return _assessed(run, waivers, today)


def unfinished(run: RunRecord, reason: str) -> Assessment:
    """What can be told of a run that was ended before its end: no verdict, and all that was seen so far."""
    assessment = _assessed(run, (), date.min)
    return replace(assessment, verdict=Verdict.NONE, reason=reason.rstrip("."), partial=True)


def _assessed(run: RunRecord, waivers: Sequence[Waiver], today: date) -> Assessment:
    traces = trace(run)
    waived = apply(run, traces, waivers, today)
    nameless = untagged(run)
    faults = [one for one in traces if one.standing in AT_FAULT and not waived.covers(one)]
    faults += [nameless] if nameless is not None and not waived.covers(nameless) else []
    found = causes(run)
    faults.sort(key=ranked(found))
    verdict, reason = _verdict(run, traces, faults, waived, found)
    return Assessment(
        verdict=verdict,
        reason=reason,
        traces=tuple(traces),
        faults=tuple(faults),
        waived=tuple(waived.needed.items()),
        followed=tuple(sorted(waived.followed)),
        expired=waived.expired,
        dormant=waived.dormant,
        idle=waived.idle,
        left_out=tuple(left_out(run)),
        metrics={name: judge_safely(name, run) for name in METRICS},
        criteria={name: judge_safely(name, run) for name in COMPONENT_CRITERIA},
        partial=is_partial(run),
        profiles=judge_profiles(run, traces, waived),
        causes=tuple(found),
    )


def is_partial(run: RunRecord) -> bool:
    """Whether scenarios were left out that a whole run has."""
    return any(not case.large and run.judged(case) is None for case in run.specification.cases.values())


def counts(run: RunRecord) -> Counter[str]:
    """How many scenarios ended in each way, but for those that judge the run; the kinds of skips are told apart."""
    return Counter(one.ending for name, one in run.outcomes.items() if not run.is_judging(name))


def judging_counts(run: RunRecord) -> Counter[str]:
    """How many of the scenarios that judge the run as a whole ended in each way."""
    return Counter(one.ending for name, one in run.outcomes.items() if run.is_judging(name))


def _verdict(
    run: RunRecord, traces: Sequence[Trace], faults: Sequence[Trace], waived: Waived, found: Sequence[Cause]
) -> tuple[Verdict, str]:
    if reason := PARTIAL if is_partial(run) else mostly_skipped(run) or _idle(waived):
        return Verdict.NONE, reason
    rest = _unjudged(run, traces)
    if faults:
        return Verdict.REJECTED, f"{_at_fault(run, faults, found)}{rest}"
    if reason := mostly_not_offered(run):
        return Verdict.NONE, reason
    if waived.needed:
        first, *others = (one.about for one in waived.needed)
        more = f" and {len(others)} more" if others else ""
        return Verdict.RESERVATIONS, f"{len(waived.needed)} waived: {first}{more}{rest}"
    return Verdict.ACCEPTED, f"{_met(traces)}{rest}"


def _at_fault(run: RunRecord, faults: Sequence[Trace], found: Sequence[Cause]) -> str:
    """How many requirements are at fault, for how many causes, and which comes first, in words."""
    worst = faults[0]
    if worst.identifier == UNTAGGED:
        told = numbered(len(worst.at_fault), "scenario")
        return f'{told} without a requirement did not pass, first "{worst.cases[0][0].name}"'
    count = sum(one.identifier != UNTAGGED for one in faults)
    words = f"{count} of {len(run.requirements)} requirements are not met"
    names = {case.name for one in faults for case, _ in one.at_fault}
    left = [one for one in found if names.intersection(one.failed)]
    if not left:
        return f"{words}, first {worst.identifier}: {worst.standing}"
    first = left[0]
    return f"{words}, for {numbered(len(left), 'cause')}, first {first.requirement}: {first.title} ({first.costs})"


def _idle(waived: Waived) -> str:
    """That a waiver must be removed, in words; empty where none must."""
    if not waived.idle:
        return ""
    return (
        f'the waiver for "{waived.idle[0].about}" is no longer needed, because it passed; remove it from waivers.toml'
    )


def mostly_skipped(run: RunRecord) -> str:
    """Why a run was judged too little for a verdict, in words; empty where it was judged enough."""
    ends = counts(run)
    ends += judging_counts(run)
    applicable = ends.total() - ends["does not apply"] - ends["declared otherwise"]
    if 2 * ends["skipped"] <= applicable and applicable:
        return ""
    told = f"{ends['skipped'] + ends['does not apply']} of {ends.total()} scenarios were skipped"
    at_fault = ends["failed"] + ends["broken"] + ends[BLOCKED]
    return f"{told}; {at_fault} did not pass" if at_fault else told


def mostly_not_offered(run: RunRecord) -> str:
    """Why a run in which nothing is at fault has no verdict all the same; empty where it has one."""
    judged = sum(one.judged for one in run.outcomes.values())
    applicable = sum(not one.exempt for one in run.outcomes.values())
    if 2 * judged >= applicable:
        return ""
    return f"{applicable - judged} of {applicable} scenarios were not judged: most are not offered"


def _met(traces: Sequence[Trace]) -> str:
    """How many requirements are met, in words."""
    standings = Counter(one.standing for one in traces)
    held = len(traces) - sum(standings[one] for one in EXEMPT)
    met = standings[Standing.MET] + standings[Standing.PARTLY]
    if met < held:
        return f"{met} of {held} requirements are met, and none is at fault"
    return f"all {held} requirements {'that apply to this target ' if held < len(traces) else ''}are met"


def _unjudged(run: RunRecord, traces: Sequence[Trace]) -> str:
    """How much was not judged, and why, as the end of a sentence; empty where all was."""
    parts = []
    for how, words in UNJUDGED.items():
        names = [one.identifier for one in traces if one.standing is how]
        if names:
            more = ", …" if len(names) > MOST_NAMED else ""
            parts.append(f"{words}: {numbered(len(names), 'requirement')} ({', '.join(names[:MOST_NAMED])}{more})")
    reasons = Counter(reason for _, reason in left_out(run))
    if reasons:
        told = "; ".join(f"{count} {shortened(reason)}" for reason, count in reasons.most_common(MOST_NAMED))
        more = "; others for other reasons" if len(reasons) > MOST_NAMED else ""
        parts.append(f"not judged: {numbered(reasons.total(), 'scenario')} ({told}{more})")
    words = "; ".join(parts)
    return f". {words[:1].upper()}{words[1:]}" if parts else ""


def numbered(count: int, what: str) -> str:
    """So many of something, in words."""
    return f"{count} {what}{'' if count == 1 else 's'}"


def shortened(reason: str) -> str:
    """A reason in a list of reasons."""
    line = reason.strip().rstrip(".")
    return line if len(line) <= MOST_OF_A_REASON else f"{line[:MOST_OF_A_REASON]} …"


def left_out(run: RunRecord) -> Iterable[tuple[str, str]]:
    """The scenarios that were not judged, each with the reason."""
    for case in run.specification.cases.values():
        outcome = run.judged(case)
        if outcome is None and case.large:
            yield case.name, "run only on request (large)"
        elif outcome is not None and not (outcome.judged or outcome.not_offered or outcome.declared or outcome.blocked):
            yield case.name, (outcome.message.splitlines() or ["without a reason"])[0]


def ranked(found: Sequence[Cause]) -> Callable[[Trace], tuple[int, int, int, int]]:
    """The order in which a reader wants requirements at fault: no mere consequence first, then by gravity."""
    places = {name: place for place, one in enumerate(found) for name in one.scenarios}

    def weight(one: Trace) -> tuple[int, int, int, int]:
        consequence = one.identifier in COMPONENT_CRITERIA or one.identifier in METRICS or one.identifier == UNTAGGED
        place = min((places[case.name] for case, _ in one.at_fault if case.name in places), default=len(found))
        its_own = place < len(found) and found[place].requirement == one.identifier
        return consequence, list(Standing).index(one.standing), place, not its_own

    return weight
