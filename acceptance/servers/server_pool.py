"""The servers of a run: one that all scenarios share, and others for the scenarios that need one of their own."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from acceptance.errors import ConnectFailedError, NotOfferedError, TargetFaultError
from acceptance.evidence.evidence import Evidence
from acceptance.servers.connected_orchestrator import ConnectedOrchestrator
from acceptance.servers.crash_counter import CrashCounter
from acceptance.servers.kept_servers import KeptServers
from acceptance.servers.list_check import ListCheck
from acceptance.servers.orchestrator import Orchestrator
from acceptance.servers.server_factory import ServerFactory
from acceptance.servers.warm_pool import WarmPool
from acceptance.targets.target import Target
from acceptance.transport.child_process import Ending
from acceptance.transport.connection import Connection
from acceptance.transport.http.link import HttpLink
from acceptance.transport.launching import ColdLauncher, Launcher
from acceptance.transport.raw import RawConversation
from acceptance.transport.reasons import known_before


class ServerPool:
    """All servers of a run, each with a workspace of its own; leaving it ends them and removes the workspaces.

    Attributes:
        target: what they are servers of.
        evidence: the record of the run.
        factory: where they are made ready.
    """

    def __init__(
        self, target: Target, launcher: Launcher, reports: Path, evidence: Evidence, *, part: str = ""
    ) -> None:
        """Describe the pool; `with` makes the place for its workspaces, and ends it.

        Args:
            target: what is started.
            launcher: how.
            reports: the folder below which the servers' standard error is kept.
            evidence: the record of the run.
            part: what tells the servers of this process from those of others that write into the same reports.
        """
        self.target = target
        self.evidence = evidence
        self._at_the_end: list[Callable[[], None]] = []
        self.factory = ServerFactory(target, launcher, reports / "servers", evidence, part=part)
        self._portal = self.factory.portal
        self._shared: ConnectedOrchestrator | None = None
        self._spares = WarmPool(self.factory)
        self._leaving: list[Connection] = []
        self._conversations: list[RawConversation] = []
        self._fenced: ConnectedOrchestrator | None = None
        self._list_check = ListCheck()
        self._kept = KeptServers()
        self._deaths = CrashCounter(evidence)

    def __enter__(self) -> Self:
        self.factory.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Undo what faults changed, end every server and remove every workspace."""
        for undo in reversed(self._at_the_end):
            undo()
        servers = (self._shared, self._fenced, *self._kept.all())
        shared = [one.connection for one in servers if one is not None]
        everyone = [*self._leaving, *self._spares.dead, *self._spares.connections, *shared]
        for conversation in self._conversations:
            conversation.close()
        for connection in everyone:
            connection.leave()
        for connection in everyone:
            self.end(connection)
        self.factory.close()

    def shared(self) -> ConnectedOrchestrator:
        """The server that scenarios share; one that died, or left a call unanswered, is replaced.

        Raises:
            ConnectFailedError: it cannot be started or spoken to.
            ConnectionLostError: it died again and again without answering anything in between.
        """
        if self._shared is not None and not self._shared.alive:
            self._bury(self._shared)
        if self._shared is not None and self._shared.kept_waiting and self.target.command:
            # It may still be busy with what it left unanswered, which is no fault of the scenarios to come.
            self.part_with(self._shared.connection)
            self._shared = None
        if self._shared is None:
            self._shared = self._meet(*self.factory.begin())
        elif self.target.owned and not self.target.command:
            # Scenarios with a session of their own may have been there since, in the one process that there is.
            self._open(self._shared)
        self._spares.stock()
        return self._shared

    def replace_spoilt(self) -> None:
        """Part with the shared server if it no longer lists its tasks, for which scenarios to come would be blamed."""
        if self._shared is not None and self.target.command and self._list_check.fails(self._shared):
            self.part_with(self._shared.connection)
            self._shared = None

    def want_own(self, count: int) -> None:
        """Say how many servers of their own the scenarios to come will need, so that servers are started ahead."""
        self._spares.want(count)

    def own(self) -> ConnectedOrchestrator:
        """A server for one scenario alone, in an empty workspace.

        Raises:
            ConnectFailedError: it cannot be started or spoken to.
            NotJudgedError: there is only one, which is not ours to do anything with.
        """
        self.target.require_owned("a server for itself alone")
        orchestrator = self._meet(*self._spares.take())
        self._spares.stock()
        return orchestrator

    def start_anew(self, orchestrator: Orchestrator) -> ConnectedOrchestrator:
        """End a server and start its command again in the same workspace, with no session initialised.

        Raises:
            TargetFaultError: it cannot be started or spoken to any more.
        """
        orchestrator.connection.target.require_command()
        self.end(orchestrator.connection)
        connection, workspace = self.factory.begin(orchestrator.workspace, orchestrator.connection.target)
        with known_before():
            return ConnectedOrchestrator(connection.connected(), workspace, self.evidence)

    def come_back(self, orchestrator: Orchestrator) -> ConnectedOrchestrator:
        """Connect again to a server that has restarted: to its address, or to its command, which is started again.

        Raises:
            TargetFaultError: it cannot be started or spoken to any more.
        """
        link, target = orchestrator.connection.process, orchestrator.connection.target
        if not isinstance(link, HttpLink) or link.exit_code is not None:
            return self.start_anew(orchestrator)
        anew = HttpLink(target, link.url, link.host, ends_host=link.hand_over_host())
        self.end(orchestrator.connection)
        connection = Connection(self._portal, target, anew).begin()
        with known_before():
            return ConnectedOrchestrator(connection.connected(), orchestrator.workspace_if_known, self.evidence)

    def own_over_http(self) -> ConnectedOrchestrator:
        """A server for one scenario alone that is spoken to over HTTP, whatever the other scenarios speak.

        Raises:
            ConnectFailedError: it cannot be started or spoken to.
            NotJudgedError: the target is not offered over HTTP.
        """
        if self.target.url is not None:
            return self.own()
        return self._meet(*self.factory.begin(None, self.target.require_http()))

    def start_beside(self, orchestrator: Orchestrator) -> ConnectedOrchestrator:
        """Start a second server in the workspace of another one, which goes on.

        Raises:
            TargetFaultError: it cannot be started or spoken to any more.
        """
        orchestrator.connection.target.require_command()
        connection, workspace = self.factory.begin(orchestrator.workspace, orchestrator.connection.target)
        with known_before():
            return self._meet(connection, workspace)

    def connect_beside(self, orchestrator: Orchestrator) -> ConnectedOrchestrator:
        """Connect once more to the store of a server: to its address, or through a second server in its workspace.

        Raises:
            TargetFaultError: it cannot be started or spoken to any more.
        """
        link, target = orchestrator.connection.process, orchestrator.connection.target
        if not isinstance(link, HttpLink):
            return self.start_beside(orchestrator)
        another = HttpLink(target, link.url, link.host, ends_host=False)
        with known_before():
            return self._meet(Connection(self._portal, target, another).begin(), orchestrator.workspace_if_known)

    def at_the_end(self, undo: Callable[[], None]) -> None:
        """Have something undone before the servers end, if it was not undone before; it may be called twice."""
        self._at_the_end.append(undo)

    def release(self, orchestrator: Orchestrator) -> None:
        """Begin to end a server that was for one scenario alone; nothing is waited for before the run's end."""
        self.part_with(orchestrator.connection)

    def new_directory(self, name: str) -> Path:
        """A path for a directory beside the workspaces, not made yet, removed with them."""
        return self.factory.new_directory(name)

    def converse(self, workspace: Path | None = None) -> RawConversation:
        """A server of its own that is spoken to in bare lines, and to which nothing was said yet; in a new workspace.

        Raises:
            ConnectFailedError: it cannot be started.
            NoAnswerError: nothing was answered in this run, so nothing more is waited for.
            NotJudgedError: the target is spoken to over HTTP.
        """
        self.evidence.patience.check_run("nothing was said to it")
        self.target.require_lines("a bare line")
        process = self.factory.process(workspace)
        conversation = RawConversation(self._portal, self.target, process, self.evidence)
        self._conversations.append(conversation)
        return conversation.begin()

    def fenced(self) -> ConnectedOrchestrator:
        """A server that scenarios share for what may do harm; nothing lies beside its workspace.

        Raises:
            ConnectFailedError: it cannot be started or spoken to.
            NotJudgedError: there is only one, which is not ours to do anything with.
        """
        self.target.require_owned("a server that may be damaged")
        if self._fenced is not None and (self._fenced.kept_waiting or not self._fenced.alive):
            self._fenced = self.start_anew(self._fenced)
        if self._fenced is None:
            workspace = self.factory.new_directory("workspace", "fence-")
            workspace.mkdir()
            self._fenced = self._meet(*self.factory.begin(workspace))
        elif not self.target.command:
            self._open(self._fenced)
        return self._fenced

    def kept(self, name: str, make: Callable[[], Orchestrator]) -> Orchestrator:
        """A server that was dear to make ready, kept for the scenarios to come; see `KeptServers.server`."""
        return self._kept.server(name, make)

    def start_in(self, workspace: Path) -> ConnectedOrchestrator:
        """A server in a workspace that is there already.

        Raises:
            ConnectFailedError: it cannot be started or spoken to.
        """
        return self._meet(*self.factory.begin(workspace))

    def meet_at(self, connection: Connection, workspace: Path) -> ConnectedOrchestrator:
        """Wait for a server that was begun in a workspace by another path, and open no session.

        Raises:
            TargetFaultError: it cannot be started or spoken to.
        """
        try:
            with known_before():
                return ConnectedOrchestrator(connection.connected(), workspace, self.evidence)
        except TargetFaultError:
            self.end(connection)
            raise

    def start_cold(self, target: Target) -> Connection:
        """Start a server as a command, in an empty workspace; nothing is waited for, and no session initialised."""
        return self.factory.begin(target=target, launcher=ColdLauncher())[0]

    def part_with(self, connection: Connection) -> None:
        """Begin to end a server; nothing is waited for before the run's end."""
        connection.leave()
        self._leaving.append(connection)

    def _meet(self, connection: Connection, workspace: Path | None) -> ConnectedOrchestrator:
        """Wait for a server that was begun, and open its workspace as a client would."""
        try:
            orchestrator = ConnectedOrchestrator(connection.connected(), workspace, self.evidence)
        except ConnectFailedError:
            self.end(connection)
            self.factory.require_place()
            raise
        return self._open(orchestrator)

    @staticmethod
    def _open(orchestrator: ConnectedOrchestrator) -> ConnectedOrchestrator:
        # Whether a session can be initialised is for scenarios to judge; what came of it is in the evidence.
        with suppress(NotOfferedError, TargetFaultError):
            orchestrator.open_workspace()
        return orchestrator

    def _bury(self, dead: Orchestrator) -> None:
        try:
            self._deaths.note(dead.connection.process)
        finally:
            self.end(dead.connection)
        self._shared = None

    def end(self, connection: Connection) -> None:
        """End a server, and wait until it has ended."""
        connection.close()
        ending = connection.process.ending
        self.evidence.event("server ended", how=ending.value, exit_code=connection.process.exit_code)
        if ending in {Ending.TERMINATED, Ending.KILLED}:
            self.evidence.warn(f"A server process {ending.value}.")
