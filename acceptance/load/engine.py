"""The engine: many connections, many calls under way on each, all in the one loop that the connections live in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from time import monotonic
from typing import TYPE_CHECKING, Final

import anyio
from mcp import MCPError
from mcp_types import (
    CONNECTION_CLOSED,
    REQUEST_TIMEOUT,
    CallToolRequest,
    CallToolRequestParams,
    CallToolResult,
    TextContent,
)
from pydantic import ValidationError

from acceptance.contract.calls import Call, ToolResult, conversation
from acceptance.contract.reply import Reply
from acceptance.contract.values import Filter, HandIn, TaskField, TaskPlan, TaskQuery
from acceptance.errors import (
    BrokenProtocolError,
    ConnectionLostError,
    NoAnswerError,
    NotOfferedError,
    SuiteError,
    TargetFaultError,
)
from acceptance.load.cycle import Cycle
from acceptance.load.ledger import Findings, Ledger
from acceptance.load.plan import LoadPlan
from acceptance.load.tally import Tally

if TYPE_CHECKING:
    from mcp import Client

    from acceptance.servers.orchestrator import Orchestrator

LOST: Final = (anyio.ClosedResourceError, anyio.BrokenResourceError, anyio.EndOfStream)


class Engine:
    """Puts load on one store over several connections."""

    def __init__(self, orchestrators: Sequence[Orchestrator], plan: LoadPlan) -> None:
        """Prepare a load.

        Args:
            orchestrators: one for each connection; all of them work on the same store.
            plan: how much.
        """
        self._orchestrators = orchestrators
        self._plan = plan
        self._first = orchestrators[0]
        self._dialect = self._first.dialect
        self._bound = self._first.connection.target.timeouts.call

    def run(self, show: Callable[[int], None] = lambda completed: None) -> Tally:
        """Put the load on, then read every task back.

        Args:
            show: told from time to time how many tasks are completed.

        Raises:
            SuiteError: the target lacks what a task's way needs.
            TargetFaultError: not even the first task could be planned.
        """
        ledger = Ledger(self._dialect, self._begin())
        numbers, begun = count(1), monotonic()
        limit = self._plan.seconds + 4 * self._bound
        with ThreadPoolExecutor(len(self._orchestrators)) as threads:
            work = partial(self._drive, ledger, numbers, begun + self._plan.seconds, show)
            futures = [threads.submit(one.connection.talk, "the load", limit, work) for one in self._orchestrators]
        for future in futures:
            if isinstance(fault := future.exception(), TargetFaultError):
                ledger.tally.miss("load", str(fault).splitlines()[0])
            elif fault is not None:
                raise fault
        ledger.tally.seconds = monotonic() - begun
        self._read_back(ledger)
        return ledger.tally

    def _begin(self) -> str:
        """Plan the task below which all others are planned; finds out whether all that is needed is offered."""
        verbs = self._dialect
        try:
            for call in (verbs.execute(""), verbs.hand_in("", HandIn()), verbs.look_up(TaskQuery({Filter.PARENT: ""}))):
                self._first.require(call)
            plan = TaskPlan({TaskField.TITLE: "Load", TaskField.PARENT: ""})
            self._first.require(verbs.plan(plan))
            return str(self._first.plan(TaskPlan({TaskField.TITLE: "Load"})).planned.identity)
        except NotOfferedError as missing:
            raise SuiteError(f"The target cannot be put under load, for it does not offer {missing.what}.") from None

    async def _drive(
        self, ledger: Ledger, numbers: Iterator[int], deadline: float, show: Callable[[int], None], client: Client
    ) -> None:
        """Keep so many calls under way on one connection until all tasks are begun, or the time is over."""
        ask = partial(self._ask, client)

        async def work() -> None:
            for number in numbers:
                if number > self._plan.tasks or monotonic() > deadline:
                    return
                missed = ledger.tally.unanswered
                await Cycle(ledger, number, ask).run()
                show(ledger.tally.completed)
                if ledger.tally.unanswered > missed:
                    # A connection that is lost stays so, and a server that hangs is not waited for again and again.
                    return

        async with anyio.create_task_group() as workers:
            for _ in range(self._plan.in_flight):
                workers.start_soon(work)

    async def _ask(self, client: Client, call: Call) -> Reply:
        """Make the calls that one verb takes.

        Raises:
            TargetFaultError: one was not answered, or with what the protocol does not allow.
        """
        talk = conversation(call)
        try:
            made = next(talk)
            while True:
                made = talk.send(await self._made(client, made))
        except StopIteration as end:
            return Reply(call, end.value)

    async def _made(self, client: Client, call: Call) -> ToolResult:
        """Make one call.

        Raises:
            TargetFaultError: it was not answered, or with what the protocol does not allow.
        """
        request = CallToolRequest(params=CallToolRequestParams(name=call.tool, arguments=call.arguments))
        try:
            with anyio.fail_after(self._bound + 1):
                result = await client.session.send_request(
                    request, CallToolResult, request_read_timeout_seconds=self._bound
                )
        except TimeoutError:
            raise NoAnswerError(f"nothing came within {self._bound:g} s") from None
        except MCPError as error:
            if error.code == REQUEST_TIMEOUT:
                raise NoAnswerError(f"nothing came within {self._bound:g} s") from None
            if error.code == CONNECTION_CLOSED:
                raise ConnectionLostError("the connection was lost") from None
            result = CallToolResult(content=[TextContent(type="text", text=error.message)], is_error=True)
        except LOST:
            raise ConnectionLostError("the connection was lost") from None
        except (ValidationError, RuntimeError):
            raise BrokenProtocolError("what came breaks the protocol") from None
        text = "\n".join(part.text for part in result.content if isinstance(part, TextContent))
        return ToolResult(text, result.structured_content, bool(result.is_error), 0)

    def _read_back(self, ledger: Ledger) -> None:
        """Look at all that is in the store now, over a connection that is still there."""
        alive = next((one for one in self._orchestrators if one.alive), self._first)
        found = Findings(ledger)
        try:
            for reply in alive.pages(ledger.all_tasks()):
                found.note(reply)
        except TargetFaultError as fault:
            ledger.tally.miss("reading back", str(fault).splitlines()[0])
        found.settle()
