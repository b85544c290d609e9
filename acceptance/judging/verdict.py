"""The verdict: accepted, accepted with reservations, rejected, or none where the run does not allow one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from acceptance.errors import SuiteError
from acceptance.judging.components import COMPONENT_CRITERIA
from acceptance.judging.criteria import CRITERIA, judge_safely
from acceptance.judging.judgement import Judgement
from acceptance.judging.metrics import METRICS
from acceptance.judging.run_record import RunRecord
from acceptance.judging.traceability import AT_FAULT, Standing, Trace, is_at_fault, trace
from acceptance.judging.waivers import Waiver
from acceptance.specification.phases import JUDGING_FOLDER

PARTIAL = "partial run"


class UnfinishedRunError(SuiteError):
    """The run was ended before its end, so it has no verdict; that is no mistake in what it was given."""


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
        left_out: scenarios that were not judged on this machine or were not asked for, with the reason.
        metrics: the success metrics by their identifiers.
        partial: whether scenarios were left out that a whole run has.
    """

    verdict: Verdict
    reason: str
    traces: tuple[Trace, ...]
    faults: tuple[Trace, ...]
    waived: tuple[tuple[Waiver, tuple[str, ...]], ...]
    followed: tuple[str, ...]
    expired: tuple[Waiver, ...]
    left_out: tuple[tuple[str, str], ...]
    metrics: Mapping[str, Judgement]
    partial: bool


def assess(run: RunRecord, waivers: Sequence[Waiver], today: date) -> Assessment:
    """Judge a run.

    Raises:
        SuiteError: the results are none, are of another run or other features, or only half of one.
    """
    check_whole(run)
    traces = trace(run)
    mine = [one for one in waivers if one.target in {"", run.target.name}]
    holding = [one for one in mine if one.holds(today)]
    needed = {one: covered for one in holding if (covered := _covered(one, traces)) is not None}
    waived = {name for names in needed.values() for name in names} | {one.requirement for one in needed}
    # A requirement of which all that failed is waived is waived itself, so that metrics that count it follow.
    waived |= {
        one.identifier for one in traces if one.at_fault and all(case.name in waived for case, _ in one.at_fault)
    }
    followed = _following(run, waived)
    faults = [one for one in traces if one.standing in AT_FAULT and not _is_waived(one, waived, followed)]
    verdict, reason = _verdict(run, traces, faults, needed, [one for one in holding if one not in needed])
    return Assessment(
        verdict=verdict,
        reason=reason,
        traces=tuple(traces),
        faults=tuple(sorted(faults, key=_weight)),
        waived=tuple((one, tuple(names)) for one, names in needed.items()),
        followed=tuple(sorted(followed - waived)),
        expired=tuple(one for one in mine if not one.holds(today) and _covered(one, traces) is not None),
        left_out=tuple(_left_out(run)),
        metrics={name: judge_safely(name, run) for name in METRICS},
        partial=is_partial(run),
    )


def check_whole(run: RunRecord) -> None:
    """Check that the results are those of one run of these features, carried to its end.

    Raises:
        SuiteError: they are not; the message says what to do.
        UnfinishedRunError: it was not carried to its end.
    """
    if not run.outcomes:
        raise SuiteError(
            "There are no results below reports/, so there is no verdict: run the whole suite (make accept)."
        )
    strangers = [name for name in run.outcomes if name not in run.specification.cases]
    held = {target.features_digest for target in run.targets} - {run.specification.digest}
    if strangers or held:
        what = (
            f'"{strangers[0]}" is not a scenario of the features'
            if strangers
            else "the features have changed since then"
        )
        raise SuiteError(f"The results below reports/ belong to another run: {what}. Run the whole suite again.")
    if len(run.targets) > 1:
        raise SuiteError(
            "The results below reports/ belong to several runs: "
            f"{' and '.join(sorted({f'{one.name} {one.version}'.strip() for one in run.targets}))} were judged, or "
            "one with several lists of tools. Run the whole suite again."
        )
    if missing := sorted(run.planned - set(run.outcomes)):
        raise UnfinishedRunError(
            f"The run was stopped early: {len(missing)} of {len(run.planned)} scenarios were not run, "
            f'"{missing[0]}" among them. Run the whole suite again.'
        )


