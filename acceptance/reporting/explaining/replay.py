"""Replay the messages of a bug report against an MCP server that speaks over standard input and output.

    python3 replay.py messages.jsonl COMMAND [ARGUMENT ...]

It needs Python 3.8 or later and nothing else. The server runs in a new, empty folder. Each message is sent when the
one before is answered, so that the input stays open until the last answer has come. These stand-ins are filled in:

    {{workspace}}  the folder that the server runs in, in messages and in the command
    {{home}}       an empty folder beside it, in messages and in the command
    {{folder}}     the folder that holds both, in messages and in the command
    {{3 task.id}}  what the answer to message 3 contains at task.id
    {{3 after 'Created '}}  the word that follows these characters in the answer to message 3, which is prose
    {{3 text after 'Created '}}  the same, in the prose that the answer contains at text
"""

from __future__ import annotations

import json
import queue
import re
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

SECONDS = 60.0
STAND_IN = re.compile(r"\{\{(\w+)(?: ([^{}]+))?\}\}")
AFTER = re.compile(r"(?:(\S+) )?after '(.*)'", re.DOTALL)
WORD = re.compile(r"\w+(?:[-.:/]\w+)*")


def content_of(message: Any) -> Any:
    """What an answer contains: its fields, or its text, which is read where it is JSON."""
    result = message.get("result") or {}
    if result.get("structuredContent"):
        return result["structuredContent"]
    parts = [one for one in result.get("content") or [] if one.get("type") == "text"]
    text = "\n".join(str(one.get("text")) for one in parts)
    return read(text if parts else str((message.get("error") or {}).get("message")))


def read(content: Any) -> Any:
    """Fields as they are; a text as the fields that it holds, or as it is."""
    try:
        return json.loads(content) if isinstance(content, str) else content
    except ValueError:
        return content


def told(content: Any, place: str) -> Any:
    """What an answer contains at a place; None where it contains nothing there."""
    after = AFTER.fullmatch(place)
    if after:
        text = told(content, after[1]) if after[1] else content
        begins = text.find(after[2]) if isinstance(text, str) else -1
        word = WORD.match(text, begins + len(after[2])) if begins >= 0 else None
        return word[0] if word else None
    for name in place.split("."):
        if isinstance(content, list):
            content = content[int(name)] if name.isdigit() and int(name) < len(content) else None
        else:
            content = content.get(name) if isinstance(content, dict) else None
    return content


def filled(value: Any, known: dict[str, Any]) -> Any:
    """A message, or a part of one, with its stand-ins filled in.

    Raises:
        LookupError: an answer does not contain what a stand-in stands for.
    """
    if isinstance(value, dict):
        return {name: filled(one, known) for name, one in value.items()}
    if isinstance(value, list):
        return [filled(one, known) for one in value]
    if not isinstance(value, str):
        return value
    whole = STAND_IN.fullmatch(value)
    return stood_for(whole, known) if whole else STAND_IN.sub(lambda one: str(stood_for(one, known)), value)


def stood_for(stand_in: Any, known: dict[str, Any]) -> Any:
    """The value that a stand-in stands for."""
    if stand_in[1] not in known:
        return stand_in[0]
    value = told(known[stand_in[1]], stand_in[2]) if stand_in[2] else known[stand_in[1]]
    if value is None:
        raise LookupError(f"the answer to message {stand_in[1]} contains nothing at {stand_in[2]}")
    return value


class Server:
    """A server while its messages are replayed."""

    def __init__(self, command: list[str], folder: str) -> None:
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder)
        self._lines: queue.Queue[bytes | None] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def send(self, message: Any) -> None:
        """Send a message, and print it."""
        line = json.dumps(message)
        tell(f"--> {line}")
        if self._process.stdin:
            self._process.stdin.write(line.encode() + b"\n")
            self._process.stdin.flush()

    def answer(self, identity: Any) -> Any:
        """Wait for the answer to a message, and print it.

        Raises:
            LookupError: there is none.
        """
        while True:
            try:
                line = self._lines.get(timeout=SECONDS)
            except queue.Empty:
                raise LookupError(f"message {identity} was not answered within {SECONDS:g} s") from None
            if line is None:
                raise LookupError(f"the server ended before it answered message {identity}")
            message = read(line.decode("utf-8", "replace"))
            if not isinstance(message, dict):
                continue
            tell(f"<-- {json.dumps(message)}")
            if "method" in message and "id" in message:
                self.send({"jsonrpc": "2.0", "id": message["id"], "error": {"code": -32601, "message": "Not offered"}})
            elif message.get("id") == identity and "method" not in message:
                return message

    def end(self) -> None:
        """Close the input of the server, and end it if it does not end by itself."""
        if self._process.stdin:
            with suppress(OSError):
                self._process.stdin.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _read(self) -> None:
        for line in self._process.stdout or ():
            self._lines.put(line)
        self._lines.put(None)


def tell(text: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{text}\n")


def main(words: list[str]) -> int:
    """Replay; the exit code is 0 if every message was answered."""
    if len(words) < 2:
        tell(__doc__ or "")
        return 2
    with Path(words[0]).open(encoding="utf-8") as file, tempfile.TemporaryDirectory() as folder:
        known: dict[str, Any] = {"folder": folder}
        for name in ("workspace", "home"):
            known[name] = str(Path(folder, name))
            Path(folder, name).mkdir()
        try:
            server = Server(filled(words[1:], known), known["workspace"])
        except OSError as error:
            tell(f"The server could not be started: {error}")
            return 1
        try:
            for line in filter(str.strip, file):
                message = filled(json.loads(line), known)
                server.send(message)
                if "id" in message:
                    known[str(message["id"])] = content_of(server.answer(message["id"]))
        except (LookupError, OSError) as error:
            tell(f"The replay stopped: {error}")
            return 1
        finally:
            server.end()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
