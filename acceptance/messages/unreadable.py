"""Answers that cannot be read: to whom they were meant is seen all the same, so that nobody waits for them in vain."""

from __future__ import annotations

import re
from typing import Final

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


def answered_identity(line: bytes) -> int | str | None:
    """The id of the request that a line answers which cannot be read; None where it is no answer, or the id is lost.

    Args:
        line: the line, or the beginning of one that is too long.
    """
    found = BEGINNING.match(line[:HEAD_BYTES]) or END.search(line[-HEAD_BYTES:])
    if found is None:
        return None
    told = found["id"]
    return told[1:-1].decode("utf-8", "replace") if told.startswith(b'"') else int(told)


def why_unreadable(line: bytes, why: Exception) -> str:
    """Why a line cannot be read."""
    if isinstance(line, Oversized):
        return f"it is longer than {in_megabytes(MESSAGE_BYTES)}, and was not read to its end"
    text = str(why)
    # pydantic tells it behind the name of the union of all messages.
    told = re.search(r"Invalid JSON: ([^\[\n]{1,200})", text)
    return f"it is not JSON that clients can read ({told[1].strip()})" if told else "it is not a protocol message"
