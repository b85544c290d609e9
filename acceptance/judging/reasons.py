"""The reason for a verdict, in one sentence: how many requirements stand how, each kind apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from acceptance.errors import NOT_APPLICABLE
from acceptance.judging.causes import Cause
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

CONSEQUENCES: Final = {Standing.BLOCKED: "blocked", Standing.BROKEN: "not judged, since the suite broke"}
"""How the verdict tells of requirements that are neither met nor shown to be broken."""

MOST_NAMED: Final = 4
MOST_OF_A_REASON: Final = 110


def at_fault(traces: Sequence[Trace], faults: Sequence[Trace], found: Sequence[Cause]) -> str:
    """How many requirements are at fault, for how many causes, and which comes first, in words."""
    worst = faults[0]
    if worst.identifier == UNTAGGED:
        told = numbered(len(worst.at_fault), "scenario")
        return f'{told} without a requirement did not pass, first "{worst.cases[0][0].name}"'
    words = added_up(faults, traces)
    names = {case.name for one in faults for case, _ in one.at_fault}
    left = [one for one in found if names.intersection(one.failed)]
    missing = not_offered(traces)
    if not left:
        return f"{words}, first {worst.identifier}: {worst.standing}{missing}"
    first = left[0]
    told = f"first {first.requirement}: {first.title} ({first.costs})"
    return f"{words}, for {numbered(len(left), 'cause')}, {told}{missing}"


def added_up(faults: Sequence[Trace], traces: Sequence[Trace]) -> str:
    """How many of the requirements that are offered are not met, and how many are blocked, each apart, in words."""
    standings = Counter(one.standing for one in faults if one.identifier != UNTAGGED)
    missing = sum(one.standing is Standing.NOT_OFFERED for one in traces)
    offered = numbered(len(traces) - missing, "requirement") + (" that it offers" if missing else "")
    unmet = sum(standings.values()) - sum(standings[one] for one in (*UNOFFERED, *CONSEQUENCES))
    parts = [f"{unmet} of {offered} are not met"]
    parts += [
        f"{many} {in_plural(f'is {words}', many)}" for one, words in CONSEQUENCES.items() if (many := standings[one])
    ]
    return " and ".join(parts)


def not_offered(traces: Sequence[Trace]) -> str:
    """How many requirements are not offered, as the end of a sentence; empty where all are."""
    standings = Counter(one.standing for one in traces)
    count, part = standings[Standing.NOT_OFFERED], standings[Standing.OFFERED_IN_PART]
    parts = [said_of(count, "requirement", "is not offered")] if count else []
    parts += [f"{part} {in_plural('is offered in part', part)}"] if part else []
    return "".join(f"; {one}" for one in parts)


def as_offered(traces: Sequence[Trace], profiles: Sequence[ProfileVerdict]) -> str:
    """For which profiles a target is accepted that does not offer all, in words."""
    names = [one.profile.name for one in profiles if one.standing in KEPT]
    return f"nothing that it offers is at fault; accepted for {listed(names)}{not_offered(traces)}"


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
    reasons = [reason for _, reason in left_out(run) if not reason.startswith(NOT_APPLICABLE)]
    large = reasons.count(NOT_ASKED_FOR)
    kinds = ((large, "large scenario", "was not asked for"), (len(reasons) - large, "scenario", "was not judged"))
    return [said_of(count, what, words) for count, what, words in kinds if count]


def unjudged(run: RunRecord, traces: Sequence[Trace], *, large: bool = True) -> str:
    """What was not judged, and why, as the end of a reason; empty where all was.

    Args:
        run: the run.
        traces: its requirements.
        large: whether the large scenarios are told of as well.
    """
    parts = []
    for how, words in UNJUDGED.items():
        names = [one.identifier for one in traces if one.standing is how]
        if names:
            more = ", …" if len(names) > MOST_NAMED else ""
            parts.append(f"{said_of(len(names), 'requirement', words)} ({', '.join(names[:MOST_NAMED])}{more})")
    reasons = Counter(shortened(reason) for _, reason in left_out(run) if large or reason != NOT_ASKED_FOR)
    if foreign := reasons.pop(NOT_APPLICABLE, 0):
        parts.append(said_of(foreign, "scenario", UNJUDGED[Standing.NOT_APPLICABLE]))
    if reasons:
        told = "; ".join(f"{count} {reason}" for reason, count in reasons.most_common(MOST_NAMED))
        more = "; others for other reasons" if len(reasons) > MOST_NAMED else ""
        parts.append(f"not judged: {told}{more}")
    words = "; ".join(parts)
    return f". {words[:1].upper()}{words[1:]}" if parts else ""


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
    return words if count == 1 else f"{PLURALS.get(first, first)}{space}{rest}"


def numbered(count: int, what: str) -> str:
    """So many of something, in words."""
    return f"{count} {what}{'' if count == 1 else 's'}"


def shortened(reason: str) -> str:
    """A reason in a list of reasons; what does not apply is said once, and the sheet lists why."""
    if reason.startswith(NOT_APPLICABLE):
        return NOT_APPLICABLE
    line = reason.strip().rstrip(".")
    return line if len(line) <= MOST_OF_A_REASON else f"{line[:MOST_OF_A_REASON]} …"


def left_out(run: RunRecord) -> Iterable[tuple[str, str]]:
    """The scenarios that were not judged, each with the reason."""
    for case in run.specification.cases.values():
        outcome = run.judged(case)
        if outcome is None and case.large:
            yield case.name, NOT_ASKED_FOR
        elif outcome is not None and not (outcome.judged or outcome.not_offered or outcome.declared or outcome.blocked):
            yield case.name, (outcome.message.splitlines() or ["without a reason"])[0]
