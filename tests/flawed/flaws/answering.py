"""Lies about answers: their pages, their place behind cancelled calls, progress, text and structure (CLIENT-1)."""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import anyio
from mcp_types import CallToolResult, TextContent

from reference_orchestrator import server, stdio
from tests.flawed.lines import Line, Message
from tests.flawed.lying import Lie, flaw

PATIENCE = 0.1
"""Seconds that a reader may take."""


@flaw(
    "any-position-is-the-first",
    "The list of tools from a position that was never named is the whole list.",
    breaks="CLIENT-1",
    caught_by="The tool list from an invalid position is rejected",
)
def _(lie: Lie) -> None:
    def change(message: Message) -> Message:
        if message.get("method") != "tools/list" or "cursor" not in message.get("params", {}):
            return message
        return {**message, "params": {}}

    Line(lie).coming_in(change)


@flaw(
    "a-tool-is-listed-on-two-pages",
    "The list of tools has a second page, which begins with a tool of the first.",
    breaks="CLIENT-1",
    caught_by="Over all pages of the tool list, no tool is listed twice",
    touches="PROTO-5 API-4 SYS-4",
)
def _(lie: Lie) -> None:
    line, wanted = Line(lie), dict[Any, str | None]()

    def note(message: Message) -> Message:
        if message.get("method") != "tools/list":
            return message
        wanted[message["id"]] = message.get("params", {}).get("cursor")
        return {**message, "params": {}}

    def change(message: Message) -> Message:
        if message.get("id") not in wanted or "tools" not in message.get("result", {}):
            return message
        tools = message["result"]["tools"]
        first = wanted.pop(message["id"]) is None
        page = {"tools": tools[:10], "nextCursor": "10"} if first else {"tools": tools[9:]}
        return {**message, "result": {**message["result"], **page}}

    line.coming_in(note)
    line.going_out(change)


@flaw(
    "a-tool-comes-without-a-word",
    "With the first task another tool is listed, which nothing announces.",
    breaks="CLIENT-1",
    caught_by="A change of the tool list is declared and announced",
    touches="PROTO-5",
)
def _(lie: Lie) -> None:
    line, planned = Line(lie), [False]

    def note(message: Message) -> Message:
        planned[0] = planned[0] or message.get("params", {}).get("name") == "orchestrator_plan_task"
        return message

    def change(message: Message) -> Message:
        result = message.get("result", {})
        if not planned[0] or "tools" not in result:
            return message
        another = {**result["tools"][0], "name": "orchestrator_another_one"}
        return {**message, "result": {**result, "tools": [*result["tools"], another]}}

    line.coming_in(note)
    line.going_out(change)


@flaw(
    "cancelled-calls-keep-their-place",
    "After 32 cancelled calls no further one is answered.",
    breaks="CLIENT-1 FAULT-3",
    caught_by="After 40 cancelled calls, another one is answered",
)
def _(lie: Lie) -> None:
    cancelled = [0]

    def change(message: Message) -> Message | None:
        cancelled[0] += message.get("method") == "notifications/cancelled"
        return None if cancelled[0] > 32 and message.get("method") == "tools/call" else message

    Line(lie).coming_in(change)


@flaw(
    "progress-goes-on-after-the-answer",
    "Who asks for progress is told of it once more after the answer.",
    breaks="CLIENT-1",
    caught_by="Progress rises, has the client's token and ends with the answer",
)
def _(lie: Lie) -> None:
    line, tokens = Line(lie), dict[Any, Any]()

    def note(message: Message) -> Message:
        token = message.get("params", {}).get("_meta", {}).get("progressToken")
        if message.get("method") == "tools/call" and token is not None:
            tokens[message["id"]] = token
        return message

    def make(original: Any) -> Any:
        def settle(loop: Any, call_id: object) -> None:
            original(loop, call_id)
            if call_id in tokens:
                params = {"progressToken": tokens.pop(call_id), "progress": 1}
                line.say({"method": "notifications/progress", "params": params})

        return settle

    line.coming_in(note)
    lie.patch(stdio.StdioLoop, "_settle", make)


def _answers(lie: Lie, change: Callable[[str, CallToolResult], CallToolResult | None]) -> None:
    """Change the results of calls."""

    def make(original: Any) -> Any:
        async def call(dispatcher: Any, name: str, given: Any) -> CallToolResult:
            result: CallToolResult = await original(dispatcher, name, given)
            changed = change(name, result)
            if changed is not None:
                lie.told()
            return changed or result

        return call

    lie.patch(server.Dispatcher, "call", make)


@flaw(
    "the-text-of-a-plan-says-something-else",
    "The text of the answer to a plan has another title than its structured content.",
    breaks="CLIENT-1",
    caught_by=(
        "Structured content fits its schema and says what the text says",
        "Over HTTP, a client that compares each text with its structured content is served alike",
    ),
)
def _(lie: Lie) -> None:
    def change(name: str, result: CallToolResult) -> CallToolResult | None:
        if name != "orchestrator_plan_task" or result.is_error:
            return None
        text = json.dumps({**(result.structured_content or {}), "title": "Another one"})
        return result.model_copy(update={"content": [TextContent(type="text", text=text)]})

    _answers(lie, change)


@flaw(
    "a-refusal-breaks-the-schema",
    "The structured content of a refusal does not fit the output schema of its tool.",
    breaks="CLIENT-1",
    caught_by="Structured content fits its schema and says what the text says",
    touches="PROTO-1",
)
def _(lie: Lie) -> None:
    def change(_: str, result: CallToolResult) -> CallToolResult | None:
        return result.model_copy(update={"structured_content": {"error": "no"}}) if result.is_error else None

    _answers(lie, change)


@flaw(
    "a-full-pipe-swallows-answers",
    "What finds no room in the pipe of an answer for a tenth of a second is lost.",
    breaks="CLIENT-1",
    caught_by="Searches of a client that reads late are all answered alike",
)
def _(lie: Lie) -> None:
    async def write(loop: Any, line: bytes) -> None:
        rest = memoryview(line)
        while rest:
            with anyio.move_on_after(PATIENCE) as waiting:
                await anyio.wait_writable(loop._output)
            if waiting.cancelled_caught:
                lie.told()
                await anyio.wait_writable(loop._output)
                return
            with suppress(BlockingIOError):
                rest = rest[os.write(loop._output, rest[: stdio.WRITE_BYTES]) :]

    lie.patch(stdio.StdioLoop, "_write", lambda _: write)


@flaw(
    "one-generation-sees-other-tasks",
    "Who speaks the protocol without a handshake is shown completed tasks as failed.",
    breaks="CLIENT-1",
    caught_by="Clients of two protocol versions see the same task",
)
def _(lie: Lie) -> None:
    line, greeted = Line(lie), [False]

    def note(message: Message) -> Message:
        greeted[0] = greeted[0] or message.get("method") == "initialize"
        return message

    def change(message: Message) -> Message:
        text = json.dumps(message)
        if greeted[0] or '"completed"' not in text or "tools" in message.get("result", {}):
            return message
        changed: Message = json.loads(
            text.replace('"completed"', '"failed"').replace('\\"completed\\"', '\\"failed\\"')
        )
        return changed

    line.coming_in(note)
    line.going_out(change)
