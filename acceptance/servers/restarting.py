"""Waiting for a server that said it restarts, until its process has ended and one can connect again."""

from __future__ import annotations

from collections.abc import Callable

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
    if not ended_for_a_restart(connection.ended_within, target.name, patience):
        raise TargetFaultError(f"the restart was accepted, but the same process still ran {seconds:g} s later")
    return process.pid


def ended_for_a_restart(ended_within: Callable[[float], bool], target: str, patience: RunCircuitBreaker) -> bool:
    """Whether a process ends after a restart was requested; a target that is waited for in vain is noted.

    Args:
        ended_within: waits for the end of the process for so many seconds, and says whether it came.
        target: the name of the target.
        patience: how long servers of the target are waited for.
    """
    if ended_within(patience.restart_seconds(target)):
        return True
    patience.note_restart_in_vain(target)
    return False
