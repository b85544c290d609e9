"""Assertions about a run as a whole: its criteria and metrics, and its progress document."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from acceptance.judging.checklist import ITEMS, ORCHESTRATED, UNRECORDED
from acceptance.matchers.findings import Finding, listed, quoted
from acceptance.reporting.assessor import Assessor, ProgressDocument

LOG_KEYS: Final = ("timestamp", "agent_id", "action", "details")
ROWS: Final = ("Core Implementation", "Unit Tests", "Integration Tests", "Documentation", "Code Review")


def meets(identifier: str, words: str) -> Finding[Assessor]:
    """A criterion or a metric of the run is met."""
    return Finding(
        words,
        lambda assessor: assessor.judge(identifier),
        lambda judgement: judgement.met,
        lambda assessor, judgement: judgement.found,
    )


def left_no_process() -> Finding[Assessor]:
    """No server of the run left a process behind that it was to end; one that did nothing shows nothing."""
    return Finding(
        "no orchestrator left a process behind",
        lambda assessor: (assessor.run.strays, any(use.accepted for use in assessor.run.uses)),
        lambda seen: not seen[0] and seen[1],
        lambda assessor, seen: "; ".join(seen[0]) or "no orchestrator of this run did anything that it was asked for",
    )


def is_dated(day: date) -> Finding[ProgressDocument]:
    """The document is dated with a day."""
    return Finding(
        f"a document of {day.isoformat()}",
        lambda document: document.told("Last Updated"),
        lambda found: found == day.isoformat(),
        lambda document, found: f"it is dated {quoted(found)}",
    )


def tells_status() -> Finding[ProgressDocument]:
    """The document tells a status."""
    return Finding(
        "a document that tells the status",
        lambda document: document.told("Status"),
        bool,
        lambda document, found: "it tells none",
    )


def tells_agent(identity: str) -> Finding[ProgressDocument]:
    """The document tells the agent's id, which is the session's that the orchestrator assigned."""
    return Finding(
        f"the agent's id that the orchestrator assigned, {quoted(identity or None)}",
        lambda document: document.told("Agent ID"),
        lambda found: bool(identity) and found == identity,
        lambda document, found: f"the document tells {quoted(found)}",
    )


def has_checklist() -> Finding[ProgressDocument]:
    """The checklist has the plan's nine items, each with its evidence."""
    return Finding(
        f"the plan's {len(ITEMS)} items, each with its evidence",
        lambda document: document.items,
        lambda items: tuple(items) == ITEMS and all(evidence for _, evidence in items.values()),
        lambda document, items: (
            f"the items with evidence are {listed(name for name, (_, why) in items.items() if why)}"
        ),
    )


def has_orchestrated_ticked() -> Finding[ProgressDocument]:
    """What went through the orchestrator is ticked."""
    return Finding(
        f"{listed(ORCHESTRATED)} are ticked",
        lambda document: {
            name: document.items.get(name, (False, "it is not there"))[1]
            for name in ORCHESTRATED
            if not document.items.get(name, (False, ""))[0]
        },
        lambda missing: not missing,
        lambda document, missing: "; ".join(f"{name} is not: {why}" for name, why in missing.items()),
    )


def has_rows() -> Finding[ProgressDocument]:
    """The table has five rows, each with a status and notes; a code review is left to a person."""
    return Finding(
        f"the rows {listed(ROWS)}, each with status and notes, the review {UNRECORDED} by a machine",
        lambda document: document.rows,
        _are_the_rows,
        lambda document, rows: f"the rows are {rows}",
    )


def has_log_of(tasks: list[str], agent: str) -> Finding[ProgressDocument]:
    """The log tells of each activity when, who, what and details, and every task is in it from execution to the end."""
    return Finding(
        f"a log whose entries tell {listed(LOG_KEYS)}, with the execution and the completion of {listed(tasks)}",
        lambda document: _gaps(document.activities, tasks, agent),
        lambda gaps: not gaps,
        lambda document, gaps: "; ".join(gaps[:3]),
    )


def tells(section: str) -> Finding[ProgressDocument]:
    """A section of the document has an entry."""
    return Finding(
        f"something under {quoted(section)}",
        lambda document: document.section(section),
        bool,
        lambda document, found: "there is nothing",
    )


def _are_the_rows(rows: list[list[str]]) -> bool:
    whole = all(len(row) == 3 and all(row) for row in rows)
    return whole and tuple(row[0] for row in rows) == ROWS and rows[-1][1] == UNRECORDED


def _gaps(activities: list[dict[str, Any]], tasks: list[str], agent: str) -> list[str]:
    if not activities:
        return ["the log is empty"]
    gaps = [f"an entry has {listed(one)}" for one in activities if tuple(one) != LOG_KEYS]
    told = {str(one.get("action")) for one in activities if one.get("agent_id") == agent and agent}
    wanted = [f"{verb} {task}" for task in tasks for verb in ("executed", "completed")]
    return gaps + [f"{action} is not in it" for action in wanted if action not in told]
