"""Waiting for a server that said it restarts, until its process has ended and one can connect again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from acceptance.errors import NotJudgedError, TargetFaultError
from acceptance.evidence.vain_waits import VainWaits
from acceptance.servers.orchestrator import Orchestrator

RESTART_SECONDS: Final = 12.0
"""How long a server that said it restarts is waited for: nothing long is under way when it is asked."""


def wait_for_restart(orchestrator: Orchestrator, vain: VainWaits) -> int:
    """Wait until the process of a server that accepted a restart has ended.

    Returns:
        The number of the process that ended.

    Raises:
        NotJudgedError: which process answers is not known.
        TargetFaultError: the process went on.
    """
    process = orchestrator.connection.process
    if process.pid is None:
        raise NotJudgedError("whether the process that answers is another one cannot be seen from here")
    check_ends_for_a_restart(orchestrator, vain)
    return process.pid


def check_ends_for_a_restart(orchestrator: Orchestrator, vain: VainWaits) -> None:
    """Wait until the process of a server that accepted a restart has ended, whichever it is.

    Raises:
        TargetFaultError: the process went on.
    """
    connection = orchestrator.connection
    target = connection.target.name
    why, bound = vain.since(what_is_awaited(target)), vain.bound(what_is_awaited(target), RESTART_SECONDS)
    if not ended_for_a_restart(connection.ended_within, target, vain):
        raise TargetFaultError(f"the restart was accepted, but the same process still ran {bound:g} s later{why}")


def ended_for_a_restart(ended_within: Callable[[float], bool], target: str, vain: VainWaits) -> bool:
    """Whether a process ends after a restart was requested.

    Args:
        ended_within: waits for the end of the process for so many seconds, and says whether it came.
        target: the name of the target.
        vain: how long servers of the target are waited for.
    """
    return vain.wait(what_is_awaited(target), RESTART_SECONDS, ended_within)


def what_is_awaited(target: str) -> str:
    """The end of a target's process after a restart was requested, in words."""
    return f'the end of "{target}" for a restart'
