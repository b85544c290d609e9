"""A line of the protocol as a message, or as the error that its sender is answered with (Contract PROTO-3)."""

import json
from contextlib import suppress
from decimal import Decimal
from typing import Final

from mcp_types import (
    INVALID_REQUEST,
    PARSE_ERROR,
    ErrorData,
    JSONRPCError,
    JSONRPCMessage,
    jsonrpc_message_adapter,
)

_NO_JSON: Final = "This line is no JSON: send one message a line, in UTF-8."
_BATCH: Final = "This line is a batch, which MCP does not have: send each message in a line of its own."
_NO_MESSAGE: Final = "This line is no message of JSON-RPC 2.0: it needs jsonrpc, a method, and for a call an id."


class BadLine(Exception):  # noqa: N818 - named for what it is
    """A line that is no message.

    Attributes:
        answer: what the sender is told.
    """

    def __init__(self, answer: JSONRPCError) -> None:
        super().__init__(answer.error.message)
        self.answer = answer


def read_line(line: bytes) -> JSONRPCMessage:
    """Read a line.

    Args:
        line: without its end.

    Returns:
        The message; its texts may hold lone surrogates, which the tools refuse in words.

    Raises:
        BadLine: it is none.
    """
    with suppress(ValueError):
        return jsonrpc_message_adapter.validate_json(line, by_name=False)
    # What the fast and strict reader refuses is read once more, to be able to say what is wrong with it.
    try:
        given = json.loads(line, parse_int=_integer)
    except (ValueError, RecursionError):
        raise _bad(PARSE_ERROR, _NO_JSON) from None
    if isinstance(given, list):
        raise _bad(INVALID_REQUEST, _BATCH)
    with suppress(ValueError):
        return jsonrpc_message_adapter.validate_python(given, by_name=False)
    raise _bad(INVALID_REQUEST, _NO_MESSAGE, given.get("id") if isinstance(given, dict) else None)


def _integer(digits: str) -> int | Decimal:
    """An integer as JSON has it; one that Python takes for an attack, as a number that no tool accepts.

    So the call can be answered by its id, in words that say what was wrong.
    """
    try:
        return int(digits)
    except ValueError:
        return Decimal(digits)


def _bad(code: int, words: str, message_id: object = None) -> BadLine:
    """The error for a line, addressed to its call if it names one that can be answered."""
    usable = isinstance(message_id, int | str) and not isinstance(message_id, bool)
    known = message_id if usable and isinstance(message_id, int | str) else None
    return BadLine(JSONRPCError(jsonrpc="2.0", id=known, error=ErrorData(code=code, message=words)))
