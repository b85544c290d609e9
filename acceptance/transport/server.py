"""What a connection needs to know of the server at its other end, be it spoken to over standard streams or HTTP."""

from __future__ import annotations

import signal
from abc import ABC, abstractmethod
from collections import deque
from types import TracebackType
from typing import Final

from mcp_types import JSONRPCMessage, JSONRPCRequest, JSONRPCResponse

from acceptance.transport.child_process import Ending
from acceptance.transport.sdk import TransportStreams
from acceptance.transport.tool_list_sanitizer import ToolListSanitizer

BAD_LINES_KEPT: Final = 20
BAD_LINE_CHARACTERS: Final = 300
CRASH_SECONDS: Final = 1.0
"""So long the exit code of a server that ends may take to be known."""


class Server(ABC):
    """A server, and the way to it: entering it (`async with`) gives the SDK's client a pair of streams.

    Attributes:
        label: what a person would start or visit to find it: a command, an address.
        sanitizer: what was set aside of the lists of its tools.
        bad_lines: the first lines of its output that were no protocol messages, shortened.
        left: where this end left the server in the middle of something; empty: it did not.
        ending: how it ended, or was left; `RUNNING` until then.
    """

    ending: Ending

    def __init__(self, label: str, offer: str | None = None) -> None:
        """Describe the server.

        Args:
            label: what it is called.
            offer: the version of the protocol that a handshake offers; the SDK's newest when none is given.
        """
        self.label = label
        self._offer = offer
        self.sanitizer = ToolListSanitizer()
        self.bad_lines: deque[str] = deque(maxlen=BAD_LINES_KEPT)
        self.left = ""

    def said(self, message: JSONRPCMessage) -> JSONRPCMessage:
        """A message as it goes to the server: a handshake offers the version of the protocol that is wanted."""
        if self._offer and isinstance(message, JSONRPCRequest) and message.method == "initialize":
            params = {**(message.params or {}), "protocolVersion": self._offer}
            return message.model_copy(update={"params": params})
        return message

    def heard(self, message: JSONRPCMessage) -> JSONRPCMessage:
        """A message as it is handed to the SDK, without what the SDK would reject a whole list of tools for."""
        if isinstance(message, JSONRPCResponse):
            return message.model_copy(update={"result": self.sanitizer.set_aside(message.result)})
        return message

    @property
    @abstractmethod
    def pid(self) -> int | None:
        """The id of the process that answers; None where there is none yet, or it is not known."""

    @property
    @abstractmethod
    def exit_code(self) -> int | None:
        """The exit code of what was started (negative: the signal that ended it), or None while it runs."""

    @property
    def running(self) -> bool:
        """Whether what answered still runs."""
        return self.exit_code is None

    @property
    @abstractmethod
    def speaks_lines(self) -> bool:
        """Whether bare lines can be said to it."""

    @abstractmethod
    def last_words(self) -> str:
        """The last lines that it wrote to standard error; empty when there are none."""

    @abstractmethod
    def signal_group(self, number: signal.Signals) -> None:
        """Send a signal to the server and all its children."""

    @abstractmethod
    async def ended_within(self, seconds: float) -> bool:
        """Whether what answers ends before so many seconds have passed; returns as soon as it does."""

    @abstractmethod
    async def crashed(self) -> bool:
        """Whether a server that has broken off has ended, so that its exit code is known; waits a second at most."""

    @abstractmethod
    async def __aenter__(self) -> TransportStreams:
        """Reach the server, started where it has to be."""

    @abstractmethod
    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the server, and end it where it was started for this."""
