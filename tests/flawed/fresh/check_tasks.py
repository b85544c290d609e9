"""What shows the fresh flaws of tasks: changed, cancelled, deleted, found, put together."""

from datetime import datetime, timedelta

from tests.flawed.held_out.checking import WORK, Place, check

HAND_IN = {**WORK, "next_action": "continue"}


@check("what-is-final-may-not-be-what-it-is")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.finish()
        refused = await client.refuses("update_task", task_id=task, status="completed")
        return not refused and (await client.look(task))["status"] == "completed"


@check("a-new-description-is-not-searched")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.plan(description="About apples")
        await client("update_task", task_id=task, description="About pears")
        return task in await client.tasks(search_text="pears") and not await client.tasks(search_text="apples")


@check("active-slips-past-the-dependencies")
async def _(place: Place) -> bool:
    async with place.server() as client:
        first = await client.plan("First")
        waiting = await client.plan("Waiting", dependencies=[first])
        await client("update_task", task_id=waiting, status="blocked")
        words = [await client.refuses("update_task", task_id=waiting, status=one) for one in ("in_progress", "active")]
        return all(first in one for one in words)


@check("only-the-last-artifact-goes")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.start()
        for work in ("First", "Second"):
            await client("complete_task", task_id=task, **{**HAND_IN, "detailed_work": work})
        await client("cancel_task", task_id=task, preserve_work=False)
        return not (await client.look(task))["artifacts"]


@check("who-waited-for-a-cancelled-task-is-let-go")
async def _(place: Place) -> bool:
    async with place.server() as client:
        first = await client.plan("First")
        waiting = await client.plan("Waiting", dependencies=[first])
        await client("cancel_task", task_id=first)
        return first in await client.refuses("execute_task", task_id=waiting)


@check("a-refused-cancellation-takes-the-files")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.finish()
        refused = await client.refuses("cancel_task", task_id=task, preserve_work=False)
        (artifact,) = (await client.look(task))["artifacts"]
        return bool(refused) and (place.directory / artifact["path"]).is_file()


@check("force-takes-along-who-waits")
async def _(place: Place) -> bool:
    async with place.server() as client:
        first = await client.plan("First")
        waiting = await client.plan("Waiting", dependencies=[first])
        await client("delete_task", task_id=first, force=True, archive_instead=False)
        return list(await client.tasks()) == [waiting]


@check("the-archive-keeps-no-results")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.finish()
        await client("delete_task", task_id=task)
        return (await client.tasks(status=["archived"]))[task]["summary"] == "Done"


@check("force-means-for-good")
async def _(place: Place) -> bool:
    async with place.server() as client:
        parent = await client.plan("Whole")
        part = await client.plan("Part", parent_task_id=parent)
        await client("delete_task", task_id=parent, force=True)
        return set(await client.tasks(status=["archived"])) == {parent, part}


@check("only-the-first-layer-is-named")
async def _(place: Place) -> bool:
    async with place.server() as client:
        top = await client.plan("Top")
        middle = await client.plan("Middle", parent_task_id=top)
        low = await client.plan("Low", parent_task_id=middle)
        reply = await client("delete_task", task_id=top, force=True)
        return low in str(reply) and low in await client.tasks(status=["archived"])


@check("created-before-ignores-the-offset")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.plan()
        created = datetime.fromisoformat((await client.look(task))["created_at"])
        zone = datetime.fromisoformat("2031-01-01T00:00:00+05:00").tzinfo
        earlier = (created - timedelta(minutes=1)).astimezone(zone).isoformat()
        later = (created + timedelta(minutes=1)).astimezone(zone).isoformat()
        return not await client.tasks(created_before=earlier) and task in await client.tasks(created_before=later)


@check("the-count-knows-no-times")
async def _(place: Place) -> bool:
    async with place.server() as client:
        await client.plan()
        found = await client("query_tasks", created_before="2001-01-01")
        return found["tasks"] == [] and found["total_count"] == 0


@check("children-come-without-their-artifacts")
async def _(place: Place) -> bool:
    async with place.server() as client:
        parent = await client.plan("Whole")
        await client.finish("Part", parent_task_id=parent)
        found = await client.tasks(search_text="Whole", include_children=True, include_artifacts=True)
        return len(found[parent]["children"][0].get("artifacts", [])) == 1


@check("active-beside-another-state-is-lost")
async def _(place: Place) -> bool:
    async with place.server() as client:
        started, waiting = await client.start("Started"), await client.plan("Waiting")
        return set(await client.tasks(status=["active", "pending"])) == {started, waiting}


@check("results-come-as-they-were-finished")
async def _(place: Place) -> bool:
    async with place.server() as client:
        parent = await client.plan("Whole")
        parts = [await client.start(title, parent_task_id=parent) for title in ("One", "Two", "Three")]
        for part in (parts[1], parts[2], parts[0]):
            await client("complete_task", task_id=part, **WORK)
        results = (await client("synthesize_results", parent_task_id=parent))["results"]
        return [one["task_id"] for one in results] == parts


@check("blocked-is-not-unfinished")
async def _(place: Place) -> bool:
    async with place.server() as client:
        parent = await client.plan("Whole")
        part = await client.plan("Part", parent_task_id=parent)
        await client("update_task", task_id=part, status="blocked")
        reply = await client("synthesize_results", parent_task_id=parent)
        return [one["task_id"] for one in reply["unfinished"]] == [part]


@check("a-synthesis-stands-until-the-parent-changes")
async def _(place: Place) -> bool:
    async with place.server() as client:
        parent = await client.plan("Whole")
        part = await client.start("Part", parent_task_id=parent)
        await client("synthesize_results", parent_task_id=parent)
        await client("complete_task", task_id=part, **WORK)
        reply = await client("synthesize_results", parent_task_id=parent)
        return reply["results"][0]["summary"] == "Done" and not reply["unfinished"]
