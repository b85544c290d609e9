"""A ledger of errands, with the standard library alone: it tells everything in prose, and calls an errand E-7.

What it rejects it says in prose that begins with "Sorry" and that nothing flags.
"""

import json
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from ledger_book import STATES, Errand, Ledger, SorryError, numbered, open_before, text

EFFORTS = ("light", "fair", "heavy")
VERSIONS = ("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05")
GRACE = 4.0
"""Seconds in which calls are still taken after SIGTERM or SIGINT."""

ledger = Ledger()


def jot_down(title: str, notes: str = "", effort: str = "fair", after: str = "") -> str:
    with ledger.changing() as errands:
        before = tuple(numbered(errands, ref.strip()).number for ref in after.split(",") if ref.strip())
        moment = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        title, notes = text("title", title, 200), text("notes", notes, 100_000, blank=True)
        errand = Errand(max(errands, default=0) + 1, title, notes, effort, tuple(dict.fromkeys(before)), moment)
        ledger.keep(errand, new=True)
    return f"Jotted down as E-{errand.number}. It is queued."


def reword(number: str, title: str | None = None, notes: str | None = None) -> str:
    with ledger.changing() as errands:
        errand = changeable(errands, number, "reworded")
        title = errand.title if title is None else text("title", title, 200)
        notes = errand.notes if notes is None else text("notes", notes, 100_000, blank=True)
        ledger.keep(replace(errand, title=title, notes=notes))
    return f"E-{errand.number} is reworded."


def changeable(errands: dict[int, Errand], ref: str, verb: str) -> Errand:
    """The errand, if it is neither settled nor dropped."""
    errand = numbered(errands, ref)
    if errand.state in ("settled", "dropped"):
        raise SorryError(f"Sorry, E-{errand.number} is {errand.state}, and cannot be {verb}.")
    return errand


def set_out(number: str) -> str:
    with ledger.changing() as errands:
        errand = changeable(errands, number, "set out on")
        if waits := open_before(errands, errand):
            raise SorryError(f"Sorry, E-{errand.number} comes after {waits}, which must be settled before.")
        ledger.keep(replace(errand, state="under way"))
    return f"E-{errand.number} is under way."


def park(number: str, because: str) -> str:
    with ledger.changing() as errands:
        errand = changeable(errands, number, "parked")
        ledger.keep(replace(errand, state="parked", remark=text("reason", because, 100_000)))
    return f"E-{errand.number} is parked."


def settle(number: str, outcome: str) -> str:
    with ledger.changing() as errands:
        errand = numbered(errands, number)
        if errand.state != "under way":
            raise SorryError(f"Sorry, E-{errand.number} is {errand.state}, and only what is under way can be settled.")
        ledger.keep(replace(errand, state="settled", remark=text("outcome", outcome, 100_000)))
    return f"E-{errand.number} is settled."


def drop(number: str, because: str = "") -> str:
    with ledger.changing() as errands:
        errand = changeable(errands, number, "dropped")
        ledger.keep(replace(errand, state="dropped", remark=text("reason", because, 100_000, blank=True)))
    return f"E-{errand.number} is dropped."


def leaf_through(states: str = "", words: str = "", most: int = 50, skip: int = 0) -> str:
    wanted = [state.strip() for state in states.split(",") if state.strip()] or list(STATES)
    if unknown := set(wanted) - set(STATES):
        raise SorryError(f"Sorry, no errand is ever {min(unknown)[:100]!r}. They are {', '.join(STATES)}.")
    seen, low = reversed(ledger.errands().values()), words.casefold()
    found = [e for e in seen if e.state in wanted and (low in e.title.casefold() or low in e.notes.casefold())]
    lines = [f"E-{e.number} ({e.state}): {e.title}" for e in found[skip : skip + most]]
    return "\n".join([f"{len(found)} errands, the newest first; {len(lines)} of them are on this leaf.", *lines])


def read_entry(number: str) -> str:
    return numbered(ledger.errands(), number).told


def words(about: str, **more: Any) -> dict[str, Any]:
    return {"type": "string", "description": about, **more}


NUMBER = {"number": words("The errand, for example E-7.")}
TITLE = {"title": words("What the errand is, in one line of at most 200 characters.")}
NOTES = {"notes": words("What has to be known for it; at most 100,000 characters.")}
MOST = {"type": "integer", "minimum": 0, "maximum": 100, "default": 50, "description": "How many to show at most."}
SKIP = {"type": "integer", "minimum": 0, "default": 0, "description": "How many to leave out at the beginning."}
EFFORT = {"effort": words("How much effort it takes.", enum=list(EFFORTS), default="fair")}
AFTER = {"after": words("The errands that must be settled before, such as E-3, E-5; none by default.", default="")}
WHY = {"because": words("The reason.")}
LEAF = {
    "states": words(f"Some of {', '.join(STATES)}, with commas between; all by default.", default=""),
    "words": words("A part of the title or the notes, in any case.", default=""),
    "most": MOST,
    "skip": SKIP,
}
TOOLS: dict[str, tuple[Callable[..., str], str, dict[str, Any], tuple[str, ...]]] = {
    "jot_down": (jot_down, "Jot down a new errand.", {**TITLE, **NOTES, **EFFORT, **AFTER}, ("title",)),
    "reword": (reword, "Change the words of an open errand.", {**NUMBER, **TITLE, **NOTES}, ("number",)),
    "set_out": (set_out, "Set out on an errand that is queued or parked.", NUMBER, ("number",)),
    "park": (park, "Put an open errand aside for a while.", {**NUMBER, **WHY}, ("number", "because")),
    "settle": (
        settle,
        "Settle an errand that is under way.",
        {**NUMBER, "outcome": words("What came of it.")},
        ("number", "outcome"),
    ),
    "drop": (drop, "Drop an open errand for good; it stays in the ledger.", {**NUMBER, **WHY}, ("number",)),
    "leaf_through": (leaf_through, "List errands by their titles.", LEAF, ()),
    "read_entry": (read_entry, "Read all that the ledger has about one errand.", NUMBER, ("number",)),
}


