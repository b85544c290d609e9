"""Faults of the server's process: it is killed, frozen, terminated or restarted."""

from __future__ import annotations

import signal
from collections.abc import Callable, Mapping
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final

from acceptance.contract.values import Restart
from acceptance.errors import NotInjectableError, TargetFaultError
from acceptance.faults.fault_experiment import CHANCE_SECONDS, FaultExperiment
from acceptance.faults.history import Verb
from acceptance.servers.restarting import check_ends_for_a_restart
from acceptance.system.waiting import let_pass, wait_until
from acceptance.transport.endings import how_it_ended

if TYPE_CHECKING:
    from acceptance.faults.store_faults import StoreFaults
    from acceptance.scenario.operating import Operator
    from acceptance.scenario.state import ScenarioState
    from acceptance.transport.server import Server

# How long the kernel is waited for to do to a process what a signal says, in seconds.
SIGNAL_SECONDS: Final = 5.0
# How long the other server of a workspace works on alone before all work is given to it, in seconds.
AFTER_A_KILL: Final = 0.2
# So often a server is killed until it is in the middle of what it is to be killed in.
KILLS: Final = 6
# How long a server may take to end when it is asked to (contract, SAFE-2), and some for a busy machine, in seconds.
END_SECONDS: Final = 8.0


class ProcessFaults:
    """What is done to the process of a scenario's server."""

    def __init__(
        self, state: ScenarioState, experiment: FaultExperiment, store_faults: StoreFaults, operator: Operator
    ) -> None:
        self._state = state
        self._experiment = experiment
        self._store_faults = store_faults
        self._operator = operator

    def end(self, way: str) -> None:
        """End the server in one of the `ENDINGS`."""
        ENDINGS[way](self)

    def end_other(self, way: str) -> None:
        """End the server that was started last beside the scenario's own, in one of the `OTHER_ENDINGS`."""
        OTHER_ENDINGS[way](self)

    def request_restart(self, restart: str) -> None:
        """Request one of the `RESTARTS`."""
        RESTARTS[restart](self)

    def shut_down(self) -> None:
        """End the server, as a client does that closes its input."""
        self._state.servers.end()

    def shut_down_other(self) -> None:
        """End the server that was started last beside the scenario's own, as a client does that closes its input."""
        self._state.pool.end(self._state.servers.other.connection)

    def kill(self, *, within: float = CHANCE_SECONDS) -> None:
        """Kill the server and all its children, at a random moment.

        Args:
            within: how many seconds from now it is at the latest.

        Raises:
            TargetFaultError: it ended before, by itself.
        """
        experiment, connection = self._experiment, self._state.orchestrator.connection
        experiment.wait_for_a_random_moment(within)
        if connection.process.exit_code is not None:
            ended = how_it_ended(connection.process.exit_code, connection.process.last_words())
            raise TargetFaultError(f"before it was killed, {ended}")
        strike = experiment.strike("killed", silences=True)
        connection.process.signal_group(signal.SIGKILL)
        strike.gone = monotonic()
        if connection.ended_within(SIGNAL_SECONDS) and connection.process.exit_code == -signal.SIGKILL:
            strike.trace = f"process {connection.process.pid} was ended by the signal {signal.SIGKILL:d}"

    def kill_other(self) -> None:
        """Kill the server that was started beside the scenario's own, and let all work continue over that one."""
        experiment, connection = self._experiment, self._state.servers.other.connection
        experiment.wait_for_a_random_moment()
        strike = experiment.strike("one of two servers killed")
        connection.process.signal_group(signal.SIGKILL)
        if connection.ended_within(SIGNAL_SECONDS) and connection.process.exit_code == -signal.SIGKILL:
            strike.trace = f"process {connection.process.pid} was ended by the signal {signal.SIGKILL:d}"
        let_pass(AFTER_A_KILL)
        experiment.carry_on()

    def kill_during_a_submission(self) -> None:
        """Kill the server during a submission; where the submission was faster, kill it again.

        Raises:
            TargetFaultError: it ended before, by itself; or it was always faster.
        """
        experiment = self._experiment
        for _ in range(KILLS):
            if not experiment.workload.wait_for_hand_in(experiment.patience):
                raise TargetFaultError("no work was submitted")
            self.kill(within=experiment.shortest(Verb.HAND_IN))
            if wait_until(lambda: experiment.has_cut_short(Verb.HAND_IN), SIGNAL_SECONDS / KILLS):
                experiment.last.kind = "killed during a submission"
                experiment.last.trace += ", and a submission was not answered"
                return
            experiment.start_again()
            experiment.await_recovery()
        raise TargetFaultError(f"none of {KILLS} kills came during a submission")

    def kill_repeatedly(self, times: int) -> None:
        """Kill the server during the work, start it again and wait until the work continues, so many times."""
        for _ in range(times):
            self.kill()
            self._experiment.start_again()
            self._experiment.await_recovery()

    def kill_during_startup(self) -> None:
        """Kill the server during the work, start it again, and kill that one during its startup."""
        self.kill()
        strike = self._experiment.last
        started = self._experiment.begin_beside()
        self._experiment.wait_for_a_random_moment()
        started.signal_group(signal.SIGKILL)
        strike.kind = "killed, and again during its startup"

    def terminate(self) -> None:
        """Send SIGTERM to the server during the work, and wait for its end.

        Raises:
            TargetFaultError: it still ran when its time was over.
        """
        experiment, connection = self._experiment, self._state.orchestrator.connection
        experiment.wait_for_a_random_moment()
        strike = experiment.strike("terminated during the work", silences=True)
        connection.process.signal_group(signal.SIGTERM)
        if not connection.ended_within(END_SECONDS):
            raise TargetFaultError(f"the orchestrator still ran {END_SECONDS:g} s after SIGTERM")
        strike.trace = f"process {connection.process.pid} ended with exit code {connection.process.exit_code}"

    def freeze(self, seconds: float) -> None:
        """Stop the server's process by SIGSTOP for some time.

        Raises:
            NotInjectableError: this system does not tell the state of a process.
        """
        experiment, process = self._experiment, self._state.orchestrator.connection.process
        if state_of(process) is None:
            raise NotInjectableError("this system does not show whether a process is frozen")
        experiment.undo_at_the_end(lambda: process.signal_group(signal.SIGCONT))
        experiment.wait_for_a_random_moment()
        strike = experiment.strike("frozen", silences=True)
        process.signal_group(signal.SIGSTOP)
        if wait_until(lambda: state_of(process) == "T", SIGNAL_SECONDS):
            strike.trace = f"the system showed process {process.pid} as stopped"
        let_pass(seconds)
        process.signal_group(signal.SIGCONT)
        strike.over()

    def restart_behind_a_lock(self, seconds: float) -> None:
        """Request a restart while the data store is locked, and another one before the lock is released.

        The first one's reply is the scenario's last one; the second one's is checked here.

        Raises:
            TargetFaultError: both were accepted, or one was not answered.
        """
        store_faults, call = self._store_faults, self._state.orchestrator.dialect.restart(Restart())
        store_faults.lock()
        store_faults.ask_behind_the_lock(call)
        store_faults.ask_behind_the_lock(call)
        let_pass(seconds)
        store_faults.restore()
        replies = store_faults.read_what_waited()
        accepted = sum(reply.accepted for reply in replies)
        if accepted > 1:
            raise TargetFaultError(f"{accepted} restarts were accepted at the same time")
        if accepted:
            check_ends_for_a_restart(self._state.orchestrator, self._state.evidence.vain)
            self._experiment.start_again()

    def request_without_restart(self) -> None:
        """Request a restart, and wait for the reply only."""
        self._operator.ask_for_restart(Restart())

    def restart(self, restart_asked: Restart) -> None:
        """Request a restart while work is running, and start the command again when the server has ended.

        Raises:
            TargetFaultError: the restart was refused, or the process went on.
        """
        experiment = self._experiment
        experiment.wait_for_a_random_moment()
        strike = experiment.strike("restart requested", silences=True)
        self._operator.restart(restart_asked)
        old, new = self._state.servers.former.pid, self._state.orchestrator.connection.process.pid
        if None not in {old, new} and old != new:
            strike.trace = f"process {old} ended, and process {new} took its place"
        self._state.orchestrator.open_workspace()
        experiment.carry_on()


