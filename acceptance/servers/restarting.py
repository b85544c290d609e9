"""Waiting for a server that said it restarts, until its process has ended and one can connect again."""

from __future__ import annotations

from acceptance.errors import NotJudgedError, TargetFaultError
from acceptance.evidence.circuit_breaker import RunCircuitBreaker
from acceptance.servers.orchestrator import Orchestrator


def wait_for_restart(orchestrator: Orchestrator, patience: RunCircuitBreaker) -> int:
    """Wait until the process of a server that accepted a restart has ended.

    Returns:
        The number of the process that ended.

    Raises:
        NotJudgedError: which process answers is not known.
        TargetFaultError: the process went on.
    """
    connection = orchestrator.connection
    process, target = connection.process, connection.target
    if process.pid is None:
        raise NotJudgedError("whether the process that answers is another one cannot be seen from here")
    seconds = patience.restart_seconds(target.name)
    if not connection.ended_within(seconds):
        patience.note_restart_in_vain(target.name)
        raise TargetFaultError(f"the restart was accepted, but the same process still ran {seconds:g} s later")
    return process.pid
