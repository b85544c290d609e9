"""Where servers are made ready: each described, given a workspace, and started in the way its target is spoken to."""

from __future__ import annotations

import os
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from mcp.client.stdio import get_default_environment

from acceptance.confinement.paths import shown
from acceptance.errors import ForbiddenFileError, TargetFaultError
from acceptance.evidence.evidence import Evidence
from acceptance.leftovers import owned_folder
from acceptance.supervision.process_table import new_marker
from acceptance.supervision.standard_error import Allowance
from acceptance.supervision.strays import Strays
from acceptance.supervision.supervisor import NAMES_TOLD
from acceptance.system.workspaces import place_for_workspaces
from acceptance.targets.placing import home_in, placed
from acceptance.targets.target import Target
from acceptance.transport.connection import Connection
from acceptance.transport.ending_grace import EndingGrace
from acceptance.transport.http.host import HttpHost, free_port
from acceptance.transport.http.link import HttpLink
from acceptance.transport.http.process_reaper import ProcessReaper, sweep
from acceptance.transport.launching import ColdLauncher, Launch, Launcher, Observer, Special
from acceptance.transport.portal import Portal
from acceptance.transport.process import ServerProcess
from acceptance.transport.server import Server

HOMES: Final = "homes"
"""Where the homes of servers lie, beside the workspaces."""


