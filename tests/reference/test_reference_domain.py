from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from reference_orchestrator.domain.refusals import Refusal, shown
from reference_orchestrator.domain.sessions import CleanupType, Session, SessionState, SessionStatus, is_taken
from reference_orchestrator.domain.tasks import TaskStatus
from reference_orchestrator.domain.times import later_than, parse_moment, stamp
from reference_orchestrator.domain.transitions import Cause, is_allowed

# The contract's table, written down once more on its own, so that a slip in the map shows.
MAP = """
pending      in_progress execute
pending      blocked     update
pending      cancelled   cancel
pending      archived    delete
in_progress  in_progress execute complete
in_progress  blocked     update complete
in_progress  completed   complete
in_progress  failed      update
in_progress  cancelled   cancel
in_progress  archived    delete
blocked      in_progress execute update
blocked      cancelled   cancel
blocked      archived    delete
completed    archived    delete update
failed       archived    delete update
cancelled    archived    delete update
"""
ALLOWED = {
    (TaskStatus(before), TaskStatus(after), Cause[cause.upper()])
    for before, after, *causes in (line.split() for line in MAP.strip().splitlines())
    for cause in causes
}


@pytest.mark.parametrize(("before", "after"), list(product(TaskStatus, TaskStatus)))
def test_the_map_is_the_contracts(before: TaskStatus, after: TaskStatus) -> None:
    for cause in Cause:
        wanted = (before, after, cause) in ALLOWED or (before is after and cause is Cause.UPDATE)
        assert is_allowed(before, after, cause) is wanted, f"{before} to {after} by {cause}"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2031-05-17", "2031-05-17T00:00:00.000000+00:00"),
        ("2031-05-17T10:30:00Z", "2031-05-17T10:30:00.000000+00:00"),
        ("2031-05-17 10:30+02:00", "2031-05-17T08:30:00.000000+00:00"),
    ],
)
def test_iso_times_are_read(given: str, kept: str) -> None:
    assert parse_moment("due_date", given) == kept


@pytest.mark.parametrize("given", ["", "soon", "2031-13-01", "2031-05-17x10:30", "0000-01-01T00:00", "\u0661-\u0662"])
def test_other_times_are_refused(given: str) -> None:
    with pytest.raises(Refusal, match="no ISO date"):
        parse_moment("due_date", given)


def test_stamps_grow_even_when_the_clock_goes_back() -> None:
    now = datetime(2031, 5, 17, tzinfo=UTC)
    first = later_than(None, now)
    assert first < later_than(first, now) < later_than(later_than(first, now), now - timedelta(days=1))


def test_a_value_is_shown_short_and_harmless() -> None:
    assert len(shown("x" * 5000)) < 100
    assert shown("\ud800").encode("utf-8")


NOW = datetime(2031, 5, 17, tzinfo=UTC)


def state(*, exists: bool = True, days: float = 0, **counts: int) -> SessionState:
    when = stamp(NOW - timedelta(days=days))
    session = Session(id="session_1", working_directory="/w", created_at=when, last_call_at=when)
    return SessionState(
        session=session,
        directory_exists=exists,
        counts={TaskStatus(name): number for name, number in counts.items()},
    )


def test_the_state_of_a_session() -> None:
    assert state().status is SessionStatus.ACTIVE
    assert state(completed=1, pending=1).status is SessionStatus.ACTIVE
    assert state(completed=1, cancelled=1, archived=1).status is SessionStatus.COMPLETED
    assert state(exists=False).status is SessionStatus.ORPHANED


@pytest.mark.parametrize(
    ("of", "takers"),
    [
        (state(), {"all"}),
        (state(completed=1), {"all", "completed"}),
        (state(completed=1, days=8), {"all", "completed", "old"}),
        (state(pending=1, days=8), {"all"}),
        (state(days=8), {"all", "old"}),
        (state(exists=False), {"all", "orphaned"}),
        (state(exists=False, days=8), {"all", "orphaned", "old"}),
    ],
)
def test_which_sessions_a_clean_up_takes(of: SessionState, takers: set[str]) -> None:
    assert {kind.value for kind in CleanupType if is_taken(of, kind, 7, NOW)} == takers


def test_nothing_is_older_than_the_calendar() -> None:
    assert not is_taken(state(days=8), CleanupType.OLD, 10**12, NOW)
    assert is_taken(state(), CleanupType.OLD, 0, NOW)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2031-137", "2031-05-17T00:00:00.000000+00:00"),
        ("2032366", "2032-12-31T00:00:00.000000+00:00"),
        ("2031-137T10:00+01:00", "2031-05-17T09:00:00.000000+00:00"),
        ("2031-05-17T24:00:00", "2031-05-18T00:00:00.000000+00:00"),
        ("2031-05-17T24:00-02:00", "2031-05-18T02:00:00.000000+00:00"),
        ("9999-12-31T23:59:59-05:00", "9999-12-31T23:59:59.999999+00:00"),
        ("0001-01-01T00:00:00+01:00", "0001-01-01T00:00:00.000000+00:00"),
    ],
)
def test_rare_iso_times_are_read(text: str, moment: str) -> None:
    assert parse_moment("due_date", text) == moment


@pytest.mark.parametrize("text", ["2031-366", "2031-000", "0000-001", "9999-12-31T24:00:00", "2031-05-17T24:00:01"])
def test_times_that_there_are_not_are_refused(text: str) -> None:
    with pytest.raises(Refusal, match="no ISO date or time"):
        parse_moment("due_date", text)
