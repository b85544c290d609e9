"""Times: ISO 8601 in, UTC with microseconds out, so that texts sort as the moments do."""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from reference_orchestrator.domain.refusals import Refusal, shown


def stamp(moment: datetime) -> str:
    """Write a moment as the store keeps it: UTC, microseconds, always the same width."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def later_than(previous: str | None, now: datetime) -> str:
    """A stamp for now that is later than the previous one, even when the clock stands still or was set back.

    The order of creation is promised (Contract TASK-7), so it may not depend on the clock.
    """
    if previous is None:
        return stamp(now)
    before = datetime.fromisoformat(previous)
    # Stores of the first version may hold times without a zone; they were UTC as well.
    before = before if before.tzinfo else before.replace(tzinfo=UTC)
    return stamp(max(now, before + timedelta(microseconds=1)))


def parse_moment(name: str, text: str) -> str:
    """Read a parameter that is an ISO time; a time without a zone is UTC, a date is its first moment.

    Args:
        name: the parameter, for the refusal.
        text: what the caller wrote.

    Returns:
        The moment as a stamp, to be compared with other stamps.

    Raises:
        Refusal: it is no ISO date or time.
    """
    # fromisoformat takes any sign between date and time, people only these two.
    if re.fullmatch(r"[0-9W-]+([T ].+)?", text):
        with suppress(ValueError, OverflowError):
            moment = datetime.fromisoformat(text)
            return stamp(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    raise Refusal(
        f"{name} is {shown(text)}, which is no ISO date or time: write it like 2031-05-17 or 2031-05-17T10:30:00Z."
    )
