"""Tasks in the store: kept, changed, found (Contract TASK-1 to TASK-7)."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Final

from reference_orchestrator.domain.queries import Page, TaskFilter
from reference_orchestrator.domain.refusals import Refusal, shown
from reference_orchestrator.domain.tasks import Complexity, Specialist, Task, TaskStatus, TaskType
from reference_orchestrator.domain.times import later_than
from reference_orchestrator.store.conditions import conditions
from reference_orchestrator.store.count_buckets import BUCKET, CountBuckets

_COLUMNS: Final = tuple(field.name for field in fields(Task) if field.name != "dependencies")
_SELECT: Final = f"SELECT {', '.join(_COLUMNS)} FROM tasks"
_AMONG: Final = "IN (SELECT value FROM json_each(?))"


class TaskTable:
    """The tasks of one store, within one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._count_buckets = CountBuckets(connection)

    def next_created_at(self, now: datetime) -> str:
        """A stamp for a new task: later than that of every other task in this store."""
        row = self._connection.execute("SELECT created_at FROM tasks ORDER BY seq DESC LIMIT 1").fetchone()
        return later_than(row[0] if row else None, now)

    def add(self, task: Task) -> None:
        """Keep a new task."""
        self.add_all([task])

    def add_all(self, tasks: Sequence[Task]) -> None:
        """Keep new tasks, parents before their children; they may wait for each other in any order."""
        for task in tasks:
            self._add_row(task)
        self._connection.executemany(
            "INSERT INTO dependencies (task_id, position, depends_on) VALUES (?, ?, ?)",
            [(task.id, position, other) for task in tasks for position, other in enumerate(task.dependencies)],
        )

    def save(self, before: Task, after: Task) -> None:
        """Keep what a task has become; only the columns that differ are written."""
        old = _values(before)
        changed = {column: value for column, value in _values(after).items() if old[column] != value}
        if changed:
            assignments = ", ".join(f"{column} = ?" for column in changed)
            self._connection.execute(f"UPDATE tasks SET {assignments} WHERE id = ?", (*changed.values(), before.id))

    def get(self, task_id: str, parameter: str = "task_id") -> Task:
        """The task with this id.

        Args:
            task_id: the id.
            parameter: the caller's parameter that holds it, for the refusal.

        Raises:
            Refusal: there is none.
        """
        found = self.get_all([task_id])
        if not found:
            raise Refusal(
                f"{parameter} is {shown(task_id)}, and no such task is in this workspace: "
                "orchestrator_query_tasks lists those that are."
            )
        return found[0]

    def get_all(self, task_ids: Sequence[str]) -> list[Task]:
        """Those of the tasks that exist, in the order of the ids."""
        found = {task.id: task for task in self._tasks(f"{_SELECT} WHERE id {_AMONG}", json.dumps(task_ids))}
        return [found[task_id] for task_id in task_ids if task_id in found]

    def in_state(self, *states: TaskStatus) -> list[Task]:
        """All tasks in one of these states, in the planned order."""
        return self._tasks(f"{_SELECT} WHERE status {_AMONG} ORDER BY seq", json.dumps(states))

    def all(self) -> list[Task]:
        """All tasks but those in the archive, in the planned order."""
        return self._tasks(f"{_SELECT} WHERE status != ? ORDER BY seq", TaskStatus.ARCHIVED)

    def orphans(self) -> list[Task]:
        """All tasks under a parent that is gone, in the planned order; only damage to the store makes them."""
        gone = "parent_task_id IS NOT NULL AND parent_task_id NOT IN (SELECT id FROM tasks)"
        return self._tasks(f"{_SELECT} WHERE {gone} AND status != ? ORDER BY seq", TaskStatus.ARCHIVED)

    def children(self, parent_ids: Sequence[str]) -> list[Task]:
        """All tasks under these parents, in the planned order."""
        return self._tasks(f"{_SELECT} WHERE parent_task_id {_AMONG} ORDER BY seq", json.dumps(parent_ids))

    def dependants(self, task_ids: Sequence[str]) -> list[Task]:
        """All tasks that wait for one of these, in the planned order."""
        among = f"SELECT task_id FROM dependencies WHERE depends_on {_AMONG}"
        return self._tasks(f"{_SELECT} WHERE id IN ({among}) ORDER BY seq", json.dumps(task_ids))

    def release_dependants(self, task_ids: Sequence[str]) -> None:
        """Let nobody wait for these tasks any more."""
        self._connection.execute(f"DELETE FROM dependencies WHERE depends_on {_AMONG}", (json.dumps(task_ids),))

    def remove(self, task_ids: Sequence[str]) -> None:
        """Remove tasks for good; their artifacts must be gone, and no other task may hang on them."""
        # Children before their parents: they were planned later, and a parent may not go while it has any.
        for (seq,) in self._connection.execute(
            f"SELECT seq FROM tasks WHERE id {_AMONG} ORDER BY seq DESC", (json.dumps(task_ids),)
        ).fetchall():
            self._connection.execute("DELETE FROM tasks WHERE seq = ?", (seq,))

    def counts(self) -> dict[TaskStatus, int]:
        """How many tasks are in each state, for every state."""
        return self._count_buckets.counts()

    def count(self, wanted: TaskFilter) -> int:
        """How many tasks fit."""
        if wanted.by_state_only:
            return self._count_buckets.count(wanted.statuses)
        where, values = conditions(wanted)
        (number,) = self._connection.execute(f"SELECT count(*) FROM tasks WHERE {where}", values).fetchone()
        return int(number)

    def find(self, wanted: TaskFilter, page: Page) -> list[Task]:
        """A page of the tasks that fit, newest first.

        No two tasks share a moment of creation, so the order of planning is "newest first, then id" (Contract TASK-7).
        """
        where, values = conditions(wanted)
        offset = page.offset
        if wanted.by_state_only and offset >= BUCKET:
            before, offset = self._count_buckets.skip(wanted.statuses, offset)
            where, values = f"{where} AND seq < ?", (*values, before)
        # The inner query walks an index only, however long the texts of the tasks are.
        inner = f"SELECT seq FROM tasks WHERE {where} ORDER BY seq DESC LIMIT ? OFFSET ?"
        return self._tasks(f"{_SELECT} WHERE seq IN ({inner}) ORDER BY seq DESC", *values, page.limit, offset)

    def _add_row(self, task: Task) -> None:
        values = _values(task)
        marks = ", ".join("?" for _ in values)
        self._connection.execute(f"INSERT INTO tasks ({', '.join(values)}) VALUES ({marks})", tuple(values.values()))

    def _tasks(self, query: str, *values: str | int) -> list[Task]:
        rows = self._connection.execute(query, values).fetchall()
        waits = self._dependencies(row[0] for row in rows)
        return [_task(row, waits.get(row[0], ())) for row in rows]

    def _dependencies(self, task_ids: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        rows = self._connection.execute(
            f"SELECT task_id, depends_on FROM dependencies WHERE task_id {_AMONG} ORDER BY task_id, position",
            (json.dumps(list(task_ids)),),
        )
        waits: dict[str, tuple[str, ...]] = {}
        for task_id, other in rows:
            waits[task_id] = (*waits.get(task_id, ()), other)
        return waits


def _values(task: Task) -> dict[str, str | None]:
    """The columns of a task."""
    values = {column: getattr(task, column) for column in _COLUMNS}
    values["context"] = json.dumps(task.context, ensure_ascii=False)
    values["search"] = f"{task.title}\n{task.description}".casefold()
    return values


def _task(row: Sequence[str], dependencies: tuple[str, ...]) -> Task:
    """The task in a row."""
    values = dict(zip(_COLUMNS, row, strict=True))
    archived_from = values["archived_from"]
    specialist = values["specialist_type"]
    return Task(
        id=values["id"],
        title=values["title"],
        description=values["description"],
        status=TaskStatus(values["status"]),
        task_type=TaskType(values["task_type"]),
        complexity=Complexity(values["complexity"]),
        specialist_type=Specialist(specialist) if specialist else None,
        estimated_effort=values["estimated_effort"],
        due_date=values["due_date"],
        parent_task_id=values["parent_task_id"],
        dependencies=dependencies,
        context=json.loads(values["context"]),
        created_at=values["created_at"],
        updated_at=values["updated_at"],
        summary=values["summary"],
        reason=values["reason"],
        archived_from=TaskStatus(archived_from) if archived_from else None,
        last_call_at=values["last_call_at"],
    )
