"""The MCP side: which tools there are, and how a call becomes a reply or a refusal (Contract PROTO-1, PROTO-2)."""

import logging
import time
from collections.abc import Mapping
from typing import Any, Final

import anyio
import anyio.to_thread
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    ToolAnnotations,
)
from mcp_types import Tool as ListedTool

from reference_orchestrator import SERVER_NAME, __version__
from reference_orchestrator.domain.refusals import Refusal, shown
from reference_orchestrator.server_context import ServerContext
from reference_orchestrator.toolbox import Call, Effect, Reply, Tool
from reference_orchestrator.tools import all_tools
from reference_orchestrator.views import written

CONCURRENT_READS: Final = 8
CONCURRENT_WRITES: Final = 32
"""Threads for calls that look, and for calls that change: the latter may wait for a locked store, the former never."""

_log: Final = logging.getLogger(__name__)


class Dispatcher:
    """Takes calls to the tools, in worker threads, so that none holds up another."""

    def __init__(self, server_context: ServerContext) -> None:
        self._server_context = server_context
        self._tools: Mapping[str, Tool] = {tool.name: tool for tool in all_tools()}
        looking = anyio.CapacityLimiter(CONCURRENT_READS)
        changing = anyio.CapacityLimiter(CONCURRENT_WRITES)
        self._limiters = {Effect.LOOKS: looking, Effect.ADDS: changing, Effect.REPLACES: changing}

    def listing(self) -> list[ListedTool]:
        """The tools as clients see them."""
        return [_listed(tool) for tool in self._tools.values()]

    async def call(self, name: str, given: Mapping[str, Any]) -> CallToolResult:
        """Take one call.

        Args:
            name: of the tool.
            given: the arguments as they came.

        Returns:
            The reply, or a refusal: never an exception, whatever goes wrong.
        """
        arrived = time.monotonic()
        try:
            tool = self._tools.get(name)
            if tool is None:
                raise Refusal(f"There is no tool {shown(name)}. The tools are: {', '.join(self._tools)}.")  # noqa: TRY301
            call = Call(self._server_context, tool.schema.check(given), arrived)
            with self._server_context.activity.call(during_restart=tool.during_restart):
                reply, text = await anyio.to_thread.run_sync(_run, tool, call, limiter=self._limiters[tool.effect])
        except Refusal as refusal:
            return _refused(str(refusal))
        except Exception:  # noqa: BLE001 - the outermost boundary: a defect of ours is told in words too, and logged
            _log.exception("the tool %s failed", name)
            return _refused(
                f"{name} failed by a defect of the orchestrator, not of the call. Nothing was changed; the details are "
                "in the server's log."
            )
        return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=dict(reply))


def build_server(server_context: ServerContext) -> Server[Any]:
    """Wire the tools to the protocol.

    Args:
        server_context: what the process has open.
    """
    dispatcher = Dispatcher(server_context)
    listing = dispatcher.listing()

    async def list_tools(_: ServerRequestContext[Any], params: PaginatedRequestParams | None) -> ListToolsResult:
        if params is not None and params.cursor is not None:
            words = f"cursor is {shown(params.cursor)}, and this list has one page: ask without a cursor."
            raise MCPError(INVALID_PARAMS, words)
        return ListToolsResult(tools=listing)

    async def call_tool(_: ServerRequestContext[Any], params: CallToolRequestParams) -> CallToolResult:
        return await dispatcher.call(params.name, params.arguments or {})

    return Server(
        SERVER_NAME,
        version=__version__,
        title="Reference Task Orchestrator",
        instructions=(
            "Plan tasks, execute them to get the specialist's instructions, hand in the work with complete, and put "
            "the results of a parent's tasks together with synthesize."
        ),
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def _run(tool: Tool, call: Call) -> tuple[Reply, str]:
    """Do what a tool does, and write the reply as text, both away from the event loop."""
    reply = tool.run(call)
    return reply, written(reply)


def _refused(words: str) -> CallToolResult:
    # Whatever is in the words came from a caller: it must not keep the refusal from being sent.
    harmless = words.encode("utf-8", "backslashreplace").decode("utf-8")
    return CallToolResult(content=[TextContent(type="text", text=harmless)], is_error=True)


def _listed(tool: Tool) -> ListedTool:
    looks = tool.effect is Effect.LOOKS
    return ListedTool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=tool.input_schema,
        output_schema=tool.output_schema,
        annotations=ToolAnnotations(
            read_only_hint=looks,
            # Of a tool that only looks, the protocol gives these two no meaning.
            destructive_hint=None if looks else tool.effect is Effect.REPLACES,
            idempotent_hint=None if looks else tool.idempotent,
            open_world_hint=False,
        ),
    )
