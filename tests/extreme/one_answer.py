"""A real MCP server with all tools of the contract, well described, that gives every call the same answer."""

from __future__ import annotations

from typing import Any, Final

import anyio
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp_types import (
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
)
from mcp_types import Tool as ListedTool

from reference_orchestrator.tools import all_tools

REFUSAL: Final = "This call cannot be accepted: the orchestrator is not available."


def serve(name: str, answer: str, *, refused: bool) -> None:
    """Serve over standard input and output until the input ends.

    Args:
        name: what the server calls itself.
        answer: the text of every result.
        refused: whether every result is flagged as an error.
    """
    listed = [
        ListedTool(name=tool.name, title=tool.title, description=tool.description, input_schema=tool.input_schema)
        for tool in all_tools()
    ]

    async def list_tools(_: ServerRequestContext[Any], __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=listed)

    async def call_tool(_: ServerRequestContext[Any], __: CallToolRequestParams) -> CallToolResult:
        return CallToolResult(content=[TextContent(type="text", text=answer)], is_error=refused)

    server: Server[Any] = Server(name, version="2.0.0", on_list_tools=list_tools, on_call_tool=call_tool)

    async def run() -> None:
        async with stdio_server() as (read, write):
            await server.run(read, write, server.create_initialization_options())

    anyio.run(run)
