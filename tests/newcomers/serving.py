"""How both servers answer: the SDK's server, checked arguments, and an end that leaves no call unanswered."""

import json
import math
import os
import select
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import anyio
import anyio.to_thread
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError
from mcp.shared.message import SessionMessage
from mcp_types import (
    INVALID_PARAMS,
    CallToolResult,
    JSONRPCError,
    JSONRPCRequest,
    JSONRPCResponse,
    ListToolsResult,
    TextContent,
)
from mcp_types import Tool as ListedTool
from mcp_types import jsonrpc_message_adapter as messages

BAD_LINE = b'{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"This line is no message of JSON-RPC."}}\n'
GRACE = 4.0
"""Seconds that calls have to be answered once the end is near."""


LONGEST_PAGE = 60_000
"""Bytes of a page that every client takes."""


class RejectedError(Exception):
    """A call is rejected, with the reason for whoever made it."""


@dataclass(frozen=True)
class Tool:
    """A tool: what it does when it is called with arguments, what is said about it, and the schema of the arguments."""

    run: Callable[..., dict[str, Any]]
    about: str
    required: tuple[str, ...]
    properties: Mapping[str, Mapping[str, Any]]

    @property
    def schema(self) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": dict(self.properties),
            "required": list(self.required),
            "additionalProperties": False,
        }


def answer(tools: Mapping[str, Tool], name: str, given: dict[str, Any]) -> CallToolResult:
    """Take a call: its reply, or the reason why it is rejected."""
    try:
        check(tools, name, given)
        reply = tools[name].run(**given)
    except RejectedError as why:
        return CallToolResult(content=[TextContent(type="text", text=str(why))], is_error=True)
    text = json.dumps(reply, ensure_ascii=False)
    return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=reply)


def check(tools: Mapping[str, Tool], name: str, given: dict[str, Any]) -> None:
    """Check that a call keeps to the schema of its tool."""
    if name not in tools:
        raise RejectedError(f"There is no tool {name!r}. There are: {', '.join(tools)}.")
    for error in Draft202012Validator(tools[name].schema).iter_errors(given):
        where = ".".join(map(str, error.path)) or "the arguments"
        raise RejectedError(f"{where}: {error.message[:300]}")


def fitting(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first rows, as many as a client takes in one reply; at least one."""
    sizes = accumulate(len(json.dumps(row, ensure_ascii=False).encode()) for row in rows)
    return [row for place, (row, size) in enumerate(zip(rows, sizes, strict=True)) if place == 0 or size < LONGEST_PAGE]


def serve(name: str, tools: Mapping[str, Tool]) -> None:
    """Serve tools over standard input and output until the input ends, or SIGTERM or SIGINT comes."""
    listed = [ListedTool(name=each, description=tool.about, input_schema=tool.schema) for each, tool in tools.items()]

    async def list_tools(_: Any, asked: Any) -> ListToolsResult:
        if asked is not None and asked.cursor is not None:
            raise MCPError(INVALID_PARAMS, f"cursor is {asked.cursor[:100]!r}, and this list has one page.")
        return ListToolsResult(tools=listed)

    async def call_tool(_: Any, call: Any) -> CallToolResult:
        return await anyio.to_thread.run_sync(answer, tools, call.name, call.arguments or {})

    server: Server[Any] = Server(name, version="1.0.0", on_list_tools=list_tools, on_call_tool=call_tool)

    async def run() -> None:
        await Lines(server).run()

    anyio.run(run)


class Lines:
    """Lines in and lines out, and which calls still wait for their answer."""

    def __init__(self, server: Server[Any]) -> None:
        self._server = server
        self._to_server, self._incoming = anyio.create_memory_object_stream[SessionMessage | Exception](math.inf)
        self._outgoing, self._replies = anyio.create_memory_object_stream[SessionMessage](math.inf)
        self._waiting: set[int | str] = set()
        self._answered = anyio.Event()
        self._reading = anyio.CancelScope()
        self._rest = b""

    async def run(self) -> None:
        """Serve, and answer what was asked before the end."""
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(self._stop_on_signal)
            tasks.start_soon(self._write_replies)
            options = self._server.create_initialization_options()
            tasks.start_soon(self._server.run, self._incoming, self._outgoing, options)
            with self._reading:
                await anyio.wait_readable(0)
                while self._take(os.read(0, 1 << 20)):
                    await anyio.wait_readable(0)
            if select.select([0], [], [], 0)[0]:
                self._take(os.read(0, 1 << 20))
            with anyio.move_on_after(GRACE):
                while self._waiting:
                    self._answered = anyio.Event()
                    await self._answered.wait()
            tasks.cancel_scope.cancel()

    async def _stop_on_signal(self) -> None:
        with anyio.open_signal_receiver(signal.SIGTERM, signal.SIGINT) as signals:
            async for _ in signals:
                self._reading.cancel()

    def _take(self, chunk: bytes) -> bool:
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        for line in filter(bytes.strip, lines):
            try:
                message = messages.validate_json(line, by_name=False)
            except ValueError:
                _write(BAD_LINE)
                continue
            if isinstance(message, JSONRPCRequest):
                self._waiting.add(message.id)
            self._to_server.send_nowait(SessionMessage(message))
        return bool(chunk)

    async def _write_replies(self) -> None:
        async for reply in self._replies:
            line = reply.message.model_dump_json(by_alias=True, exclude_unset=True).encode() + b"\n"
            await anyio.to_thread.run_sync(_write, line)
            if isinstance(reply.message, JSONRPCResponse | JSONRPCError) and reply.message.id is not None:
                self._waiting.discard(reply.message.id)
                self._answered.set()


def _write(line: bytes) -> None:
    while line:
        line = line[os.write(1, line) :]
