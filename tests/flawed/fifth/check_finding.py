"""What shows the flaws in finding tasks, and in results."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from tests.flawed.held_out.checking import WORK, Place, check

QUERY: Final = "query_tasks"


@check("a-search-runs-on-into-the-description")
async def _(place: Place) -> bool:
    async with place.server() as client:
        await client.plan("A red", description="barn")
        return not await client.tasks(search_text="red barn")


@check("an-offset-behind-the-end-is-cut")
async def _(place: Place) -> bool:
    async with place.server() as client:
        await client.plan()
        return (await client(QUERY, offset=1, limit=5))["tasks"] == []


@check("who-is-shown-below-is-not-shown-above")
async def _(place: Place) -> bool:
    async with place.server() as client:
        parent = await client.plan()
        child = await client.plan(parent_task_id=parent)
        return set(await client.tasks(include_children=True)) == {parent, child}


@check("active-stands-alone")
async def _(place: Place) -> bool:
    async with place.server() as client:
        wanted = {await client.plan(), await client.start()}
        return set(await client.tasks(status=["pending", "active"])) == wanted


@check("a-summary-makes-a-subtask-finished")
async def _(place: Place) -> bool:
    async with place.server() as client:
        parent = await client.plan()
        child = await client.start(parent_task_id=parent)
        await client("complete_task", task_id=child, **{**WORK, "next_action": "continue"})
        told = await client("synthesize_results", parent_task_id=parent)
        return [one["task_id"] for one in told["unfinished"]] == [child]


@check("times-without-a-zone-are-local")
async def _(place: Place) -> bool:
    async with place.server(TZ="Asia/Tokyo") as client:
        task = await client.plan()
        earlier = datetime.now(UTC) - timedelta(hours=1)
        later = earlier + timedelta(hours=2)
        span = {"created_after": earlier.strftime("%FT%T"), "created_before": later.strftime("%FT%T")}
        return list(await client.tasks(**span)) == [task]
