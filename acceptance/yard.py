"""Where servers are made ready: each described, given a workspace, and started in the way its target is spoken to."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

from mcp.client.stdio import get_default_environment

from acceptance.connection import Connection
from acceptance.evidence import Evidence
from acceptance.http.host import HttpHost, free_port
from acceptance.http.link import HttpLink
from acceptance.http.reaper import Reaper
from acceptance.launching import ColdLauncher, Launch, Launcher
from acceptance.portal import Portal
from acceptance.process import ServerProcess
from acceptance.server import Server
from acceptance.targets import Target

# Bytes that must be free in memory before workspaces are made there.
ROOM: Final = 1 << 30


class Yard:
    """Starts servers, each in a workspace.

    Attributes:
        target: whose servers they are, unless another is named.
        started: how many were started.
    """

    def __init__(self, target: Target, launcher: Launcher, portal: Portal, stderr: Path, evidence: Evidence) -> None:
        """Describe what servers are started with.

        Args:
            target: whose servers they are.
            launcher: how they are started.
            portal: the event loop in which they live.
            stderr: the folder for what they write to standard error.
            evidence: the record of the run.
        """
        self.target = target
        self.started = 0
        self._launcher = launcher
        self._portal = portal
        self._stderr = stderr
        self._evidence = evidence
        self._reaper = Reaper()
        self._workspaces = Path(tempfile.gettempdir())

    def open(self) -> None:
        """Make the folders that servers need."""
        self._stderr.mkdir(parents=True, exist_ok=True)
        place = place_for_workspaces()
        self._workspaces = Path(tempfile.mkdtemp(prefix="orchestrator-acceptance-", dir=place)).resolve()

    def close(self) -> None:
        """Remove the workspaces, and have killed what still runs."""
        self._reaper.close()
        shutil.rmtree(self._workspaces, ignore_errors=True)

    def new_directory(self, name: str, prefix: str = "beside-") -> Path:
        """A path for a directory in a place of its own, not made yet, removed with the workspaces."""
        return Path(tempfile.mkdtemp(prefix=prefix, dir=self._workspaces)) / name

    def begin(self, workspace: Path | None = None, target: Target | None = None) -> tuple[Connection, Path | None]:
        """Start a server in the background, or find the one that runs; nothing is waited for.

        Args:
            workspace: where; in a new one when none is given.
            target: whose; the yard's own when none is given.

        Returns:
            The connection to it, and its workspace where that is known.
        """
        target = target or self.target
        if not target.command:
            link = HttpLink(target, target.url or "")
            return Connection(self._portal, target, link).begin(), workspace or target.workspace
        if target.url is not None and "{port}" in target.url:
            target = target.at_port(free_port())
        launch = self._launch(target, workspace)
        server: Server
        if target.url is None:
            server = self.process(launch, target)
        else:
            launcher, grace = self._launcher_of(target), target.timeouts.close
            host = HttpHost(launch, launcher, self._reaper, url=target.url, grace=grace)
            host.begin(self._portal)
            server = HttpLink(target, target.url, host)
        return Connection(self._portal, target, server).begin(), launch.workspace

    def process(self, launch: Launch | None = None, target: Target | None = None) -> ServerProcess:
        """Describe a process that is spoken to over its standard streams; nothing is started.

        Args:
            launch: what is to be started; the target's command in a new workspace when none is given.
            target: whose process it is; the yard's own when none is given.
        """
        target = target or self.target
        launch = launch or self._launch(target)
        return ServerProcess(launch, self._launcher_of(target), grace=target.timeouts.close, offer=target.offer)

    def _launch(self, target: Target, workspace: Path | None = None) -> Launch:
        """Describe what is started, and make its workspace."""
        self.started += 1
        name = f"server-{self.started:03}"
        if workspace is None:
            workspace = self._workspaces / name
            workspace.mkdir()
        self._evidence.event("server started", server=name)
        return Launch(
            command=target.command,
            workspace=workspace,
            environment={**get_default_environment(), **target.environment},
            stderr=self._stderr / f"{name}.stderr.txt",
            speaks=target.url is None,
        )

    def _launcher_of(self, target: Target) -> Launcher:
        """How servers of a target are started: warm where they are made of the same as those of the yard's target."""
        return self._launcher if target.warm == self.target.warm else ColdLauncher()


def place_for_workspaces() -> Path:
    """Where workspaces are made: below TMPDIR if that is set, else in memory where there is room, else on the disk.

    A kill of a process cannot show whether a disk was written to, so the disk would only cost time: half of a run.
    """
    memory = Path("/dev/shm")
    wanted = "TMPDIR" not in os.environ and memory.is_dir() and os.access(memory, os.W_OK)
    return memory if wanted and shutil.disk_usage(memory).free >= ROOM else Path(tempfile.gettempdir())
