"""Lies about the list of tools and the name (contract PROTO-4, PROTO-5), and about working together (SAFE-6)."""

from contextlib import contextmanager
from typing import Any

from mcp_types import JSONRPCResponse, TextContent

from reference_orchestrator import arguments, server, stdio
from reference_orchestrator.http import worker
from reference_orchestrator.store.database import Database
from tests.flawed.lying import Lie, flaw


@flaw(
    "a-parameter-is-not-described",
    "One parameter of one tool has no description.",
    breaks="PROTO-4",
    caught_by="Every parameter has a description",
    touches="SYS-4 FSM-4 API-4",
)
def _(lie: Lie) -> None:
    lie.parameter("orchestrator_cancel_task", "reason", description=None)
    lie.told()


@flaw(
    "a-tool-is-not-described",
    "One tool has no description.",
    breaks="PROTO-4",
    caught_by="Every tool has a description",
    touches="SYS-4 FSM-4 API-4",
)
def _(lie: Lie) -> None:
    lie.retool("orchestrator_cancel_task", lambda old: {"description": ""})
    lie.told()


@flaw(
    "the-list-of-tools-changes",
    "The second list of tools lacks one that the first had.",
    breaks="PROTO-5",
    caught_by="The tool list does not change during a run",
    touches="OSM-1 PROTO-4 SYS-4",
)
def _(lie: Lie) -> None:
    lists: list[int] = []

    def make(original):
        def line(message):
            if isinstance(message, JSONRPCResponse) and "tools" in message.result:
                lists.append(1)
                if len(lists) > 1:
                    lie.told()
                    fewer = {**message.result, "tools": message.result["tools"][:-1]}
                    message = message.model_copy(update={"result": fewer})
            return original(message)

        return line

    lie.patch(stdio, "_line", make)


@flaw(
    "the-server-has-no-name",
    "The server introduces itself without a name.",
    breaks="PROTO-5",
    caught_by="The handshake names the orchestrator and its version",
)
def _(lie: Lie) -> None:
    lie.patch(server, "SERVER_NAME", lambda name: "")
    lie.told()


@flaw(
    "a-tool-is-missing",
    "The tool that cancels is not offered.",
    breaks="OSM-1",
    caught_by="Every tool of the contract is listed",
)
def _(lie: Lie) -> None:
    lie.patch(
        server,
        "all_tools",
        lambda original: lambda: tuple(tool for tool in original() if tool.name != "orchestrator_cancel_task"),
    )
    lie.told()


@flaw(
    "two-servers-do-not-see-each-other",
    "A server that began to look at its store sees no more what others change in it.",
    breaks="SAFE-6",
    caught_by="The first orchestrator finds a task started by the second",
)
def _(lie: Lie) -> None:
    pinned: dict[Database, tuple[Any, Any]] = {}

    def pin(database, original):
        if database in pinned:
            pinned.pop(database)[0].__exit__(None, None, None)
        look = original(database)
        pinned[database] = (look, look.__enter__())
        # The look begins with its first question.
        pinned[database][1].tasks.counts()

    true_read = Database.read

    def make_read(original):
        @contextmanager
        def read(self):
            if self not in pinned:
                pin(self, original)
            lie.told()
            yield pinned[self][1]

        return read

    def make_write(original):
        @contextmanager
        def write(self, **options):
            with original(self, **options) as work:
                yield work
            pin(self, true_read)

        return write

    lie.patch(Database, "read", make_read)
    lie.patch(Database, "write", make_write)


@flaw(
    "strangers-are-let-in",
    "Over HTTP whoever calls is served, under the name of a foreign host and from a foreign page alike.",
    breaks="SAFE-9",
    caught_by=(
        "Over HTTP, a request for a foreign host name is rejected",
        "Over HTTP, a request from a foreign site is rejected",
    ),
)
def _(lie: Lie) -> None:
    def make(original):
        def transport_security(names):
            lie.told()
            return original(names).model_copy(update={"enable_dns_rebinding_protection": False})

        return transport_security

    lie.patch(worker, "transport_security", make)


@flaw(
    "an-unknown-tool-is-accepted",
    "A tool that is not there is told to have done its work.",
    breaks="PROTO-1",
    caught_by="The rejection of an unknown tool is flagged and explained",
)
def _(lie: Lie) -> None:
    def make(original):
        async def call(self, name, values):
            result = await original(self, name, values)
            if name not in self._tools:
                lie.told()
                done = [TextContent(type="text", text="Done.")]
                return result.model_copy(update={"is_error": False, "content": done})
            return result

        return call

    lie.patch(server.Dispatcher, "call", make)


@flaw(
    "an-unknown-parameter-changes-something",
    "A parameter that a plan does not know is kept in the task's context.",
    breaks="PROTO-2",
    caught_by="orchestrator_plan_task rejects or ignores an unknown parameter",
    touches="PROTO-1",
)
def _(lie: Lie) -> None:
    def make(original):
        def check(self, values):
            known = {name: value for name, value in values.items() if name in self._properties}
            if len(known) < len(values) and self._tool == "orchestrator_plan_task":
                lie.told()
                unknown = {name: value for name, value in values.items() if name not in known}
                return original(self, {**known, "context": unknown})
            return original(self, values)

        return check

    lie.patch(arguments.Schema, "check", make)