LOOKS = {"leaf_through", "read_entry"}
SAME_AGAIN = {"reword", "set_out", "park", *LOOKS}
KINDS = {"string": str, "integer": int}


class RequestError(Exception):
    """A request is answered with an error of this code."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(words)
        self.code = code


def listed() -> list[dict[str, Any]]:
    """The tools, as the protocol lists them."""
    return [
        {
            "name": name,
            "description": about,
            "inputSchema": {
                "type": "object",
                "properties": properties,
                "required": list(required),
                "additionalProperties": False,
            },
            "annotations": {
                "readOnlyHint": name in LOOKS,
                "destructiveHint": name in {"reword", "drop"},
                "idempotentHint": name in SAME_AGAIN,
                "openWorldHint": False,
            },
        }
        for name, (_, about, properties, required) in TOOLS.items()
    ]


def check(name: str, given: dict[str, Any]) -> None:
    """Check what a tool is given against its schema."""
    _, _, properties, required = TOOLS[name]
    for missing in sorted(set(required) - set(given)):
        raise SorryError(f"Sorry, {missing} is missing: {properties[missing]['description']}")
    for parameter, value in given.items():
        schema = properties.get(parameter)
        if schema is None:
            raise SorryError(f"Sorry, {name} has no parameter {parameter[:100]!r}.")
        if not isinstance(value, KINDS[schema["type"]]) or isinstance(value, bool):
            raise SorryError(f"Sorry, {parameter} is {str(value)[:100]!r}, and must be of type {schema['type']}.")
        if value not in schema.get("enum", [value]):
            raise SorryError(f"Sorry, {parameter} is {value[:100]!r}, and must be one of {', '.join(schema['enum'])}.")
        if isinstance(value, int) and not schema["minimum"] <= value <= schema.get("maximum", value):
            raise SorryError(f"Sorry, {parameter} is {value}, which is too little or too much.")
        if isinstance(value, str) and not value.isascii() and any("\ud800" <= sign <= "\udfff" for sign in value):
            raise SorryError(f"Sorry, {parameter} has half a character, which cannot be written.")


def call(params: dict[str, Any]) -> dict[str, Any]:
    """Take a call: its prose, also where it is rejected."""
    name, given = params.get("name"), params.get("arguments") or {}
    if not isinstance(name, str) or name not in TOOLS or not isinstance(given, dict):
        raise RequestError(-32602, f"There is no tool {str(name)[:100]!r}.")
    try:
        check(name, given)
        words = TOOLS[name][0](**given)
    except SorryError as why:
        words = str(why)
    return {"content": [{"type": "text", "text": words}]}


def result(method: Any, params: Any) -> dict[str, Any]:
    """The result of a request."""
    params = params if isinstance(params, dict) else {}
    match method:
        case "initialize":
            asked = params.get("protocolVersion")
            version = asked if asked in VERSIONS else VERSIONS[0]
            info = {"name": "ledger", "version": "1.0.0"}
            return {"protocolVersion": version, "capabilities": {"tools": {}}, "serverInfo": info}
        case "ping":
            return {}
        case "tools/list" if params.get("cursor") is not None:
            raise RequestError(-32602, "The list has one page, and no cursor.")
        case "tools/list":
            return {"tools": listed()}
        case "tools/call":
            return call(params)
    raise RequestError(-32601, f"There is no method {str(method)[:100]!r}.")


def answer(line: bytes) -> dict[str, Any] | None:
    """The answer to a line; None for a notification."""
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        return {"jsonrpc": "2.0", "id": None, "error": {"code": -32700, "message": "This line is no JSON."}}
    if not isinstance(message, dict) or "method" not in message:
        return {"jsonrpc": "2.0", "id": None, "error": {"code": -32600, "message": "This line is no request."}}
    if "id" not in message:
        return None
    told = {"jsonrpc": "2.0", "id": message["id"]}
    try:
        return {**told, "result": result(message["method"], message.get("params"))}
    except RequestError as error:
        return {**told, "error": {"code": error.code, "message": str(error)}}


def lines() -> Iterator[bytes]:
    """The lines of standard input; after SIGTERM or SIGINT only those that have come already."""
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake)
    ends: list[float] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ends.append(time.monotonic() + GRACE))
    rest: list[bytes] = []
    while not ends or time.monotonic() < ends[0]:
        ready, _, _ = select.select([0, woken], [], [], 0 if ends else None)
        if 0 not in ready:
            if ends:
                return
            continue
        chunk = os.read(0, 1 << 20)
        first, *more = chunk.split(b"\n")
        rest.append(first)
        for part in more:
            yield b"".join(rest)
            rest = [part]
        if not chunk:
            yield b"".join(rest)
            return


def serve() -> None:
    """Answer line by line."""
    for line in lines():
        told = answer(line) if line.strip() else None
        if told is not None:
            sys.stdout.buffer.write(json.dumps(told).encode() + b"\n")
            sys.stdout.buffer.flush()


if __name__ == "__main__":
    serve()
