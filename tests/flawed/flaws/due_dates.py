"""Lies about due dates that are told only in another time zone, at an odd hour or on a leap day (contract CLIENT-5)."""

import calendar
import time
from collections.abc import Callable
from datetime import UTC, date, datetime

from tests.flawed.lying import Lie, flaw

A_DAY = "2031-05-17"


def _told_otherwise(lie: Lie, change: Callable[[str], str]) -> None:
    """Tell due dates otherwise in every search; what cannot be changed is told as it is."""

    def shifted(view):
        due = view.get("due_date")
        return view if due is None else {**view, "due_date": change(due)}

    lie.views(shifted)


@flaw(
    "due-dates-are-told-in-utc",
    "A due date is taken for midnight by the clock on the wall, and its date is told in UTC: a day early in the east.",
    breaks="CLIENT-5",
    caught_by="On Kathmandu time, the due date 2031-05-17 reads back unchanged",
    touches="TASK-1",
)
def _(lie: Lie) -> None:
    def in_utc(due: str) -> str:
        if len(due) != len(A_DAY):
            return due
        return str(datetime.fromisoformat(due).astimezone(UTC).date())

    _told_otherwise(lie, in_utc)


@flaw(
    "the-hour-that-summer-time-skips-is-moved",
    "A due time without an offset that the clock on the wall never shows is moved to one that it does.",
    breaks="CLIENT-5",
    caught_by="On St. John's time, the due date 2031-03-09T02:30:00 reads back unchanged",
    touches="TASK-1",
)
def _(lie: Lie) -> None:
    def on_the_wall(due: str) -> str:
        read = datetime.fromisoformat(due)
        if len(due) == len(A_DAY) or read.tzinfo is not None:
            return due
        return time.strftime("%Y-%m-%dT%H:%M:%S", time.localtime(time.mktime(read.timetuple())))

    _told_otherwise(lie, on_the_wall)


@flaw(
    "due-times-lose-their-offset",
    "A due time with an offset is told by the clock on the wall, without one.",
    breaks="CLIENT-5",
    caught_by=(
        "On Kathmandu time, the due date 2031-05-17T23:30:00+00:00 reads back unchanged",
        "On St. John's time, the due date 2031-11-02T01:30:00-03:30 reads back unchanged",
    ),
    touches="TASK-1",
)
def _(lie: Lie) -> None:
    def without(due: str) -> str:
        read = datetime.fromisoformat(due)
        return due if read.tzinfo is None else read.astimezone().replace(tzinfo=None).isoformat()

    _told_otherwise(lie, without)


@flaw(
    "every-february-has-28-days",
    "A leap day is told as the day before.",
    breaks="CLIENT-5",
    caught_by=(
        "On Kathmandu time, the due date 2032-02-29 reads back unchanged",
        "On St. John's time, the due date 2032-02-29 reads back unchanged",
    ),
    touches="TASK-1",
)
def _(lie: Lie) -> None:
    def shortened(due: str) -> str:
        day = date.fromisoformat(due[: len(A_DAY)])
        leaps = calendar.isleap(day.year) and (day.month, day.day) == (2, 29)
        return f"{day.replace(day=28)}{due[len(A_DAY) :]}" if leaps else due

    _told_otherwise(lie, shortened)
