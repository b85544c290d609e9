"""What shows the fresh flaws of planned and executed tasks."""

from datetime import UTC, datetime, timedelta

from tests.flawed.held_out.checking import WORK, Place, check

HAND_IN = {**WORK, "next_action": "continue"}


@check("an-unknown-dependency-behind-a-known-one-is-dropped")
async def _(place: Place) -> bool:
    async with place.server() as client:
        first = await client.plan("First")
        words = await client.refuses(
            "plan_task", title="Second", description="", dependencies=[first, "task_that_is_not_there"]
        )
        return "task_that_is_not_there" in words and len(await client.tasks()) == 1


@check("the-same-plan-twice-is-one-task")
async def _(place: Place) -> bool:
    async with place.server() as client:
        parent = await client.plan("Release")
        ids = {await client.plan("Review", description="Look", parent_task_id=parent) for _ in range(2)}
        return len(ids) == 2 and len(await client.tasks(parent_task_id=parent)) == 2


@check("a-part-gets-the-specialist-of-the-whole")
async def _(place: Place) -> bool:
    async with place.server() as client:
        parent = await client.plan("Whole", specialist_type="tester")
        part = await client.plan("Part", parent_task_id=parent)
        return (await client.look(part))["specialist_type"] is None


@check("local-time-passes-for-utc")
async def _(place: Place) -> bool:
    async with place.server(TZ="EAST-9") as client:
        task = await client.plan()
        created = datetime.fromisoformat((await client.look(task))["created_at"])
        return abs(datetime.now(UTC) - created) < timedelta(minutes=5)


@check("what-is-archived-is-out-of-the-way")
async def _(place: Place) -> bool:
    async with place.server() as client:
        given_up = await client.plan("Given up")
        await client("delete_task", task_id=given_up)
        waiting = await client.plan("Waiting", dependencies=[given_up])
        return given_up in await client.refuses("execute_task", task_id=waiting)


@check("a-blocked-task-waits-for-nobody")
async def _(place: Place) -> bool:
    async with place.server() as client:
        first = await client.plan("First")
        waiting = await client.plan("Waiting", dependencies=[first])
        await client("update_task", task_id=waiting, status="blocked")
        return first in await client.refuses("execute_task", task_id=waiting)


@check("a-finished-dependency-is-not-noted")
async def _(place: Place) -> bool:
    async with place.server() as client:
        done = await client.finish("Done")
        other = await client.plan("Open")
        waiting = await client.plan("Waiting", dependencies=[done, other])
        return (await client.look(waiting))["dependencies"] == [done, other]


@check("who-waited-for-it-waits-for-nothing")
async def _(place: Place) -> bool:
    async with place.server() as client:
        first, second = await client.plan("First"), await client.plan("Second")
        waiting = await client.plan("Waiting", dependencies=[first, second])
        await client("delete_task", task_id=first, force=True, archive_instead=False)
        return (await client.look(waiting))["dependencies"] == [second]


@check("taken-up-again-without-its-context")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.start(context={"branch": "main"})
        return (await client("execute_task", task_id=task))["context"] == {"branch": "main"}


@check("the-role-is-that-of-the-first-execution")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.plan(specialist_type="coder")
        first = await client("execute_task", task_id=task)
        await client("update_task", task_id=task, specialist_type="tester")
        again = await client("execute_task", task_id=task)
        return again["specialist_context"]["role"] != first["specialist_context"]["role"]


@check("going-on-forgets-what-was-done")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.start()
        await client("complete_task", task_id=task, **{**WORK, "summary": "Half of it", "next_action": "blocked"})
        await client("execute_task", task_id=task)
        return (await client.look(task))["summary"] == "Half of it"


@check("who-begins-a-part-begins-the-whole")
async def _(place: Place) -> bool:
    async with place.server() as client:
        parent = await client.plan("Whole")
        await client.start("Part", parent_task_id=parent)
        return (await client.look(parent))["status"] == "pending"


@check("a-later-hand-in-takes-the-place-of-the-first")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.start()
        await client("complete_task", task_id=task, **{**HAND_IN, "detailed_work": "First"})
        await client("complete_task", task_id=task, **{**WORK, "detailed_work": "Second"})
        paths = [place.directory / one["path"] for one in (await client.look(task))["artifacts"]]
        return [path.read_text(encoding="utf-8") for path in paths] == ["First", "Second"]


@check("file-paths-are-tidied-up")
async def _(place: Place) -> bool:
    given = ["./src//a.py", "docs/../b.md", ""]
    async with place.server() as client:
        task = await client.start()
        await client("complete_task", task_id=task, **WORK, file_paths=given)
        return (await client.look(task))["artifacts"][0]["file_paths"] == given


@check("the-last-part-completes-the-whole")
async def _(place: Place) -> bool:
    async with place.server() as client:
        parent = await client.start("Whole")
        for title in ("One", "Two"):
            await client.finish(title, parent_task_id=parent)
        return (await client.look(parent))["status"] == "in_progress"


@check("refused-work-is-kept-all-the-same")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.finish()
        refused = await client.refuses("complete_task", task_id=task, **WORK)
        return bool(refused) and len((await client.look(task))["artifacts"]) == 1


@check("a-new-context-is-poured-into-the-old")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.plan(context={"old": 1, "both": 1})
        await client("update_task", task_id=task, context={"both": 2})
        return (await client.look(task))["context"] == {"both": 2}
