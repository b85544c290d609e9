"""One task's way from plan to result under load, each answer held against what was asked for."""

from __future__ import annotations

from time import perf_counter
from typing import Final, Protocol

from acceptance.contract.calls import Call
from acceptance.contract.reply import Reply
from acceptance.contract.values import Filter, HandIn, TaskField, TaskPlan, TaskQuery, TaskState
from acceptance.contract.views import TaskView
from acceptance.errors import TargetFaultError
from acceptance.load.ledger import Ledger

EVERY: Final = 10
"""Of so many tasks one is executed again though it is completed: a refusal that must come."""


class CycleEndedError(Exception):
    """A task's way came to its end before its result; why is in the tally."""


class Ask(Protocol):
    """What makes a call on a connection."""

    async def __call__(self, call: Call) -> Reply:
        """Make a call.

        Raises:
            TargetFaultError: it was not answered, or with what the protocol does not allow.
        """


class Cycle:
    """A task's way."""

    def __init__(self, ledger: Ledger, number: int, ask: Ask) -> None:
        self._ledger = ledger
        self._tally = ledger.tally
        self._dialect = ledger.dialect
        self._number = number
        self._title = f"Load task {number} of {ledger.parent}"
        self._ask_for = ask

    async def run(self) -> None:
        """Go the whole way, or as far as it goes."""
        self._tally.started += 1
        try:
            identity = await self._plan()
            await self._work(identity)
            self._tally.completed += 1
            await self._look(identity)
            if self._number % EVERY == 0:
                await self._execute_again(identity)
        except CycleEndedError:
            return

    async def _plan(self) -> str:
        plan = TaskPlan({TaskField.TITLE: self._title, TaskField.PARENT: self._ledger.parent})
        reply = await self._ask("planning", self._dialect.plan(plan))
        view = self._read(reply)
        identity = str(view.identity)
        if identity in self._ledger.known:
            self._tally.doubt(f"two tasks have the same identity, {identity}")
            raise CycleEndedError
        self._ledger.known[identity] = self._title
        self._check(view, identity, TaskState.PENDING, "planning")
        return identity

    async def _work(self, identity: str) -> None:
        work = HandIn(summary=f"Done: {self._title}", work=f"All of {self._title}, from the first line to the last.")
        for verb, call, state in (
            ("start", self._dialect.execute(identity), TaskState.IN_PROGRESS),
            ("submission", self._dialect.hand_in(identity, work), TaskState.COMPLETED),
        ):
            reply = await self._ask(verb, call)
            if reply.told_state not in {state, None}:
                self._tally.doubt(f"after its {verb} a task is {reply.told_state}, not {state}")

    async def _look(self, identity: str) -> None:
        reply = await self._ask("search", self._dialect.look_up(TaskQuery({Filter.WORDS: self._title})))
        found = [view for view in reply.tasks if view.values.get(TaskField.TITLE) == self._title]
        if [view.identity for view in found] != [identity]:
            self._tally.doubt("a search for the title of a task did not find exactly that task")
            return
        self._check(found[0], identity, TaskState.COMPLETED, "completion")

    async def _execute_again(self, identity: str) -> None:
        reply = await self._answer("second start", self._dialect.execute(identity))
        if reply.accepted:
            self._tally.doubt("a completed task was started again, and that was not rejected")

    async def _ask(self, verb: str, call: Call) -> Reply:
        """Make a call that must be accepted."""
        reply = await self._answer(verb, call)
        if reply.refused:
            self._tally.refuse(verb, reply.shortened().replace(self._title, "…"))
            raise CycleEndedError
        return reply

    async def _answer(self, verb: str, call: Call) -> Reply:
        started = perf_counter()
        try:
            reply = await self._ask_for(call)
        except TargetFaultError as fault:
            self._tally.miss(verb, str(fault).splitlines()[0])
            raise CycleEndedError from None
        self._tally.milliseconds[verb].append((perf_counter() - started) * 1000)
        return reply

    def _read(self, reply: Reply) -> TaskView:
        try:
            return reply.planned
        except TargetFaultError as fault:
            self._tally.doubt(str(fault))
            raise CycleEndedError from None

    def _check(self, view: TaskView, identity: str, state: TaskState, verb: str) -> None:
        """Hold what a reply shows of a task against what is known; what it does not tell is no mistake."""
        told = view.values.get(TaskField.TITLE)
        if view.identity != identity or told not in {None, self._title}:
            self._tally.doubt(f"the answer to the {verb} of a task shows another task")
        if view.state not in {None, state}:
            self._tally.doubt(f"after its {verb} a task is {view.state}, not {state}")
