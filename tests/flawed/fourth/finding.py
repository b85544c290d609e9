"""Flaws in finding tasks, in counts and results, and in what maintenance looks at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from reference_orchestrator.artifacts import own_path
from reference_orchestrator.documents import DOCUMENTS
from reference_orchestrator.domain.tasks import Task, TaskStatus
from reference_orchestrator.inspection import Level
from reference_orchestrator.store import Database, Transaction
from reference_orchestrator.store import tasks as stored
from reference_orchestrator.store.tasks import TaskTable
from reference_orchestrator.toolbox import Call
from reference_orchestrator.tools import maintenance
from tests.flawed.fourth.declaring import fourth
from tests.flawed.lying import Lie, given

QUERY: Final = "orchestrator_query_tasks"
STATUS: Final = "orchestrator_get_status"
SYNTHESIS: Final = "orchestrator_synthesize_results"


# TASK-7: "`total_count` counts before limit and offset", and all filters combine with AND.
@fourth("the-count-forgets-the-times", "A search by the time of planning counts tasks of all times.", breaks="TASK-7")
def _(lie: Lie) -> None:
    def of_all_times(count: Any) -> Any:
        def counted(table: TaskTable, wanted: Any) -> int:
            other = replace(wanted, created_after=None, created_before=None)
            if count(table, other) != count(table, wanted):
                lie.told()
            return int(count(table, other))

        return counted

    lie.patch(TaskTable, "count", of_all_times)


# Readings, `include_children`: it adds all children that are not archived.
@fourth("subtasks-are-paged-like-the-tasks", "Limit and offset cut each task's subtasks as well.", breaks="TASK-7")
def _(lie: Lie) -> None:
    def cut(reply: dict[str, Any], call: Call) -> dict[str, Any] | None:
        start, end = given(call, "offset"), given(call, "offset") + given(call, "limit")
        tasks = [
            {**task, "children": task["children"][start:end]} if "children" in task else task for task in reply["tasks"]
        ]
        return {**reply, "tasks": tasks} if tasks != reply["tasks"] else None

    lie.reply(QUERY, cut)


# Readings, "Looks are of now": search by the new words and not by the old.
@fourth(
    "the-search-index-follows-titles",
    "A task whose description alone was changed is found by its old words only.",
    breaks="TASK-7 TASK-4",
)
def _(lie: Lie) -> None:
    def save(old: Any) -> Any:
        def saved(table: TaskTable, before: Task, after: Task) -> None:
            old(table, before, after)
            if after.title == before.title and after.description != before.description:
                lie.told()
                row = table._connection.execute("SELECT search FROM tasks WHERE id = ?", (before.id,)).fetchone()
                if row == (stored._values(after)["search"],):
                    words = stored._values(before)["search"]
                    table._connection.execute("UPDATE tasks SET search = ? WHERE id = ?", (words, before.id))

        return saved

    lie.patch(TaskTable, "save", save)


# STATUS-1: counts equal what query_tasks finds; Readings, "Looks are of now"; SAFE-6: two servers on one workspace.
@fourth(
    "counts-know-this-process-alone",
    "The status counts anew after changes of its own process, and not after those of others.",
    breaks="STATUS-1 SAFE-6",
)
def _(lie: Lie) -> None:
    known: dict[str, Any] = {}

    def write(old: Any) -> Any:
        @contextmanager
        def forgetting(database: Database, **rules: Any) -> Iterator[Transaction]:
            with old(database, **rules) as work:
                yield work
            known.clear()

        return forgetting

    def change(reply: dict[str, Any], _: Call) -> dict[str, Any] | None:
        counts = known.setdefault(reply["working_directory"], reply["counts"])
        return {**reply, "counts": counts} if counts != reply["counts"] else None

    lie.patch(Database, "write", write)
    lie.reply(STATUS, change)


# RESULT-1: "every child's summary and artifacts"; each of several artifacts is told.
@fourth("results-have-the-latest-work", "Of the artifacts of a subtask, the results have the last.", breaks="RESULT-1")
def _(lie: Lie) -> None:
    def latest(reply: dict[str, Any], _: Call) -> dict[str, Any] | None:
        results = [{**one, "artifacts": one["artifacts"][-1:]} for one in reply["results"]]
        return {**reply, "results": results} if results != reply["results"] else None

    lie.reply(SYNTHESIS, latest)


# CLIENT-3: "cut with a way on"; TASK-7: "pages neither repeat nor miss a task".
@fourth(
    "the-next-page-skips-what-was-cut",
    "A page that was cut for its length says that the next one begins behind the limit.",
    breaks="CLIENT-3 TASK-7",
)
def _(lie: Lie) -> None:
    def change(reply: dict[str, Any], _: Call) -> dict[str, Any] | None:
        following = reply["offset"] + reply["limit"]
        if reply.get("next_offset", following) == following:
            return None
        rest = {name: value for name, value in reply.items() if name != "next_offset"}
        return {**rest, "next_offset": following} if following < reply["total_count"] else rest

    lie.reply(QUERY, change)


# Sessions and workspace: "*stale* = in progress without a call for 24 h".
@fourth(
    "staleness-counts-from-planning",
    "A task that was planned days ago and begun just now is reported as stale.",
    breaks="MAINT-1",
)
def _(lie: Lie) -> None:
    def is_stale(old: Any) -> Any:
        def since_planned(task: Task, long_ago: str) -> bool:
            seems = task.status is TaskStatus.IN_PROGRESS and task.created_at < long_ago
            if seems is not old(task, long_ago):
                lie.told()
            return seems

        return since_planned

    lie.patch(Task, "is_stale", is_stale)


# MAINT-2: "finds damage": "an artifact file that is missing or has another size"; cancelling keeps the work.
@fourth("the-work-of-cancelled-tasks-is-unwatched", "Validation looks at no work of cancelled tasks.", breaks="MAINT-2")
def _(lie: Lie) -> None:
    def inspect(old: Any) -> Any:
        def some(directory: Path, work: Transaction, tasks: Sequence[Task], level: Level) -> Any:
            cancelled = [task.id for task in tasks if task.status is TaskStatus.CANCELLED]
            if work.artifacts.of(cancelled):
                lie.told()
            return old(directory, work, [task for task in tasks if task.id not in cancelled], level)

        return some

    lie.patch(maintenance, "inspect", inspect)


# MAINT-3: "a handover with every open task and its state"; Readings, "Looks are of now".
@fourth("handovers-are-appended", "A handover is written behind the one before.", breaks="MAINT-3")
def _(lie: Lie) -> None:
    def write_document(old: Any) -> Any:
        def appended(workspace: Path, name: str, lines: Iterable[str]) -> tuple[str, int]:
            earlier = own_path(workspace, DOCUMENTS) / name
            if name == "handover.md" and earlier.exists():
                lie.told()
                lines = [*earlier.read_text(encoding="utf-8").splitlines(), *lines]
            path, size = old(workspace, name, lines)
            return path, size

        return appended

    lie.patch(maintenance, "write_document", write_document)
