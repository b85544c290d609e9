"""The verdict: accepted, accepted with reservations, rejected, or none where the run does not allow one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from acceptance.evidence.scenario_results import BLOCKED
from acceptance.judging.causes import Cause, causes
from acceptance.judging.components import COMPONENT_CRITERIA
from acceptance.judging.criteria import judge_safely
from acceptance.judging.judgement import Judgement
from acceptance.judging.metrics import METRICS
from acceptance.judging.profile_verdicts import KEPT, ProfileVerdict, judge_profiles
from acceptance.judging.reasons import (
    as_offered,
    at_fault,
    consequences,
    gaps,
    inapplicable,
    left_out,
    met,
    not_offered,
    unjudged,
)
from acceptance.judging.run_record import RunRecord
from acceptance.judging.traceability import AT_FAULT, UNOFFERED, UNTAGGED, Standing, Trace, trace, untagged
from acceptance.judging.waivers import Waiver
from acceptance.judging.waiving import Waived, apply
from acceptance.judging.whole import check_whole

PARTIAL = "partial run"


class Verdict(StrEnum):
    """What is said of an orchestrator."""

    ACCEPTED = "Accepted"
    RESERVATIONS = "Accepted with reservations"
    OFFERED = "Accepted for what it offers"
    REJECTED = "Rejected"
    NONE = "No verdict"


ACCEPTING = frozenset({Verdict.ACCEPTED, Verdict.RESERVATIONS, Verdict.OFFERED})
"""The verdicts of which a reader must know what they do not rest on."""


@dataclass(frozen=True)
class Assessment:
    """A verdict, and all that it rests on.

    Attributes:
        verdict: what is said.
        reason: why, in one short sentence.
        details: what else is to be known of it, each in a sentence.
        traces: every requirement with its scenarios.
        faults: the requirements that keep the orchestrator from being accepted, the worst first.
        waived: the waivers that were needed, each with the failed scenarios that it covers.
        followed: scenarios that failed only because waived ones did.
        expired: waivers that would have been needed, but have expired.
        dormant: waivers of which what they name was not judged this time.
        idle: waivers of which what they name has passed, so that they must be removed.
        left_out: scenarios that were not judged in this run or were not asked for, with the reason.
        inapplicable: scenarios that are about what the target does not have, with the reason.
        metrics: the success metrics by their identifiers.
        criteria: the criteria of the components by their identifiers.
        partial: whether scenarios were left out that a whole run has.
        profiles: what is said of each profile.
        causes: why scenarios failed or were blocked, the gravest and widest first.
        gaps: what an acceptance does not rest on, since it was not judged: each kind in a clause.
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
    gaps: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    inapplicable: tuple[tuple[str, str], ...] = ()

    @property
    def headline(self) -> str:
        """The verdict, and in the same line what was not judged: nobody shall take less for more."""
        return "; ".join([self.verdict.value, *self.gaps])


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
    profiles = judge_profiles(run, traces, waived)
    verdict, reason = _verdict(run, traces, faults, waived, found, profiles)
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
        profiles=profiles,
        causes=tuple(found),
        gaps=tuple(gaps(run)) if verdict in ACCEPTING else (),
        details=tuple(_details(run, traces, faults, verdict)),
        inapplicable=tuple(inapplicable(run)),
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


def _verdict(  # noqa: PLR0913, PLR0917 - each is a part of what a verdict rests on
    run: RunRecord,
    traces: Sequence[Trace],
    faults: Sequence[Trace],
    waived: Waived,
    found: Sequence[Cause],
    profiles: Sequence[ProfileVerdict],
) -> tuple[Verdict, str]:
    if reason := PARTIAL if is_partial(run) else mostly_skipped(run) or _idle(waived):
        return Verdict.NONE, reason
    if faults:
        if _keeps_what_it_offers(faults, profiles):
            return Verdict.OFFERED, as_offered(profiles)
        return Verdict.REJECTED, at_fault(traces, faults, found)
    if reason := mostly_not_offered(run):
        return Verdict.NONE, reason
    if waived.needed:
        first, *others = (one.about for one in waived.needed)
        more = f" and {len(others)} more" if others else ""
        return Verdict.RESERVATIONS, f"{len(waived.needed)} waived: {first}{more}"
    return Verdict.ACCEPTED, met(traces)


def _details(run: RunRecord, traces: Sequence[Trace], faults: Sequence[Trace], verdict: Verdict) -> Iterator[str]:
    """What is to be known beside the reason of a verdict: what is blocked, not offered, and not judged."""
    if verdict is Verdict.NONE:
        return
    yield from consequences(faults)
    yield from not_offered(traces) if verdict in {Verdict.OFFERED, Verdict.REJECTED} else ()
    # The headline of an acceptance tells of the large scenarios.
    yield from unjudged(run, traces, large=verdict is Verdict.REJECTED)


def _keeps_what_it_offers(faults: Sequence[Trace], profiles: Sequence[ProfileVerdict]) -> bool:
    """Whether a target is at fault for nothing but what it does not offer, and is accepted for a profile at least."""
    standings = {one.standing for one in profiles}
    return bool(standings & KEPT) and all(one.standing in UNOFFERED for one in faults)


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


def ranked(found: Sequence[Cause]) -> Callable[[Trace], tuple[int, int, int, int]]:
    """The order in which a reader wants requirements at fault: no mere consequence first, then by gravity."""
    places = {name: place for place, one in enumerate(found) for name in one.scenarios}

    def weight(one: Trace) -> tuple[int, int, int, int]:
        consequence = one.identifier in COMPONENT_CRITERIA or one.identifier in METRICS or one.identifier == UNTAGGED
        place = min((places[case.name] for case, _ in one.at_fault if case.name in places), default=len(found))
        its_own = place < len(found) and found[place].requirement == one.identifier
        return consequence, list(Standing).index(one.standing), place, not its_own

    return weight
