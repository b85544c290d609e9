"""The clients of a walk: each has a server, or a connection to the same one, and all share a data store."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from acceptance.contract.calls import Call
from acceptance.contract.paging import next_page
from acceptance.contract.reply import Reply
from acceptance.contract.values import TaskField, TaskPlan
from acceptance.errors import NotJudgedError, TargetFaultError
from acceptance.scenario.servers import ScenarioServers
from acceptance.servers.orchestrator import Attempt, Orchestrator

# Where a page ends when a look reads all pages, and the most pages that are read.
PAGE: Final = 100
MOST_PAGES: Final = 50
FIRST: Final = "the first directory"
SECOND: Final = "the second directory"


class Clients:
    """The clients of an exploration; they stay over its walks, and each walk works in directories of its own.

    Attributes:
        attempts: the calls of the walk that goes on, in their order.
        directories: its directories by name; empty where the target cannot be told one.
    """

    def __init__(self, servers: ScenarioServers, count: int) -> None:
        """Connect the clients.

        Args:
            servers: those of the scenario: its own server is the first client's.
            count: how many clients there are; only one where no second server can be started.
        """
        self.attempts: list[Attempt] = []
        self.directories: dict[str, Path] = {}
        self._servers = servers
        self._former: Path | None = None
        self._walks = 0
        self.all: list[Orchestrator] = [servers.current]
        self._more = count - 1
        self._started: list[Orchestrator] = []

    def begin_walk(self) -> None:
        """Make directories for a walk, and remove those of the walk before the last.

        Where no directory can be told, a walk has a server in an empty workspace of its own.

        Raises:
            NotJudgedError: no server can be started for that.
        """
        opens = self.all[0].offers(self.all[0].dialect.initialize("/"))
        if self._walks and not opens:
            self._start_elsewhere()
        self.connect()
        self.attempts = []
        self._walks += 1
        if not opens:
            return
        place = self._place / f"{self._walks}"
        place.mkdir(parents=True)
        if self._former is not None:
            shutil.rmtree(self._former, ignore_errors=True)
        self._former = self.directories[FIRST].parent if self.directories else None
        self.directories = {FIRST: place / "first", SECOND: place / "second"}
        for directory in self.directories.values():
            directory.mkdir()

    def _start_elsewhere(self) -> None:
        """Have another server for the first client, in an empty workspace, and end those of the walk before."""
        former, self.all = self.all, [self._servers.pool.own()]
        self._servers.borrow(self.all[0])
        for one in former:
            self._servers.pool.release(one)

    def connect(self) -> None:
        """Connect each client whose server is not there, and start a server again that died.

        Raises:
            NotJudgedError: a server that died is not ours to start again.
            TargetFaultError: it cannot be started any more.
        """
        for number, one in enumerate(self.all):
            if not one.alive:
                self.replace(number)
        while len(self.all) <= self._more:
            try:
                self.all += self._servers.start_beside(1)
            except NotJudgedError:
                self._more = 0

    def replace(self, number: int) -> None:
        """End a client's server and start its command again in the same workspace, with no session opened."""
        self.all[number] = self._servers.pool.start_anew(self.all[number])
        if number == 0:
            # The scenario's own server ends with it, the others with the exploration.
            self._servers.borrow(self.all[0])
        else:
            self._started.append(self.all[number])

    def close(self) -> None:
        """Begin to end the servers that took the place of others."""
        for one in self._started:
            self._servers.pool.release(one)
        self._started = []

    def ask(self, number: int, call: Call) -> Reply:
        """Make a call.

        Raises:
            TargetFaultError: no answer came, or none that the protocol allows.
        """
        attempt = self.all[number].attempt(call)
        self.attempts.append(attempt)
        if isinstance(attempt.outcome, TargetFaultError):
            raise attempt.outcome
        for one in attempt.made:
            self._servers.pool.evidence.count(one.call.tool)
        return Reply(call, attempt.outcome)

    def pages(self, number: int, call: Call, size: int = PAGE) -> list[Reply]:
        """Make a call and those for the further pages of its answer, as long as these bring tasks.

        Raises:
            TargetFaultError: no answer came, or none that the protocol allows.
        """
        if not call.paged:
            return [self.ask(number, call)]
        replies, size = list[Reply](), call.most_of_a_page(size)
        offset: int | None = 0
        while offset is not None and len(replies) < MOST_PAGES:
            replies.append(self.ask(number, call.page(size, offset)))
            offset = next_page(replies[-1], offset, size)
        return replies

    def require(self) -> None:
        """Check that anything can be explored at all.

        Raises:
            NotOfferedError: the target has no tool that plans a task.
        """
        first = self.all[0]
        first.require(first.dialect.plan(TaskPlan({TaskField.TITLE: "Explored"})))

    def keep(self, attempts: Sequence[Attempt]) -> None:
        """Keep calls as evidence, with what came of them."""
        for attempt in attempts:
            self.all[0].keep(attempt)

    @property
    def _place(self) -> Path:
        if not hasattr(self, "_root"):
            self._root = self._servers.source.new_directory("explored")
        return self._root
