"""Servers that are started in ways that only faults need."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from acceptance.errors import ConnectFailedError, TargetFaultError
from acceptance.faults.waiting import wait_until
from acceptance.launching import Special
from acceptance.orchestrator import Orchestrator

if TYPE_CHECKING:
    from acceptance.connection import Connection
    from acceptance.fleet import Fleet


def start_specially(fleet: Fleet, workspace: Path | None, special: Special) -> Orchestrator:
    """Start a server in a special way, in an empty workspace or another one, with no session initialised.

    Raises:
        TargetFaultError: it cannot be started or spoken to.
        NotJudgedError: the target has no command.
    """
    fleet.target.require_command()
    connection, workspace = fleet.yard.begin(workspace, special=special)
    try:
        return Orchestrator(connection.connected(), workspace, fleet.evidence)
    except ConnectFailedError as error:
        fleet.end(connection)
        raise TargetFaultError(str(error)) from None


def begin_beside(fleet: Fleet, orchestrator: Orchestrator) -> Connection:
    """Begin to start a server in the workspace of another one, and wait until it is a process, and no longer.

    Raises:
        TargetFaultError: no process came of it.
        NotJudgedError: the target has no command.
    """
    target = orchestrator.connection.target
    target.require_command()
    connection, _ = fleet.yard.begin(orchestrator.workspace, target)
    if not wait_until(lambda: connection.process.pid is not None, target.timeouts.connect):
        fleet.part_with(connection)
        raise TargetFaultError(f"the target {target.name} was started, and no process came of it")
    return connection
