"""Two conflicting requests at the same time, over a connection each: exactly one of them may succeed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from threading import Barrier
from typing import TYPE_CHECKING, Final

from acceptance.contract.calls import Call
from acceptance.contract.reply import Reply
from acceptance.contract.samples import unknown_identity
from acceptance.contract.values import HandIn, TaskField, TaskPlan, TaskState
from acceptance.errors import NotInjectableError, TargetFaultError
from acceptance.servers.orchestrator import Attempt, Orchestrator
from acceptance.servers.store import Store
from acceptance.system.waiting import let_pass

if TYPE_CHECKING:
    from acceptance.scenario.planner import Planner
    from acceptance.scenario.state import ScenarioState

OUTCOMES: Final = {"cancelled": TaskState.CANCELLED, "completed": TaskState.COMPLETED}
"""The state of a task after the request that the features call so has succeeded."""
EDITS: Final = {TaskField.DESCRIPTION: "As one client has it", TaskField.EFFORT: "as another client has it"}
"""The new texts of a task that two clients update at the same time, one field each."""
BARRIER_SECONDS: Final = 10
LOCKED_ROUNDS: Final = 2
"""In so many of the rounds both requests wait for the data store, so that both have begun before either goes on."""
LOCK_SECONDS: Final = 0.3


@dataclass(frozen=True, slots=True)
class Edits:
    """The outcome of two updates of one task, each of another field.

    Attributes:
        refused: how many of the two were rejected.
        lost: the fields that do not show the new text afterwards.
    """

    refused: int
    lost: tuple[TaskField, ...]

    def __str__(self) -> str:
        return f"{self.refused} of the updates were rejected, and lost is {', '.join(self.lost) or 'nothing'}"


@dataclass(frozen=True, slots=True)
class Round:
    """The outcome of two conflicting requests.

    Attributes:
        accepted: what was accepted, in the features' words.
        refused: what was refused.
        state: the state that the task is in afterwards.
        locked: whether both had to wait for the data store.
    """

    accepted: tuple[str, ...]
    refused: tuple[str, ...]
    state: TaskState | None
    locked: bool = False

    @property
    def fair(self) -> bool:
        """Whether exactly one was accepted, the other rejected, and the accepted one determined the state.

        Who does not wait for a data store may reject both; that is another promise.
        """
        if self.locked and not self.accepted:
            return True
        return len(self.accepted) == len(self.refused) == 1 and self.state is OUTCOMES[self.accepted[0]]

    def __str__(self) -> str:
        accepted = " and ".join(self.accepted) or "none"
        return f"the accepted requests were {accepted}, and the task is {self.state} afterwards"


class Race:
    """Two clients with conflicting requests about the same tasks.

    Attributes:
        rounds: what came of the last requests that contradicted each other.
        edits: what came of the last updates of one task at the same time.
    """

    def __init__(self, state: ScenarioState, planner: Planner) -> None:
        self.rounds: list[Round] = []
        self.edits: list[Edits] = []
        self._state = state
        self._planner = planner

    def run(self, first: str, second: str, rounds: int) -> None:
        """Have tasks in progress `cancelled` and `completed` at the same time, from two servers on one workspace.

        Raises:
            NotOfferedError: one of the two is not offered.
            TargetFaultError: one of the two was not answered.
        """
        here = self._state.orchestrator
        for what in (first, second):
            here.require(_call(here, unknown_identity(), what, 0))
        there = self._state.servers.start_beside(1)[0]
        name = "Wanted and not wanted, number"
        free = rounds - LOCKED_ROUNDS
        self.rounds = [
            self._round(f"{name} {number}", (here, first), (there, second), locked=number > free)
            for number in range(1, rounds + 1)
        ]

    def edit(self, rounds: int) -> None:
        """Give tasks a new description by one server and a new effort by another on the workspace, at the same time.

        Raises:
            NotOfferedError: updates are not offered.
            TargetFaultError: an update was not answered.
        """
        here = self._state.orchestrator
        here.require(here.dialect.change(unknown_identity(), TaskPlan(EDITS), None))
        servers = (here, self._state.servers.start_beside(1)[0])
        self.edits = [self._edit(f"Edited twice, number {number}", servers) for number in range(1, rounds + 1)]

    def _edit(self, name: str, servers: tuple[Orchestrator, Orchestrator]) -> Edits:
        self._planner.task(name)
        task = self._state.it
        wishes = zip(servers, EDITS.items(), strict=True)
        calls = [(at, at.dialect.change(task.identity, TaskPlan(dict([edit])), None)) for at, edit in wishes]
        replies = [read(attempt) for attempt in at_once(calls)]
        values = task.look().values
        return Edits(
            refused=sum(reply.refused for reply in replies),
            lost=tuple(field for field, text in EDITS.items() if values.get(field) != text),
        )

    def _round(self, name: str, *wishes: tuple[Orchestrator, str], locked: bool) -> Round:
        self._planner.task(name)
        task = self._state.it
        task.reach(TaskState.IN_PROGRESS)
        calls = [(at, _call(at, task.identity, what, number)) for number, (at, what) in enumerate(wishes, start=1)]
        with briefly_locked(wishes[0][0]) if locked else nullcontext(nothing) as release:
            replies = [read(attempt) for attempt in at_once(calls, release)]
        outcomes = [(what, reply) for (_, what), reply in zip(wishes, replies, strict=True)]
        return Round(
            accepted=tuple(what for what, reply in outcomes if reply.accepted),
            refused=tuple(what for what, reply in outcomes if reply.refused),
            state=task.look().state,
            locked=locked,
        )


def nothing() -> None:
    """Hold nothing, and release nothing."""


@contextmanager
def briefly_locked(orchestrator: Orchestrator) -> Iterator[Callable[[], None]]:
    """Hold a lock on the data store until it is released, a moment after what is yielded was called.

    Where the data store is not known or cannot be locked, nothing is held.
    """
    try:
        lock = Store.of(orchestrator).lock()
    except NotInjectableError:
        yield nothing
        return

    def release() -> None:
        let_pass(LOCK_SECONDS)
        lock.release()

    try:
        yield release
    finally:
        lock.release()


def at_once(calls: list[tuple[Orchestrator, Call]], meanwhile: Callable[[], None] = nothing) -> list[Attempt]:
    """Make calls over a connection each, all of them in the same instant, and keep them as evidence.

    Args:
        calls: what is called, and where.
        meanwhile: what is done while they wait for their answers.
    """
    start = Barrier(len(calls))

    def make(orchestrator: Orchestrator, call: Call) -> Attempt:
        start.wait(BARRIER_SECONDS)
        return orchestrator.attempt(call)

    with ThreadPoolExecutor(len(calls)) as threads:
        asked = [threads.submit(make, *one) for one in calls]
        meanwhile()
        attempts = [future.result() for future in asked]
    for (orchestrator, _), attempt in zip(calls, attempts, strict=True):
        orchestrator.keep(attempt)
    return attempts


def _call(at: Orchestrator, task: str, what: str, who: int) -> Call:
    if what == "cancelled":
        return at.dialect.cancel(task, f"number {who} does not want it any more")
    return at.dialect.hand_in(task, HandIn(summary=f"Number {who} has done it", work=f"By number {who}"))


def read(attempt: Attempt) -> Reply:
    """The reply to a call.

    Raises:
        TargetFaultError: it was not answered.
    """
    if isinstance(attempt.outcome, TargetFaultError):
        raise attempt.outcome
    return Reply(attempt.call, attempt.outcome)
