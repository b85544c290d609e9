"""Assertions about faults: what was answered is true, the cause was there, nothing is left."""

from __future__ import annotations

from acceptance.faults.drill import Drill
from acceptance.faults.history import Outcome
from acceptance.faults.saboteur import Saboteur
from acceptance.matchers.findings import Finding, listed

# So many of the things that are wrong are told in a message.
TOLD = 4


def has_kept_every_promise() -> Finding[Drill]:
    """The store agrees with the record of the work: the judge found nothing wrong."""
    return Finding(
        "all that was answered is true, and what was not answered happened once and whole, or not at all",
        lambda drill: drill.judge(),
        lambda breaches: not breaches,
        lambda drill, breaches: (
            f"of {len(drill.history.entries)} calls, {_unanswered(drill)} not answered, "
            f"{len(breaches)} things are wrong: {'; '.join(map(str, breaches[:TOLD]))}"
        ),
    )


def _unanswered(drill: Drill) -> int:
    return sum(entry.outcome is Outcome.UNANSWERED for entry in drill.history.entries)


def still_waits() -> Finding[Saboteur]:
    """What was asked behind the lock is not answered yet."""
    return Finding(
        "the call behind the lock still waits",
        lambda saboteur: saboteur.still_waiting,
        bool,
        lambda saboteur, waits: "it was answered before, so nothing is known of what happens meanwhile",
    )


def is_as_it_was_left() -> Finding[Saboteur]:
    """The files of the store hold what they held right after they were harmed."""
    return Finding(
        "the files of the store are left as they were",
        lambda saboteur: saboteur.changed_since,
        lambda changed: not changed,
        lambda saboteur, changed: f"these were written to, made or removed since: {listed(changed)}",
    )


def has_left_no_part_of(work: str) -> Finding[Saboteur]:
    """No file of the workspace but the store holds the beginning of a work."""
    return Finding(
        "no part of the work is left in the workspace",
        lambda saboteur: saboteur.parts_left(work),
        lambda left: not left,
        lambda saboteur, left: f"these files hold a part of it: {listed(left)}",
    )