RESTARTS: Final[Mapping[str, Callable[[ProcessFaults], object]]] = {
    "a graceful restart": lambda process: process.restart(Restart()),
    "a forced restart": lambda process: process.restart(Restart(graceful=False)),
    "a restart that cannot be recorded": ProcessFaults.request_without_restart,
}
"""The restarts that are requested while work is running, by the features' words."""
ENDINGS: Final[Mapping[str, Callable[[ProcessFaults], object]]] = {
    "killed": ProcessFaults.kill,
    "killed during a submission": ProcessFaults.kill_during_a_submission,
    "killed, and again during its startup": ProcessFaults.kill_during_startup,
    "killed and started again 20 times": lambda process: process.kill_repeatedly(20),
    "terminated during the work": ProcessFaults.terminate,
    "shut down": ProcessFaults.shut_down,
}
"""How the scenario's own server ends, by the features' words."""
OTHER_ENDINGS: Final[Mapping[str, Callable[[ProcessFaults], object]]] = {
    "killed": ProcessFaults.kill_other,
    "shut down": ProcessFaults.shut_down_other,
}
"""How the server beside it ends, by the features' words."""


def state_of(process: Server) -> str | None:
    """The state of a process as the system shows it, such as `T` for stopped; `None` where it does not."""
    try:
        status = Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    return status.rpartition(")")[2].split()[0]
