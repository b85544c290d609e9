"""The last calls of a server: it is ended while calls are in flight, over a connection of bare lines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from itertools import islice
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from acceptance.contract.calls import Call
from acceptance.contract.raw_answers import read_answer
from acceptance.contract.reply import Reply
from acceptance.contract.values import Restart, TaskField, TaskPlan
from acceptance.errors import NotJudgedError, TargetFaultError
from acceptance.faults.endings import (
    ASKED,
    DISCONNECTED,
    END_SECONDS,
    lasting,
    left_behind,
    let_read,
    lock_files,
    tell_to_end,
)
from acceptance.faults.hold_up import HoldUp
from acceptance.faults.snapshot import take_snapshot
from acceptance.faults.starting import start_specially
from acceptance.servers.orchestrator import Attempt
from acceptance.servers.restarting import ended_for_a_restart
from acceptance.system.waiting import let_pass
from acceptance.transport.launching import Special

if TYPE_CHECKING:
    from acceptance.contract.dialects.dialect import Dialect
    from acceptance.faults.fault_experiment import FaultExperiment
    from acceptance.scenario.state import ScenarioState
    from acceptance.transport.raw import RawConversation

MOST_SECONDS: Final = 5.0
"""How long a server may take to its end (contract, SAFE-2)."""
HELD_SECONDS: Final = 0.4
"""How long the calls in flight are held up after the server was told to end."""


class LastCalls:
    """A server with calls in flight, and what came of them.

    Attributes:
        calls: what was asked while the server was held up, by the id of the line.
        replies: what was answered to it, by the same id; what is missing was not answered.
        seconds: how long it took from being told to end to the end; None: it was not over in time.
        exit_code: with which it ended.
        left: what it left behind, in words.
        cancelled: the ids of the calls that were cancelled in the protocol's own way.
        restart: what was answered when it was asked to restart; None: it was not asked, or did not answer.
        late: what was answered to the plan that was sent after that; None: nothing.
    """

    def __init__(self, state: ScenarioState, experiment: FaultExperiment) -> None:
        self.calls: dict[str, Call] = {}
        self.replies: dict[str, Reply] = {}
        self.seconds: float | None = None
        self.exit_code: int | None = None
        self.left: list[str] = []
        self.cancelled: list[str] = []
        self.restart: Reply | None = None
        self.late: Reply | None = None
        self._titles: dict[str, str] = {}
        self._state = state
        self._experiment = experiment
        self._conversation: RawConversation | None = None
        self._hold_up = HoldUp(state, experiment)
        self._kept = frozenset[str]()

    def begin(self) -> None:
        """Start a server, open its workspace if it has sessions, and plan a task, so that its store is there and open.

        Raises:
            NotOfferedError: it has no tool that plans a task.
            TargetFaultError: something of this was not answered.
        """
        conversation = self._conversation = self._state.pool.converse()
        self._experiment.undo_at_the_end(conversation.close)
        conversation.greet()
        dialect, orchestrator = self._dialect, self._state.orchestrator
        openings = (dialect.initialize(str(conversation.process.workspace)), dialect.initialize(None))
        for call in (*islice(filter(orchestrator.offers, openings), 1), self._plan("Written before")):
            orchestrator.require(call)
            self.ask(call)
        self._kept = lock_files(conversation)

    def ask(self, call: Call) -> Reply:
        """Ask for something, and wait for the reply.

        Raises:
            TargetFaultError: it was not answered.
        """
        identity, asked = self.conversation.call_line(call)
        self.conversation.send([asked])
        self._state.last_reply = self._keep(call, self.conversation.answer(identity))
        return self._state.last_reply

    def prepare_shutdown(self, **checked: bool) -> None:
        """Ask whether the server could be shut down; by the tool's parameters, each check can be left out."""
        self._hold_up.require()
        call = self._dialect.prepare_shutdown(**checked)
        self._state.orchestrator.require(call)
        self.ask(call)

    @property
    def conversation(self) -> RawConversation:
        """The conversation with the server.

        Raises:
            TargetFaultError: it was not begun.
        """
        if self._conversation is None:
            raise TargetFaultError("no orchestrator was started to be ended")
        return self._conversation

    @property
    def _dialect(self) -> Dialect:
        """What the server that is ended is spoken to in, which works in a directory of its own."""
        return self._state.orchestrator.dialect.working_in(str(self.conversation.process.workspace))

    @property
    def begun(self) -> bool:
        """Whether a server was started here."""
        return self._conversation is not None

    def put_in_flight(self, count: int) -> None:
        """Lock the store, ask for so many plans in one write, and let the server take them all.

        Where a store has no lock, nothing is waited for. The plans are then in flight for who closes the input behind
        them; which of them come before a signal is not known.

        Raises:
            NotInjectableError: its store is not known, so that nothing can be held up.
        """
        titles = [f"In flight, number {number}" for number in range(1, count + 1)]
        plans, held = [self._plan(title) for title in titles], self._hold_up.try_to_hold(self.conversation)
        self._titles = dict(zip(self.send(plans), titles, strict=True))
        if held:
            let_read(self.conversation, "behind the calls")

    def send(self, calls: list[Call]) -> list[str]:
        """Ask for several things in one write, and wait for nothing; returns the ids of the lines."""
        lines = [self.conversation.call_line(call) for call in calls]
        self.calls |= {identity: call for (identity, _), call in zip(lines, calls, strict=True)}
        self.conversation.send([asked for _, asked in lines])
        return [identity for identity, _ in lines]

    def cancel_calls(self, count: int) -> None:
        """Cancel the first calls in flight by the protocol's own notification, and release the data store.

        Raises:
            NotApplicableError: nothing held them up, so that they may be answered by now.
        """
        self._hold_up.require()
        self.cancelled = list(self.calls)[:count]
        for identity in self.cancelled:
            message = {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": identity}}
            self.conversation.send([json.dumps(message).encode()])
            del self.calls[identity]
        # On a busy machine, a call would be done before the server knows that it is cancelled.
        let_read(self.conversation, "behind the cancellations")
        self._hold_up.let_go()
        self._collect()

    def end(self, way: str) -> None:
        """Tell the server to end, let go of what holds up its calls, and wait for its end.

        Args:
            way: the features' name for it.

        Raises:
            NotApplicableError: there are calls that nothing held up, and it is not told by closing the input.
        """
        if way != DISCONNECTED:
            self._hold_up.require()
        process, strike = self.conversation.process, self._experiment.strike(f"shutdown: {way}", silences=way == ASKED)
        pid, told = process.pid, monotonic()
        if (late := self._ask_to_restart() if way == ASKED else None) is None:
            tell_to_end(self.conversation, way)
        if self._hold_up.held:
            let_pass(HELD_SECONDS)
            self._hold_up.let_go()
        if self._ends(way, told):
            self.seconds = monotonic() - told
            strike.trace = f"process {pid} ended {self.seconds:.2f} s later"
        self.exit_code = process.exit_code
        self._collect()
        if late is not None:
            self.late = self._answer_to(*late)
        lasts = lasting(self._kept & lock_files(self.conversation), LastCalls(self._state, self._experiment))
        self.left = left_behind(self.conversation, self._hold_up.store, lasts)
        strike.over()

    def _ends(self, way: str, told: float) -> bool:
        """Whether the server ends, having been told to at an instant; who did not before is not waited for as long."""

        def ended_within(seconds: float) -> bool:
            return self.conversation.ended_within(max(0.0, seconds - (monotonic() - told)))

        name = self._state.orchestrator.connection.target.name
        return self._state.evidence.vain.wait(f'the end of "{name}", {way}', END_SECONDS, ended_within)

    def _ask_to_restart(self) -> tuple[Call, str]:
        """Ask for a restart, let go of what holds up the calls before it, and send a plan behind the answer.

        Returns:
            The plan, and the id of its line.

        Raises:
            NotOfferedError: the target lists no restart.
            TargetFaultError: it was not answered, or was rejected.
        """
        call = self._dialect.restart(Restart())
        self._state.orchestrator.require(call)
        identity, asked = self.conversation.call_line(call)
        self.conversation.send([asked])
        let_read(self.conversation, "behind the restart")
        self._hold_up.let_go()
        self.restart = self._state.last_reply = self._keep(call, self.conversation.answer(identity))
        if self.restart.refused:
            raise TargetFaultError(f"the restart was rejected: {self.restart.shortened()}")
        plan = self._plan("Asked for behind the restart")
        identity, asked = self.conversation.call_line(plan)
        self.conversation.send([asked])
        return plan, identity

    def restart_twice(self) -> None:
        """Request two restarts in one write, and wait for the end of the process."""
        strike = self._experiment.strike("two restarts requested", silences=True)
        call = self._dialect.restart(Restart())
        self._state.orchestrator.require(call)
        self.send([call, call])
        self._collect()
        self._state.last_reply = next((one for one in self.replies.values() if one.refused), None)
        target = self._state.orchestrator.connection.target.name
        if ended_for_a_restart(self.conversation.ended_within, target, self._state.evidence.vain):
            strike.trace = f"process {self.conversation.process.pid} ended"
        self.exit_code = self.conversation.process.exit_code
        strike.over()

    def wrong_afterwards(self) -> list[str]:
        """How the tasks of a new server in the same workspace differ from what was answered, in words.

        Raises:
            NotOfferedError: no tool shows tasks.
            NotJudgedError: none was answered, which another scenario judges, and none took effect twice.
        """
        self.start_again()
        shown = Counter(kept.title for kept in take_snapshot(self._state.orchestrator).tasks)
        accepted = [reply.accepted for reply in self.replies.values()]
        wrong = ["no plan was accepted"] if accepted and not any(accepted) else []
        for identity in self.calls:
            title, reply = self._titles[identity], self.replies.get(identity)
            allowed = {0, 1} if reply is None else {int(reply.accepted)}
            if shown[title] not in allowed:
                answer = "not answered" if reply is None else "accepted" if reply.accepted else "rejected"
                wrong.append(f'the plan of "{title}" was {answer}, and the task exists {shown[title]} times')
        twice = [title for title in map(self._titles.__getitem__, self.cancelled) if shown[title] > 1]
        wrong += [f'the plan of "{title}" was cancelled, and the task exists {shown[title]} times' for title in twice]
        if not wrong and not self.replies:
            raise NotJudgedError("no call in flight was answered, which another scenario judges")
        return wrong

    def start_again(self) -> None:
        """Start the command again in the same workspace, and speak to that from now on."""
        again = start_specially(self._state.pool, self.conversation.process.workspace, Special())
        self._state.servers.move_to(again)
        self._state.orchestrator.open_workspace()

    def _plan(self, title: str) -> Call:
        return self._dialect.plan(TaskPlan({TaskField.TITLE: title}))

    def _collect(self) -> None:
        """Keep what was answered to the calls under way; what was not is found missing."""
        for identity, call in self.calls.items():
            if (reply := self._answer_to(call, identity)) is not None:
                self.replies[identity] = reply
            elif self.conversation.process.exit_code is None:
                # One that still runs and does not answer is not waited for once more.
                return

    def _answer_to(self, call: Call, identity: str) -> Reply | None:
        """What was answered to a line; None: nothing."""
        with suppress(TargetFaultError):
            return self._keep(call, self.conversation.answer(identity))
        return None

    def _keep(self, call: Call, answer: Mapping[str, Any]) -> Reply:
        """Read an answer, and keep it as evidence."""
        reply = read_answer(call, answer)
        self._state.orchestrator.keep(Attempt(call, reply.result, 0), shown=False)
        return reply
