"""Lies about the beginning of a conversation: versions, pings, what is declared and asked for (contract CLIENT-1)."""

import os
from collections.abc import Callable
from typing import Any

from tests.flawed.lines import Line, Message
from tests.flawed.lying import Lie, flaw


def _greeting(message: Message, **changes: Any) -> Message:
    """An answer to a greeting with changes; any other message as it is."""
    result = message.get("result")
    if not isinstance(result, dict) or "protocolVersion" not in result:
        return message
    return {**message, "result": {**result, **changes}}


@flaw(
    "any-version-is-agreed-to",
    "Whatever version of the protocol a client offers is agreed to.",
    breaks="CLIENT-1",
    caught_by=(
        "A client that offers an unknown version is answered by a known version",
        "A client that offers a newer version is answered by a known version",
    ),
)
def _(lie: Lie) -> None:
    line, offered = Line(lie), [""]

    def note(message: Message) -> Message:
        if message.get("method") == "initialize":
            offered[0] = message["params"]["protocolVersion"]
        return message

    def change(message: Message) -> Message:
        known = _greeting(message)
        agreed = known.get("result", {}).get("protocolVersion") if known is not message else offered[0]
        return message if agreed == offered[0] else _greeting(message, protocolVersion=offered[0])

    line.coming_in(note)
    line.going_out(change)


@flaw(
    "old-clients-are-not-served",
    "Who agrees on the oldest version of the protocol gets no tools.",
    breaks="CLIENT-1",
    caught_by="A client that offers an older version is answered by a known version",
)
def _(lie: Lie) -> None:
    line, old = Line(lie), [False]

    def change(message: Message) -> Message:
        result = message.get("result", {})
        old[0] = old[0] or result.get("protocolVersion") == "2024-11-05"
        return {**message, "result": {**result, "tools": []}} if old[0] and "tools" in result else message

    line.going_out(change)


@flaw(
    "pings-are-not-known",
    "A ping is rejected as an unknown method.",
    breaks="CLIENT-1",
    caught_by="Pings before and after the handshake are answered",
)
def _(lie: Lie) -> None:
    Line(lie).answering("ping", error={"code": -32601, "message": "Method not found"})


@flaw(
    "an-unknown-method-does-nothing",
    "A method that does not exist is answered as if it had been done.",
    breaks="CLIENT-1",
    caught_by="A method that does not exist is rejected as unknown",
    touches="PROTO-3",
)
def _(lie: Lie) -> None:
    Line(lie).answering("tools/juggle", result={})


@flaw(
    "prompts-are-not-declared",
    "Prompts are listed, and were never declared.",
    breaks="CLIENT-1",
    caught_by="Everything that is declared answers, and nothing else does",
)
def _(lie: Lie) -> None:
    Line(lie).answering("prompts/list", result={"prompts": []})


@flaw(
    "resources-are-declared-in-vain",
    "Resources are declared, and there are none to be listed.",
    breaks="CLIENT-1",
    caught_by="Everything that is declared answers, and nothing else does",
    touches="PROTO-5",
)
def _(lie: Lie) -> None:
    Line(lie).going_out(lambda message: _greeting(message, capabilities={"tools": {}, "resources": {}}))


@flaw(
    "a-listed-resource-cannot-be-read",
    "A resource is declared and listed, and whoever reads it is told that there is none.",
    breaks="CLIENT-1",
    caught_by="Everything that is declared answers, and nothing else does",
    touches="PROTO-5",
)
def _(lie: Lie) -> None:
    line, uri = Line(lie), "file:///handbook.md"
    answers: dict[str, Message] = {
        "resources/list": {"result": {"resources": [{"uri": uri, "name": "The handbook"}]}},
        "resources/read": {"error": {"code": -32002, "message": "There is no such resource."}},
    }

    def answer(message: Message) -> Message | None:
        if message.get("method") not in answers or "id" not in message:
            return message
        line.say({"id": message["id"], **answers[message["method"]]})
        return None

    line.coming_in(answer)
    line.going_out(lambda message: _greeting(message, capabilities={"tools": {}, "resources": {}}))


def _asks_for_roots(line: Line, message: Message) -> bool:
    """Ask a client for its roots as soon as it was greeted."""
    if message.get("method") != "notifications/initialized":
        return False
    line.say({"id": "roots-please", "method": "roots/list"})
    return True


@flaw(
    "everybody-is-asked-for-roots",
    "Every client is asked for its roots, also one that has declared none.",
    breaks="CLIENT-1",
    caught_by="A client that declares no capability receives no request",
)
def _(lie: Lie) -> None:
    line = Line(lie)

    def change(message: Message) -> Message:
        _asks_for_roots(line, message)
        return message

    line.coming_in(change)


def _with_roots(lie: Lie, on_refusal: Callable[[], None] | None) -> None:
    """Ask who has roots for them, and wait for the answer before anything else is done."""
    line, waiting = Line(lie), [False]
    has_roots = [False]

    def change(message: Message) -> Message | None:
        if message.get("method") == "initialize":
            has_roots[0] = "roots" in message["params"].get("capabilities", {})
        if has_roots[0] and _asks_for_roots(line, message):
            waiting[0] = on_refusal is None
        if message.get("id") == "roots-please":
            waiting[0] = False
            if "error" in message and on_refusal is not None:
                on_refusal()
            return None
        return None if waiting[0] and message.get("method") == "tools/list" else message

    line.coming_in(change)


@flaw(
    "roots-are-waited-for",
    "Who has declared roots is listed no tools before they are told.",
    breaks="CLIENT-1",
    caught_by="A client that never lists its roots is served all the same",
)
def _(lie: Lie) -> None:
    _with_roots(lie, None)


@flaw(
    "a-refusal-of-roots-is-the-end",
    "The process ends when a client refuses to tell its roots.",
    breaks="CLIENT-1",
    caught_by="A client that will not list its roots is served all the same",
)
def _(lie: Lie) -> None:
    _with_roots(lie, lambda: os._exit(1))
