"""What a session is, and which sessions a clean-up takes (Contract "Sessions and workspace", SESSION-3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from reference_orchestrator.domain.tasks import OPEN_STATES, TaskStatus
from reference_orchestrator.domain.times import stamp

Counts = Mapping[TaskStatus, int]


class SessionStatus(StrEnum):
    """The states of a session, by what can be seen."""

    ACTIVE = "active"
    COMPLETED = "completed"
    ORPHANED = "orphaned"


class CleanupType(StrEnum):
    """Which sessions a clean-up is about."""

    COMPLETED = "completed"
    ORPHANED = "orphaned"
    OLD = "old"
    ALL = "all"


@dataclass(frozen=True, kw_only=True)
class Session:
    """Work in a directory.

    Attributes:
        working_directory: absolute.
        created_at: a stamp.
        last_call_at: a stamp, of the last call made in the session (exact to an hour for calls that only look).
    """

    id: str
    working_directory: str
    created_at: str
    last_call_at: str


@dataclass(frozen=True, kw_only=True)
class SessionState:
    """A session with what can be seen of its directory now.

    Attributes:
        counts: the number of tasks in each state; empty when the directory is gone.
    """

    session: Session
    directory_exists: bool
    counts: Counts

    @property
    def status(self) -> SessionStatus:
        """Orphaned without its directory; completed when it has tasks and all are final; otherwise active."""
        if not self.directory_exists:
            return SessionStatus.ORPHANED
        if sum(self.counts.values()) and not self.unfinished:
            return SessionStatus.COMPLETED
        return SessionStatus.ACTIVE

    @property
    def unfinished(self) -> int:
        """How many of its tasks are not final."""
        return sum(self.counts.get(state, 0) for state in OPEN_STATES)


def is_taken(state: SessionState, kind: CleanupType, older_than_days: int, now: datetime) -> bool:
    """Whether a clean-up takes this session, if it is not the current one, which is never taken.

    Args:
        state: the session as it is.
        kind: what the clean-up is about; `all` takes finished and unfinished sessions alike.
        older_than_days: for `old`: days without a call.
        now: the moment of the clean-up.
    """
    match kind:
        case CleanupType.ALL:
            return True
        case CleanupType.ORPHANED:
            return state.status is SessionStatus.ORPHANED
        case CleanupType.COMPLETED:
            return state.status is SessionStatus.COMPLETED
        case CleanupType.OLD:
            # So many days that no calendar reaches back to them make nothing old.
            if older_than_days >= (now - datetime.min.replace(tzinfo=now.tzinfo)).days:
                return False
            is_old = state.session.last_call_at <= stamp(now - timedelta(days=older_than_days))
            return is_old and (not state.unfinished or state.status is SessionStatus.ORPHANED)
