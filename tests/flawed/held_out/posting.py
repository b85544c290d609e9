"""Servers over HTTP, and messages that are posted to them by hand, for the checks of held-out flaws."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from time import sleep
from typing import Any, Final

from tests.flawed.held_out.checking import Place

HELLO: Final = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "check", "version": "1"},
    },
}
"""The first message of a connection."""


@contextmanager
def over_http(place: Place) -> Iterator[str]:
    """The address of a server over HTTP."""
    file = place.directory.with_name("address")
    with place.process("--http", "0", "--address-file", str(file)):
        while not (file.exists() and file.read_text(encoding="utf-8").endswith("\n")):
            sleep(0.02)
        yield file.read_text(encoding="utf-8").strip()


def posted(url: str, message: dict[str, Any] | None, **headers: str) -> tuple[int, str]:
    """Send a message, or the end of a session; returns the status, and the session's id."""
    named = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    body = json.dumps(message).encode() if message else None
    request = urllib.request.Request(url, body, {**named, **headers}, method="POST" if message else "DELETE")
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, str(answer.headers.get("Mcp-Session-Id"))
    except urllib.error.HTTPError as error:
        return error.code, ""
