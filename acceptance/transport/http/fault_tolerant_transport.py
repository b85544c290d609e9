"""HTTP for the SDK's client, in which a connection that breaks fails one call and not the client.

An error of the transport that is raised into the SDK's client cancels the task that holds it, and with it all calls
there are (python-sdk issues 915 and 3560). So it is answered to the one call that met it, as an error of the protocol.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from typing import Any, Final

import anyio
import httpx2
from mcp_types import CONNECTION_CLOSED, JSONRPCError, JSONRPCNotification, jsonrpc_message_adapter

from acceptance.messages.unreadable import UNREADABLE
from acceptance.transport.http.bodies import SESSION, UnreadableBodyError, is_stream, plain, read_body, streaming

SHOWN_CHARACTERS: Final = 200
# The SDK sends nothing more before a notification was acknowledged: a line that swallows it must not stop all calls.
NOTIFICATION_SECONDS: Final = 1.0
LARGEST_NOTIFICATION: Final = 10_000
UNLIMITED: Final = httpx2.Limits(max_connections=None, max_keepalive_connections=None)

Contact = Callable[[tuple[str, int], tuple[str, int]], None]


class FaultTolerantTransport(httpx2.AsyncBaseTransport):
    """Sends requests, and turns what breaks into answers.

    Attributes:
        session_lost: whether the server has told that it does not know the client's session any more.
    """

    def __init__(self, inner: httpx2.AsyncBaseTransport, *, closing: float, contact: Contact) -> None:
        """Wrap a transport.

        Args:
            inner: what sends.
            closing: seconds that the server has to answer the request that ends a session.
            contact: is told the near and the far end of the connection over which the first answer came.
        """
        self.session_lost = False
        self._inner = inner
        self._closing = closing
        self._contact: Contact | None = contact

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request."""
        try:
            match request.method:
                case "DELETE":
                    return await self._take_leave(request)
                case "GET":
                    return await self._opened(request)
                case _ if is_notification(request.content):
                    request.extensions["timeout"]["read"] = NOTIFICATION_SECONDS
                    with anyio.fail_after(2 * NOTIFICATION_SECONDS):
                        return await self._answered(request)
            return await self._answered(request)
        except UnreadableBodyError as error:
            return broken(request, str(error), data=UNREADABLE)
        except (httpx2.TransportError, TimeoutError) as error:
            return broken(request, f"the connection broke ({type(error).__name__}{': ' * bool(str(error))}{error})")

    async def aclose(self) -> None:
        """Close all connections."""
        await self._inner.aclose()

    async def _take_leave(self, request: httpx2.Request) -> httpx2.Response:
        """End the session; one whose server is out of reach is over as well. What the server says to it is not read."""
        status: int = HTTPStatus.NO_CONTENT
        with suppress(httpx2.TransportError), anyio.move_on_after(self._closing):
            response = await self._inner.handle_async_request(request)
            await response.aclose()
            status = response.status_code
        return httpx2.Response(status, request=request)

    async def _opened(self, request: httpx2.Request) -> httpx2.Response:
        """The answer to a request for a stream; what is none is not read.

        Raises:
            httpx2.TransportError: the connection broke, or the stream cannot be read.
        """
        response = await self._inner.handle_async_request(request)
        if is_stream(response):
            return await streaming(response, soft=False)
        await response.aclose()
        return httpx2.Response(response.status_code, headers=plain(response.headers), request=request)

    async def _answered(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request, and read its answer where it is no stream.

        Raises:
            httpx2.TransportError: the connection broke, or the answer cannot be read.
        """
        response = await self._inner.handle_async_request(request)
        self._note_contact(response)
        if is_stream(response):
            return await streaming(response, soft=True)
        return self._whole(request, response, await read_body(response))

    def _whole(self, request: httpx2.Request, response: httpx2.Response, body: bytes) -> httpx2.Response:
        """An answer that came whole; one that says nothing in the protocol's terms is told as what it is."""
        status = response.status_code
        if status == HTTPStatus.NOT_FOUND and SESSION in request.headers:
            self.session_lost = True
            return broken(request, "the server no longer knows the session")
        if status >= HTTPStatus.BAD_REQUEST and not is_error(body):
            words = " ".join(body.decode("utf-8", "replace").split())[:SHOWN_CHARACTERS]
            return broken(request, f"HTTP {status} {response.reason_phrase}{': ' * bool(words)}{words}")
        return httpx2.Response(status, headers=plain(response.headers), content=body, request=request)

    def _note_contact(self, response: httpx2.Response) -> None:
        """Tell once which connection leads to the server."""
        stream: Any = response.extensions.get("network_stream")
        if self._contact is not None and stream is not None:
            contact, self._contact = self._contact, None
            with suppress(TypeError, OSError):
                near, far = stream.get_extra_info("client_addr"), stream.get_extra_info("server_addr")
                contact(tuple(near[:2]), tuple(far[:2]))


def is_notification(body: bytes) -> bool:
    """Whether a body is a message that no answer comes to."""
    if len(body) > LARGEST_NOTIFICATION:
        return False
    with suppress(ValueError):
        return isinstance(jsonrpc_message_adapter.validate_json(body, by_name=False), JSONRPCNotification)
    return False


def is_error(body: bytes) -> bool:
    """Whether a body is an error of the protocol."""
    with suppress(ValueError):
        return isinstance(jsonrpc_message_adapter.validate_json(body, by_name=False), JSONRPCError)
    return False


def broken(request: httpx2.Request, words: str, *, data: str | None = None) -> httpx2.Response:
    """The answer to a request that got none."""
    body = {"jsonrpc": "2.0", "id": None, "error": {"code": CONNECTION_CLOSED, "message": words, "data": data}}
    return httpx2.Response(HTTPStatus.SERVICE_UNAVAILABLE, json=body, request=request)
