"""One MCP connection, held open by one task and used synchronously from many steps.

An MCP client must be entered and left in the same task. So a portal (an event loop in a thread of its own) runs one
owner task for each connection; steps hand their calls to the portal and wait for the answer.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Coroutine
from concurrent.futures import CancelledError, Future
from time import perf_counter
from typing import Any, Final, Self, TypeVar

import anyio
from mcp import Client, MCPError
from mcp_types import (
    CONNECTION_CLOSED,
    PARSE_ERROR,
    REQUEST_TIMEOUT,
    CallToolRequest,
    CallToolRequestParams,
    CallToolResult,
    TextContent,
    Tool,
)
from pydantic import ValidationError

from acceptance.contract.calls import ToolResult
from acceptance.errors import BrokenProtocolError, ConnectFailedError, ConnectionLostError, NoAnswerError
from acceptance.messages.bounds import brief
from acceptance.messages.unreadable import UNREADABLE
from acceptance.targets.target import Target
from acceptance.transport.endings import how_it_ended
from acceptance.transport.output_schemas import OutputSchemas
from acceptance.transport.patience import MOST_TIMES, patient
from acceptance.transport.portal import Portal
from acceptance.transport.reasons import first_line, why_not
from acceptance.transport.server import Server
from acceptance.transport.tool_pages import ToolPages, all_pages

# What the bound of a call is exceeded by before the portal gives up on the SDK's own read timeout.
MARGIN: Final = 2.0

T = TypeVar("T")


class Connection:
    """A client's end of one connection to one server.

    Attributes:
        target: how it is spoken to.
        process: the server, and the way to it.
        tools: the tools that it listed at first, by our names.
        first_list: the same, in the order and number in which they came.
        server_name: what the server calls itself.
        server_version: the version that it tells.
        protocol_version: the version of the protocol that both speak.
    """

    def __init__(self, portal: Portal, target: Target, process: Server) -> None:
        self.target = target
        self.process = process
        self.tools: dict[str, Tool] = {}
        self.first_list: list[Tool] = []
        self.server_name = ""
        self.server_version = ""
        self.protocol_version = ""
        self._portal = portal
        self._client: Client | None = None
        self._stop: anyio.Event
        self._owner: Future[None] | None = None
        self._leaving = False
        self._closed = False
        self._ready: Future[None] = Future()
        self._schemas = OutputSchemas()

    @property
    def alive(self) -> bool:
        """Whether calls can be made: connected, and the process that answered has not ended or closed its output."""
        return self._client is not None and self.process.running and not self._closed

    @property
    def connecting(self) -> bool:
        """Whether it is still under way to being connected."""
        return not self._ready.done()

    def begin(self) -> Self:
        """Start the server and connect to it in the background; `connected` waits for it."""
        self._owner = self._portal.portal.start_task_soon(self._own)
        return self

    def connected(self) -> Self:
        """Wait until the server can be called.

        Raises:
            ConnectFailedError: it could not be started, or did not complete the handshake within the bound.
        """
        try:
            self._portal.wait_for(self._ready)
        except ConnectFailedError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever kept it from connecting, the reader wants one sentence
            raise ConnectFailedError(why_not(self.target, self.process, error)) from None
        return self

    def call(self, tool: str, arguments: dict[str, Any], *, seconds: float | None = None) -> ToolResult:
        """Call a tool and wait for its result.

        Args:
            tool: the tool's name, as the server lists it.
            arguments: the arguments, as the server wants them.
            seconds: the bound; the target's own when none is given.

        Raises:
            NoAnswerError: nothing came within the bound.
            ConnectionLostError: the server ended, or closed its output.
            BrokenProtocolError: what came is no result that the protocol, or the server's own schema, allows.
        """
        bound = seconds or self.target.timeouts.call
        own_name = self.target.own_name(tool)
        started = perf_counter()

        async def ask(client: Client) -> CallToolResult:
            request = CallToolRequest(params=CallToolRequestParams(name=own_name, arguments=arguments))
            return await client.session.send_request(request, CallToolResult, request_read_timeout_seconds=bound)

        try:
            result = self._guarded(tool, bound, ask)
        except MCPError as error:
            # A protocol error is an answer: unknown tools and broken arguments are refused with it.
            result = CallToolResult(content=[TextContent(type="text", text=error.message)], is_error=True)
        if not result.is_error:
            self._schemas.check(self.tools.get(tool), result.structured_content)
        text = "\n".join(part.text for part in result.content if isinstance(part, TextContent))
        elapsed = (perf_counter() - started) * 1000
        return ToolResult(text, result.structured_content, bool(result.is_error), elapsed)

    def list_tools(self) -> list[Tool]:
        """Ask for the list of tools once more, in the order and number in which it comes.

        Raises:
            NoAnswerError: nothing came within the bound of a call.
            ConnectionLostError: the server ended, or closed its output.
            BrokenProtocolError: what came is no list that the protocol allows, or has no end.
        """
        try:
            listed = self._guarded("the list of tools", self.target.timeouts.call, all_pages)
        except MCPError as error:
            raise BrokenProtocolError(f"the list of tools was rejected: {brief(error.message)}") from None
        if listed.cut:
            raise BrokenProtocolError(str(listed))
        return self._as_ours(listed)

    def talk(self, what: str, seconds: float, work: Callable[[Client], Coroutine[Any, Any, T]]) -> T:
        """Do what is called `what` with the SDK's client, in the loop that it lives in, within so many seconds.

        Raises:
            TargetFaultError: it was not answered.
            MCPError: the server answered with an error of the protocol.
        """
        return self._guarded(what, seconds, work)

    def ended_within(self, seconds: float) -> bool:
        """Whether the server ends by itself before so many seconds have passed; returns as soon as it does."""
        return self._portal.wait_for(self._portal.portal.start_task_soon(self.process.ended_within, seconds))

    def leave(self) -> None:
        """Begin to leave the connection and to end the server; `close` waits for it."""
        if self._owner is None or self._leaving:
            return
        self._leaving = True
        if self._client is not None:
            self._portal.portal.call(self._stop.set)
        elif not self._owner.done():
            self._owner.cancel()

    def close(self) -> None:
        """Leave the connection and end the server, whatever state both are in."""
        self.leave()
        owner, self._owner = self._owner, None
        if owner is None:
            return
        # Leaving closes the input, waits, terminates, kills: the process bounds each of these by itself.
        try:
            owner.exception(timeout=4 * self.target.timeouts.close + MARGIN)
        except Exception:  # noqa: BLE001 - a connection that will not be left must not keep the others open
            owner.cancel()
        except BaseException:
            # Ctrl-C, which is for the run as a whole: swallowed here, it would be lost.
            owner.cancel()
            raise

    def _guarded(self, what: str, bound: float, ask: Callable[[Client], Coroutine[Any, Any, T]]) -> T:
        """Ask, and tell how the server ended where it did so before it answered.

        Raises:
            MCPError: the server answered with an error of the protocol.
        """
        try:
            return self._asked(what, bound, ask)
        except ConnectionLostError:
            # A server that closed its output is about to end, and its exit code tells more than its silence.
            if self._broken_off and self._portal.wait_for(self._portal.portal.start_task_soon(self.process.crashed)):
                raise ConnectionLostError(f"{what} was not answered: {self._state()}") from None
            raise

    @property
    def _broken_off(self) -> bool:
        """Whether the server broke off, and it is not known yet how it ended."""
        return self._client is not None and self.process.exit_code is None and not self.process.left

    def _asked(self, what: str, bound: float, ask: Callable[[Client], Coroutine[Any, Any, T]]) -> T:
        """Turn the shapes in which the SDK reports that nothing was answered into the driver's own errors.

        Raises:
            MCPError: the server answered with an error of the protocol.
        """
        client = self._client
        if client is None:
            raise ConnectionLostError(f"{what} could not be requested: {self._state()}")
        try:
            return self._portal.do(lambda: ask(client), bound + MARGIN)
        except TimeoutError:
            raise NoAnswerError(f"{what} was not answered within {bound:g} s") from None
        except MCPError as error:
            if error.code == REQUEST_TIMEOUT:
                raise NoAnswerError(f"{what} was not answered within {bound:g} s") from None
            if error.data == UNREADABLE or (error.code == PARSE_ERROR and not self.process.speaks_lines):
                # Told by this end, or by the SDK's transport, of an answer that could not be read.
                raise BrokenProtocolError(f"the answer to {what} breaks the protocol: {brief(error.message)}") from None
            if error.code == CONNECTION_CLOSED or not self.alive:
                # Lines that have ended do not come back; over HTTP, the next request may have a connection of its own.
                self._closed = self.process.speaks_lines
                raise ConnectionLostError(f"{what} was not answered: {self._state(brief(error.message))}") from None
            raise
        except (ValidationError, RuntimeError) as error:
            raise BrokenProtocolError(f"the answer to {what} breaks the protocol: {first_line(error)}") from None
        except (CancelledError, anyio.ClosedResourceError, anyio.BrokenResourceError):
            raise ConnectionLostError(f"{what} was not answered: {self._state()}") from None

    async def _own(self) -> None:
        """Enter and leave the client in this one task; hold it open until `close` says so."""
        self._stop = anyio.Event()
        try:
            bound = self.target.timeouts.connect
            async with (
                patient(bound, lambda: self.process.pid) as scope,
                Client(self.process, mode=self.target.mode, read_timeout_seconds=MOST_TIMES * bound) as client,
            ):
                await self._introduce(client)
                scope.deadline = math.inf
                self._client = client
                self._ready.set_result(None)
                await self._stop.wait()
        except BaseException as error:
            if not self._ready.done():
                self._ready.set_exception(ConnectFailedError(why_not(self.target, self.process, error)))
            if not isinstance(error, Exception):
                raise
        finally:
            self._client = None

    async def _introduce(self, client: Client) -> None:
        """Learn who the server is and which tools it lists; a list without an end is cut.

        Raises:
            ConnectFailedError: it speaks another version of the protocol than the one that must be spoken.
        """
        self.protocol_version = client.protocol_version
        if self.target.offer not in {None, client.protocol_version}:
            raise ConnectFailedError(
                f'The target "{self.target.name}" answers in version {client.protocol_version} of the protocol, and is '
                f"to speak {self.target.protocol}. Change its key `protocol`, or leave it out to let both ends agree."
            )
        if client.server_info is not None:
            self.server_name, self.server_version = client.server_info.name, client.server_info.version
        self.first_list = self._as_ours(await all_pages(client))
        self.tools = {tool.name: tool for tool in self.first_list}

    def _as_ours(self, listed: ToolPages) -> list[Tool]:
        """The tools as their server sent them, under the names that we have for them."""
        tools = map(self.process.sanitizer.put_together, listed.tools)
        return [tool.model_copy(update={"name": self.target.our_name(tool.name)}) for tool in tools]

    def _state(self, words: str = "") -> str:
        code = self.process.exit_code
        if code is None:
            return words or "the connection is closed"
        return how_it_ended(code, self.process.last_words())
