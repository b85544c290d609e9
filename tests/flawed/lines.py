"""The line of the reference over standard streams, for lies about the conversation itself."""

import json
from collections.abc import Callable
from typing import Any

from mcp.shared.message import SessionMessage
from mcp_types import jsonrpc_message_adapter

from reference_orchestrator import stdio
from tests.flawed.lying import Lie

Message = dict[str, Any]


class Line:
    """The line of a server over standard streams, and what a lie does with what comes in and goes out."""

    def __init__(self, lie: Lie) -> None:
        self.lie = lie
        self.loop: Any = None

    def coming_in(self, change: Callable[[Message], Message | None]) -> None:
        """Change the messages of the client; one that comes to nothing is not handed on."""

        def make(original: Any) -> Any:
            def hand_on(loop: Any, line: bytes) -> None:
                self.loop = loop
                try:
                    message = json.loads(line)
                except ValueError:
                    message = None
                if not isinstance(message, dict):
                    original(loop, line)
                    return
                changed = change(message)
                if changed is not message:
                    self.lie.told()
                if changed is not None:
                    original(loop, line if changed is message else json.dumps(changed).encode())

            return hand_on

        self.lie.patch(stdio.StdioLoop, "_hand_on", make)

    def going_out(self, change: Callable[[Message], Message]) -> None:
        """Change the messages of the server."""

        def make(original: Any) -> Any:
            def line(message: Any) -> bytes:
                before = json.loads(original(message))
                after = change(before)
                if after is not before:
                    self.lie.told()
                return json.dumps(after).encode() + b"\n"

            return line

        self.lie.patch(stdio, "_line", make)

    def say(self, message: Message) -> None:
        """Say something that nobody asked for."""
        self.lie.told()
        found = jsonrpc_message_adapter.validate_python({"jsonrpc": "2.0", **message}, by_name=False)
        self.loop._own_replies.send_nowait(SessionMessage(found))

    def answering(self, method: str, **answer: Any) -> None:
        """Answer a method by oneself."""

        def change(message: Message) -> Message | None:
            if message.get("method") != method or "id" not in message:
                return message
            self.say({"id": message["id"], **answer})
            return None

        self.coming_in(change)
