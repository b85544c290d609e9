"""Assertions about many tasks, large texts, and conflicting requests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from hamcrest.core.string_description import StringDescription

from acceptance.contract.samples import WORKS
from acceptance.contract.values import TaskField
from acceptance.faults.multitude import Multitude
from acceptance.faults.race import Edits, Round
from acceptance.faults.template_race import Creation
from acceptance.matchers.findings import Finding
from acceptance.matchers.protocol import is_for_people
from acceptance.matchers.tasks import has_field
from acceptance.matchers.work import has_its_whole_work_left
from acceptance.scenario.state import ScenarioState
from acceptance.scenario.tasks import Task

# So many of the things that are wrong are told in a message.
TOLD = 4


def exist_exactly_once() -> Finding[Multitude]:
    """Every one of many tasks was planned, is shown once, and has an identity of its own."""
    return Finding(
        "each of the tasks exists exactly once",
        lambda many: many.missing_or_duplicated if many.titles else ["no task was planned"],
        lambda wrong: not wrong,
        lambda many, wrong: f"of {len(many.titles)} tasks: {'; '.join(wrong[:TOLD])} ({len(wrong)} problems in all)",
    )


def are_counted_as_found() -> Finding[Multitude]:
    """The orchestrator's own counts are what can be found, in every state."""
    return Finding(
        "the count of tasks in each state matches the search",
        lambda many: many.wrong_counts,
        lambda wrong: not wrong,
        lambda many, wrong: "; ".join(wrong),
    )


def are_linked() -> Finding[Multitude]:
    """Every task of a chain is a subtask of the one before."""
    return Finding(
        "each of the tasks is a subtask of the one before",
        lambda many: many.broken_links if many.levels else ["no task was planned"],
        lambda wrong: not wrong,
        lambda many, wrong: f"of {len(many.levels)} tasks: {'; '.join(wrong[:TOLD])} ({len(wrong)} problems in all)",
    )


def do_not_exist() -> Finding[Multitude]:
    """No task of a chain is shown any more."""
    return Finding(
        "none of the tasks exists",
        lambda many: many.levels_left,
        lambda left: left == 0,
        lambda many, left: f"{left} of {len(many.levels)} still exist",
    )


def have_one_winner_each() -> Finding[Sequence[Round]]:
    """For every task exactly one request was accepted, and the task is in the state of that one."""
    return Finding(
        "for each task one request is accepted, the other is rejected, and the accepted one determines the state",
        lambda rounds: [one for one in rounds if not one.fair] if rounds else None,
        lambda unfair: unfair == [],
        lambda rounds, unfair: (
            f"this does not hold for {len(unfair)} of {len(rounds)} tasks; for the first, {unfair[0]}"
        ),
    )


def have_kept_both_edits() -> Finding[Sequence[Edits]]:
    """Both updates of every task were accepted, and the task shows both new texts; there is at least one."""
    return Finding(
        "both updates of each task are accepted and kept",
        lambda edits: [one for one in edits if one.refused or one.lost] if edits else ["none was updated"],
        lambda wrong: wrong == [],
        lambda edits, wrong: f"this does not hold for {len(wrong)} of {len(edits)} tasks; for the first, {wrong[0]}",
    )


def have_one_creator_each() -> Finding[Sequence[Creation]]:
    """Under every name exactly one creation was accepted, and its template loads; there is at least one."""
    return Finding(
        "under each name one creation is accepted, the other is rejected, and the accepted template loads",
        lambda creations: [one for one in creations if not one.fair] if creations else ["none was created"],
        lambda unfair: unfair == [],
        lambda creations, unfair: (
            f"this does not hold for {len(unfair)} of {len(creations)} names; for the first, {unfair[0]}"
        ),
    )


def is_stored_or_rejected(kept: Finding[Task], *, planned: bool) -> Finding[ScenarioState]:
    """A text is stored as the matcher says; or what it was given with was rejected with a clear message.

    Args:
        kept: how it is stored.
        planned: whether it was given with the plan of the task, and not with the last request.
    """
    refused = is_for_people()

    def wrong(state: ScenarioState) -> str | None:
        description = StringDescription()
        reply = state.it.reply if planned and state.it.reply is not None else state.reply
        if reply.refused:
            if refused.matches(reply):
                return None
            refused.describe_mismatch(reply, description)
        else:
            if kept.matches(state.it):
                return None
            kept.describe_mismatch(state.it, description)
        return str(description)

    return Finding(
        "it is stored whole, or rejected with a clear message",
        wrong,
        lambda found: found is None,
        lambda state, found: str(found),
    )


STORED_TEXTS: Final[Mapping[str, Callable[[ScenarioState], Finding[ScenarioState]]]] = {
    "title": lambda state: is_stored_or_rejected(has_field(TaskField.TITLE, state.it.title), planned=True),
    "description": lambda _: is_stored_or_rejected(
        has_field(TaskField.DESCRIPTION, WORKS["10 MB of work"]), planned=True
    ),
    "work": lambda _: is_stored_or_rejected(has_its_whole_work_left(), planned=False),
}
"""That a text is stored whole or rejected, by the features' words for it."""
