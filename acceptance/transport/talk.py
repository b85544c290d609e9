"""A conversation in messages of the protocol, over lines or HTTP, for clients that no SDK would be."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from acceptance.errors import BrokenProtocolError, NoAnswerError, TargetFaultError
from acceptance.messages.bounds import MESSAGE_BYTES
from acceptance.transport.jsonrpc import request, unsupported
from acceptance.transport.raw import MOST_HEARD, RawConversation, line

if TYPE_CHECKING:
    from acceptance.evidence.evidence import Evidence
    from acceptance.targets.target import Target

Message = Mapping[str, Any]
Manner = Callable[[Message], Message | None]
"""What is answered to a request of the server; None for no answer."""
KINDS: Final = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}
SESSION: Final = "mcp-session-id"
VERSION: Final = "mcp-protocol-version"


class Talk(ABC):
    """A conversation with a server, message by message.

    Attributes:
        manner: what is answered to requests of the server.
    """

    def __init__(self) -> None:
        self.manner: Manner = unsupported
        self._count = 0

    @property
    @abstractmethod
    def heard(self) -> list[dict[str, Any]]:
        """Every message of the server, in the order in which they came."""

    @abstractmethod
    def ask(self, method: str, params: Message) -> dict[str, Any]:
        """Send a request and wait for its answer: a message with a `result` or an `error`.

        Raises:
            TargetFaultError: it was not answered.
        """

    @abstractmethod
    def tell(self, method: str, params: Message | None = None) -> None:
        """Send a notification, which nobody answers."""

    @abstractmethod
    def close(self) -> None:
        """End the conversation."""

    @abstractmethod
    def greeted(self, version: str) -> None:
        """Take note of the version that was agreed on."""

    def _next(self) -> str:
        self._count += 1
        return f"client-{self._count}"


class LineTalk(Talk):
    """Over the standard streams of a server of its own."""

    def __init__(self, conversation: RawConversation) -> None:
        super().__init__()
        self.conversation = conversation
        conversation.manner = self._answered

    def _answered(self, message: Message) -> Message | None:
        # The manner may become another one while the conversation goes on.
        return self.manner(message)

    @property
    def heard(self) -> list[dict[str, Any]]:
        """Every message of the server, in the order in which they came."""
        return self.conversation.heard

    def greeted(self, version: str) -> None:
        """Do nothing: a line does not name the version."""

    def ask(self, method: str, params: Message) -> dict[str, Any]:
        """Send a request and wait for its answer."""
        identity = self._next()
        self.conversation.send([line(identity, method, dict(params))])
        return self.conversation.answer(identity)

    def tell(self, method: str, params: Message | None = None) -> None:
        """Send a notification."""
        message = {"jsonrpc": "2.0", "method": method, **({"params": dict(params)} if params else {})}
        self.conversation.send([json.dumps(message).encode()])

    def close(self) -> None:
        """End the server."""
        self.conversation.close()


class HttpTalk(Talk):
    """Over HTTP, as a client of a server that others speak to as well."""

    def __init__(self, target: Target, url: str, evidence: Evidence) -> None:
        """Describe the conversation.

        Args:
            target: how the server is spoken to.
            url: where it is.
            evidence: the record of the run.
        """
        super().__init__()
        # Only here: few runs need it, and the SDK, which brings it, is imported while the first server is.
        import httpx2  # noqa: PLC0415

        self._library = httpx2
        self._client = httpx2.Client(headers={**KINDS, **target.headers}, timeout=target.timeouts.call, trust_env=False)
        self._url = url
        self._heard: list[dict[str, Any]] = []
        self._evidence = evidence

    @property
    def heard(self) -> list[dict[str, Any]]:
        """Every message of the server, in the order in which they came."""
        return self._heard

    def greeted(self, version: str) -> None:
        """Send the version that was agreed on with each request."""
        self._client.headers[VERSION] = version

    def ask(self, method: str, params: Message) -> dict[str, Any]:
        """Send a request and wait for its answer."""
        identity, started = self._next(), perf_counter()
        for message in self._post(request(identity, method, params)):
            if message.get("id") == identity and "method" not in message:
                self._evidence.note(method, message, (perf_counter() - started) * 1000)
                return message
        raise NoAnswerError(f"{method} was not answered")

    def tell(self, method: str, params: Message | None = None) -> None:
        """Send a notification."""
        message = {"jsonrpc": "2.0", "method": method, **({"params": dict(params)} if params else {})}
        for _ in self._post(message):
            pass

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _post(self, message: Message) -> Iterator[dict[str, Any]]:
        """Send a message, and go through what comes back; requests of the server are answered meanwhile."""
        try:
            with self._client.stream("POST", self._url, json=message) as got:
                if session := got.headers.get(SESSION):
                    self._client.headers[SESSION] = session
                streams = got.headers.get("content-type", "").startswith("text/event-stream")
                yield from self._read(got.iter_lines() if streams else [got.read().decode(errors="replace")])
        except self._library.TransportError as error:
            raise TargetFaultError(f"nothing answers at {self._url}: {error or type(error).__name__}") from None

    def _read(self, lines: Iterable[str]) -> Iterator[dict[str, Any]]:
        """The messages of a body, be it one of JSON or a stream of events."""
        size = 0
        for one in lines:
            size += len(one)
            if size > MESSAGE_BYTES:
                raise BrokenProtocolError(f"an answer has more than {MESSAGE_BYTES:,} characters")
            for message in _messages(one.removeprefix("data:").strip()):
                if len(self._heard) < MOST_HEARD:
                    self._heard.append(message)
                if "method" in message and message.get("id") is not None and (answer := self.manner(message)):
                    self._client.post(self._url, json=dict(answer))
                yield message


def _messages(text: str) -> list[dict[str, Any]]:
    with suppress(ValueError):
        found = json.loads(text)
        return [one for one in (found if isinstance(found, list) else [found]) if isinstance(one, dict)]
    return []
