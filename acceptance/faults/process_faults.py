"""Faults of the server's process: killed, frozen, asked to restart."""

from __future__ import annotations

import signal
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final

from acceptance.contract.values import Restart
from acceptance.errors import NotInjectableError, TargetFaultError
from acceptance.faults.fault_experiment import CHANCE_SECONDS
from acceptance.faults.history import Verb
from acceptance.system.waiting import let_pass, wait_until
from acceptance.world.world import World

if TYPE_CHECKING:
    from acceptance.transport.server import Server

# How long the kernel is waited for to do to a process what a signal says, in seconds.
SIGNAL_SECONDS: Final = 5.0
# How long the other server of a workspace works on alone before all work is given to it, in seconds.
AFTER_A_KILL: Final = 0.2
# So often a server is killed until it is in the middle of what it is to be killed in.
KILLS: Final = 6
# How long a server may take to end when it is asked to (contract, SAFE-2), and some for a busy machine, in seconds.
END_SECONDS: Final = 8.0


def kill(world: World, *, within: float = CHANCE_SECONDS) -> None:
    """Kill the server and all its children, at an instant that nobody could foretell.

    Args:
        world: the scenario's.
        within: how many seconds from now it is at the latest.

    Raises:
        TargetFaultError: it ended before, by itself.
    """
    experiment, connection = world.experiment, world.orchestrator.connection
    experiment.wait_for_chance(within)
    if connection.process.exit_code is not None:
        raise TargetFaultError(
            f"it ended by itself before it was killed, with exit code {connection.process.exit_code}"
        )
    strike = experiment.strike("killed", silences=True)
    connection.process.signal_group(signal.SIGKILL)
    strike.gone = monotonic()
    if connection.ended_within(SIGNAL_SECONDS) and connection.process.exit_code == -signal.SIGKILL:
        strike.trace = f"process {connection.process.pid} was ended by the signal {signal.SIGKILL:d}"


def kill_other(world: World) -> None:
    """Kill the server that was started beside the scenario's own, and have all work go on over that one."""
    experiment, connection = world.experiment, world.other.connection
    experiment.wait_for_chance()
    strike = experiment.strike("one of two servers killed")
    connection.process.signal_group(signal.SIGKILL)
    if connection.ended_within(SIGNAL_SECONDS) and connection.process.exit_code == -signal.SIGKILL:
        strike.trace = f"process {connection.process.pid} was ended by the signal {signal.SIGKILL:d}"
    let_pass(AFTER_A_KILL)
    experiment.carry_on()


def kill_while_work_is_handed_in(world: World) -> None:
    """Kill the server while work is on its way into an artifact; one that was faster is killed again.

    Raises:
        TargetFaultError: it ended before, by itself; or it was always faster.
    """
    experiment = world.experiment
    for _ in range(KILLS):
        if not experiment.workload.wait_for_hand_in(experiment.patience):
            raise TargetFaultError("no work was handed in")
        kill(world, within=experiment.shortest(Verb.HAND_IN))
        if wait_until(lambda: experiment.has_cut_short(Verb.HAND_IN), SIGNAL_SECONDS / KILLS):
            experiment.last.kind = "killed while work was handed in"
            experiment.last.trace += ", and a hand-in was not answered"
            return
        experiment.start_again()
        experiment.see_recovery()
    raise TargetFaultError(f"of {KILLS} kills none came while work was handed in")


def kill_again_and_again(world: World, times: int) -> None:
    """Kill the server in the middle of its work, start it again and see the work go on, so many times."""
    for _ in range(times):
        kill(world)
        world.experiment.start_again()
        world.experiment.see_recovery()


def kill_while_it_starts(world: World) -> None:
    """Kill the server in the middle of its work, start it again, and kill that one while it starts."""
    kill(world)
    strike = world.experiment.last
    started = world.experiment.begin_beside()
    world.experiment.wait_for_chance()
    started.signal_group(signal.SIGKILL)
    strike.kind = "killed, and again while it started"


def terminate(world: World) -> None:
    """Ask the server, by a signal, to end in the middle of its work, and wait for its end.

    Raises:
        TargetFaultError: it still ran when its time was over.
    """
    experiment, connection = world.experiment, world.orchestrator.connection
    experiment.wait_for_chance()
    strike = experiment.strike("shutdown in the middle of work", silences=True)
    connection.process.signal_group(signal.SIGTERM)
    if not connection.ended_within(END_SECONDS):
        raise TargetFaultError(f"it still ran {END_SECONDS:g} s after it was asked to end")
    strike.trace = f"process {connection.process.pid} ended with exit code {connection.process.exit_code}"


def freeze(world: World, seconds: float) -> None:
    """Keep the server's process from running for some time.

    Raises:
        NotInjectableError: this system does not tell the state of a process.
    """
    experiment, process = world.experiment, world.orchestrator.connection.process
    if state_of(process) is None:
        raise NotInjectableError("this system does not tell whether a process is frozen")
    experiment.call_off_at_the_end(lambda: process.signal_group(signal.SIGCONT))
    experiment.wait_for_chance()
    strike = experiment.strike("frozen", silences=True)
    process.signal_group(signal.SIGSTOP)
    if wait_until(lambda: state_of(process) == "T", SIGNAL_SECONDS):
        strike.trace = f"the system told that process {process.pid} was stopped"
    let_pass(seconds)
    process.signal_group(signal.SIGCONT)
    strike.over()


def restart_behind_a_lock(world: World, seconds: float) -> None:
    """Ask for a restart while the store is locked, and for another one before the lock is gone.

    The first one's reply is the scenario's last one; the second one's is checked here.

    Raises:
        TargetFaultError: both were accepted, or one was not answered.
    """
    store_faults, call = world.store_faults, world.dialect.restart(Restart())
    store_faults.lock()
    store_faults.ask_behind_the_lock(call)
    store_faults.ask_behind_the_lock(call)
    let_pass(seconds)
    store_faults.mend()
    replies = store_faults.read_what_waited()
    accepted = sum(reply.accepted for reply in replies)
    if accepted > 1:
        raise TargetFaultError(f"{accepted} restarts were accepted at the same time")
    if accepted:
        ended = world.orchestrator.connection.ended_within(END_SECONDS)
        if not ended:
            raise TargetFaultError(f"a restart was accepted, and the same process still ran {END_SECONDS:g} s later")
        world.experiment.start_again()


def restart(world: World, restart_asked: Restart) -> None:
    """Ask the server to restart while work goes on, and start its command again when it has ended.

    Raises:
        TargetFaultError: the restart was refused, or the process went on.
    """
    experiment = world.experiment
    experiment.wait_for_chance()
    strike = experiment.strike("asked to restart", silences=True)
    world.operator.restart(restart_asked)
    old, new = world.operator.old_process[0], world.orchestrator.connection.process.pid
    if None not in {old, new} and old != new:
        strike.trace = f"process {old} ended, and process {new} took its place"
    world.orchestrator.open_workspace()
    experiment.carry_on()


def state_of(process: Server) -> str | None:
    """What the system tells of a process: `T` for stopped, for instance; None: it does not tell."""
    try:
        status = Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    return status.rpartition(")")[2].split()[0]
