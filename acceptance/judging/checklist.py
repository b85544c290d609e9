"""The plan's own progress tracking: nine items and five rows, each ticked from evidence and from nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from acceptance.judging.criteria import judge_safely
from acceptance.judging.judgement import Judgement
from acceptance.judging.run_record import RunRecord

ITEMS: Final = (
    "Task planned via orchestrator_plan_task",
    "Specialist context created via orchestrator_execute_task",
    "Implementation started",
    "Core functionality complete",
    "Tests written and passing",
    "Documentation updated",
    "Integration verified",
    "Task completed via orchestrator_complete_task",
    "Results synthesised",
)
ORCHESTRATED: Final = (ITEMS[0], ITEMS[1], ITEMS[2], ITEMS[7], ITEMS[8])
"""The items that are what the orchestrator itself did in the campaign."""

UNRECORDED: Final = "not recorded"
RECORDED: Final = "recorded"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the checklist: whether it is ticked, and the evidence for that."""

    words: str
    ticked: bool
    evidence: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the implementation progress."""

    component: str
    status: str
    notes: str


def checklist(run: RunRecord) -> list[Item]:
    """The nine items, ticked from the campaign's record and from the run's evidence."""
    record = run.campaign
    tasks = record.tasks
    missing = [f"{one.title}: {words}" for one in tasks for words in one.context_missing]
    executed = sum(one.executed for one in tasks)
    reasons: dict[str, tuple[bool, str]] = {
        ITEMS[0]: _all(len(tasks), sum(one.planned for one in tasks), "tasks planned"),
        ITEMS[1]: (
            bool(executed) and not missing and executed == len(tasks),
            f"missing: {missing[0]}" if missing else f"{executed} of {len(tasks)} briefs returned",
        ),
        ITEMS[2]: _all(len(tasks), executed, "tasks in progress"),
        ITEMS[3]: _met(run, "FSM-1"),
        ITEMS[4]: _met(run, "API-2"),
        ITEMS[5]: _met(run, "FSM-4"),
        ITEMS[6]: _both(run, "FEAT-2", "SYS-2"),
        ITEMS[7]: _all(len(tasks), sum(one.completed for one in tasks), "tasks completed"),
        ITEMS[8]: (
            record.synthesised,
            "the synthesis carries every component's results" if record.synthesised else "no",
        ),
    }
    return [Item(words, *reasons[words]) for words in ITEMS]


def implementation(run: RunRecord) -> list[Row]:
    """The five rows; a code review is a person's to record, and stands as not recorded until one has."""
    return [
        _row("Core Implementation", *_met(run, "FSM-1")),
        _row("Unit Tests", *_met(run, "API-2")),
        _row("Integration Tests", *_both(run, "FEAT-2", "SYS-2")),
        _row("Tool documentation", *_met(run, "FSM-4")),
        code_review(run),
    ]


def code_review(run: RunRecord) -> Row:
    """The row of the code review: who reviewed, when, and what was found; of several, each."""
    if not run.reviews:
        return Row("Code Review", UNRECORDED, "a person enters it")
    return Row("Code Review", RECORDED, "; ".join(f"{one.who()}: {one.notes}" for one in run.reviews))


def _row(component: str, met: bool, notes: str) -> Row:
    return Row(component, "complete" if met else "not complete", notes)


def _met(run: RunRecord, identifier: str) -> tuple[bool, str]:
    one = judge_safely(identifier, run)
    return one.met, _told(identifier, one)


def _both(run: RunRecord, *identifiers: str) -> tuple[bool, str]:
    judged: list[Judgement] = [judge_safely(one, run) for one in identifiers]
    words = "; ".join(_told(name, one) for name, one in zip(identifiers, judged, strict=True))
    return all(one.met for one in judged), words


def _told(identifier: str, one: Judgement) -> str:
    """What was found, with what was counted unless the words begin with it."""
    counted = f" ({one.fraction})" if one.fraction and not one.found.startswith(one.fraction) else ""
    return f"{identifier}: {one.found}{counted}"


def _all(wanted: int, there: int, what: str) -> tuple[bool, str]:
    return bool(there) and there == wanted, f"{there} of {wanted} {what}"
