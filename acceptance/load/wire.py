"""Calls as they travel over streamable HTTP, without the SDK: what many processes can send by the thousand.

Both generations of the protocol are spoken: the stateless one, in which a call is one POST that carries all it needs,
and the one before, in which a handshake opens a session whose id goes along with each call.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from typing import Any, Final

from acceptance.contract.calls import Call, ToolResult
from acceptance.contract.reply import Reply
from acceptance.errors import BrokenProtocolError, ConnectionLostError, SuiteError
from acceptance.transport.jsonrpc import INITIALIZED, client_info, hello, request

CLIENT: Final = "orchestrator-acceptance-load"
ENVELOPE: Final = "io.modelcontextprotocol/"
SESSION_HEADER: Final = "mcp-session-id"
HTTP_OK: Final = range(200, 300)


class Generation(StrEnum):
    """A generation of the protocol, by the version that stands for it."""

    STATELESS = "2026-07-28"
    SESSION = "2025-11-25"


def read_generation(text: str) -> Generation:
    """Read which generation is spoken.

    Raises:
        SuiteError: there is no such one.
    """
    try:
        return Generation(text)
    except ValueError:
        raise SuiteError(f'--generation is {" or ".join(Generation)}, and not "{text}".') from None


@dataclass(frozen=True, slots=True)
class Message:
    """What is posted: the headers, and the body as text."""

    headers: dict[str, str]
    body: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, the kind of content (a header), and the text; status 0 where nothing came."""

    status: int
    kind: str
    text: str


@dataclass(slots=True)
class Wire:
    """One client's end of the wire.

    Attributes:
        generation: which generation of the protocol is spoken.
        session: the session's id, once the handshake brought one.
    """

    generation: Generation
    session: str | None = None
    _ids: Iterator[int] = field(default_factory=lambda: count(1))

    def hello(self) -> Message:
        """The first message of the handshake."""
        return self._message("initialize", hello(generation=self.generation.value, client=CLIENT))

    def ready(self) -> Message:
        """The last message of the handshake."""
        return Message(self._headers(), json.dumps(dict(INITIALIZED)))

    def farewell(self) -> dict[str, str]:
        """The headers with which the session is ended (DELETE)."""
        return self._headers()

    def call(self, call: Call) -> Message:
        """A tool call.

        Raises:
            NotOfferedError: the dialect has no way to say it in one call.
        """
        call = call.alone()
        params: dict[str, Any] = {"name": call.tool, "arguments": call.arguments}
        if self.generation is Generation.SESSION:
            return self._message("tools/call", params)
        params["_meta"] = {
            f"{ENVELOPE}protocolVersion": self.generation.value,
            f"{ENVELOPE}clientInfo": client_info(CLIENT),
            f"{ENVELOPE}clientCapabilities": {},
        }
        return self._message("tools/call", params, {"mcp-method": "tools/call", "mcp-name": call.tool})

    def _message(self, method: str, params: dict[str, Any], headers: Mapping[str, str] | None = None) -> Message:
        body = request(next(self._ids), method, params)
        return Message({**self._headers(), **(headers or {})}, json.dumps(body))

    def _headers(self) -> dict[str, str]:
        session = {SESSION_HEADER: self.session} if self.session else {}
        return {
            "content-type": "application/json",
            "accept": "application/json, text/event-stream",
            "mcp-protocol-version": self.generation.value,
            **session,
        }


def read_reply(call: Call, answer: Answer) -> Reply:
    """Read the answer to a tool call; a protocol error is a refusal, as everywhere.

    Raises:
        ConnectionLostError: nothing came.
        BrokenProtocolError: what came is no answer that the protocol allows.
    """
    told = read_message(answer)
    if "error" in told:
        error = told["error"]
        words = str(error.get("message", "")) if isinstance(error, dict) else str(error)
        return Reply(call, ToolResult(words, None, True, 0))
    result = told.get("result")
    if not isinstance(result, dict) or not isinstance(result.get("content"), list):
        raise BrokenProtocolError("what came has no result of a tool call in it")
    texts = [str(part.get("text", "")) for part in result["content"] if isinstance(part, dict)]
    structured = result.get("structuredContent")
    fields = structured if isinstance(structured, dict) else None
    return Reply(call, ToolResult("\n".join(texts), fields, bool(result.get("isError")), 0))


def read_message(answer: Answer) -> dict[str, Any]:
    """Read the one response in an answer, be it plain or the last event of a stream.

    Raises:
        ConnectionLostError: nothing came.
        BrokenProtocolError: there is no response in it.
    """
    if answer.status == 0:
        raise ConnectionLostError("nothing came: the connection was refused, lost, or too slow")
    texts = [answer.text]
    if answer.kind.startswith("text/event-stream"):
        texts = [line.removeprefix("data:") for line in answer.text.splitlines() if line.startswith("data:")]
    for text in reversed(texts):
        try:
            told = json.loads(text)
        except ValueError:
            continue
        if isinstance(told, dict) and ("result" in told or "error" in told):
            return told
    status = "" if answer.status in HTTP_OK else f" (HTTP {answer.status})"
    raise BrokenProtocolError(f"what came is no response of the protocol{status}")
