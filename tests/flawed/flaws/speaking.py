"""Lies about lines, lists and names (contract PROTO-3 to PROTO-5), and about working together (SAFE-6)."""

import json
import os
from typing import Any

from mcp_types import JSONRPCRequest, JSONRPCResponse

from reference_orchestrator import stdio
from reference_orchestrator.lines import BadLine
from reference_orchestrator.tools import all_tools
from tests.flawed.lying import Lie, flaw


@flaw(
    "a-bad-line-ends-the-server",
    "A line that is no message ends the server.",
    breaks="PROTO-3",
    caught_by=(
        "Calls before and after a line of prose are answered",
        "Calls before and after a truncated line are answered",
    ),
)
def _(lie: Lie) -> None:
    def make(original):
        def read(line):
            try:
                return original(line)
            except BadLine:
                lie.told()
                os._exit(1)

        return read

    lie.patch(stdio, "read_line", make)


@flaw(
    "a-bad-line-swallows-the-next",
    "A line that is no message takes the one behind it along.",
    breaks="PROTO-3",
    caught_by="Calls before and after a line of prose are answered",
)
def _(lie: Lie) -> None:
    spoilt: list[bool] = []

    def make(original):
        def hand_on(self, line):
            if spoilt:
                spoilt.clear()
                return
            try:
                json.loads(line or b"{}")
            except (ValueError, RecursionError):
                lie.told()
                spoilt.append(True)
                return
            original(self, line)

        return hand_on

    lie.patch(stdio.StdioLoop, "_hand_on", make)


@flaw(
    "an-unknown-method-ends-the-server",
    "A request for a method that is none ends the server.",
    breaks="PROTO-3",
    caught_by="Calls before and after an unknown method are answered",
)
def _(lie: Lie) -> None:
    known = {"initialize", "ping", "tools/list", "tools/call"}

    def make(original):
        def read(line):
            message = original(line)
            if isinstance(message, JSONRPCRequest) and message.method not in known:
                lie.told()
                os._exit(1)
            return message

        return read

    lie.patch(stdio, "read_line", make)


@flaw(
    "an-unknown-tool-ends-the-server",
    "A call of a tool that is none ends the server.",
    breaks="PROTO-3",
    caught_by="Calls before and after a call of an unknown tool are answered",
    touches="PROTO-1 SAFE-3",
)
def _(lie: Lie) -> None:
    known = {tool.name for tool in all_tools()}

    def make(original):
        def read(line):
            message = original(line)
            if isinstance(message, JSONRPCRequest) and (message.params or {}).get("name", "") not in {"", *known}:
                lie.told()
                os._exit(1)
            return message

        return read

    lie.patch(stdio, "read_line", make)


@flaw(
    "words-between-the-replies",
    "A line that is no message stands between the replies on standard output.",
    breaks="PROTO-3",
    caught_by="Only protocol messages are written to standard output",
)
def _(lie: Lie) -> None:
    def make(original):
        def line(message):
            if isinstance(message, JSONRPCResponse):
                lie.told()
                return b"INFO: a call was answered\n" + original(message)
            return original(message)

        return line

    lie.patch(stdio, "_line", make)


@flaw(
    "replies-to-the-wrong-request",
    "Two replies that are ready at the same time go to each other's requests.",
    breaks="PROTO-3",
    caught_by="Calls sent at the same time each receive their own answer",
    touches="VALID-1 VALID-2 VALID-3 VALID-9 CTRL-1 CTRL-2 CTRL-5 MAINT-1",
)
def _(lie: Lie) -> None:
    kept: list[Any] = []

    def make(original):
        def line(message):
            if not isinstance(message, JSONRPCResponse) or "content" not in message.result:
                return original(message)
            under_way = [one for one in waiting if one != message.id]
            waiting.discard(message.id)
            if kept:
                first = kept.pop()
                lie.told()
                swapped = (first.model_copy(update={"id": message.id}), message.model_copy(update={"id": first.id}))
                return b"".join(map(original, swapped))
            if under_way:
                kept.append(message)
                return b""
            return original(message)

        return line

    waiting: set[Any] = set()

    def make_read(original):
        def read(text):
            message = original(text)
            if isinstance(message, JSONRPCRequest) and message.method == "tools/call":
                waiting.add(message.id)
            return message

        return read

    lie.patch(stdio, "_line", make)
    lie.patch(stdio, "read_line", make_read)
