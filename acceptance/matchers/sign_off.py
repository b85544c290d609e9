"""Assertions about a run as a whole: its criteria and metrics, and its progress document."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from acceptance.campaign import TITLES, Action, Outcome
from acceptance.judging.checklist import ITEMS, ORCHESTRATED, RECORDED, UNRECORDED
from acceptance.matchers.campaign_log import CAMPAIGN_PARTS, Part
from acceptance.matchers.findings import Finding, listed, quoted
from acceptance.reporting.assessor import Assessor, ProgressDocument

LOG_KEYS: Final = ("timestamp", "agent_id", "action", "details")
ROWS: Final = ("Core Implementation", "Unit Tests", "Integration Tests", "Tool documentation", "Code Review")


def has_results() -> Finding[Assessor]:
    """At least one scenario of this run has a result."""
    return Finding(
        "at least one scenario of this run has a result",
        lambda assessor: assessor.run.ran(),
        bool,
        lambda assessor, ran: "no scenario of this run has a result",
    )


def writes_its_progress() -> Finding[Assessor]:
    """The progress document can be written, and is not empty."""
    return Finding(
        "the progress document is written",
        lambda assessor: assessor.document.text,
        bool,
        lambda assessor, text: "the progress document is empty",
    )


def meets(identifier: str, words: str) -> Finding[Assessor]:
    """A criterion or a metric of the run is met."""
    return Finding(
        words,
        lambda assessor: assessor.judge(identifier),
        lambda judgement: judgement.met,
        lambda assessor, judgement: judgement.found,
    )


def left_no_process() -> Finding[Assessor]:
    """No server of the run left a process behind, and at least one was used."""
    return Finding(
        "no orchestrator left a process behind",
        lambda assessor: (assessor.run.strays, any(use.accepted for use in assessor.run.uses)),
        lambda seen: not seen[0] and seen[1],
        lambda assessor, seen: "; ".join(seen[0]) or "no orchestrator of this run accepted a call",
    )


def shows_status_of(day: date) -> Finding[ProgressDocument]:
    """The document shows a status, and is dated with a day."""
    return Finding(
        f"the document shows the status and the date {day.isoformat()}",
        lambda document: (document.told("Status"), document.told("Last Updated")),
        lambda found: bool(found[0]) and found[1] == day.isoformat(),
        lambda document, found: f"the status is {quoted(found[0])}, and the date {quoted(found[1])}",
    )


def shows_agent(identity: str) -> Finding[ProgressDocument]:
    """The document shows the agent ID, which is that of the session that the orchestrator assigned."""
    return Finding(
        f"the document shows the agent ID that the orchestrator assigned, {quoted(identity or None)}",
        lambda document: document.told("Agent ID"),
        lambda found: bool(identity) and found == identity,
        lambda document, found: f"it shows {quoted(found)}",
    )


def has_checklist() -> Finding[ProgressDocument]:
    """The checklist has the plan's nine items, each with its evidence."""
    return Finding(
        f"the document shows the {len(ITEMS)} checklist items, each with its evidence",
        lambda document: document.items,
        lambda items: tuple(items) == ITEMS and all(evidence for _, evidence in items.values()),
        lambda document, items: (
            f"the items with evidence are {listed(name for name, (_, why) in items.items() if why)}"
        ),
    )


def has_orchestrated_ticked() -> Finding[ProgressDocument]:
    """The items that went through the orchestrator are ticked."""
    return Finding(
        f"the items {listed(ORCHESTRATED)} are ticked",
        lambda document: {
            name: document.items.get(name, (False, "the item is missing"))[1]
            for name in ORCHESTRATED
            if not document.items.get(name, (False, ""))[0]
        },
        lambda missing: not missing,
        lambda document, missing: "; ".join(f"{quoted(name)} is not ticked: {why}" for name, why in missing.items()),
    )


def has_rows() -> Finding[ProgressDocument]:
    """The table has five rows, each with a status and notes; only a person records a code review."""
    return Finding(
        f"the table has the rows {listed(ROWS)}, each with status and notes, the review as recorded or not",
        lambda document: document.rows,
        _are_the_rows,
        lambda document, rows: f"the rows are {rows}",
    )


def has_log_of(tasks: list[str], agent: str) -> Finding[ProgressDocument]:
    """The log shows when, who, what and details of each activity, and the start and completion of every task."""
    return Finding(
        f"the log entries have {listed(LOG_KEYS)}, and include the start and completion of {listed(tasks)}",
        lambda document: _gaps(document.activities, tasks, agent),
        lambda gaps: not gaps,
        lambda document, gaps: "; ".join(gaps[:3]),
    )


def has_entry_under(section: str) -> Finding[ProgressDocument]:
    """A section of the document has an entry."""
    return Finding(
        f"the document has an entry under {quoted(section)}",
        lambda document: document.section(section),
        bool,
        lambda document, found: "the section is empty",
    )


PARTS: Final[Mapping[str, Part]] = {
    "the status and today's date": lambda campaign: shows_status_of(date.today()),
    "the agent ID that the orchestrator assigned": lambda campaign: shows_agent(campaign.agent_id),
    "the nine checklist items, each with its evidence": lambda campaign: has_checklist(),
    "the work through the orchestrator as done": lambda campaign: has_orchestrated_ticked(),
    "the implementation progress in five rows": lambda campaign: has_rows(),
    "who did what and when for the main task and every component": lambda campaign: has_log_of(
        list(TITLES), campaign.agent_id
    ),
    **CAMPAIGN_PARTS,
}
"""What the progress document shows, by the features' words."""


def _are_the_rows(rows: list[list[str]]) -> bool:
    whole = all(len(row) == 3 and all(row) for row in rows)
    return whole and tuple(row[0] for row in rows) == ROWS and rows[-1][1] in {UNRECORDED, RECORDED}


def _gaps(activities: list[dict[str, Any]], tasks: list[str], agent: str) -> list[str]:
    if not activities:
        return ["the log is empty"]
    gaps = [f"an entry has {listed(one)}" for one in activities if tuple(one) != LOG_KEYS]
    done = [one for one in activities if str(one.get("details")).startswith(Outcome.DONE)]
    told = {str(one.get("action")) for one in done if one.get("agent_id") == agent and agent}
    wanted = [action.of(task) for task in tasks for action in (Action.EXECUTE, Action.COMPLETE)]
    return gaps + [f"{quoted(action)} is missing or not done" for action in wanted if action not in told]
