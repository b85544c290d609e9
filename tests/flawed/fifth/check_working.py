"""What shows the flaws in executing, completing and cancelling."""

from __future__ import annotations

from typing import Final

from tests.flawed.held_out.checking import WORK, Place, check

LONG: Final = "x" * 5_000
GOES_ON: Final = {**WORK, "next_action": "continue"}


@check("going-on-clears-the-summary")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.start()
        await client("complete_task", task_id=task, **{**WORK, "next_action": "blocked"})
        await client("execute_task", task_id=task)
        return (await client.look(task))["summary"] == WORK["summary"]


@check("the-brief-shortens-the-description")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.plan(description=LONG)
        return (await client("execute_task", task_id=task))["description"] == LONG


@check("a-started-subtask-starts-its-parent")
async def _(place: Place) -> bool:
    async with place.server() as client:
        parent = await client.plan()
        await client.start(parent_task_id=parent)
        return (await client.look(parent))["status"] == "pending"


@check("the-last-subtask-completes-its-parent")
async def _(place: Place) -> bool:
    async with place.server() as client:
        parent = await client.start()
        await client.finish(parent_task_id=parent)
        return (await client.look(parent))["status"] == "in_progress"


@check("all-work-is-of-the-first-type")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.start()
        await client("complete_task", task_id=task, artifact_type="design", **GOES_ON)
        await client("complete_task", task_id=task, artifact_type="code", **GOES_ON)
        return [one["type"] for one in (await client.look(task))["artifacts"]] == ["design", "code"]


@check("file-paths-are-recorded-once")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.start()
        await client("complete_task", task_id=task, file_paths=["a.py", "b.py", "a.py"], **GOES_ON)
        return (await client.look(task))["artifacts"][0]["file_paths"] == ["a.py", "b.py", "a.py"]


@check("equal-work-is-kept-once")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.start()
        for _ in range(2):
            await client("complete_task", task_id=task, **GOES_ON)
        return len((await client.look(task))["artifacts"]) == 2


@check("no-paths-mean-the-earlier-ones")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.start()
        await client("complete_task", task_id=task, file_paths=["a.py"], **GOES_ON)
        await client("complete_task", task_id=task, **GOES_ON)
        return (await client.look(task))["artifacts"][1]["file_paths"] == []


@check("cancelling-cancels-the-subtasks")
async def _(place: Place) -> bool:
    async with place.server() as client:
        parent = await client.plan()
        child = await client.plan(parent_task_id=parent)
        await client("cancel_task", task_id=parent)
        return (await client.look(child))["status"] == "pending"


@check("discarded-work-stays-on-the-disk")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.start()
        await client("complete_task", task_id=task, **GOES_ON)
        path = place.directory / (await client.look(task))["artifacts"][0]["path"]
        await client("cancel_task", task_id=task, preserve_work=False)
        return not path.exists()
