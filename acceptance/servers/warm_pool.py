"""Servers that are started ahead for the scenarios that will need one of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from acceptance.servers.server_factory import ServerFactory
from acceptance.transport.connection import Connection

# Servers that wait cost memory, and processor time while they start: one starts at a time, so many may wait.
MOST_WAITING: Final = 6

Begun = tuple[Connection, Path | None]


class WarmPool:
    """Servers in empty workspaces, to which nothing was said yet.

    Attributes:
        dead: those that ended while they waited.
    """

    def __init__(self, factory: ServerFactory) -> None:
        self.dead: list[Connection] = []
        self._factory = factory
        self._waiting: list[Begun] = []
        self._wanted = 0

    @property
    def connections(self) -> list[Connection]:
        """The connections to all that wait."""
        return [connection for connection, _ in self._waiting]

    def want(self, count: int) -> None:
        """Say how many the scenarios to come will need."""
        self._wanted = count
        self.stock()

    def take(self) -> Begun:
        """The one that has waited longest, or one that is started now."""
        self._wanted = max(0, self._wanted - 1)
        while self._waiting and self._waiting[0][0].process.exit_code is not None:
            self.dead.append(self._waiting.pop(0)[0])
        if self._waiting:
            return self._waiting.pop(0)
        # One that runs elsewhere works in a directory of its own, where it may be let to.
        return self._factory.begin(None if self._factory.target.command else self._factory.new_directory("workspace"))

    def stock(self) -> None:
        """Start one more, unless one is starting or as many are there as will be wanted."""
        starting = any(connection.connecting for connection in self.connections)
        if self._factory.target.command and not starting and len(self._waiting) < min(self._wanted, MOST_WAITING):
            self._waiting.append(self._factory.begin())
