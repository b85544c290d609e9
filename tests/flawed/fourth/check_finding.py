"""What shows the flaws in finding tasks, in counts and results, and in maintenance."""

from __future__ import annotations

from tests.flawed.held_out.checking import WORK, Place, ago, check

QUERY = "query_tasks"
LONG = 40_000
MAINTAIN = "maintenance_coordinator"


@check("the-count-forgets-the-times")
async def _(place: Place) -> bool:
    async with place.server() as client:
        await client.plan()
        return (await client(QUERY, created_before="2001-01-01"))["total_count"] == 0


@check("subtasks-are-paged-like-the-tasks")
async def _(place: Place) -> bool:
    async with place.server() as client:
        parent = await client.plan("Parent of two")
        for title in ("One", "Two"):
            await client.plan(title, parent_task_id=parent)
        found = await client(QUERY, search_text="Parent of two", include_children=True, limit=1)
        return len(found["tasks"][0]["children"]) == 2


@check("the-search-index-follows-titles")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.plan(description="heron")
        await client("update_task", task_id=task, description="stork")
        return list(await client.tasks(search_text="stork")) == [task]


@check("counts-know-this-process-alone")
async def _(place: Place) -> bool:
    async with place.server() as client, place.server() as other:
        await client.plan()
        await client("get_status")
        await other.plan()
        return (await client("get_status"))["counts"]["pending"] == 2


@check("results-have-the-latest-work")
async def _(place: Place) -> bool:
    async with place.server() as client:
        parent = await client.plan()
        child = await client.start(parent_task_id=parent)
        for next_action in ("continue", "complete"):
            await client("complete_task", task_id=child, **{**WORK, "next_action": next_action})
        found = await client("synthesize_results", parent_task_id=parent)
        return len(found["results"][0]["artifacts"]) == 2


@check("the-next-page-skips-what-was-cut")
async def _(place: Place) -> bool:
    async with place.server() as client:
        for _number in range(3):
            await client.plan(description="x" * LONG)
        found = await client(QUERY, limit=2)
        return found["next_offset"] == len(found["tasks"]) == 1


@check("staleness-counts-from-planning")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.plan()
        with place.store() as store:
            store.execute("UPDATE tasks SET created_at = ?, updated_at = ?", (ago(days=3), ago(days=3)))
        await client("execute_task", task_id=task)
        return not (await client(MAINTAIN, action="scan_cleanup"))["stale"]


@check("the-work-of-cancelled-tasks-is-unwatched")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.start()
        await client("complete_task", task_id=task, **{**WORK, "next_action": "continue"})
        await client("cancel_task", task_id=task)
        (artifact,) = (await client.look(task))["artifacts"]
        (place.directory / artifact["path"]).unlink()
        return not (await client(MAINTAIN, action="validate_structure"))["valid"]


@check("handovers-are-appended")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.start("Weave the cloth")
        await client(MAINTAIN, action="prepare_handover")
        await client("complete_task", task_id=task, **WORK)
        path = (await client(MAINTAIN, action="prepare_handover"))["path"]
        return "Weave the cloth" not in (place.directory / path).read_text(encoding="utf-8")
