"""The reason for a verdict in one sentence, and what else a reader should know: how many requirements stand how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from acceptance.evidence.scenario_results import ScenarioResult
from acceptance.judging.causes import Cause
from acceptance.judging.judgement import numbered
from acceptance.judging.profile_verdicts import KEPT, ProfileVerdict
from acceptance.judging.run_record import RunRecord
from acceptance.judging.traceability import EXEMPT, UNOFFERED, UNTAGGED, Standing, Trace

UNJUDGED: Final = {
    Standing.LEFT_OUT: "is not judged",
    Standing.PARTLY: "is judged in part",
    Standing.NOT_APPLICABLE: "does not apply to this target",
    Standing.DECLARED: "is declared otherwise by the target",
}
"""How the verdict tells of a requirement of which not everything was judged."""

PLURALS: Final = {"is": "are", "was": "were", "does": "do"}
"""How the first word of what is said of one thing begins what is said of several."""

NOT_ASKED_FOR: Final = "large: run only on request (LARGE=1)"
"""Why a large scenario was not judged."""

CONSEQUENCES: Final = {
    Standing.BLOCKED: "blocked, since what it needs does not work",
    Standing.BROKEN: "not judged, since the suite broke",
}
"""How the verdict tells of requirements that are neither met nor shown to be broken."""

MOST_NAMED: Final = 4
MOST_OF_A_REASON: Final = 110


def at_fault(traces: Sequence[Trace], faults: Sequence[Trace], found: Sequence[Cause]) -> str:
    """How many requirements are at fault, for how many causes, and which is the gravest, in one short sentence."""
    worst = faults[0]
    if worst.identifier == UNTAGGED:
        told = numbered(len(worst.at_fault), "scenario")
        return f'{told} without a requirement did not pass, first "{worst.cases[0][0].name}"'
    words = how_many(faults, traces)
    names = {case.name for one in faults for case, _ in one.at_fault}
    left = [one for one in found if names.intersection(one.failed)]
    if not left:
        return f"{words}, first {worst.identifier}: {worst.standing}"
    gravest = f"{left[0].sentence} ({left[0].requirement}, {left[0].costs})"
    return f"{words}, for {numbered(len(left), 'cause')}; the gravest: {gravest}"


def how_many(faults: Sequence[Trace], traces: Sequence[Trace]) -> str:
    """How many of the requirements that are offered are not met; where all are, how many are blocked, in words."""
    standings = Counter(one.standing for one in faults if one.identifier != UNTAGGED)
    missing = sum(one.standing is Standing.NOT_OFFERED for one in traces)
    held = sum(one.standing not in EXEMPT for one in traces)
    offered = numbered(held - missing, "requirement") + (" that it offers" if missing else "")
    unmet = sum(standings.values()) - sum(standings[one] for one in (*UNOFFERED, *CONSEQUENCES))
    kinds = [(unmet, "is not met"), *((standings[one], f"is {words}") for one, words in CONSEQUENCES.items())]
    many, words = next(((many, words) for many, words in kinds if many), kinds[0])
    return f"{many} of {offered} {in_plural(words, many)}"


def consequences(faults: Sequence[Trace]) -> Iterator[str]:
    """How many requirements are neither met nor shown to be broken, each kind in a sentence."""
    standings = Counter(one.standing for one in faults)
    for one, words in CONSEQUENCES.items():
        if many := standings[one]:
            yield f"{said_of(many, 'requirement', f'is {words}')}"


def not_offered(traces: Sequence[Trace]) -> Iterator[str]:
    """How many requirements are not offered, or only in part, in a sentence; nothing where all are."""
    standings = Counter(one.standing for one in traces)
    count, part = standings[Standing.NOT_OFFERED], standings[Standing.OFFERED_IN_PART]
    parts = [said_of(count, "requirement", "is not offered")] if count else []
    parts += [f"{part if count else numbered(part, 'requirement')} {in_plural('is offered in part', part)}"] * (
        part > 0
    )
    if parts:
        yield ", ".join(parts)


def as_offered(profiles: Sequence[ProfileVerdict]) -> str:
    """For which profiles a target is accepted that does not offer all, in words."""
    names = [one.profile.name for one in profiles if one.standing in KEPT]
    return f"nothing that it offers is at fault; accepted for {listed(names)}"


def listed(names: Sequence[str]) -> str:
    """Names in a sentence."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def met(traces: Sequence[Trace]) -> str:
    """How many requirements are met, in words."""
    standings = Counter(one.standing for one in traces)
    held = len(traces) - sum(standings[one] for one in EXEMPT)
    met = standings[Standing.MET] + standings[Standing.PARTLY]
    if met < held:
        return f"{met} of {held} requirements are met, and none is at fault"
    return f"all {held} requirements {'that apply to this target ' if held < len(traces) else ''}are met"


