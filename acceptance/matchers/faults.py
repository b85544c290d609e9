"""Assertions about faults: what was answered is true, the cause was there, nothing is left."""

from __future__ import annotations

from acceptance.faults.drill import Drill
from acceptance.faults.history import Outcome
from acceptance.matchers.findings import Finding

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
