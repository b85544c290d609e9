"""The servers of a run: one that all scenarios share, and others for the scenarios that need one of their own."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from mcp.client.stdio import get_default_environment

from acceptance.connection import Connection
from acceptance.errors import (
    ConnectFailedError,
    ConnectionLostError,
    NoAnswerError,
    NotOfferedError,
    TargetFaultError,
)
from acceptance.evidence import Evidence
from acceptance.launching import Launch, Launcher
from acceptance.orchestrator import Orchestrator
from acceptance.portal import Portal
from acceptance.process import Ending, ServerProcess
from acceptance.raw import RawConversation
from acceptance.shell import Shell
from acceptance.targets import Target
from acceptance.workspaces import place_for_workspaces

if TYPE_CHECKING:
    from acceptance.world import World

# Spares cost memory while they wait, and processor time while they start: one starts at a time, so many may wait.
MOST_SPARES: Final = 6
# A shared server that dies is replaced; one that dies this often without answering a call in between is not.
REPLACEMENTS: Final = 3


class Fleet:
    """All servers of a run, each with a workspace of its own; leaving it ends them and removes the workspaces."""

    def __init__(
        self, target: Target, launcher: Launcher, reports: Path, evidence: Evidence, *, part: str = ""
    ) -> None:
        """Describe the fleet; `with` makes the place for its workspaces, and ends it.

        Args:
            target: what is started.
            launcher: how.
            reports: the folder below which the servers' standard error is kept.
            evidence: the record of the run.
            part: what tells the servers of this process from those of others that write into the same reports.
        """
        self.target = target
        self.started = 0
        self.restarted_in_vain: set[str] = set()
        self.evidence = evidence
        self._evidence = evidence
        self._at_the_end: list[Callable[[], None]] = []
        self._stderr = reports / "servers"
        self._server = f"server-{part}-" if part else "server-"
        self._portal = Portal()
        self._launcher = launcher
        self._workspaces = Path(tempfile.gettempdir())
        self._shared: Orchestrator | None = None
        self._spares: list[tuple[Connection, Path]] = []
        self._leaving: list[Connection] = []
        self._conversations: list[RawConversation] = []
        self._fenced: Orchestrator | None = None
        self._wanted = 0
        self._deaths = 0
        self._answered_at_death = -1

    def __enter__(self) -> Self:
        self._stderr.mkdir(parents=True, exist_ok=True)
        self._workspaces = Path(
            tempfile.mkdtemp(prefix="orchestrator-acceptance-", dir=place_for_workspaces())
        ).resolve()
        self._portal.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Undo what faults changed, end every server and remove every workspace."""
        for undo in reversed(self._at_the_end):
            undo()
        spares = [connection for connection, _ in self._spares]
        shared = [one.connection for one in (self._shared, self._fenced) if one is not None]
        everyone = [*self._leaving, *spares, *shared]
        for conversation in self._conversations:
            conversation.close()
        for connection in everyone:
            connection.leave()
        for connection in everyone:
            self._end(connection)
        self._portal.__exit__(kind, error, trace)
        shutil.rmtree(self._workspaces, ignore_errors=True)

    def shared(self) -> Orchestrator:
        """The server that scenarios share; one that died is replaced.

        Raises:
            ConnectFailedError: it cannot be started or spoken to.
            ConnectionLostError: it died again and again without answering anything in between.
        """
        if self._shared is not None and not self._shared.alive:
            self._bury(self._shared)
            self._shared = None
        if self._shared is None:
            self._shared = self._meet(*self._begin())
        self._stock()
        return self._shared

    def want_own(self, count: int) -> None:
        """Say how many servers of their own the scenarios to come will need, so that spares are started ahead."""
        self._wanted = count
        self._stock()

    def own(self) -> Orchestrator:
        """A server for one scenario alone, in an empty workspace.

        Raises:
            ConnectFailedError: it cannot be started or spoken to.
        """
        self._wanted = max(0, self._wanted - 1)
        while self._spares and self._spares[0][0].process.exit_code is not None:
            self._leaving.append(self._spares.pop(0)[0])
        spare = self._spares.pop(0) if self._spares else self._begin()
        orchestrator = self._meet(*spare)
        self._stock()
        return orchestrator

    def start_in(self, workspace: Path) -> Orchestrator:
        """A server in a workspace that is there already and stays, with no session initialised.

        Raises:
            ConnectFailedError: it cannot be started or spoken to.
        """
        connection, workspace = self._begin(workspace)
        try:
            return Orchestrator(connection.connected(), workspace, self._evidence)
        except ConnectFailedError:
            self._end(connection)
            raise

    def start_anew(self, orchestrator: Orchestrator) -> Orchestrator:
        """End a server and start its command again in the same workspace, with no session initialised.

        Raises:
            ConnectFailedError: it cannot be started or spoken to.
        """
        self._end(orchestrator.connection)
        connection, workspace = self._begin(orchestrator.workspace)
        return Orchestrator(connection.connected(), workspace, self._evidence)

    def start_beside(self, orchestrator: Orchestrator) -> Orchestrator:
        """Start a second server in the workspace of another one, which goes on.

        Raises:
            ConnectFailedError: it cannot be started or spoken to.
        """
        return self._meet(*self._begin(orchestrator.workspace))

    def at_the_end(self, undo: Callable[[], None]) -> None:
        """Have something undone before the servers end, if it was not undone before; it may be called twice."""
        self._at_the_end.append(undo)

    def release(self, orchestrator: Orchestrator) -> None:
        """Begin to end a server that was for one scenario alone; nothing is waited for before the run's end."""
        orchestrator.connection.leave()
        self._leaving.append(orchestrator.connection)

    def new_directory(self, name: str) -> Path:
        """A path for a directory beside the workspaces, not made yet, removed with them."""
        return Path(tempfile.mkdtemp(prefix="beside-", dir=self._workspaces)) / name

    def shell(self, world: World) -> Shell:
        """A shell in which an operator types, standing in a folder of their own."""
        return Shell(world, self.new_directory("desk"), self._launcher.nursery)

    def converse(self) -> RawConversation:
        """A server of its own that is spoken to in bare lines, and to which nothing was said yet.

        Raises:
            ConnectFailedError: it cannot be started.
            NoAnswerError: nothing was answered in this run, so nothing more is waited for.
        """
        if self._evidence.silent:
            raise NoAnswerError("nothing was said to it: no call of this run was answered")
        process, _ = self._process()
        conversation = RawConversation(self._portal, self.target, process)
        self._conversations.append(conversation)
        return conversation.begin()

    def fenced(self) -> Orchestrator:
        """A server that scenarios share for what may do harm; nothing lies beside its workspace.

        Raises:
            ConnectFailedError: it cannot be started or spoken to.
        """
        if self._fenced is not None and not self._fenced.alive:
            self._fenced = self.start_anew(self._fenced)
        if self._fenced is None:
            workspace = Path(tempfile.mkdtemp(prefix="fence-", dir=self._workspaces)) / "workspace"
            workspace.mkdir()
            self._fenced = self._meet(*self._begin(workspace))
        return self._fenced

    def _begin(self, workspace: Path | None = None) -> tuple[Connection, Path]:
        """Start a server in the background; nothing is waited for."""
        process, workspace = self._process(workspace)
        return Connection(self._portal, self.target, process).begin(), workspace

    def _process(self, workspace: Path | None = None) -> tuple[ServerProcess, Path]:
        """Describe a server's process, and make its workspace."""
        self.started += 1
        name = f"{self._server}{self.started:03}"
        if workspace is None:
            workspace = self._workspaces / name
            workspace.mkdir()
        launch = Launch(
            command=self.target.command,
            workspace=workspace,
            environment={**get_default_environment(), **self.target.environment},
            stderr=self._stderr / f"{name}.stderr.txt",
        )
        self._evidence.event("server started", server=name)
        return ServerProcess(launch, self._launcher, grace=self.target.timeouts.close), workspace

    def _meet(self, connection: Connection, workspace: Path) -> Orchestrator:
        """Wait for a server that was begun, and open its workspace as a client would."""
        try:
            orchestrator = Orchestrator(connection.connected(), workspace, self._evidence)
        except ConnectFailedError:
            self._end(connection)
            raise
        # Whether a session can be initialised is for scenarios to judge; what came of it is in the evidence.
        with suppress(NotOfferedError, TargetFaultError):
            orchestrator.open_workspace()
        return orchestrator

    def _stock(self) -> None:
        """Start one more spare, unless one is starting or as many are there as will be wanted."""
        starting = any(connection.connecting for connection, _ in self._spares)
        if not starting and len(self._spares) < min(self._wanted, MOST_SPARES):
            self._spares.append(self._begin())

    def _bury(self, dead: Orchestrator) -> None:
        code, words = dead.connection.process.exit_code, dead.connection.process.last_words()
        self._evidence.event("server died", exit_code=code, last_words=words)
        self._end(dead.connection)
        self._deaths = 1 if self._evidence.answered > self._answered_at_death else self._deaths + 1
        self._answered_at_death = self._evidence.answered
        if self._deaths > REPLACEMENTS:
            self._shared = dead
            raise ConnectionLostError(
                f"the orchestrator ended with exit code {code} each time it was started; its last words:\n{words}"
            )

    def _end(self, connection: Connection) -> None:
        connection.close()
        ending = connection.process.ending
        self._evidence.event("server ended", how=ending.value, exit_code=connection.process.exit_code)
        if ending in {Ending.TERMINATED, Ending.KILLED}:
            self._evidence.warn(f"A server process {ending.value}.")
