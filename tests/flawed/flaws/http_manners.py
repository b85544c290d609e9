"""Lies about how requests over HTTP are answered: statuses, sessions, bodies (contract CLIENT-1)."""

import json
from typing import Any

from starlette.responses import JSONResponse

from reference_orchestrator.http import worker
from tests.flawed.lying import Lie, flaw


def _around(lie: Lie, make: Any) -> None:
    """Wrap what answers requests; `make` gets the original, and gives what takes scope, receive and send."""

    def wrap(original: Any) -> Any:
        inner = make(original)

        async def call(app: Any, scope: Any, receive: Any, send: Any) -> None:
            await (inner if scope["type"] == "http" else original)(app, scope, receive, send)

        return call

    lie.patch(worker.WithoutServerStream, "__call__", wrap)


def _header(scope: Any, name: bytes) -> bytes | None:
    return next((content for known, content in scope["headers"] if known == name), None)


@flaw(
    "an-unknown-session-is-a-bad-request",
    "A request in a session that nobody knows is answered with status 400.",
    breaks="CLIENT-1",
    caught_by=(
        "Over HTTP, an unknown session is answered with status 404",
        "Over HTTP, a session from before a restart gets status 404",
    ),
    touches="FAULT-2 CTRL-2",
)
def _(lie: Lie) -> None:
    def make(original: Any) -> Any:
        async def answer(app: Any, scope: Any, receive: Any, send: Any) -> None:
            async def changed(message: Any) -> None:
                if message.get("status") == 404 and _header(scope, b"mcp-session-id"):
                    lie.told()
                    message = {**message, "status": 400}
                await send(message)

            await original(app, scope, receive, changed)

        return answer

    _around(lie, make)


def _accepts(lie: Lie, wrong: Any) -> None:
    """Answer with status 200 what is wrong."""

    def make(original: Any) -> Any:
        async def answer(app: Any, scope: Any, receive: Any, send: Any) -> None:
            if not wrong(scope):
                await original(app, scope, receive, send)
                return
            lie.told()
            await JSONResponse({"jsonrpc": "2.0", "id": 1, "result": {}})(scope, receive, send)

        return answer

    _around(lie, make)


@flaw(
    "any-method-will-do",
    "A request over HTTP with any method is answered as if all were well.",
    breaks="CLIENT-1",
    caught_by="Over HTTP, a request with another method gets status 405",
)
def _(lie: Lie) -> None:
    _accepts(lie, lambda scope: scope["method"] == "PUT")


@flaw(
    "any-content-type-will-do",
    "A request over HTTP with any content type is answered as if all were well.",
    breaks="CLIENT-1",
    caught_by="Over HTTP, a request with another content type is rejected",
)
def _(lie: Lie) -> None:
    _accepts(lie, lambda scope: _header(scope, b"content-type") == b"text/plain")


@flaw(
    "a-body-of-any-size-will-do",
    "A request over HTTP that announces a body of ten terabytes is answered as if all were well.",
    breaks="CLIENT-1",
    caught_by="Over HTTP, a request that announces a huge body is rejected",
)
def _(lie: Lie) -> None:
    _accepts(lie, lambda scope: int(_header(scope, b"content-length") or 0) > 1 << 40)


@flaw(
    "a-ping-over-http-is-not-known",
    "A ping over HTTP is rejected as an unknown method.",
    breaks="CLIENT-1",
    caught_by="Over HTTP, a client that pings after the handshake is served alike",
)
def _(lie: Lie) -> None:
    def make(original: Any) -> Any:
        async def answer(app: Any, scope: Any, receive: Any, send: Any) -> None:
            first = await receive()
            said = first.get("body", b"")
            if b'"ping"' not in said:
                await original(app, scope, _beginning_with(first, receive), send)
                return
            lie.told()
            error = {"code": -32601, "message": "Method not found"}
            await JSONResponse({"jsonrpc": "2.0", "id": json.loads(said)["id"], "error": error})(scope, receive, send)

        return answer

    _around(lie, make)


def _beginning_with(first: Any, receive: Any) -> Any:
    """What receives a message again that was read already, and then all others."""
    left = [first]

    async def again() -> Any:
        return left.pop() if left else await receive()

    return again


def _after_the_body(lie: Lie, end: Any) -> None:
    """Read a body that was not announced to its end, however long it is, and do then what is wrong."""

    def make(original: Any) -> Any:
        async def answer(app: Any, scope: Any, receive: Any, send: Any) -> None:
            if _header(scope, b"transfer-encoding") != b"chunked":
                await original(app, scope, receive, send)
                return
            lie.told()
            while (await receive()).get("more_body"):
                pass
            await end(scope, receive, send)

        return answer

    _around(lie, make)


@flaw(
    "a-body-that-goes-on-is-read-to-its-end",
    "A request over HTTP with a body of 128 megabytes is read to its end, and answered as if all were well.",
    breaks="CLIENT-1",
    caught_by="Over HTTP, a request with a body of 128 megabytes is rejected",
)
def _(lie: Lie) -> None:
    _after_the_body(lie, JSONResponse({"jsonrpc": "2.0", "id": 1, "result": {}}))


@flaw(
    "a-large-body-is-the-last-request",
    "After a request over HTTP with a body of 128 megabytes, no other request is answered.",
    breaks="CLIENT-1",
    caught_by="Over HTTP, a request with a body of 128 megabytes is rejected",
)
def _(lie: Lie) -> None:
    full = [False]

    async def reject(scope: Any, receive: Any, send: Any) -> None:
        full[0] = True
        await JSONResponse({"error": "That was too much."}, 413)(scope, receive, send)

    _after_the_body(lie, reject)

    def make(original: Any) -> Any:
        async def answer(app: Any, scope: Any, receive: Any, send: Any) -> None:
            if full[0]:
                raise ConnectionResetError
            await original(app, scope, receive, send)

        return answer

    _around(lie, make)
