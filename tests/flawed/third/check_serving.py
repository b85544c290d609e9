"""What shows the flaws in sessions, templates, the protocol and the server itself."""

from __future__ import annotations

import json
import signal
from pathlib import Path
from typing import Any

from tests.flawed.held_out.checking import SOUND, Client, Place, ago, check, greet, hear, say
from tests.flawed.held_out.posting import HELLO, over_http, posted


@check("blocked-tasks-do-not-keep-a-session")
async def _(place: Place) -> bool:
    async with place.server() as client:
        old = (await client("initialize_session", working_directory="old"))["session_id"]
        task = await client.plan()
        await client("update_task", task_id=task, status="blocked")
        await client("initialize_session")
        stores = (place.directory, place.directory / "old")
        for directory in stores:
            with Place(directory, "", SOUND).store() as store:
                store.execute("UPDATE sessions SET last_call_at = ? WHERE id = ?", (ago(days=30), old))
        return not (await client("cleanup_sessions", cleanup_type="old"))["sessions"]


@check("variables-in-paths-are-filled-in")
async def _(place: Place) -> bool:
    async with place.server(PLACE="elsewhere") as client:
        used = (await client("initialize_session", working_directory="in $PLACE"))["working_directory"]
        return Path(used).name == "in $PLACE"


@check("a-refused-session-ends-the-current-one")
async def _(place: Place) -> bool:
    (place.directory / "file").touch()
    async with place.server() as client:
        await client("initialize_session", working_directory="other")
        task = await client.plan()
        refused = await client.refuses("initialize_session", working_directory="file")
        return bool(refused) and task in await client.tasks()


@check("health-asks-at-home")
async def _(place: Place) -> bool:
    async with place.server() as client:
        await client.plan()
        await client("initialize_session", working_directory="other")
        (place.directory / "other" / ".task_orchestrator" / "orchestrator.db").unlink()
        return (await client("health_check"))["healthy"] is False


@check("counts-are-of-this-process")
async def _(place: Place) -> bool:
    async with place.server() as one, place.server() as other:
        await one.plan()
        await one("get_status")
        await other.plan()
        return (await one("get_status"))["counts"]["pending"] == 2


async def created(client: Client, parameters: dict[str, Any], title: str, **more: Any) -> None:
    """Create a template with one task."""
    content = {"metadata": {"name": "One"}, "parameters": parameters, "tasks": {"one": {"title": title}}}
    await client("template_create", template_id="one", template_content=json.dumps(content), **more)


async def title_of(client: Client, **parameters: Any) -> str:
    """The title of the task that the template makes."""
    made = await client("template_instantiate", template_id="one", parameters=parameters)
    return str(made["tasks"][0]["title"])


@check("defaults-that-are-false-are-none")
async def _(place: Place) -> bool:
    async with place.server() as client:
        await created(client, {"N": {"type": "number", "default": 0}}, "Do it {{N}} times")
        return await title_of(client) == "Do it 0 times"


@check("overwriting-takes-the-users")
async def _(place: Place) -> bool:
    async with place.server() as client:
        await created(client, {}, "Mine")
        await created(client, {}, "Ours", category="shared")
        await created(client, {}, "Ours anew", category="shared", overwrite=True)
        return await title_of(client) == "Mine"


@check("the-longest-value-is-too-long")
async def _(place: Place) -> bool:
    async with place.server() as client:
        await created(client, {"N": {"type": "string", "max_length": 3}}, "Do {{N}}")
        return not await client.refuses("template_instantiate", template_id="one", parameters={"N": "abc"})


@check("call-zero-is-not-answered")
async def _(place: Place) -> bool:
    with place.process() as process:
        greet(process)
        for number in (0, 1):
            say(process, {"id": number, "method": "tools/call", "params": {"name": "orchestrator_get_status"}})
        answered = {hear(process)["id"]}
        if 0 not in answered:
            say(process, {"id": 2, "method": "ping"})
            answered.add(hear(process)["id"])
        return 0 in answered


@check("an-interrupt-ends-with-130")
async def _(place: Place) -> bool:
    with place.process() as process:
        greet(process)
        process.send_signal(signal.SIGINT)
        return process.wait(20) == 0


@check("documents-follow-links")
async def _(place: Place) -> bool:
    outside = place.directory.with_name("outside")
    outside.mkdir()
    async with place.server() as client:
        await client.plan()
        (place.directory / ".task_orchestrator" / "documents").symlink_to(outside)
        await client.refuses("maintenance_coordinator", action="prepare_handover")
        return not list(outside.iterdir())


@check("a-closed-connection-lives-on")
async def _(place: Place) -> bool:
    with over_http(place) as url:
        _, session = posted(url, HELLO)
        known = {"Mcp-Session-Id": session, "MCP-Protocol-Version": "2025-06-18"}
        posted(url, {"jsonrpc": "2.0", "method": "notifications/initialized"}, **known)
        posted(url, None, **known)
        return posted(url, {"jsonrpc": "2.0", "id": 2, "method": "tools/list"}, **known)[0] == 404


@check("a-page-from-nowhere-is-let-in")
async def _(place: Place) -> bool:
    with over_http(place) as url:
        return posted(url, HELLO, Origin="null")[0] == 403