def is_partial(run: RunRecord) -> bool:
    """Whether scenarios were left out that a whole run has."""
    return any(not case.large and run.judged(case) is None for case in run.specification.cases.values())


def counts(run: RunRecord) -> Counter[str]:
    """How many scenarios ended in each way; what is not offered is counted apart from what was skipped otherwise."""
    return Counter("not offered" if one.not_offered else one.status for one in run.outcomes.values())


def _verdict(
    run: RunRecord,
    traces: Sequence[Trace],
    faults: Sequence[Trace],
    needed: Mapping[Waiver, Sequence[str]],
    idle: Sequence[Waiver],
) -> tuple[Verdict, str]:
    if is_partial(run):
        return Verdict.NONE, PARTIAL
    if idle:
        return Verdict.NONE, (
            f'the waiver for "{idle[0].about}" is no longer needed, because it passed; remove it from waivers.toml'
        )
    if faults:
        worst = min(faults, key=_weight)
        return Verdict.REJECTED, (
            f"{len(faults)} of {len(run.requirements)} requirements are not met, first {worst.identifier}: "
            f"{worst.standing}"
        )
    if needed:
        first, *others = (one.about for one in needed)
        more = f" and {len(others)} more" if others else ""
        return Verdict.RESERVATIONS, f"{len(needed)} waived: {first}{more}"
    return Verdict.ACCEPTED, _all_met(traces)


def _all_met(traces: Sequence[Trace]) -> str:
    """That all is met; what this machine could not judge is not, and is named."""
    unjudged = [one.identifier for one in traces if one.standing is not Standing.MET]
    if not unjudged:
        return f"all {len(traces)} requirements are met"
    return (
        f"{len(traces) - len(unjudged)} of {len(traces)} requirements are met, and none is at fault; "
        f"not judged on this machine: {', '.join(unjudged)}"
    )


def _covered(waiver: Waiver, traces: Iterable[Trace]) -> list[str] | None:
    """The scenarios at fault that a waiver covers; None: it waives nothing."""
    for one in traces:
        if waiver.requirement and one.identifier == waiver.requirement and one.standing in AT_FAULT:
            return [case.name for case, _ in one.at_fault]
        if waiver.scenario and any(case.name == waiver.scenario for case, _ in one.at_fault):
            return [waiver.scenario]
    return None


def _following(run: RunRecord, waived: set[str]) -> set[str]:
    """The judging scenarios that fail only because of what is waived: the defect is declared once, not ten times."""
    found = set()
    for case in run.specification.cases.values():
        outcome = run.judged(case)
        if case.folder != JUDGING_FOLDER or outcome is None or not is_at_fault(outcome):
            continue
        judged = [judge_safely(one, run) for one in case.identifiers if one in CRITERIA]
        unmet = [one for one in judged if not one.met]
        if unmet and all(one.because and one.because <= waived for one in unmet):
            found.add(case.name)
    return found


def _is_waived(one: Trace, waived: set[str], followed: set[str]) -> bool:
    if one.identifier in waived:
        return True
    return bool(one.at_fault) and all(case.name in waived | followed for case, _ in one.at_fault)


def _weight(one: Trace) -> tuple[int, int, str]:
    """Requirements at fault in the order in which a reader wants them: what failed, and what is no mere consequence."""
    consequence = one.identifier in COMPONENT_CRITERIA or one.identifier in METRICS
    return consequence, list(Standing).index(one.standing), one.identifier


def _left_out(run: RunRecord) -> Iterable[tuple[str, str]]:
    for case in run.specification.cases.values():
        outcome = run.judged(case)
        if outcome is None and case.large:
            yield case.name, "not asked for: it is large"
        elif outcome is not None and outcome.status == "skipped" and not outcome.not_offered:
            yield case.name, outcome.message.splitlines()[0]