def gaps(run: RunRecord) -> list[str]:
    """What a run did not judge although the target has it, each kind in a clause: it stands beside an acceptance."""
    reasons = [reason for _, reason in left_out(run)]
    large = reasons.count(NOT_ASKED_FOR)
    kinds = ((large, "large scenario", "was not asked for"), (len(reasons) - large, "scenario", "was not judged"))
    return [said_of(count, what, words) for count, what, words in kinds if count]


def unjudged(run: RunRecord, traces: Sequence[Trace], *, large: bool = True) -> Iterator[str]:
    """What was not judged, and why, each kind in a sentence.

    Args:
        run: the run.
        traces: its requirements.
        large: whether the large scenarios are told of as well.
    """
    for how, words in UNJUDGED.items():
        names = [one.identifier for one in traces if one.standing is how]
        if names:
            more = ", …" if len(names) > MOST_NAMED else ""
            yield f"{said_of(len(names), 'requirement', words)} ({', '.join(names[:MOST_NAMED])}{more})"
    if foreign := len(list(inapplicable(run))):
        yield said_of(foreign, "scenario", UNJUDGED[Standing.NOT_APPLICABLE])
    reasons = Counter(shortened(reason) for _, reason in left_out(run) if large or reason != NOT_ASKED_FOR)
    if reasons:
        told = "; ".join(f"{count} {reason}" for reason, count in reasons.most_common(MOST_NAMED))
        others = sum(count for _, count in reasons.most_common()[MOST_NAMED:])
        more = f"; {others} for other reasons" if others else ""
        yield f"{said_of(reasons.total(), 'scenario', 'was not judged')}: {told}{more}"


def said_of(count: int, what: str, words: str) -> str:
    """What is said of so many things, in words.

    Args:
        count: how many.
        what: one of them.
        words: what is said of one.
    """
    return f"{numbered(count, what)} {in_plural(words, count)}"


def in_plural(words: str, count: int) -> str:
    """What is said of one thing, said of so many."""
    first, space, rest = words.partition(" ")
    return words if count == 1 else f"{PLURALS.get(first, first)}{space}{rest.replace('it needs', 'they need')}"


def shortened(reason: str) -> str:
    """A reason in a list of reasons, cut between two words."""
    line = reason.strip().rstrip(".")
    if len(line) <= MOST_OF_A_REASON:
        return line
    beginning = line[:MOST_OF_A_REASON]
    return f"{beginning.rpartition(' ')[0] or beginning} …"


def left_out(run: RunRecord) -> Iterator[tuple[str, str]]:
    """The scenarios that apply to the target and were not judged, each with the reason."""
    for case in run.specification.cases.values():
        outcome = run.judged(case)
        if outcome is None and case.large:
            yield case.name, NOT_ASKED_FOR
        elif outcome is not None and outcome.unjudged:
            yield case.name, _reason(outcome)


def inapplicable(run: RunRecord) -> Iterator[tuple[str, str]]:
    """The scenarios that are about what the target does not have, each with the reason."""
    for case in run.specification.cases.values():
        outcome = run.judged(case)
        if outcome is not None and outcome.inapplicable:
            yield case.name, _reason(outcome)


def _reason(outcome: ScenarioResult) -> str:
    return (outcome.message.splitlines() or ["without a reason"])[0]
