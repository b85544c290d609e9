"""`progress.md`: the plan's progress tracking, rendered from the campaign and the evidence."""

from __future__ import annotations

from datetime import date

import yaml

from acceptance.display import fenced, one_line
from acceptance.judging.causes import Cause, causes
from acceptance.judging.checklist import checklist, implementation
from acceptance.judging.run_record import RunRecord
from acceptance.judging.tool_matrix import tool_matrix
from acceptance.judging.traceability import AT_FAULT, UNOFFERED, Trace, trace
from acceptance.reporting.documents.rendering import Trusted, render


def progress(run: RunRecord, *, today: date, status: str = "IN PROGRESS") -> str:
    """The progress document as Markdown.

    Args:
        run: the run.
        today: the date that it is dated with.
        status: the plan's status word, or the verdict where there is one.
    """
    found = causes(run)
    known = {name for one in found for name in one.scenarios}
    at_fault = [
        one
        for one in trace(run)
        if one.standing in AT_FAULT - UNOFFERED
        and one.at_fault
        and not any(case.name in known for case, _ in one.at_fault)
    ]
    return render(
        "progress.md.j2",
        status=status,
        today=today.isoformat(),
        agent=run.campaign.agent_id or "no agent was assigned",
        items=checklist(run),
        rows=implementation(run),
        matrix=tool_matrix(run),
        activities=Trusted(fenced(activity_log(run), "yaml")),
        blockers=_blockers(run, found, at_fault),
        steps=_next_steps(run, found, at_fault),
    )


def activity_log(run: RunRecord) -> str:
    """The agents' activities as YAML, with the four keys of the plan's log; details begin with what came of each."""
    entries = []
    for activity in run.campaign.activities:
        told = {
            "timestamp": activity.timestamp,
            "agent_id": activity.agent_id,
            "action": activity.action,
            "details": activity.told,
        }
        entries.append({name: one_line(content) for name, content in told.items()})
    return yaml.safe_dump({"agent_activities": entries}, sort_keys=False, allow_unicode=True, width=160)


def _blockers(run: RunRecord, reasons: list[Cause], at_fault: list[Trace]) -> list[str]:
    found = [f"The campaign was not carried to its end: {run.campaign.trouble}"] if run.campaign.trouble else []
    found += [
        f"{one.requirement} ({one.severity}): {one.title}: {one.costs} scenarios. {one.happened}" for one in reasons
    ]
    for one in at_fault:
        case, outcome = one.at_fault[0]
        found.append(f"{one.identifier} ({one.standing}): {case.name}: {first_words(outcome.message)}")
    return found or ["None currently identified"]


def _next_steps(run: RunRecord, found: list[Cause], at_fault: list[Trace]) -> list[str]:
    """What to fix first and how to run it again; where nothing is to be fixed, what is left to do."""
    again = f"Run again what did not pass: {run.again} RERUN=1"
    if found:
        return [f"Fix first: {found[0].sentence} ({found[0].requirement}). Run it again: {found[0].command}", again]
    if at_fault:
        return [f"Fix first what keeps {at_fault[0].identifier} from being met: {at_fault[0].words}", again]
    missing = sum(one.standing in UNOFFERED for one in trace(run))
    if missing:
        return [f"Offer what {missing} requirements need, or leave it: the verdict counts it apart"]
    # A review stands beside a signature: neither is asked for while something is to be done.
    review = [] if run.reviews else ["Enter the code review: python -m acceptance review --by NAME --notes TEXT"]
    return [*review, "Sign the acceptance: python -m acceptance sign --by NAME"]


def first_words(message: str, most: int = 200) -> str:
    """The beginning of a message, in one line of so many characters at most."""
    line = " ".join(message.split())
    return line if len(line) <= most else f"{line[:most]} …"
