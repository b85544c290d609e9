"""Sessions in the store: of its own directory, and those that its processes began elsewhere (Contract SESSION-2)."""

import sqlite3

from reference_orchestrator.domain.sessions import Session


class SessionTable:
    """The sessions of one store, within one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def put(self, session: Session) -> None:
        """Keep a session, or bring the one with its id up to date."""
        self._connection.execute(
            "INSERT INTO sessions (id, working_directory, created_at, last_call_at) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET last_call_at = excluded.last_call_at",
            (session.id, session.working_directory, session.created_at, session.last_call_at),
        )

    def touch(self, session_id: str, now: str) -> None:
        """Note that a call was made in a session."""
        self._connection.execute("UPDATE sessions SET last_call_at = ? WHERE id = ?", (now, session_id))

    def all(self) -> list[Session]:
        """All sessions, the newest first."""
        return self._sessions("ORDER BY seq DESC")

    def newest_in(self, directory: str) -> Session | None:
        """The newest session of a directory, if there is one."""
        found = self._sessions("WHERE working_directory = ? ORDER BY seq DESC LIMIT 1", directory)
        return found[0] if found else None

    def remove(self, session_id: str) -> None:
        """Forget a session."""
        self._connection.execute("DELETE FROM sessions WHERE id = ?", (session_id,))

    def _sessions(self, condition: str, *values: str) -> list[Session]:
        rows = self._connection.execute(
            f"SELECT id, working_directory, created_at, last_call_at FROM sessions {condition}", values
        )
        return [Session(id=row[0], working_directory=row[1], created_at=row[2], last_call_at=row[3]) for row in rows]
