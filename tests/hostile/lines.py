"""What the reference writes, replaced byte by byte: for answers that no library would write."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from mcp_types import JSONRPCError, JSONRPCRequest, JSONRPCResponse

from reference_orchestrator import server, stdio
from tests.hostile.declaring import Hostility


def answer(lie: Hostility, what: str, make: Callable[[Any, bytes], bytes]) -> None:
    """Replace the answers to a method, or to the calls of a tool.

    Args:
        lie: the means.
        what: the method, or the tool.
        make: gets the id and the line of the answer, and gives the bytes to be written instead, with their line end.
    """
    asked: set[Any] = set()

    def reading(original: Callable[[bytes], Any]) -> Callable[[bytes], Any]:
        def read(line: bytes) -> Any:
            message = original(line)
            if isinstance(message, JSONRPCRequest) and what in {message.method, (message.params or {}).get("name")}:
                asked.add(message.id)
            return message

        return read

    def writing(original: Callable[[Any], bytes]) -> Callable[[Any], bytes]:
        def write(message: Any) -> bytes:
            line = original(message)
            if not isinstance(message, JSONRPCResponse | JSONRPCError) or message.id not in asked:
                return line
            asked.discard(message.id)
            lie.told()
            return make(message.id, line)

        return write

    lie.patch(stdio, "read_line", reading)
    lie.patch(stdio, "_line", writing)


def result(lie: Hostility, what: str, text: str) -> None:
    """Answer with a result of which every byte is given."""
    answer(lie, what, lambda identity, line: f'{{"jsonrpc":"2.0","id":{identity},"result":{text}}}\n'.encode())


def words(lie: Hostility, tool: str, text: str) -> None:
    """Answer the calls of a tool with a text alone, of which the tool's schema says nothing."""

    def make(original: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def listed(one: Any) -> Any:
            told = original(one)
            return told.model_copy(update={"output_schema": None}) if one.name == tool else told

        return listed

    lie.patch(server, "_listed", make)
    result(lie, tool, json.dumps({"content": [{"type": "text", "text": text}]}))


def fields(lie: Hostility, tool: str, text: str) -> None:
    """Answer the calls of a tool with fields of which every byte is given."""
    result(lie, tool, f'{{"content":[],"structuredContent":{text}}}')
