"""What shows the flaws in sessions, maintenance, the control of the server, and the protocol."""

from __future__ import annotations

from typing import Final

from tests.flawed.held_out.checking import Place, ago, check
from tests.flawed.held_out.posting import HELLO, over_http, posted

MAINTAIN: Final = "maintenance_coordinator"
FORBIDDEN: Final = 403


@check("a-directory-is-listed-once")
async def _(place: Place) -> bool:
    async with place.server() as client:
        opened = [(await client("initialize_session"))["session_id"] for _ in range(2)]
        listed = (await client("list_sessions", include_completed=True))["sessions"]
        return {one["session_id"] for one in listed} == set(opened)


@check("an-archived-task-keeps-a-session-open")
async def _(place: Place) -> bool:
    async with place.server() as client:
        session = (await client("initialize_session"))["session_id"]
        await client.finish()
        await client("delete_task", task_id=await client.finish())
        return (await client("session_status", session_id=session))["status"] == "completed"


@check("a-process-takes-up-the-first-session")
async def _(place: Place) -> bool:
    async with place.server() as client:
        opened = [(await client("initialize_session"))["session_id"] for _ in range(2)]
    async with place.server() as client:
        return (await client("get_status"))["session_id"] == opened[1]


@check("a-scope-ends-at-the-subtasks")
async def _(place: Place) -> bool:
    async with place.server() as client:
        top = await client.plan()
        deep = await client.plan("Deep", parent_task_id=await client.plan(parent_task_id=top))
        done = await client(MAINTAIN, action="prepare_handover", scope="specific_subtask", target_task_id=top)
        return deep in (place.directory / done["path"]).read_text(encoding="utf-8")


@check("a-handover-has-each-title-once")
async def _(place: Place) -> bool:
    async with place.server() as client:
        twins = [await client.plan("Twin") for _ in range(2)]
        done = await client(MAINTAIN, action="prepare_handover")
        written = (place.directory / done["path"]).read_text(encoding="utf-8")
        return all(one in written for one in twins)


@check("abrupt-restarts-are-not-noted")
async def _(place: Place) -> bool:
    async with place.server() as client:
        await client.plan()
        await client("restart_server", graceful=False)
    async with place.server() as client:
        return (await client("restart_status"))["restarts"] == 1


@check("readiness-knows-this-process-alone")
async def _(place: Place) -> bool:
    async with place.server() as client:
        await client.start()
    async with place.server() as client:
        return not (await client("shutdown_prepare"))["ready"]


@check("a-start-fails-stale-tasks")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.start()
    with place.store() as store:
        store.execute("UPDATE tasks SET updated_at = ?", (ago(days=2),))
    async with place.server() as client:
        return (await client.look(task))["status"] == "in_progress"


@check("enumerations-take-any-case")
async def _(place: Place) -> bool:
    async with place.server() as client:
        return bool(await client.refuses("plan_task", title="A task", description="", complexity="Complex"))


@check("an-origin-may-go-on")
async def _(place: Place) -> bool:
    with over_http(place) as url:
        return posted(url, HELLO, Origin="http://127.0.0.1.example.org")[0] == FORBIDDEN
