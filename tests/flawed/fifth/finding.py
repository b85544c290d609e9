"""Flaws in finding tasks, and in results."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from reference_orchestrator.domain import times
from reference_orchestrator.domain.tasks import Task
from reference_orchestrator.store import tasks
from reference_orchestrator.toolbox import Call, Reply
from reference_orchestrator.tools import results
from tests.flawed.fifth.declaring import fifth
from tests.flawed.lying import Lie, Run, given, with_given

QUERY: Final = "orchestrator_query_tasks"


# TASK-7: "finds in title and description", not in the two as one text.
@fifth("a-search-runs-on-into-the-description", "Title and description are searched as one text.", breaks="TASK-7")
def _(lie: Lie) -> None:
    def make(values: Callable[[Task], dict[str, str | None]]) -> Callable[[Task], dict[str, str | None]]:
        return lambda task: {**values(task), "search": f"{task.title} {task.description}".casefold()}

    def wrap(run: Run, call: Call) -> Reply:
        reply, needle = run(call), given(call, "search_text", "").casefold()
        found: Any = reply["tasks"]
        if any(needle not in one["title"].casefold() and needle not in one["description"].casefold() for one in found):
            lie.told()
        return reply

    lie.patch(tasks, "_values", make)
    lie.around(QUERY, wrap)


# TASK-7: "pages neither repeat nor miss a task".
@fifth("an-offset-behind-the-end-is-cut", "A page behind the last one is the last one again.", breaks="TASK-7")
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        reply = run(call)
        total, limit = int(str(reply["total_count"])), given(call, "limit")
        if not limit or not 0 < total <= given(call, "offset"):
            return reply
        lie.told()
        return run(with_given(call, offset=max(0, total - limit)))

    lie.around(QUERY, wrap)


# TASK-7: "include_children adds the children of what was found"; it takes none of that away.
@fifth("who-is-shown-below-is-not-shown-above", "A task found is left out where its parent shows it.", breaks="TASK-7")
def _(lie: Lie) -> None:
    def change(reply: dict[str, Any], _: Call) -> dict[str, Any] | None:
        below = {child["task_id"] for task in reply["tasks"] for child in task.get("children", [])}
        above = [task for task in reply["tasks"] if task["task_id"] not in below]
        return {**reply, "tasks": above} if above != reply["tasks"] else None

    lie.reply(QUERY, change)


# TASK-7: "a list within one with OR", and `active` means `in_progress`.
@fifth("active-stands-alone", "A list of states with active in it finds only these.", breaks="TASK-7")
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        states = set(given(call, "status", []))
        if "active" not in states or states <= {"active", "in_progress"}:
            return run(call)
        lie.told()
        return run(with_given(call, status=["active"]))

    lie.around(QUERY, wrap)


# RESULT-1: "which children are unfinished".
@fifth("a-summary-makes-a-subtask-finished", "An open subtask with a summary is not unfinished.", breaks="RESULT-1")
def _(lie: Lie) -> None:
    def make(prose: Any) -> Any:
        def told(parent: Task, children: Sequence[Task], unfinished: Sequence[Task]) -> str:
            return str(prose(parent, children, [child for child in unfinished if not child.summary]))

        return told

    def change(reply: dict[str, Any], _: Call) -> dict[str, Any] | None:
        told = {one["task_id"] for one in reply["results"] if one["summary"]}
        left = [one for one in reply["unfinished"] if one["task_id"] not in told]
        return {**reply, "unfinished": left} if left != reply["unfinished"] else None

    lie.patch(results, "_prose", make)
    lie.reply("orchestrator_synthesize_results", change)


# TASK-7, "Times": "an offset is heeded; without one it is UTC".
@fifth("times-without-a-zone-are-local", "A time without a zone is of the server's zone.", breaks="TASK-7 CLIENT-5")
def _(lie: Lie) -> None:
    def make(stamped: Callable[[datetime], str]) -> Callable[[datetime], str]:
        def local(moment: datetime) -> str:
            meant = stamped(moment.astimezone())
            if meant != stamped(moment):
                lie.told()
            return meant

        return local

    lie.patch(times, "_utc_stamp", make)
