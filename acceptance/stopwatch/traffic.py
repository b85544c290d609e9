"""Many calls at once over one connection, and bare round trips, timed in the loop that the connection lives in."""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter
from typing import TYPE_CHECKING

import anyio

from acceptance.contract.calls import Call, ToolResult
from acceptance.errors import NoAnswerError, NotOfferedError

if TYPE_CHECKING:
    from mcp import Client

    from acceptance.transport.connection import Connection


def ping(connection: Connection) -> float:
    """Make a bare round trip, in which no tool is called, and return its milliseconds.

    Raises:
        NotOfferedError: this generation of the protocol has none, or the server does not know it.
        TargetFaultError: it was not answered.
    """
    # Only here, as everywhere in what a feature names: the SDK is imported while the first server is.
    from mcp import MCPError  # noqa: PLC0415
    from mcp_types import EmptyResult, PingRequest  # noqa: PLC0415

    bound = connection.target.timeouts.call

    async def ask(client: Client) -> float:
        started = perf_counter()
        await client.session.send_request(PingRequest(), EmptyResult, request_read_timeout_seconds=bound)
        return (perf_counter() - started) * 1000

    try:
        return connection.talk("a round trip", bound, ask)
    except MCPError:
        raise NotOfferedError("a round trip") from None


def flood(connection: Connection, calls: Sequence[Call], in_flight: int) -> tuple[list[ToolResult], float]:
    """Make many calls, so many at a time.

    Returns:
        Their results, in the order of the calls, and the milliseconds from the first call to the last answer.

    Raises:
        TargetFaultError: one of them was not answered.
        NotOfferedError: one of them cannot be said in one call.
    """
    from mcp import MCPError  # noqa: PLC0415
    from mcp_types import (  # noqa: PLC0415
        REQUEST_TIMEOUT,
        CallToolRequest,
        CallToolRequestParams,
        CallToolResult,
        TextContent,
    )

    bound, calls = connection.target.timeouts.call, [call.alone() for call in calls]
    what = f"{len(calls)} calls, {in_flight} at a time,"

    async def ask(client: Client, call: Call) -> ToolResult:
        request = CallToolRequest(params=CallToolRequestParams(name=call.tool, arguments=call.arguments))
        started = perf_counter()
        try:
            result = await client.session.send_request(request, CallToolResult, request_read_timeout_seconds=bound)
        except MCPError as error:
            if error.code == REQUEST_TIMEOUT:
                raise NoAnswerError(f"one of {what} was not answered within {bound:g} s") from None
            raise
        elapsed = (perf_counter() - started) * 1000
        text = "\n".join(part.text for part in result.content if isinstance(part, TextContent))
        return ToolResult(text, result.structured_content, bool(result.is_error), elapsed)

    async def ask_all(client: Client) -> tuple[list[ToolResult], float]:
        results: dict[int, ToolResult] = {}
        waiting = iter(enumerate(calls))
        faults: list[BaseException] = []

        async def work() -> None:
            for number, call in waiting:
                try:
                    results[number] = await ask(client, call)
                except Exception as fault:  # noqa: BLE001 - told below, without the group that it would come in
                    faults.append(fault)
                    group.cancel_scope.cancel()

        started = perf_counter()
        async with anyio.create_task_group() as group:
            for _ in range(in_flight):
                group.start_soon(work)
        elapsed = (perf_counter() - started) * 1000
        if faults:
            raise faults[0]
        return [results[number] for number in sorted(results)], elapsed

    return connection.talk(what, len(calls) * bound, ask_all)
