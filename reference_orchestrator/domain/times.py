"""Times: ISO 8601 in, UTC with microseconds out, so that texts sort as the moments do."""

import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Final

from reference_orchestrator.domain.refusals import Refusal, shown

_ORDINAL: Final = re.compile(r"(?P<year>\d{4})-?(?P<day>\d{3})(?=[T ]|$)")
"""A day of a year, from 001."""
_MIDNIGHT: Final = re.compile(r"(?P<date>[^T ]+)[T ]24(:?00(:?00([.,]0+)?)?)?(?P<zone>(Z|[+-].+)?)")
"""The end of a day, which is the beginning of the next one."""


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
            return _utc_stamp(_read(text))
    raise Refusal(
        f"{name} is {shown(text)}, which is no ISO date or time: write it like 2031-05-17 or 2031-05-17T10:30:00Z."
    )


def _read(text: str) -> datetime:
    """Read an ISO date or time, also in the forms that `fromisoformat` leaves out: days of a year, and the hour 24.

    Raises:
        ValueError: it is none.
        OverflowError: it is behind the last day that can be counted.
    """
    ordinal = _ORDINAL.match(text)
    if ordinal:
        day = date(int(ordinal["year"]), 1, 1) + timedelta(days=int(ordinal["day"]) - 1)
        if str(day.year) != ordinal["year"].lstrip("0"):
            raise ValueError(text)
        text = f"{day.isoformat()}{text[ordinal.end() :]}"
    midnight = _MIDNIGHT.fullmatch(text)
    if midnight:
        start = datetime.fromisoformat(f"{midnight['date']}T00:00:00{midnight['zone']}")
        return start + timedelta(days=1)
    return datetime.fromisoformat(text)


def _utc_stamp(moment: datetime) -> str:
    """The stamp of a moment; one that UTC would put before the first year or behind the last is cut off there."""
    try:
        return stamp(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    except OverflowError:
        return stamp((datetime.min if moment.year == 1 else datetime.max).replace(tzinfo=UTC))
