"""Restarts in the store: asked for, and come about (Contract CTRL-3)."""

import sqlite3
from dataclasses import astuple, fields
from typing import Final

from reference_orchestrator.domain.restarts import Restart

_COLUMNS: Final = ", ".join(field.name for field in fields(Restart))


class RestartTable:
    """The restarts of one store, within one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, restart: Restart) -> None:
        """Keep a restart that was asked for."""
        values = astuple(restart)
        marks = ", ".join("?" for _ in values)
        self._connection.execute(f"INSERT INTO restarts ({_COLUMNS}) VALUES ({marks})", values)

    def finish(self, process: int, now: str) -> None:
        """Note that another process is there than those that were to end; never before it was asked for.

        The id of the process tells nothing about that: in a container each one may have the same.
        """
        self._connection.execute(
            "UPDATE restarts SET finished_at = max(?, requested_at), process_after = ? WHERE finished_at IS NULL",
            (now, process),
        )

    def all(self) -> list[Restart]:
        """All restarts, the newest first."""
        rows = self._connection.execute(f"SELECT {_COLUMNS} FROM restarts ORDER BY seq DESC")
        return [
            Restart(
                id=row[0],
                reason=row[1],
                graceful=bool(row[2]),
                preserve_state=bool(row[3]),
                requested_at=row[4],
                process_before=row[5],
                finished_at=row[6],
                process_after=row[7],
            )
            for row in rows
        ]
