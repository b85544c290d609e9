"""Faults of the server's process: killed, frozen, asked to restart."""

from __future__ import annotations

import signal
from pathlib import Path
from time import monotonic
from typing import Final

from acceptance.errors import NotInjectableError, TargetFaultError
from acceptance.faults.waiting import let_pass, wait_until
from acceptance.server import Server
from acceptance.values import Restart
from acceptance.world import World

# How long the kernel is waited for to do to a process what a signal says, in seconds.
SIGNAL_SECONDS: Final = 5.0


def kill(world: World) -> None:
    """Kill the server and all its children, at an instant that nobody could foretell.

    Raises:
        TargetFaultError: it ended before, by itself.
    """
    drill, connection = world.drill, world.orchestrator.connection
    drill.wait_for_chance()
    if connection.process.exit_code is not None:
        raise TargetFaultError(
            f"it ended by itself before it was killed, with exit code {connection.process.exit_code}"
        )
    strike = drill.strike("killed", silences=True)
    connection.process.signal_group(signal.SIGKILL)
    strike.gone = monotonic()
    if connection.ended_within(SIGNAL_SECONDS) and connection.process.exit_code == -signal.SIGKILL:
        strike.trace = f"process {connection.process.pid} was ended by the signal {signal.SIGKILL:d}"


def freeze(world: World, seconds: float) -> None:
    """Keep the server's process from running for some time.

    Raises:
        NotInjectableError: this system does not tell the state of a process.
    """
    drill, process = world.drill, world.orchestrator.connection.process
    if state_of(process) is None:
        raise NotInjectableError("this system does not tell whether a process is frozen")
    drill.call_off_at_the_end(lambda: process.signal_group(signal.SIGCONT))
    drill.wait_for_chance()
    strike = drill.strike("frozen", silences=True)
    process.signal_group(signal.SIGSTOP)
    if wait_until(lambda: state_of(process) == "T", SIGNAL_SECONDS):
        strike.trace = f"the system told that process {process.pid} was stopped"
    let_pass(seconds)
    process.signal_group(signal.SIGCONT)
    strike.over()


def restart(world: World, restart_asked: Restart) -> None:
    """Ask the server to restart while work goes on, and start its command again when it has ended.

    Raises:
        TargetFaultError: the restart was refused, or the process went on.
    """
    drill = world.drill
    drill.wait_for_chance()
    strike = drill.strike("asked to restart", silences=True)
    world.operator.restart(restart_asked)
    old, new = world.operator.old_process[0], world.orchestrator.connection.process.pid
    if None not in {old, new} and old != new:
        strike.trace = f"process {old} ended, and process {new} took its place"
    world.orchestrator.open_workspace()
    drill.carry_on()


def state_of(process: Server) -> str | None:
    """What the system tells of a process: `T` for stopped, for instance; none: it does not tell."""
    try:
        status = Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    return status.rpartition(")")[2].split()[0]
