"""An orchestrator that is connected to: every call of it is kept as evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Final

from acceptance.contract.calls import Call, Conversation, ToolResult, conversation
from acceptance.contract.dialects import Dialect
from acceptance.contract.reply import Reply
from acceptance.contract.values import TaskQuery
from acceptance.errors import NoAnswerError, TargetFaultError
from acceptance.evidence.circuit_breaker import CircuitBreaker
from acceptance.evidence.evidence import Evidence, Exchange
from acceptance.servers.dialect_choice import choose_dialect
from acceptance.servers.orchestrator import Attempt, Orchestrator

if TYPE_CHECKING:
    from mcp_types import Tool

    from acceptance.transport.connection import Connection

# A reader of the report gets lost among more calls of one step than these.
MOST_SHOWN: Final = 40


class ConnectedOrchestrator(Orchestrator):
    """One server, its workspace, and the evidence of what it answers.

    Attributes:
        kept_waiting: whether it left a call unanswered, so that it may still be busy with that.
    """

    def __init__(self, connection: Connection, workspace: Path | None, evidence: Evidence) -> None:
        self.kept_waiting = False
        self._connection = connection
        self._workspace = workspace
        self._dialect = choose_dialect(connection.target, connection.tools, self.named_workspace or "")
        self._evidence = evidence
        self._patience = CircuitBreaker(evidence.patience)

    @property
    def connection(self) -> Connection:
        """How it is spoken to."""
        return self._connection

    @property
    def dialect(self) -> Dialect:
        """How verbs are said."""
        return self._dialect

    @property
    def tools(self) -> Mapping[str, Tool]:
        """The tools that it listed at first, by our names."""
        return self._connection.tools

    @property
    def named_workspace(self) -> str | None:
        """The directory that it works in, as a call names it; `None` where that is not known."""
        return None if self._workspace is None else str(self._workspace)

    @property
    def workspace_if_known(self) -> Path | None:
        """The directory that it works in."""
        return self._workspace

    def ask(self, call: Call, *, unlisted: bool = False) -> Reply:
        """Make a call, keep it as evidence, and read its reply.

        Args:
            call: what is asked for.
            unlisted: whether it is made although the target does not list what it needs.

        Raises:
            NotOfferedError: the target does not list the tool, or one of the parameters.
            TargetFaultError: no answer came, or none that the protocol allows.
        """
        if not unlisted:
            self.require(call)
        self._patience.check(call.tool)
        attempt = self.attempt(
            call, seconds=self._patience.run.seconds(call.tool, self.connection.target.timeouts.call)
        )
        self.keep(attempt)
        in_vain = isinstance(attempt.outcome, NoAnswerError)
        self._patience.run.note(call.tool, answered=not in_vain)
        self.kept_waiting |= in_vain
        if isinstance(attempt.outcome, TargetFaultError):
            raise attempt.outcome
        reply = Reply(call, attempt.outcome)
        self._dialect.note(reply)
        return reply

    def ask_quietly(self, call: Call) -> Reply:
        """Make one of many calls of a measurement, from any thread: it is counted, and shown nowhere.

        Whether the target lists what it needs is not looked up again: `ask` for the same first.

        Raises:
            TargetFaultError: no answer came, or none that the protocol allows.
        """
        attempt = self.attempt(call)
        if isinstance(attempt.outcome, TargetFaultError):
            self._evidence.event("unanswered", tool=call.tool, words=str(attempt.outcome))
            raise attempt.outcome
        for one in attempt.made:
            self._evidence.count(one.call.tool)
        reply = Reply(call, attempt.outcome)
        self._dialect.note(reply)
        return reply

    def refuses_to_list(self) -> bool:
        """Whether a plain list of its tasks is rejected; it is asked for as evidence of nothing.

        Raises:
            TargetFaultError: no answer came, or none that the protocol allows.
        """
        call = self._dialect.look_up(TaskQuery())
        if not self.offers(call):
            return False
        attempt = self.attempt(call.page(1, 0) if call.paged else call)
        if isinstance(attempt.outcome, TargetFaultError):
            raise attempt.outcome
        return Reply(call, attempt.outcome).refused

    def ask_at_once(self, calls: Sequence[Call]) -> list[Reply | TargetFaultError]:
        """Make several calls at the same time, and wait for all of them.

        Returns:
            For each call its reply, or why it has none.

        Raises:
            NotOfferedError: the target does not list what one of them needs.
        """
        for call in calls:
            self.require(call)
        with ThreadPoolExecutor(max_workers=len(calls)) as workers:
            attempts = list(workers.map(self.attempt, calls))
        # Only now, and in this thread: the report attaches evidence to the step that runs in it.
        for attempt in attempts:
            self.keep(attempt, shown=len(attempts) <= MOST_SHOWN)
        outcomes = [
            one.outcome if isinstance(one.outcome, TargetFaultError) else Reply(one.call, one.outcome)
            for one in attempts
        ]
        for outcome in outcomes:
            if isinstance(outcome, Reply):
                self._dialect.note(outcome)
        return outcomes

    def attempt(self, call: Call, *, seconds: float | None = None) -> Attempt:
        """Make a call and keep nothing of it, from any thread.

        Args:
            call: what is asked for; whether the target lists it is not looked at.
            seconds: its bound; the target's own when none is given.
        """
        started, made = perf_counter(), list[Attempt]()
        try:
            result = self._converse(conversation(call), seconds, made)
        except TargetFaultError as fault:
            return Attempt(call, fault, (perf_counter() - started) * 1000, tuple(made))
        return Attempt(call, result, result.milliseconds, tuple(made))

    def _converse(self, talk: Conversation, seconds: float | None, made: list[Attempt]) -> ToolResult:
        """Make the calls of one verb, and note each as it was sent and answered.

        Raises:
            TargetFaultError: one was not answered, or with what the protocol does not allow.
        """
        try:
            call = next(talk)
            while True:
                started = perf_counter()
                try:
                    result = self.connection.call(call.tool, call.arguments, seconds=seconds)
                except TargetFaultError as fault:
                    made.append(Attempt(call, fault, (perf_counter() - started) * 1000))
                    call = talk.throw(fault)
                else:
                    made.append(Attempt(call, result, result.milliseconds))
                    call = talk.send(result)
        except StopIteration as end:
            outcome: ToolResult = end.value
            return outcome

    def keep(self, attempt: Attempt, *, shown: bool = True) -> None:
        """Keep a call as evidence, from the thread in which the steps run.

        Args:
            attempt: the call and what came of it.
            shown: whether the report shows the whole of it; the record has its line in any case.
        """
        for one in attempt.made or (attempt,):
            self._keep(one, shown=shown)

    def _keep(self, attempt: Attempt, *, shown: bool) -> None:
        call, outcome = attempt.call, attempt.outcome
        in_vain = isinstance(outcome, NoAnswerError)
        self._patience.note(call.tool, answered=not in_vain)
        if isinstance(outcome, TargetFaultError):
            told, reply, words = str(outcome), None, ""
        else:
            read = Reply(call, outcome)
            told, words = ("refused", read.shortened()) if read.refused else ("accepted", read.shortened())
            reply = outcome.structured or outcome.text
        self._evidence.record(
            Exchange(
                scenario=self._evidence.scenario,
                tool=call.tool,
                arguments=call.arguments,
                outcome=told,
                answered=not isinstance(outcome, TargetFaultError),
                milliseconds=attempt.milliseconds,
                reply=reply,
                in_vain=in_vain,
                words=words,
                stands_for=call.stands_for,
            ),
            shown=shown,
        )
