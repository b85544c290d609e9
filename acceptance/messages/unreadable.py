"""Answers that cannot be read: to whom they were meant is seen all the same, so that nobody waits for them in vain."""

from __future__ import annotations

import re
from typing import Final

from mcp_types import PARSE_ERROR, ErrorData, JSONRPCError

from acceptance.messages.bounds import MESSAGE_BYTES, in_megabytes
from acceptance.messages.lines import HEAD_BYTES, Oversized

UNREADABLE: Final = "acceptance: the answer could not be read"
"""What marks an error of the protocol that was told by this end, and not by the server."""
IDENTITY: Final = rb'"id"\s*:\s*(?P<id>\d{1,15}|"[^"\\]{1,100}")'
ENVELOPE: Final = rb'"jsonrpc"\s*:\s*"2\.0"'
BEGINNING: Final = re.compile(
    rb"\s*\{\s*(?:" + ENVELOPE + rb"\s*,\s*)?" + IDENTITY + rb"\s*,\s*(?:" + ENVELOPE + rb'\s*,\s*)?"(?:result|error)"'
)
END: Final = re.compile(rb"\}\s*,\s*" + IDENTITY + rb"\s*(?:,\s*" + ENVELOPE + rb"\s*)?\}\s*\Z")


def unreadable_answer(line: bytes, why: Exception) -> JSONRPCError | None:
    """The answer to whoever waits for the one in a line that cannot be read; None where nobody does.

    Args:
        line: the line, or the beginning of one that is too long.
        why: what kept it from being read.
    """
    found = BEGINNING.match(line[:HEAD_BYTES]) or END.search(line[-HEAD_BYTES:])
    if found is None:
        return None
    told = found["id"]
    identity: int | str = told[1:-1].decode("utf-8", "replace") if told.startswith(b'"') else int(told)
    error = ErrorData(code=PARSE_ERROR, message=in_words(line, why), data=UNREADABLE)
    return JSONRPCError(jsonrpc="2.0", id=identity, error=error)


def in_words(line: bytes, why: Exception) -> str:
    """Why a line cannot be read."""
    if isinstance(line, Oversized):
        return f"it is longer than {in_megabytes(MESSAGE_BYTES)}, and was not read to its end"
    text = str(why)
    # pydantic tells it behind the name of the union of all messages.
    told = re.search(r"Invalid JSON: ([^\[\n]{1,200})", text)
    return f"it is no JSON that clients read ({told[1].strip()})" if told else "it is no message of the protocol"
