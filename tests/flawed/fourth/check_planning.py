"""What shows the flaws in the life of a task."""

from __future__ import annotations

from tests.flawed.held_out.checking import WORK, Place, check

FOUR = 4


@check("times-in-a-context-are-rewritten")
async def _(place: Place) -> bool:
    async with place.server() as client:
        context = {"due": "2031-05-17T10:30:00Z"}
        return (await client.look(await client.plan(context=context)))["context"] == context


@check("an-emptied-context-stays")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.plan(context={"a": 1})
        await client("update_task", task_id=task, context={})
        return (await client.look(task))["context"] == {}


@check("the-same-state-swallows-the-rest")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.start()
        await client("update_task", task_id=task, status="in_progress", title="Renamed")
        return (await client.look(task))["title"] == "Renamed"


@check("a-failed-task-loses-its-summary")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.start()
        await client("complete_task", task_id=task, **{**WORK, "next_action": "continue"})
        await client("update_task", task_id=task, status="failed")
        return (await client.look(task))["summary"] == WORK["summary"]


@check("a-refused-execution-unblocks")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.plan(dependencies=[await client.plan()])
        await client("update_task", task_id=task, status="blocked")
        await client.refuses("execute_task", task_id=task)
        return (await client.look(task))["status"] == "blocked"


@check("three-dependencies-are-named")
async def _(place: Place) -> bool:
    async with place.server() as client:
        others = [await client.plan(f"Task {number}") for number in range(FOUR)]
        words = await client.refuses("execute_task", task_id=await client.plan(dependencies=others))
        return all(other in words for other in others)


@check("the-brief-is-of-the-first-execution")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.start(specialist_type="tester")
        await client("update_task", task_id=task, specialist_type="coder")
        return (await client("execute_task", task_id=task))["specialist_context"]["role"] == "Coder"


@check("work-on-the-same-files-replaces")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.start()
        for next_action in ("continue", "complete"):
            work = {**WORK, "next_action": next_action, "file_paths": ["a.txt"]}
            await client("complete_task", task_id=task, **work)
        return len((await client.look(task))["artifacts"]) == 2


@check("cancelling-takes-the-subtasks-work")
async def _(place: Place) -> bool:
    async with place.server() as client:
        parent = await client.plan()
        child = await client.finish(parent_task_id=parent)
        await client("cancel_task", task_id=parent, preserve_work=False)
        return bool((await client.look(child))["artifacts"])


@check("dependants-of-grandchildren-wait-on")
async def _(place: Place) -> bool:
    async with place.server() as client:
        root = await client.plan()
        child = await client.plan(parent_task_id=root)
        grandchild = await client.plan(parent_task_id=child)
        waiting = await client.plan(dependencies=[grandchild])
        await client("delete_task", task_id=root, force=True)
        return not (await client.look(waiting))["dependencies"]
