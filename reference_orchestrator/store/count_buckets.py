"""Tasks counted in buckets: how many of each state there are, and where a page far back begins (Contract TASK-7).

A bucket holds the tasks of 500 neighbouring `seq`. The store keeps its numbers by triggers, in the transaction of the
change itself, so they are never behind. The table is named `shelves`, with a column `shelf`, in all stores that exist:
renaming it would take a migration and change nothing else.
"""

import json
import sqlite3
from collections.abc import Sequence
from typing import Final

from reference_orchestrator.domain.tasks import TaskStatus

BUCKET: Final = 500
_AMONG: Final = "status IN (SELECT value FROM json_each(?))"


class CountBuckets:
    """The numbers of one store, within one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def counts(self) -> dict[TaskStatus, int]:
        """How many tasks are in each state, for every state."""
        rows = self._connection.execute("SELECT status, sum(number) FROM shelves GROUP BY status").fetchall()
        return dict.fromkeys(TaskStatus, 0) | {TaskStatus(status): number for status, number in rows}

    def count(self, statuses: Sequence[TaskStatus]) -> int:
        """How many tasks are in one of these states; without any, in all but the archive."""
        query = f"SELECT coalesce(sum(number), 0) FROM shelves WHERE {_AMONG}"
        (number,) = self._connection.execute(query, (_meant(statuses),)).fetchone()
        return int(number)

    def skip(self, statuses: Sequence[TaskStatus], offset: int) -> tuple[int, int]:
        """Pass over whole buckets of tasks, the newest first.

        Args:
            statuses: the states of the tasks that count; without any, all but the archive.
            offset: how many of them are to be left out.

        Returns:
            The `seq` below which to go on, and how many are to be left out from there.
        """
        rows = self._connection.execute(
            f"SELECT shelf, sum(number) FROM shelves WHERE {_AMONG} GROUP BY shelf ORDER BY shelf DESC",
            (_meant(statuses),),
        )
        for bucket, number in rows:
            if number > offset:
                return (bucket + 1) * BUCKET, offset
            offset -= number
        return 0, 0


def _meant(statuses: Sequence[TaskStatus]) -> str:
    return json.dumps(statuses or [state for state in TaskStatus if state is not TaskStatus.ARCHIVED])
