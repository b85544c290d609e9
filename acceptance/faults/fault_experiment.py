"""An experiment: a fault is injected into running work, and the result is compared with the record of the work."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import asdict
from time import monotonic
from typing import TYPE_CHECKING, Final

from acceptance.contract.reply import Reply
from acceptance.contract.values import TaskField, TaskPlan
from acceptance.errors import TargetFaultError
from acceptance.faults.history import Entry, Fault, History, Outcome, Verb
from acceptance.faults.history_checker import Violation, ViolationKind, judge
from acceptance.faults.recovery import Recoveries, Recovery
from acceptance.faults.snapshot import take_snapshot
from acceptance.faults.starting import begin_beside
from acceptance.faults.workload import Manner, Workload, changes
from acceptance.system.waiting import let_pass

if TYPE_CHECKING:
    from acceptance.scenario.state import ScenarioState
    from acceptance.transport.server import Server

# So many changes of each stream are waited for before a fault, and after it.
CHANGES: Final = 3
# The longest that the instant of a fault is put off by chance, in seconds: some lives of a task.
CHANCE_SECONDS: Final = 0.08
# Beyond the bound of a call, what a server gets to take work up again in, in seconds.
TAKE_UP_SECONDS: Final = 10.0


class FaultExperiment:
    """The faults of one scenario, and the work that they meet; whatever a fault changed is changed back at the end.

    Attributes:
        history: the record of the work and of the faults.
        breaches: what the judge found wrong; None before it judged.
        undo: what must be done at the latest when the scenario ends, the last first.
    """

    def __init__(self, state: ScenarioState, recoveries: Recoveries) -> None:
        self.history = History()
        self.breaches: list[Violation] | None = None
        self.undo = ExitStack()
        self._state = state
        self._recoveries = recoveries
        self._workload: Workload | None = None
        self._streams = 0
        self._closed = False
        self._registered = False

    @property
    def last(self) -> Fault:
        """The fault that struck last.

        Raises:
            TargetFaultError: none did.
        """
        if not self.history.strikes:
            raise TargetFaultError("no fault was injected yet")
        return self.history.strikes[-1]

    def start_work(self, streams: int, manner: Manner) -> None:
        """Start streams of work, and wait until each of them is well under way.

        Args:
            streams: how many.
            manner: how they run.

        Raises:
            NotOfferedError: the target cannot plan or show tasks.
            TargetFaultError: the work did not start.
        """
        orchestrator = self._state.orchestrator
        beside = self._state.servers.start_beside(manner.beside) if manner.beside else []
        self.try_out()
        self._workload = Workload(self.history, orchestrator, *beside, streams=streams, manner=manner)
        self.undo_at_the_end(self._workload.end)
        self._workload.begin()
        self.history.wait_for("the work did not start", changes(CHANGES * streams), self.patience)
        self._streams = streams

    @property
    def workload(self) -> Workload:
        """The work that goes on.

        Raises:
            TargetFaultError: none does.
        """
        if self._workload is None:
            raise TargetFaultError("no work is running")
        return self._workload

    @property
    def patience(self) -> float:
        """How long work is waited for, in seconds: the bound of a call, and some for the changes around it."""
        return self._state.orchestrator.connection.target.timeouts.call + TAKE_UP_SECONDS

    def try_out(self, title: str = "A task to try it out with") -> Reply:
        """Plan a task, to see whether changes are accepted.

        Raises:
            NoAnswerError: nothing was answered in this run, so nothing more is asked.
            TargetFaultError: it was rejected, or not answered.
        """
        reply = self._state.verbs.plan(TaskPlan({TaskField.TITLE: title}))
        if reply.refused:
            raise TargetFaultError(f"the plan of a task was rejected: {reply.shortened()}")
        return reply

    def wait_for_a_random_moment(self, within: float = CHANCE_SECONDS) -> None:
        """Wait until a random moment, so many seconds from now at the latest."""
        let_pass(random.uniform(0, within))

    def shortest(self, verb: Verb) -> float:
        """How long the fastest accepted call of a verb took, in seconds."""
        took = [
            one.ended - one.begun
            for one in self.history.entries
            if one.verb is verb and one.outcome is Outcome.ACCEPTED
        ]
        return min(took, default=CHANCE_SECONDS)

    def has_cut_short(self, verb: Verb) -> bool:
        """Whether a call of a verb that was under way when the last fault struck has been found not to be answered."""
        struck = self.last.begun
        return any(
            one.verb is verb and not one.answered and one.begun < struck < one.ended for one in self.history.entries
        )

    def strike(self, kind: str, *, silences: bool = False) -> Fault:
        """Note that a fault strikes now."""
        return self.history.strike(Fault(kind, monotonic(), silences=silences))

    def start_again(self) -> None:
        """Start the command again in the same workspace, and let the work continue there."""
        self._state.servers.start_anew()
        self._state.orchestrator.open_workspace()
        self.carry_on()

    def begin_beside(self) -> Server:
        """Begin to start the command once more in the same workspace, and wait for nothing but its process."""
        connection = begin_beside(self._state.pool, self._state.orchestrator)
        self.undo_at_the_end(lambda: self._state.pool.part_with(connection))
        return connection.process

    def carry_on(self) -> None:
        """Let the work continue over the scenario's current connection; the last fault is over."""
        self.last.over()
        if self._workload is not None:
            self._workload.move_to(self._state.orchestrator)

    def await_recovery(self) -> None:
        """Wait until changes are accepted again: those of the work, or a new task where no work is running.

        Raises:
            TargetFaultError: they were not, within the bound.
        """
        strike = self.last
        strike.awaited = True
        if strike.ended is None:
            raise TargetFaultError(f"the fault ({strike.kind}) is not over yet")
        if self._workload is None:
            self.try_out()
            strike.recovered = monotonic()
            return
        since = strike.ended
        self.history.wait_for("the work did not continue", changes(CHANGES * self._streams, since=since), self.patience)
        strike.recovered = next(one.ended for one in self.history.entries if _is_change(one) and one.begun > since)

    def recover_without_store(self) -> None:
        """Wait until changes are accepted again, although the deleted data store is not put back."""
        self.carry_on()
        self.await_recovery()

    def judge(self) -> list[Violation]:
        """End the work, read all tasks over a fresh connection, and compare them with the record.

        Raises:
            NotOfferedError: no tool shows tasks.
            TargetFaultError: it cannot be looked at.
        """
        if self._workload is not None:
            self._workload.end()
        paths = frozenset(one.told.path for one in self.history.entries if one.told.path)
        fresh = self._state.pool.start_beside(self._state.orchestrator)
        try:
            self.breaches = judge(self.history, take_snapshot(fresh, paths))
        finally:
            self._state.pool.release(fresh)
        wrong = {one.wrong for one in self.breaches} - {ViolationKind.UNPROVEN}
        self._state.trail.lost = wrong == {ViolationKind.LOST}
        return self.breaches

    def undo_at_the_end(self, undo: Callable[[], object]) -> None:
        """Have something undone when the scenario ends, or the run, whichever comes first."""
        if not self._registered:
            self._state.pool.at_the_end(self.close)
            self._registered = True
        self.undo.callback(undo)

    def close(self) -> None:
        """Revert all faults, and record the recovery from each of them."""
        if self._closed:
            return
        self._closed = True
        self.undo.close()
        for strike in self.history.strikes:
            recovered = strike.recovered is not None and not self.breaches
            recovery = Recovery(strike.kind, recovered if strike.awaited else None, strike.seconds)
            self._recoveries.add(recovery)
            self._state.evidence.event("fault", **asdict(recovery), trace=strike.trace)


RECOVERIES: Final[Mapping[str, Callable[[FaultExperiment], None]]] = {
    "": FaultExperiment.await_recovery,
    " without its old data store": FaultExperiment.recover_without_store,
}
"""How a server works again, by the features' words."""


def _is_change(entry: Entry) -> bool:
    return entry.outcome is Outcome.ACCEPTED and entry.verb is not Verb.LOOK
