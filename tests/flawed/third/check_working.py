"""What shows the flaws in a task's life."""

from __future__ import annotations

from tests.flawed.held_out.checking import WORK, Client, Place, check


async def give_back(client: Client, task: str, summary: str = "Part") -> None:
    """Hand in work that is to be continued."""
    await client("complete_task", task_id=task, **{**WORK, "summary": summary, "next_action": "continue"})


@check("a-blocked-task-heeds-its-first-dependency-only")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.plan(dependencies=[await client.finish(), await client.plan()])
        await client("update_task", task_id=task, status="blocked")
        return bool(await client.refuses("execute_task", task_id=task))


@check("archived-counts-as-finished")
async def _(place: Place) -> bool:
    async with place.server() as client:
        other = await client.plan()
        task = await client.plan(dependencies=[other])
        await client("cancel_task", task_id=other)
        await client("update_task", task_id=other, status="archived")
        return bool(await client.refuses("execute_task", task_id=task))


@check("a-refused-start-keeps-the-new-title")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.plan(dependencies=[await client.plan()])
        await client("update_task", task_id=task, status="blocked")
        refused = await client.refuses("update_task", task_id=task, status="in_progress", title="New")
        return bool(refused) and (await client.look(task))["title"] == "A task"


@check("the-brief-is-remembered")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.start()
        await client("update_task", task_id=task, description="New")
        return (await client("execute_task", task_id=task))["description"] == "New"


@check("a-blocked-task-takes-in-more-work")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.plan()
        await client("update_task", task_id=task, status="blocked")
        return bool(await client.refuses("complete_task", task_id=task, **{**WORK, "next_action": "blocked"}))


@check("a-failed-task-is-not-archived-by-an-update")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.start()
        await client("update_task", task_id=task, status="failed")
        return not await client.refuses("update_task", task_id=task, status="archived")


@check("file-paths-are-kept-of-finished-work")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.start()
        await client("complete_task", task_id=task, **{**WORK, "next_action": "blocked"}, file_paths=["a"])
        return (await client.look(task))["artifacts"][0]["file_paths"] == ["a"]


@check("discarding-removes-the-last-work-only")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.start()
        await give_back(client, task)
        await give_back(client, task)
        await client("cancel_task", task_id=task, preserve_work=False)
        return not (await client.look(task))["artifacts"]


@check("the-state-first-and-then-the-work")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.start()
        (place.directory / ".task_orchestrator" / "artifacts").write_text("in the way", encoding="utf-8")
        refused = await client.refuses("complete_task", task_id=task, **WORK)
        return bool(refused) and (await client.look(task))["status"] == "in_progress"


@check("members-far-below-stay")
async def _(place: Place) -> bool:
    async with place.server() as client:
        root = await client.plan()
        below = root
        for _ in range(5):
            below = await client.plan(parent_task_id=below)
        await client("delete_task", task_id=root, force=True)
        return not await client.tasks()


@check("finished-dependants-do-not-hold")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.finish()
        await client.finish(dependencies=[task])
        return bool(await client.refuses("delete_task", task_id=task, archive_instead=False))


@check("five-dependants-are-named")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.plan()
        waiting = {await client.plan(dependencies=[task]) for _ in range(7)}
        reply = await client("delete_task", task_id=task, force=True)
        return {one["task_id"] for one in reply["dependants"]} == waiting


@check("the-same-final-state-is-refused")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.plan()
        await client("cancel_task", task_id=task)
        return not await client.refuses("update_task", task_id=task, status="cancelled")


@check("the-first-summary-is-put-together")
async def _(place: Place) -> bool:
    async with place.server() as client:
        parent = await client.plan()
        task = await client.start(parent_task_id=parent)
        await give_back(client, task, "First")
        await client("complete_task", task_id=task, **{**WORK, "summary": "Last"})
        results = await client("synthesize_results", parent_task_id=parent)
        return results["results"][0]["summary"] == "Last"


@check("cancelled-work-is-left-out")
async def _(place: Place) -> bool:
    async with place.server() as client:
        parent = await client.plan()
        await client.finish(parent_task_id=parent)
        task = await client.start(parent_task_id=parent)
        await give_back(client, task)
        await client("cancel_task", task_id=task)
        results = await client("synthesize_results", parent_task_id=parent)
        return len(results["results"]) == 2


@check("five-artifacts-are-shown")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.start()
        for _ in range(7):
            await give_back(client, task)
        return len((await client.look(task))["artifacts"]) == 7
