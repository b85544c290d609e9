"""Starting a server's process: what is started, and cold, as a command (warm: `acceptance.transport.warm_launcher`)."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import anyio

from acceptance.redaction import Redactor
from acceptance.supervision.process_table import MARKER
from acceptance.supervision.standard_error import Allowance
from acceptance.supervision.strays import Strays
from acceptance.supervision.supervised import SupervisedProcess, supervised
from acceptance.supervision.supervisor import request_of
from acceptance.system.rights import BOUND_BY_MODES
from acceptance.targets.placing import prepare


@dataclass(frozen=True, slots=True)
class Observer:
    """Who is told what a server does to the processes around it.

    Attributes:
        left: is given the processes that it left, which have been ended, and whether it was to end them.
        trouble: is told in words what it did: "stopped the process that …".
    """

    left: Callable[[Strays, bool], None] = lambda strays, blamed: None
    trouble: Callable[[str], None] = lambda words: None


@dataclass(frozen=True, slots=True)
class Launch:
    """What is to be started.

    Attributes:
        command: program and arguments.
        workspace: the working directory.
        environment: all the variables that the server sees.
        stderr: the file to which its standard error is appended.
        ordinary: whether the modes of files hold for it, as for an ordinary user, also where the suite runs as root.
        special: variables that it has beyond its target's, which matter from the first instant: none may fork it that
            was started without them.
        again: whether others with the same special variables will follow, so that something is started to fork them.
        speaks: whether it is spoken to over its standard streams; one that is not has no input, and what it prints goes
            where its standard error does.
        marker: the value of the variable by which it and its children are known; empty for none.
        observer: is told what it does to the processes around it.
        allowance: how much it and others may write to standard error.
        redactor: hides what nobody is to read in that.
        prepare: the command that is run in the workspace first, if that is empty; empty for none.
    """

    command: Sequence[str]
    workspace: Path
    environment: Mapping[str, str]
    stderr: Path
    ordinary: bool = False
    special: Mapping[str, str] = field(default_factory=dict)
    again: bool = False
    speaks: bool = True
    marker: str = ""
    observer: Observer = field(default_factory=Observer)
    allowance: Allowance = field(default_factory=Allowance)
    redactor: Redactor = field(default_factory=Redactor)
    prepare: Sequence[str] = ()

    @property
    def variables(self) -> dict[str, str]:
        """The environment, with the variable by which the server is known."""
        return {**self.environment, MARKER: self.marker} if self.marker else dict(self.environment)


@dataclass(frozen=True, slots=True)
class Special:
    """What is special about a server.

    Attributes:
        environment: variables that it has beyond its target's, from its first instant.
        ordinary: whether the modes of files hold for it, as for an ordinary user.
        again: whether others with the same variables will follow in this run.
    """

    environment: Mapping[str, str] = field(default_factory=dict)
    ordinary: bool = False
    again: bool = False


class Launcher(Protocol):
    """A way to start servers."""

    @property
    def fork_server(self) -> Path | None:
        """The socket of the process that forks servers, where there is one."""

    async def launch(self, launch: Launch, stderr: int) -> SupervisedProcess:
        """Start a server, with a descriptor for its standard error.

        Raises:
            OSError: it cannot be started.
            ConnectFailedError: its workspace cannot be prepared.
        """


async def prepared(launch: Launch) -> None:
    """Prepare the workspace of a server, unless that was done.

    Raises:
        ConnectFailedError: the command that prepares it failed.
    """
    if launch.prepare:
        await anyio.to_thread.run_sync(prepare, launch.prepare, launch.workspace, launch.variables)


class ColdLauncher:
    """Starts the command, in a session of its own."""

    fork_server: Path | None = None

    async def launch(self, launch: Launch, stderr: int) -> SupervisedProcess:
        """Start a server."""
        await prepared(launch)
        command = [*(BOUND_BY_MODES if launch.ordinary and os.geteuid() == 0 else ()), *launch.command]
        return await supervised(
            request_of(str(launch.workspace), command, launch.variables),
            speaks=launch.speaks,
            stderr=stderr,
            marker=launch.marker,
            tell=launch.observer.trouble,
        )
