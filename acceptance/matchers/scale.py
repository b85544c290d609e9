"""Assertions about many tasks, large texts, and requests that contradict each other."""

from __future__ import annotations

from collections.abc import Sequence

from hamcrest.core.string_description import StringDescription

from acceptance.faults.multitude import Multitude
from acceptance.faults.race import Round
from acceptance.matchers.findings import Finding
from acceptance.matchers.protocol import is_for_people
from acceptance.scenario.state import ScenarioState
from acceptance.scenario.tasks import Task

# So many of the things that are wrong are told in a message.
TOLD = 4


def are_there_once() -> Finding[Multitude]:
    """Every one of many tasks was planned, is shown once, and has an identity of its own."""
    return Finding(
        "each of the tasks is there once",
        lambda many: many.missing_or_doubled if many.titles else ["no task was planned"],
        lambda wrong: not wrong,
        lambda many, wrong: f"of {len(many.titles)} tasks: {'; '.join(wrong[:TOLD])} ({len(wrong)} things in all)",
    )


def are_as_counted() -> Finding[Multitude]:
    """The orchestrator's own counts are what can be found, in every state."""
    return Finding(
        "the tasks of every state are counted as they are found",
        lambda many: many.counted_wrongly,
        lambda wrong: not wrong,
        lambda many, wrong: "; ".join(wrong),
    )


def are_linked() -> Finding[Multitude]:
    """Every task of a chain is a part of the one before."""
    return Finding(
        "each of the tasks is a part of the one before",
        lambda many: many.broken_links if many.levels else ["no task was planned"],
        lambda wrong: not wrong,
        lambda many, wrong: f"of {len(many.levels)} tasks: {'; '.join(wrong[:TOLD])} ({len(wrong)} in all)",
    )


def have_gone() -> Finding[Multitude]:
    """No task of a chain is shown any more."""
    return Finding(
        "nothing of the tasks is left",
        lambda many: many.levels_left,
        lambda left: left == 0,
        lambda many, left: f"{left} of {len(many.levels)} are still there",
    )


def were_fair() -> Finding[Sequence[Round]]:
    """In every race exactly one request was accepted, and the task is what that one made of it."""
    return Finding(
        "of each exactly one was accepted, the other refused, and the task is what the winner made of it",
        lambda rounds: [one for one in rounds if not one.fair] if rounds else None,
        lambda unfair: unfair == [],
        lambda rounds, unfair: f"of {len(rounds)} races {len(unfair)} were not so; in the first {unfair[0]}",
    )


def has_kept_or_refused(kept: Finding[Task]) -> Finding[ScenarioState]:
    """What was given last is kept as the matcher says; or it was refused, in words for people."""
    refused = is_for_people()

    def wrong(state: ScenarioState) -> str | None:
        description = StringDescription()
        if state.reply.refused:
            if refused.matches(state.reply):
                return None
            refused.describe_mismatch(state.reply, description)
        else:
            if kept.matches(state.it):
                return None
            kept.describe_mismatch(state.it, description)
        return str(description)

    return Finding(
        "it is kept whole, or refused in words",
        wrong,
        lambda found: found is None,
        lambda state, found: str(found),
    )