class ServerFactory:
    """Starts servers, each in a workspace.

    Attributes:
        target: whose servers they are, unless another is named.
        launcher: how they are started.
        portal: the event loop in which they live.
        started: how many were started.
    """

    def __init__(self, target: Target, launcher: Launcher, stderr: Path, evidence: Evidence, *, part: str = "") -> None:
        """Describe what servers are started with.

        Args:
            target: whose servers they are.
            launcher: how they are started.
            stderr: the folder for what they write to standard error.
            evidence: the record of the run.
            part: what tells them from the servers of other processes that write into the same folder.
        """
        self.target = target
        self.launcher = launcher
        self.portal = Portal()
        self.started = 0
        self._clock: Path | None = None
        self._name = f"server-{part}-" if part else "server-"
        self._stderr = stderr
        self._evidence = evidence
        self._run = new_marker()
        self._reaper = ProcessReaper(self._run)
        self._allowance = Allowance()
        self._stack = ExitStack()
        self._workspaces = Path(tempfile.gettempdir())
        self._places: dict[Path, str] = {}
        self._grace: dict[str, EndingGrace] = {}

    def open(self) -> None:
        """Begin the event loop, and make the folders that servers need."""
        self._stderr.mkdir(parents=True, exist_ok=True)
        place = place_for_workspaces()
        self._workspaces = self._stack.enter_context(owned_folder("orchestrator-acceptance-", place))
        self.portal.__enter__()

    def close(self) -> None:
        """End the event loop, have killed what still runs, and remove the workspaces."""
        self.portal.__exit__(None, None, None)
        left = sweep(self._run)
        self.tell_left("A server", Strays(len(left), tuple(left[:NAMES_TOLD])))
        self._reaper.close()
        self._stack.close()

    def marker(self, name: str) -> str:
        """What a process of this run is known by, and all that it starts."""
        return f"{self._run}{name};"

    def require_place(self) -> None:
        """Make sure that workspaces can still be made.

        Raises:
            TargetFaultError: the folder of all workspaces is gone, or may not be used: one of the servers did that.
        """
        if not os.access(self._workspaces, os.W_OK | os.X_OK):
            raise TargetFaultError(
                "Expected that servers leave the folder of all workspaces of this run alone, but it was removed, moved "
                f"or closed: {shown(self._workspaces)}. No further server can be started."
            )

    def new_directory(self, name: str, prefix: str = "beside-") -> Path:
        """A path for a directory in a place of its own, not made yet, removed with the workspaces.

        Raises:
            TargetFaultError: the folder of all workspaces was taken away.
        """
        self.require_place()
        return Path(tempfile.mkdtemp(prefix=prefix, dir=self._workspaces)) / name

    @property
    def clock(self) -> Path:
        """The file that moves the wall clock of those servers whose clock is adjustable: the same for all of a run.

        Raises:
            TargetFaultError: the folder of all workspaces was taken away.
        """
        if self._clock is None or not self._clock.parent.is_dir():
            self._clock = self.new_directory("clock")
        return self._clock

    def new_workspace(self) -> Path:
        """An empty workspace, in which no server runs yet.

        Raises:
            TargetFaultError: the folder of all workspaces was taken away.
        """
        self.require_place()
        return Path(tempfile.mkdtemp(prefix="workspace-", dir=self._workspaces))

    def begin(
        self,
        workspace: Path | None = None,
        target: Target | None = None,
        launcher: Launcher | None = None,
        special: Special | None = None,
    ) -> tuple[Connection, Path | None]:
        """Start a server in the background, or find the one that runs; nothing is waited for.

        Args:
            workspace: where; in a new one when none is given.
            target: whose; the factory's own when none is given.
            launcher: how; as all servers of that target when none is given.
            special: what is special about it.

        Returns:
            The connection to it, and its workspace where that is known.

        Raises:
            ForbiddenFileError: the workspace leads elsewhere by now.
        """
        target = target or self.target
        if not target.command:
            link = HttpLink(target, target.url or "")
            return Connection(self.portal, target, link).begin(), workspace or target.workspace
        placed = target if target.url is None else target.at_port(free_port())
        launch = self._launch(placed, workspace, special or Special())
        launcher, grace = launcher or self._launcher_of(target), self._grace_of(target)
        server: Server
        if placed.url is None:
            server = ServerProcess(launch, launcher, grace=grace, offer=target.offer)
        else:
            host = HttpHost(launch, launcher, self._reaper, url=placed.url, grace=grace)
            host.begin(self.portal)
            server = HttpLink(target, placed.url, host)
        return Connection(self.portal, target, server).begin(), launch.workspace

    def process(self, workspace: Path | None = None) -> ServerProcess:
        """Describe a process that is spoken to over its standard streams, in a new workspace when none is given.

        Nothing is started.

        Raises:
            ForbiddenFileError: the workspace leads elsewhere by now.
        """
        launch, grace = self._launch(self.target, workspace, Special()), self._grace_of(self.target)
        return ServerProcess(launch, self.launcher, grace=grace, offer=self.target.offer)

    def _launch(self, target: Target, workspace: Path | None, special: Special) -> Launch:
        """Describe what is started, and make its workspace."""
        name = f"{self._name}{self.started + 1:03}"
        if workspace is None:
            self.require_place()
            workspace = self._workspaces / name
            workspace.mkdir()
        self._check_place(workspace)
        target = self.placed(target, workspace)
        self.started += 1
        self._reaper.begin()
        self._evidence.event("server started", server=name)
        return Launch(
            command=target.command,
            workspace=workspace,
            environment={**get_default_environment(), **target.environment, **special.environment},
            stderr=self._stderr / f"{name}.stderr.txt",
            speaks=target.url is None,
            ordinary=special.ordinary,
            special=special.environment,
            again=special.again,
            marker=self.marker(name),
            observer=Observer(
                left=lambda strays, blamed: self.tell_left(name, strays, blamed=blamed),
                trouble=lambda words: self._evidence.warn(f"{name} {words}."),
            ),
            allowance=self._allowance,
            redactor=self._evidence.redactor,
            prepare=target.prepare,
        )

    def placed(self, target: Target, workspace: Path) -> Target:
        """A target as it is started in a workspace, with the home that its servers there have in this run."""
        return placed(target, workspace, self._workspaces / HOMES)

    def home_of(self, target: Target, workspace: Path) -> Path | None:
        """The home that a target's servers in a workspace have in this run; None where they have none of their own."""
        return home_in(workspace, self._workspaces / HOMES) if target.needs_home else None

    def _check_place(self, workspace: Path) -> None:
        """Check that a workspace still is where it was when the first server was started in it.

        Behind a link in the place of its workspace, the next server would take any folder for its own.

        Raises:
            ForbiddenFileError: it leads elsewhere.
        """
        place = os.path.realpath(workspace)
        if self._places.setdefault(workspace, place) != place:
            raise ForbiddenFileError(
                f"The workspace {shown(workspace)} leads to {shown(place)} by now. No server is started there."
            )

    def tell_left(self, who: str, strays: Strays, *, blamed: bool = True) -> None:
        """Keep which processes a server left behind, and tell the reader of the run's end where it is to blame."""
        if not strays.count:
            return
        self._evidence.event("processes left", server=who, count=strays.count, names=strays.names, blamed=blamed)
        if blamed:
            ended = "which was ended" if strays.count == 1 else "which were ended"
            self._evidence.warn(f"{who} left {strays} behind, {ended}: this breaks SAFE-2.")

    def _grace_of(self, target: Target) -> EndingGrace:
        """How long servers of a target have to end, by what was learned of those before."""
        return self._grace.setdefault(target.name, EndingGrace(target.timeouts.close))

    def _launcher_of(self, target: Target) -> Launcher:
        """How servers of a target are started: warm where they are made of the same as the factory's own target."""
        own = self.target
        return self.launcher if (target.warm, target.preload) == (own.warm, own.preload) else ColdLauncher()
