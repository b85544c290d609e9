"""What shows the flaws in sessions, in the control of the server, and in the protocol."""

from __future__ import annotations

import json
import shutil
from typing import Final

from tests.flawed.held_out.checking import SOUND, Place, ago, check, greet, hear
from tests.flawed.held_out.posting import HELLO, over_http, posted

ELEVEN: Final = 11
BAD: Final = 400
GONE: Final = 404


@check("the-limit-counts-hidden-sessions")
async def _(place: Place) -> bool:
    async with place.server() as client:
        active = (await client("initialize_session"))["session_id"]
        await client.plan()
        await client("initialize_session", working_directory="done")
        await client.finish()
        return [one["session_id"] for one in (await client("list_sessions", limit=1))["sessions"]] == [active]


@check("zero-days-are-seven")
async def _(place: Place) -> bool:
    async with place.server() as client:
        old = (await client("initialize_session", working_directory="done"))["session_id"]
        await client.finish()
        await client("initialize_session")
        found = await client("cleanup_sessions", cleanup_type="old", older_than_days=0)
        return old in [one["session_id"] for one in found["sessions"]]


@check("the-default-directory-is-the-current-one")
async def _(place: Place) -> bool:
    async with place.server() as client:
        await client("initialize_session", working_directory="other")
        return (await client("initialize_session"))["working_directory"] == str(place.directory)


@check("asking-about-a-session-renews-it")
async def _(place: Place) -> bool:
    async with place.server() as client:
        old = (await client("initialize_session", working_directory="old"))["session_id"]
        await client("initialize_session")
        for directory in (place.directory, place.directory / "old"):
            with Place(directory, "", SOUND).store() as store:
                store.execute("UPDATE sessions SET last_call_at = ? WHERE id = ?", (ago(days=30), old))
        await client("session_status", session_id=old)
        return bool((await client("cleanup_sessions", cleanup_type="old"))["sessions"])


@check("readiness-names-ten")
async def _(place: Place) -> bool:
    async with place.server() as client:
        for _number in range(ELEVEN):
            await client.start()
        return len((await client("shutdown_prepare"))["blocking"]) == ELEVEN


@check("refused-restarts-stand-in-the-history")
async def _(place: Place) -> bool:
    with place.process() as process:
        greet(process)
        assert process.stdin
        call = {"jsonrpc": "2.0", "method": "tools/call", "params": {"name": "orchestrator_restart_server"}}
        process.stdin.write("".join(json.dumps({**call, "id": number}) + "\n" for number in (1, 2)))
        process.stdin.flush()
        for _number in (1, 2):
            hear(process)
        process.wait(10)
    async with place.server() as client:
        return (await client("restart_status"))["restarts"] == 1


@check("what-is-gone-can-be-reconnected")
async def _(place: Place) -> bool:
    async with place.server() as client:
        gone = (await client("initialize_session", working_directory="gone"))["session_id"]
        await client("initialize_session")
        shutil.rmtree(place.directory / "gone")
        (told,) = (await client("reconnect_test", session_id=gone))["sessions"]
        return not told["reconnectable"]


@check("null-counts-as-left-out")
async def _(place: Place) -> bool:
    async with place.server() as client:
        return bool(await client.refuses("plan_task", title="A task", description="", due_date=None))


@check("which-dependency-is-unknown-is-not-said")
async def _(place: Place) -> bool:
    async with place.server() as client:
        dependencies = [await client.plan(), "task_unknown"]
        words = await client.refuses("plan_task", title="A task", description="", dependencies=dependencies)
        return "task_unknown" in words


@check("hosts-are-known-by-their-beginning")
async def _(place: Place) -> bool:
    with over_http(place) as url:
        return posted(url, HELLO, Host="localhost.example.org")[0] >= BAD


@check("unknown-http-sessions-can-be-ended")
async def _(place: Place) -> bool:
    with over_http(place) as url:
        return posted(url, None, **{"Mcp-Session-Id": "0" * 32, "MCP-Protocol-Version": "2025-06-18"})[0] == GONE
