"""The servers that one scenario speaks to, and where they come from."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from acceptance.evidence.call_trail import CallTrail
from acceptance.servers.orchestrator import Orchestrator

if TYPE_CHECKING:
    from acceptance.servers.server_pool import ServerPool


class ServerSource(ABC):
    """Where a scenario's servers and directories come from.

    Attributes:
        own_server: whether the scenario needs a server for itself alone.
        fenced: whether it may do harm, so that it works in a workspace with nothing beside it.
    """

    own_server = False
    fenced = False

    @property
    @abstractmethod
    def pool(self) -> ServerPool:
        """The servers of the run."""

    @property
    @abstractmethod
    def trail(self) -> CallTrail:
        """The calls of the scenario that nothing has judged yet."""

    @abstractmethod
    def first(self) -> Orchestrator:
        """The server that the scenario speaks to unless it says otherwise."""

    @abstractmethod
    def over_http(self) -> Orchestrator:
        """A server for this scenario alone that is spoken to over HTTP.

        Raises:
            NotJudgedError: the target is not offered over HTTP.
        """

    @abstractmethod
    def new_directory(self, name: str) -> Path:
        """A path for a directory, not made yet, removed at the end of the run."""


class PooledServers(ServerSource):
    """The servers of a run, as a scenario needs them."""

    def __init__(self, pool: ServerPool, *, own_server: bool = False, fenced: bool = False) -> None:
        """Choose a scenario's servers.

        Args:
            pool: where they come from.
            own_server: whether the scenario needs a server for itself alone.
            fenced: whether it may do harm, so that it works in a workspace with nothing beside it.
        """
        self.own_server = own_server
        self.fenced = fenced
        self._pool = pool

    @property
    def pool(self) -> ServerPool:
        """The servers of the run."""
        return self._pool

    @property
    def trail(self) -> CallTrail:
        """The calls of the scenario that nothing has judged yet."""
        return self._pool.evidence.trail

    def first(self) -> Orchestrator:
        """The server that the scenario speaks to unless it says otherwise."""
        if self.fenced:
            return self._pool.fenced()
        return self._pool.own() if self.own_server else self._pool.shared()

    def over_http(self) -> Orchestrator:
        """A server for this scenario alone that is spoken to over HTTP."""
        return self._pool.own_over_http()

    def new_directory(self, name: str) -> Path:
        """A path for a directory, not made yet, removed at the end of the run."""
        return self._pool.new_directory(name)


@dataclass(frozen=True, slots=True)
class FormerProcess:
    """What was seen of a server before its restart.

    Attributes:
        pid: its process id.
        exit_code: with which it ended; `None` where that is its supervisor's to know.
        place: what was started, or where it was.
    """

    pid: int | None = None
    exit_code: int | None = None
    place: str = ""


class ScenarioServers:
    """The server that a scenario speaks to now, and those beside it.

    Attributes:
        source: where they come from.
        former: the process that answered before the last restart.
        several: whether the scenario spoke to more than one process, so that what one accepted another one shows.
    """

    def __init__(self, source: ServerSource) -> None:
        self.source = source
        self.former = FormerProcess()
        self.several = False
        self._own_server = source.own_server
        self._current: Orchestrator | None = None
        self._others: list[Orchestrator] = []

    @property
    def pool(self) -> ServerPool:
        """The servers of the run."""
        return self.source.pool

    @property
    def current(self) -> Orchestrator:
        """The server that this scenario speaks to, started when it is first needed."""
        if self.source.fenced:
            return self.source.first()
        if self._current is None:
            self._current = self.source.first()
        return self._current

    @property
    def other(self) -> Orchestrator:
        """The server that was started beside this one last."""
        return self._others[-1]

    def start_second(self) -> None:
        """Start a second server in the same workspace, and speak to that one from now on."""
        self.several = True
        self._others.append(self.current)
        self._current = self.pool.start_beside(self.current)

    def start_beside(self, count: int) -> list[Orchestrator]:
        """Start so many more servers in the scenario's workspace, which end with it."""
        self.several = True
        more: list[Orchestrator] = [self.pool.start_beside(self.current) for _ in range(count)]
        self._others += more
        return more

    def speak_to_first(self) -> None:
        """Speak to the server again that was there before the second one."""
        first = self._others.pop(0)
        self._others.append(self.current)
        self._current = first

    def come_back(self) -> None:
        """Connect again to this scenario's server after its restart."""
        self.several = True
        self._current = self.pool.come_back(self.current)

    def speak_over_http(self) -> None:
        """Speak over HTTP in this scenario, to a server of its own.

        Raises:
            NotJudgedError: the target is not offered over HTTP.
        """
        self._own_server = True
        self._current = self.source.over_http()

    def move_to(self, orchestrator: Orchestrator) -> None:
        """Speak to another server from now on, which ends with this scenario, as its own one before does."""
        if self._current is not None and self._own_server:
            self._others.append(self._current)
        self._current, self._own_server = orchestrator, True

    def borrow(self, orchestrator: Orchestrator) -> None:
        """Speak to a server from now on that is kept for other scenarios, and does not end with this one."""
        self._current = orchestrator

    def end(self) -> None:
        """End this scenario's own server, as a client does that closes its input."""
        self.pool.end(self.current.connection)

    def start_anew(self) -> None:
        """End this scenario's own server and start it again in the same workspace."""
        self.several = True
        self._current = self.pool.start_anew(self.current)

    def close(self) -> None:
        """End the servers that this scenario had for itself."""
        for other in self._others:
            self.pool.release(other)
        if self._own_server and self._current is not None:
            self.pool.release(self._current)
