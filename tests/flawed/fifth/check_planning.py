"""What shows the flaws in planning, changes of plan, dependencies and deletion."""

from __future__ import annotations

from typing import Final

from tests.flawed.held_out.checking import WORK, Place, check

DUE: Final = "2031-05-17T23:30:00+05:00"


@check("an-emptied-estimate-stays")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.plan(estimated_effort="2 days")
        await client("update_task", task_id=task, estimated_effort="")
        return (await client.look(task))["estimated_effort"] == ""


@check("an-updated-due-date-is-in-utc")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.plan()
        await client("update_task", task_id=task, due_date=DUE)
        return (await client.look(task))["due_date"] == DUE


@check("a-new-subtask-reopens-its-parent")
async def _(place: Place) -> bool:
    async with place.server() as client:
        parent = await client.finish()
        await client.plan(parent_task_id=parent)
        return (await client.look(parent))["status"] == "completed"


@check("specialists-are-inherited")
async def _(place: Place) -> bool:
    async with place.server() as client:
        parent = await client.plan(specialist_type="tester")
        return (await client.look(await client.plan(parent_task_id=parent)))["specialist_type"] is None


@check("work-in-revision-frees-its-dependants")
async def _(place: Place) -> bool:
    async with place.server() as client:
        first = await client.start()
        await client("complete_task", task_id=first, **{**WORK, "next_action": "needs_revision"})
        return bool(await client.refuses("execute_task", task_id=await client.plan(dependencies=[first])))


@check("the-release-ends-at-the-subtasks")
async def _(place: Place) -> bool:
    async with place.server() as client:
        top = await client.plan()
        deep = await client.plan(parent_task_id=await client.plan(parent_task_id=top))
        waiting = await client.plan(dependencies=[deep])
        await client("delete_task", task_id=top, force=True)
        return (await client.look(waiting))["dependencies"] == []


@check("released-dependants-are-unblocked")
async def _(place: Place) -> bool:
    async with place.server() as client:
        first = await client.plan()
        waiting = await client.plan(dependencies=[first])
        await client("update_task", task_id=waiting, status="blocked")
        await client("delete_task", task_id=first, force=True)
        return (await client.look(waiting))["status"] == "blocked"
