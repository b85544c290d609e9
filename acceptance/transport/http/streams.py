"""The streams between the SDK's HTTP transports and its client, in which messages pass the server's screen."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self

from mcp.shared.message import SessionMessage

from acceptance.transport.sdk import ReadStream, WriteStream
from acceptance.transport.server import Server


class Incoming:
    """What comes from the server."""

    def __init__(self, inner: ReadStream[SessionMessage | Exception], server: Server) -> None:
        self._inner = inner
        self._server = server

    @property
    def last_context(self) -> Any:
        """The context of the task that sent the last message, if the stream keeps it."""
        return getattr(self._inner, "last_context", None)

    async def receive(self) -> SessionMessage | Exception:
        """The next message."""
        return self._passed(await self._inner.receive())

    async def aclose(self) -> None:
        """Close the stream."""
        await self._inner.aclose()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> SessionMessage | Exception:
        return self._passed(await self._inner.__anext__())

    async def __aenter__(self) -> Self:
        await self._inner.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        return await self._inner.__aexit__(kind, error, trace)

    def _passed(self, item: SessionMessage | Exception) -> SessionMessage | Exception:
        if isinstance(item, SessionMessage):
            return SessionMessage(self._server.heard(item.message), metadata=item.metadata)
        return item


class Outgoing:
    """What goes to the server."""

    def __init__(self, inner: WriteStream[SessionMessage], server: Server) -> None:
        self._inner = inner
        self._server = server

    async def send(self, item: SessionMessage, /) -> None:
        """Send a message."""
        await self._inner.send(SessionMessage(self._server.said(item.message), metadata=item.metadata))

    async def aclose(self) -> None:
        """Close the stream."""
        await self._inner.aclose()

    async def __aenter__(self) -> Self:
        await self._inner.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        return await self._inner.__aexit__(kind, error, trace)
