"""What shows the fresh flaws of health, restart, the protocol, durability and concurrency."""

import http.client
import json
import signal
import time
from pathlib import Path
from urllib.parse import urlsplit

import anyio
import anyio.to_thread

from tests.flawed.held_out.checking import WORK, Client, Place, ago, check, greet, hear, say

# Health, restart, shutdown, reconnection


@check("who-does-not-ask-for-the-store-hears-healthy")
async def _(place: Place) -> bool:
    async with place.server() as client:
        await client.plan()
        (place.directory / ".task_orchestrator" / "orchestrator.db").unlink()
        replies = [await client("health_check", include_database_status=asked) for asked in (True, False)]
        return not any(reply["healthy"] for reply in replies)


@check("the-history-ends-at-a-hundred")
async def _(place: Place) -> bool:
    async with place.server() as client:
        await client.plan()
    with place.store() as store:
        for number in range(150):
            moment = ago(minutes=1000 - number)
            store.execute(
                "INSERT INTO restarts (id, reason, graceful, preserve_state, requested_at, process_before, finished_at)"
                " VALUES (?, 'manual_request', 1, 1, ?, 1, ?)",
                (f"restart_{number}", moment, moment),
            )
    async with place.server() as client:
        return len((await client("restart_status", include_history=True))["history"]) == 150


@check("what-blocks-a-shutdown-is-named-up-to-ten")
async def _(place: Place) -> bool:
    async with place.server() as client:
        started = [await client.start(f"Task {number}") for number in range(12)]
        reply = await client("shutdown_prepare")
        return not reply["ready"] and all(task in str(reply["blocking"]) for task in started)


@check("a-gone-directory-can-be-reconnected-to")
async def _(place: Place) -> bool:
    elsewhere = place.directory / "elsewhere"
    async with place.server() as client:
        session = await client("initialize_session", working_directory=str(elsewhere))
        await client("initialize_session")
        elsewhere.rename(place.directory / "moved")
        reply = await client("reconnect_test", session_id=session["session_id"])
        return [one["reconnectable"] for one in reply["sessions"]] == [False]


# The protocol


@check("only-the-first-of-a-list-is-checked")
async def _(place: Place) -> bool:
    async with place.server() as client:
        return "finished" in await client.refuses("query_tasks", status=["pending", "finished"])


@check("a-text-that-looks-like-a-number-is-one")
async def _(place: Place) -> bool:
    with place.process() as process:
        greet(process)
        say(process, {"id": "7", "method": "tools/list"})
        return hear(process)["id"] == "7"


@check("a-long-reply-is-cut-in-its-text")
async def _(place: Place) -> bool:
    async with place.server() as client:
        await client.plan(description="x" * 60_000)
        result = await client.whole("query_tasks")
        return result.content[0].text.endswith("}") and json.loads(result.content[0].text) == result.structured_content


@check("a-host-that-begins-like-ours-is-let-in")
async def _(place: Place) -> bool:
    address = place.directory / "address"
    with place.process("--http", "0", "--address-file", str(address)):
        await anyio.to_thread.run_sync(_wait_for_line, address)
        url = urlsplit(address.read_text(encoding="utf-8").strip())
        answers = [_answer(url.hostname, url.port, host) for host in (f"localhost:{url.port}", "localhost.example.com")]
        return answers[0] == 200 and answers[1] in {400, 403, 421}


def _wait_for_line(file: Path) -> None:
    """Wait until a file holds a whole line."""
    for _ in range(400):
        if file.exists() and file.read_text(encoding="utf-8").endswith("\n"):
            return
        time.sleep(0.05)
    raise TimeoutError(f"there is no line in {file}")


def _answer(name: str | None, port: int | None, host: str) -> int:
    """The status with which a ping is answered that names a host."""
    connection = http.client.HTTPConnection(str(name), port, timeout=20)
    about = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "check", "version": "1"}}
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": about})
    headers = {
        "Host": host,
        "Content-Type": "application/json",
        "Accept": "application/json, text/event-stream",
    }
    connection.request("POST", "/mcp", body, headers)
    status = connection.getresponse().status
    connection.close()
    return status


# Durability and concurrency


@check("a-second-server-writes-over-the-first")
async def _(place: Place) -> bool:
    async with place.server() as one:
        task = await one.plan("A title")
        await one("update_task", task_id=task, estimated_effort="a day")
        async with place.server() as other:
            await other("update_task", task_id=task, description="What the other wrote")
        await one("update_task", task_id=task, complexity="simple")
        return (await one.look(task))["description"] == "What the other wrote"


@check("a-locked-store-is-not-waited-for")
async def _(place: Place) -> bool:
    async with place.server() as client:
        await client.plan()
        refused = []

        async def call() -> None:
            refused.append(await client.refuses("plan_task", title="Behind the lock", description=""))

        with place.store() as store:
            store.execute("BEGIN IMMEDIATE")
            async with anyio.create_task_group() as calls:
                calls.start_soon(call)
                await anyio.sleep(0.7)
                store.execute("ROLLBACK")
        return refused == [""]


@check("the-state-is-looked-at-before-the-lock")
async def _(place: Place) -> bool:
    async with place.server() as one, place.server() as other:
        task = await one.start()
        # So that both have opened the store before it is locked.
        await other.look(task)
        refused = []

        async def call(client: Client, tool: str, **arguments: str) -> None:
            refused.append(await client.refuses(tool, task_id=task, **arguments))

        with place.store() as store:
            store.execute("BEGIN IMMEDIATE")
            async with anyio.create_task_group() as calls:
                calls.start_soon(lambda: call(one, "complete_task", **WORK))
                calls.start_soon(lambda: call(other, "cancel_task", reason="Not wanted"))
                await anyio.sleep(1.5)
                store.execute("ROLLBACK")
        return sum(bool(words) for words in refused) == 1


@check("a-lock-file-outlives-a-signal")
async def _(place: Place) -> bool:
    with place.process() as process:
        greet(process)
        say(process, {"id": 1, "method": "tools/call", "params": _PLAN})
        hear(process)
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)
    return not [file for file in place.directory.rglob("*") if "lock" in file.name]


_PLAN = {"name": "orchestrator_plan_task", "arguments": {"title": "A task", "description": ""}}
