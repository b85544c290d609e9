"""Servers that are started in ways that only faults need."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from acceptance.errors import ConnectFailedError, TargetFaultError
from acceptance.servers.connected_orchestrator import ConnectedOrchestrator
from acceptance.servers.orchestrator import Orchestrator
from acceptance.system.waiting import wait_until
from acceptance.transport.launching import Special

if TYPE_CHECKING:
    from acceptance.servers.server_pool import ServerPool
    from acceptance.transport.connection import Connection


def start_specially(pool: ServerPool, workspace: Path | None, special: Special) -> Orchestrator:
    """Start a server in a special way, in an empty workspace or another one, with no session initialised.

    Raises:
        TargetFaultError: it cannot be started or spoken to.
        NotJudgedError: the target has no command.
    """
    pool.target.require_command()
    connection, workspace = pool.factory.begin(workspace, special=special)
    try:
        return ConnectedOrchestrator(connection.connected(), workspace, pool.evidence)
    except ConnectFailedError as error:
        pool.end(connection)
        raise TargetFaultError(str(error)) from None


def begin_beside(pool: ServerPool, orchestrator: Orchestrator) -> Connection:
    """Begin to start a server in the workspace of another one, and wait until it is a process, and no longer.

    Raises:
        TargetFaultError: no process came of it.
        NotJudgedError: the target has no command.
    """
    target = orchestrator.connection.target
    target.require_command()
    connection, _ = pool.factory.begin(orchestrator.workspace, target)
    if not wait_until(lambda: connection.process.pid is not None, target.timeouts.connect):
        pool.part_with(connection)
        raise TargetFaultError(f"the target {target.name} was started, but has no process")
    return connection
