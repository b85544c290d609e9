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
    Standing.LEFT_OUT: "not judged",
    Standing.PARTLY: "judged in part",
    Standing.NOT_APPLICABLE: "does not apply to this target",
    Standing.DECLARED: "declared otherwise by the target",
}
"""How the verdict's first line tells of requirements of which not everything was judged."""

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
    parts += [f"{standings[one]} are {words}" for one, words in CONSEQUENCES.items() if standings[one]]
    return " and ".join(parts)


def not_offered(traces: Sequence[Trace]) -> str:
    """How many requirements are not offered, as the end of a sentence; empty where all are."""
    standings = Counter(one.standing for one in traces)
    parts = (
        [f"{numbered(count, 'requirement')} {'is' if count == 1 else 'are'} not offered"]
        if (count := standings[Standing.NOT_OFFERED])
        else []
    )
    part = standings[Standing.OFFERED_IN_PART]
    parts += [f"{part} {'is' if part == 1 else 'are'} offered in part"] if part else []
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


def unjudged(run: RunRecord, traces: Sequence[Trace]) -> str:
    """How much was not judged, and why, as the end of a sentence; empty where all was."""
    parts = []
    for how, words in UNJUDGED.items():
        names = [one.identifier for one in traces if one.standing is how]
        if names:
            more = ", …" if len(names) > MOST_NAMED else ""
            parts.append(f"{words}: {numbered(len(names), 'requirement')} ({', '.join(names[:MOST_NAMED])}{more})")
    reasons = Counter(shortened(reason) for _, reason in left_out(run))
    if reasons:
        told = "; ".join(f"{count} {reason}" for reason, count in reasons.most_common(MOST_NAMED))
        more = "; others for other reasons" if len(reasons) > MOST_NAMED else ""
        parts.append(f"not judged: {numbered(reasons.total(), 'scenario')} ({told}{more})")
    words = "; ".join(parts)
    return f". {words[:1].upper()}{words[1:]}" if parts else ""


def numbered(count: int, what: str) -> str:
    """So many of something, in words."""
    return f"{count} {what}{'' if count == 1 else 's'}"


def shortened(reason: str) -> str:
    """A reason in a list of reasons; what does not apply is said once, and the sheet lists why."""
    if reason.startswith(NOT_APPLICABLE):
        return "not applicable to this target"
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
