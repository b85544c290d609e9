"""Flaws in finding tasks, and in what a scan, a handover and a scope take in."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final

from reference_orchestrator.domain.queries import TaskFilter
from reference_orchestrator.domain.tasks import Task, TaskStatus
from reference_orchestrator.store import tasks as stored
from reference_orchestrator.store.count_buckets import CountBuckets
from reference_orchestrator.store.tasks import TaskTable
from reference_orchestrator.toolbox import Call, Reply
from reference_orchestrator.tools import maintenance
from tests.flawed.lying import Lie, Run, given, with_given
from tests.flawed.third.declaring import third

QUERY: Final = "orchestrator_query_tasks"
SEARCHED: Final = 10_000
CHILDREN: Final = 10
HANDED_OVER: Final = 50


def asking(lie: Lie, change: Any) -> None:
    """Have the store look for something else than was asked for; `change` gets the filter, and returns another."""

    def changed(wanted: TaskFilter) -> TaskFilter:
        other: TaskFilter = change(wanted)
        if other != wanted:
            lie.told()
        return other

    lie.patch(TaskTable, "find", lambda find: lambda self, wanted, page: find(self, changed(wanted), page))
    lie.patch(TaskTable, "count", lambda count: lambda self, wanted: count(self, changed(wanted)))


@third("minutes-of-offsets-are-dropped", "Of an offset such as +05:30, a query heeds the hours.", breaks="TASK-7")
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        moments = {name: given(call, name) for name in ("created_after", "created_before") if given(call, name)}
        whole = {name: re.sub(r"([+-]\d\d):?[1-9]\d$", r"\1:00", moment) for name, moment in moments.items()}
        if whole != moments:
            lie.told()
        return run(with_given(call, **whole))

    lie.around(QUERY, wrap)


@third("two-values-of-a-filter", "Of the types that a query lists, the first two count.", breaks="TASK-7")
def _(lie: Lie) -> None:
    asking(lie, lambda wanted: replace(wanted, task_types=wanted.task_types[:2]))


@third("the-search-forgets-the-parent", "A query with search text looks below every parent.", breaks="TASK-7")
def _(lie: Lie) -> None:
    asking(lie, lambda wanted: replace(wanted, parent_task_id=None) if wanted.search_text else wanted)


@third("searches-show-the-archive", "A search finds archived tasks, too.", breaks="TASK-7")
def _(lie: Lie) -> None:
    def with_archive(wanted: TaskFilter) -> TaskFilter:
        return replace(wanted, statuses=tuple(TaskStatus)) if wanted.search_text and not wanted.statuses else wanted

    asking(lie, with_archive)


@third("an-empty-list-of-specialists-finds-nothing", "An empty list of specialists fits no task.", breaks="TASK-7")
def _(lie: Lie) -> None:
    def none_fits(reply: dict[str, Any], call: Call) -> dict[str, Any] | None:
        return (
            {**reply, "tasks": [], "total_count": 0}
            if given(call, "specialist_type") == [] and reply["tasks"]
            else None
        )

    lie.reply(QUERY, none_fits)


@third("active-counts-only-alone", "In a list of several states, `active` fits no task.", breaks="TASK-7")
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        states = given(call, "status") or []
        if "active" in states and len(states) > 1:
            lie.told()
            return run(with_given(call, status=[state for state in states if state != "active"]))
        return run(call)

    lie.around(QUERY, wrap)


@third("the-search-reads-ten-thousand-characters", "A search reads the beginning of a description.", breaks="TASK-7")
def _(lie: Lie) -> None:
    def values(written: Any) -> Any:
        def cut(task: Task) -> dict[str, Any]:
            row: dict[str, Any] = written(task)
            if len(row["search"]) > SEARCHED:
                lie.told()
            return {**row, "search": row["search"][:SEARCHED]}

        return cut

    lie.patch(stored, "_values", values)


@third(
    "titles-run-on-into-descriptions",
    "A search finds words that begin in a title and end behind it.",
    breaks="TASK-7",
)
def _(lie: Lie) -> None:
    def values(written: Any) -> Any:
        def joined(task: Task) -> dict[str, Any]:
            lie.told()
            return {**written(task), "search": f"{task.title} {task.description}".casefold()}

        return joined

    lie.patch(stored, "_values", values)


@third("ten-children-are-added", "A query adds the first ten children of a task.", breaks="TASK-7")
def _(lie: Lie) -> None:
    def cut(view: dict[str, Any]) -> dict[str, Any]:
        return {**view, "children": view["children"][:CHILDREN]} if "children" in view else view

    lie.views(cut)


@third("archived-children-are-never-added", "A query for archived tasks adds no archived children.", breaks="TASK-7")
def _(lie: Lie) -> None:
    def living(view: dict[str, Any]) -> dict[str, Any]:
        if "children" not in view:
            return view
        return {**view, "children": [one for one in view["children"] if one["status"] != TaskStatus.ARCHIVED]}

    lie.views(living)


@third("a-page-far-back-slips", "A page behind the first five hundred tasks begins one task late.", breaks="TASK-7")
def _(lie: Lie) -> None:
    def skip(skipped: Any) -> Any:
        def slipped(self: CountBuckets, statuses: Any, offset: int) -> tuple[int, int]:
            lie.told()
            before, rest = skipped(self, statuses, offset)
            return before, rest + 1

        return slipped

    lie.patch(CountBuckets, "skip", skip)


@third(
    "work-again-is-no-call", "A task in progress is stale although it was executed again just now.", breaks="MAINT-1"
)
def _(lie: Lie) -> None:
    def is_stale(task: Task, long_ago: str) -> bool:
        unchanged = task.status is TaskStatus.IN_PROGRESS and task.updated_at < long_ago
        if unchanged and (task.last_call_at or "") >= long_ago:
            lie.told()
        return unchanged

    lie.patch(Task, "is_stale", lambda _: is_stale)


@third(
    "one-task-has-no-grandchildren", "The scope of one task ends with its children.", breaks="MAINT-1 MAINT-2 MAINT-3"
)
def _(lie: Lie) -> None:
    def tasks_in(found: Any) -> Any:
        def near(call: Call, work: Any) -> list[Task]:
            tasks: list[Task] = found(call, work)
            target = given(call, "target_task_id")
            kept = [task for task in tasks if not target or target in (task.id, task.parent_task_id)]
            if kept != tasks:
                lie.told()
            return kept

        return near

    lie.patch(maintenance, "_tasks_in", tasks_in)


@third("the-project-is-one-session", "A scan of the whole project takes in the current session.", breaks="MAINT-1")
def _(lie: Lie) -> None:
    def others(found: Any) -> Any:
        def none(call: Call, scope: Any) -> Any:
            if found(call, scope):
                lie.told()
            return []

        return none

    lie.patch(maintenance, "_others", others)


@third("fifty-tasks-are-handed-over", "A handover tells of the first fifty open tasks.", breaks="MAINT-3")
def _(lie: Lie) -> None:
    def handover(written: Any) -> Any:
        def cut(tasks: list[Task], moment: str) -> Any:
            if len(tasks) > HANDED_OVER:
                lie.told()
            return written(tasks[:HANDED_OVER], moment)

        return cut

    lie.patch(maintenance, "handover", handover)
    lie.reply(
        "orchestrator_maintenance_coordinator",
        lambda reply, _: (
            {**reply, "open_tasks": reply["open_tasks"][:HANDED_OVER]}
            if len(reply.get("open_tasks", ())) > HANDED_OVER
            else None
        ),
    )
