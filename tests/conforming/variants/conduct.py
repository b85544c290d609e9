"""Other conduct that the contract allows: sessions, protocol generations, latency, noise, tool lists."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, Final

import anyio
from mcp.server import runner
from mcp_types import CallToolResult, JSONRPCNotification, JSONRPCResponse

from reference_orchestrator import server, server_context, stdio
from reference_orchestrator.domain.refusals import Refusal
from tests.conforming.declaring import Answer, Means, conforming, spoken, written
from tests.linking import relinking

SESSIONLESS: Final = "Without a session, task tools either work in the process's directory or refuse in words."
NEGOTIATED: Final = "The protocol as declared: versions negotiated, older ones too."
ANY_PACE: Final = "A call may take its time within the bounds of the target."
LISTED: Final = "Nothing is said of further tools and parameters, nor of their order."


@conforming(
    "refuses-without-a-session",
    "Task tools refuse in words until a session is initialised.",
    allowed_by=SESSIONLESS,
    quick=True,
)
def _(means: Means) -> None:
    # A client that opens a session first is never refused.
    means.told()

    def make(_: Any) -> Any:
        def current(context: Any) -> Any:
            known = context.peek()
            if known is None:
                raise Refusal("No session is open: call orchestrator_initialize_session first.")
            return known

        return current

    means.patch(server_context.ServerContext, "current", make)


@conforming(
    "changes-links",
    "An update can change what a task depends on and belongs to, and rejects every cycle.",
    allowed_by=LISTED,
)
def _(means: Means) -> None:
    relinking(means, strict=True)


def generation(version: str, *, quick: bool = False) -> None:
    """Declare a variant that speaks one generation of the protocol, and those before it."""

    @conforming(
        f"protocol-{version}", f"The newest protocol that is spoken is {version}.", allowed_by=NEGOTIATED, quick=quick
    )
    def _(means: Means) -> None:
        means.told()
        spoken_ones = tuple(one for one in runner.HANDSHAKE_PROTOCOL_VERSIONS if one <= version)
        means.patch(runner, "HANDSHAKE_PROTOCOL_VERSIONS", lambda _: spoken_ones)
        means.patch(runner, "LATEST_HANDSHAKE_VERSION", lambda _: version)


generation("2024-11-05", quick=True)
generation("2025-03-26")
generation("2025-06-18")


def slow(name: str, does: str, seconds: Callable[[int], float], *, before: bool = False) -> None:
    """Declare a variant that takes its time; `seconds` gets the number of the call."""

    @conforming(name, does, allowed_by=ANY_PACE)
    def _(means: Means) -> None:
        calls: list[int] = []

        def make(original: Any) -> Any:
            async def call(dispatcher: Any, tool: str, given: Any) -> CallToolResult:
                means.told()
                calls.append(1)
                if before:
                    await anyio.sleep(seconds(len(calls)))
                result: CallToolResult = await original(dispatcher, tool, given)
                if not before:
                    await anyio.sleep(seconds(len(calls)))
                return result

            return call

        means.patch(server.Dispatcher, "call", make)


slow("slow-answers", "Every answer comes 30 ms later.", lambda _: 0.03)
slow(
    "uneven-answers",
    "Answers come between 0 and 80 ms later, so that they overtake each other.",
    lambda number: number * 37 % 80 / 1000,
)
slow("slow-calls", "Every call is taken up 30 ms later.", lambda _: 0.03, before=True)


@conforming(
    "noise-on-standard-error",
    "Every line and every answer is told on standard error, at length.",
    allowed_by="Standard error is free.",
    quick=True,
)
def _(means: Means) -> None:
    def make(original: Any) -> Any:
        def line(message: Any) -> bytes:
            means.told()
            sys.stderr.write("\x1b[32mINFO\x1b[0m answered \u2713 " + "x" * 3000 + "\nWARNING: Traceback of nothing\n")
            sys.stderr.flush()
            return bytes(original(message))

        return line

    means.patch(stdio, "_line", make)


@conforming(
    "notifications-between-answers",
    "Log messages are sent as notifications between the answers.",
    allowed_by=NEGOTIATED,
)
def _(means: Means) -> None:
    def make(original: Any) -> Any:
        def line(message: Any) -> bytes:
            if not isinstance(message, JSONRPCResponse) or "content" not in message.result:
                return bytes(original(message))
            means.told()
            params = {"level": "info", "logger": "tasks", "data": {"message": "A call was answered."}}
            note = JSONRPCNotification(jsonrpc="2.0", method="notifications/message", params=params)
            return bytes(original(note)) + bytes(original(message))

        return line

    means.patch(stdio, "_line", make)


@conforming(
    "lines-with-blanks",
    "Answers are written with blanks and escapes, and lines end with a carriage return.",
    allowed_by="A message is JSON in a line.",
)
def _(means: Means) -> None:
    import json  # noqa: PLC0415

    def make(original: Any) -> Any:
        def line(message: Any) -> bytes:
            means.told()
            return (
                json.dumps(json.loads(original(message)), ensure_ascii=True, separators=(" , ", " : ")).encode()
                + b"\r\n"
            )

        return line

    means.patch(stdio, "_line", make)


@conforming("more-tools", "Further tools are listed, and others by other names come first.", allowed_by=LISTED)
def _(means: Means) -> None:
    def make(original: Any) -> Any:
        def listing(dispatcher: Any) -> Any:
            means.told()
            listed = original(dispatcher)
            more = [
                listed[0].model_copy(
                    update={
                        "name": f"more_{number}",
                        "description": f"Does nothing but number {number}.",
                        "output_schema": None,
                    }
                )
                for number in range(5)
            ]
            return [*more, *reversed(listed)]

        return listing

    means.patch(server.Dispatcher, "listing", make)


@conforming(
    "schemas-of-a-framework",
    "Input schemas are written as frameworks do: nullable by anyOf, titles, no further properties.",
    allowed_by=LISTED,
)
def _(means: Means) -> None:
    def make(original: Any) -> Any:
        def listed(tool: Any) -> Any:
            means.told()
            told = original(tool)
            schema = dict(told.input_schema)
            required = schema.get("required", [])
            schema["properties"] = {
                name: {"title": name.title(), **rules} if name in required else nullable(name, rules)
                for name, rules in schema["properties"].items()
            }
            return told.model_copy(update={"input_schema": {**schema, "title": f"{tool.name}Arguments"}})

        return listed

    def nullable(name: str, rules: Any) -> Any:
        kept = {key: rules[key] for key in ("description",) if key in rules}
        inner = {key: content for key, content in rules.items() if key not in {"description", "default"}}
        return {"anyOf": [inner, {"type": "null"}], "default": rules.get("default"), "title": name.title(), **kept}

    def without_null(original: Any) -> Any:
        async def call(dispatcher: Any, tool: str, given: Any) -> CallToolResult:
            schema = next((one.input_schema for one in dispatcher.listing() if one.name == tool), {})
            required = schema.get("required", [])
            kept = {name: content for name, content in given.items() if content is not None or name in required}
            result: CallToolResult = await original(dispatcher, tool, kept)
            return result

        return call

    means.patch(server, "_listed", make)
    means.patch(server.Dispatcher, "call", without_null)


@conforming(
    "unknown-parameters-are-ignored",
    "A parameter that no tool knows is ignored.",
    allowed_by="PROTO-2: an unknown parameter is refused or changes nothing.",
)
def _(means: Means) -> None:
    def make(original: Any) -> Any:
        async def call(dispatcher: Any, tool: str, given: Any) -> CallToolResult:
            known = dispatcher._tools[tool].parameters if tool in dispatcher._tools else given
            if not set(given) <= set(known):
                means.told()
            result: CallToolResult = await original(
                dispatcher, tool, {name: given[name] for name in given if name in known}
            )
            return result

        return call

    means.patch(server.Dispatcher, "call", make)


@conforming(
    "answers-of-another-length",
    "Every answer has a text of its own beside its structured content.",
    allowed_by="What either says, both are read for.",
)
def _(means: Means) -> None:
    def said(answer: Answer) -> CallToolResult | None:
        if answer.fields is None:
            return None
        return spoken(f"{answer.tool} is done.", written(answer.fields), fields=answer.fields)

    means.answers(said)
