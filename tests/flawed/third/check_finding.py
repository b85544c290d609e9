"""What shows the flaws in finding tasks, and in scans and handovers."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

from tests.flawed.held_out.checking import Place, ago, check


@check("minutes-of-offsets-are-dropped")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.plan()
        there = timezone(timedelta(hours=5, minutes=30))
        before = (datetime.now(UTC) - timedelta(minutes=10)).astimezone(there)
        return task in await client.tasks(created_after=before.isoformat(timespec="seconds"))


@check("two-values-of-a-filter")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.plan(task_type="review")
        return task in await client.tasks(task_type=["custom", "testing", "review"])


@check("the-search-forgets-the-parent")
async def _(place: Place) -> bool:
    async with place.server() as client:
        parent = await client.plan("Parent")
        below = await client.plan(parent_task_id=parent)
        await client.plan()
        return set(await client.tasks(search_text="a task", parent_task_id=parent)) == {below}


@check("searches-show-the-archive")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.plan()
        await client("delete_task", task_id=task)
        return not await client.tasks(search_text="task")


@check("an-empty-list-of-specialists-finds-nothing")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.plan()
        return task in await client.tasks(specialist_type=[])


@check("active-counts-only-alone")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.start()
        return task in await client.tasks(status=["active", "blocked"])


@check("the-search-reads-ten-thousand-characters")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.plan(description="x" * 20_000 + "needle")
        return task in await client.tasks(search_text="needle")


@check("titles-run-on-into-descriptions")
async def _(place: Place) -> bool:
    async with place.server() as client:
        await client.plan("The first", description="second part")
        return not await client.tasks(search_text="first second")


@check("ten-children-are-added")
async def _(place: Place) -> bool:
    async with place.server() as client:
        parent = await client.plan()
        for _ in range(12):
            await client.plan(parent_task_id=parent)
        found = await client.tasks(include_children=True, search_text="A task")
        return len(found[parent]["children"]) == 12


@check("archived-children-are-never-added")
async def _(place: Place) -> bool:
    async with place.server() as client:
        parent = await client.plan()
        await client.plan(parent_task_id=parent)
        await client("delete_task", task_id=parent, force=True)
        found = await client.tasks(include_children=True, status=["archived"])
        return len(found[parent]["children"]) == 1


@check("a-page-far-back-slips")
async def _(place: Place) -> bool:
    tasks = {f"t{number}": {"title": f"Task {number}"} for number in range(700)}
    content = json.dumps({"metadata": {"name": "Many"}, "tasks": tasks})
    async with place.server() as client:
        await client("template_create", template_id="many", template_content=content)
        await client("template_instantiate", template_id="many", parameters={}, create_tasks=True)
        found = await client("query_tasks", limit=1, offset=600)
        return found["tasks"][0]["title"] == "Task 99"


@check("work-again-is-no-call")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.start()
        with place.store() as store:
            store.execute("UPDATE tasks SET updated_at = ?", (ago(hours=30),))
        await client("execute_task", task_id=task)
        return not (await client("maintenance_coordinator", action="scan_cleanup"))["stale"]


@check("one-task-has-no-grandchildren")
async def _(place: Place) -> bool:
    async with place.server() as client:
        root = await client.plan()
        below = await client.plan(parent_task_id=await client.plan(parent_task_id=root))
        scope = {"scope": "specific_subtask", "target_task_id": root}
        found = await client("maintenance_coordinator", action="prepare_handover", **scope)
        return below in {task["task_id"] for task in found["open_tasks"]}


@check("the-project-is-one-session")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.start()
        with place.store() as store:
            store.execute("UPDATE tasks SET updated_at = ?", (ago(hours=30),))
        await client("initialize_session", working_directory="other")
        found = await client("maintenance_coordinator", action="scan_cleanup", scope="full_project")
        return [one["task_id"] for one in found["stale"]] == [task]


@check("fifty-tasks-are-handed-over")
async def _(place: Place) -> bool:
    async with place.server() as client:
        for _ in range(52):
            await client.plan()
        found = await client("maintenance_coordinator", action="prepare_handover")
        return (place.directory / found["path"]).read_text(encoding="utf-8").count("## A task") == 52
