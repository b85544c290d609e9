"""An orchestrator under test, spoken to in the verbs of the domain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Final

from acceptance.contract.calls import Call, ToolResult
from acceptance.contract.dialects import Dialect, Version1, Version2
from acceptance.contract.reply import Reply
from acceptance.contract.values import SubtaskPlan, TaskField, TaskPlan, TaskQuery
from acceptance.contract.views import TaskView
from acceptance.errors import NoAnswerError, NotJudgedError, NotOfferedError, TargetFaultError
from acceptance.evidence.circuit_breaker import CircuitBreaker
from acceptance.evidence.evidence import Evidence, Exchange
from acceptance.targets.target import Dialect as DialectName
from acceptance.targets.target import Target

if TYPE_CHECKING:
    from acceptance.transport.connection import Connection

PAGE: Final = 100
# A question is never followed over more pages than these: a server whose pages have no end must not hang the suite.
MOST_PAGES: Final = 2_000
# A reader of the report gets lost among more calls of one step than these.
MOST_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class Attempt:
    """A call that was made: its result, or why it has none, and how long that took."""

    call: Call
    outcome: ToolResult | TargetFaultError
    milliseconds: float


class Orchestrator:
    """One server and its workspace, with the verbs that its dialect can say.

    Every verb returns the reply, be it a refusal: whether a refusal is right is for the scenario to say.

    Attributes:
        connection: how it is spoken to.
        workspace_if_known: the directory that it works in.
        dialect: how verbs are said to it.
        kept_waiting: whether it left a call unanswered, so that it may still be busy with that.
    """

    def __init__(self, connection: Connection, workspace: Path | None, evidence: Evidence) -> None:
        self.connection = connection
        self.workspace_if_known = workspace
        self.dialect = choose_dialect(connection.target, set(connection.tools))
        self._evidence = evidence
        self.kept_waiting = False
        self._patience = CircuitBreaker()

    @property
    def workspace(self) -> Path:
        """The directory that it works in.

        Raises:
            NotJudgedError: it runs elsewhere, in a directory that is not known.
        """
        if self.workspace_if_known is None:
            raise NotJudgedError("it needs the target's files, and where those are is not known (key `workspace`)")
        return self.workspace_if_known

    @property
    def alive(self) -> bool:
        """Whether the server can still be called."""
        return self.connection.alive

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
        self._evidence.patience.check(call.tool)
        if self._evidence.silent:
            raise NoAnswerError(f"{call.tool} was not asked: no call of this run was answered")
        attempt = self.attempt(call)
        self.keep(attempt)
        in_vain = isinstance(attempt.outcome, NoAnswerError)
        self._evidence.patience.note(call.tool, answered=not in_vain)
        self.kept_waiting |= in_vain
        if isinstance(attempt.outcome, TargetFaultError):
            raise attempt.outcome
        return Reply(call, attempt.outcome)

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
        self._evidence.count(call.tool)
        return Reply(call, attempt.outcome)

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
        return [
            one.outcome if isinstance(one.outcome, TargetFaultError) else Reply(one.call, one.outcome)
            for one in attempts
        ]

    def require(self, call: Call) -> None:
        """Check that the target lists what a call needs.

        Raises:
            NotOfferedError: it does not.
        """
        tool = self.connection.tools.get(call.tool)
        if tool is None:
            raise NotOfferedError(call.tool)
        known = tool.input_schema.get("properties")
        if isinstance(known, dict):
            for name in call.arguments:
                if name not in known:
                    raise NotOfferedError(f"{call.tool}({name})")

    def offers(self, call: Call) -> bool:
        """Whether the target lists what a call needs."""
        try:
            self.require(call)
        except NotOfferedError:
            return False
        return True

    def open_workspace(self) -> Reply:
        """Initialise a session in the server's own workspace, be it named or the one it runs in anyway."""
        return self.ask(self.opening())

    def opening(self) -> Call:
        """The call that initialises a session in the server's own workspace."""
        if self.workspace_if_known is not None:
            named = self.dialect.initialize(str(self.workspace_if_known))
            if self.offers(named):
                return named
        return self.dialect.initialize(None)

    def plan_family(self, parent: TaskPlan, members: Sequence[SubtaskPlan]) -> list[Reply]:
        """Plan a parent and its children in their order: in one call where the dialect has one, else one by one.

        Returns:
            The replies; the first tells the parent, and where there are more, the others tell a child each.
        """
        whole = self.dialect.plan_family(parent, members)
        if whole is not None:
            return [self.ask(whole)]
        replies = [self.ask(self.dialect.plan(parent))]
        if replies[0].refused:
            return replies
        known: dict[str, str | None] = {}
        for member in members:
            above = {TaskField.PARENT: replies[0].task.identity}
            waits = [known[title] for title in member.waits_for]
            awaited = {TaskField.WAITS_FOR: waits} if waits else {}
            replies.append(self.ask(self.dialect.plan(TaskPlan({**member.plan.given, **above, **awaited}))))
            known[member.plan.title] = replies[-1].task.identity if replies[-1].accepted else None
        return replies

    def look(self, identity: str, title: str, parent: str | None) -> TaskView | None:
        """Find a task by any tool that shows it; None: no tool shows it.

        Raises:
            NotOfferedError: the target has no tool that shows tasks.
        """
        calls = list(self.dialect.looks(title, parent))
        offered = [call for call in calls if self.offers(call)]
        if not offered:
            raise NotOfferedError(calls[0].tool)
        for call in offered:
            for reply in self.pages(call):
                for view in reply.tasks:
                    if view.identity == identity:
                        return view
        return None

    def pages(self, call: Call, size: int = PAGE) -> Iterator[Reply]:
        """Make a call and, where its answer has pages, the calls for the further ones, as long as they bring tasks."""
        if not call.paged:
            yield self.ask(call)
            return
        for number in range(MOST_PAGES):
            reply = self.ask(replace(call, arguments={**call.arguments, "limit": size, "offset": number * size}))
            yield reply
            if reply.refused or len(reply.tasks) < size:
                return

    def find(self, question: TaskQuery, size: int | None = None) -> list[Reply]:
        """Ask for tasks over all pages, of as many tasks each."""
        return list(self.pages(self.dialect.look_up(question), size or PAGE))

    def attempt(self, call: Call, *, seconds: float | None = None) -> Attempt:
        """Make a call and keep nothing of it, from any thread.

        Args:
            call: what is asked for; whether the target lists it is not looked at.
            seconds: its bound; the target's own when none is given.
        """
        started = perf_counter()
        try:
            result = self.connection.call(call.tool, call.arguments, seconds=seconds)
        except TargetFaultError as fault:
            return Attempt(call, fault, (perf_counter() - started) * 1000)
        return Attempt(call, result, result.milliseconds)

    def keep(self, attempt: Attempt, *, shown: bool = True) -> None:
        """Keep a call as evidence, from the thread in which the steps run.

        Args:
            attempt: the call and what came of it.
            shown: whether the report shows the whole of it; the record has its line in any case.
        """
        call, outcome = attempt.call, attempt.outcome
        in_vain = isinstance(outcome, NoAnswerError)
        self._patience.note(call.tool, answered=not in_vain)
        if isinstance(outcome, TargetFaultError):
            told, reply = str(outcome), None
        else:
            told = "refused" if Reply(call, outcome).refused else "accepted"
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
            ),
            shown=shown,
        )


def choose_dialect(target: Target, tools: set[str]) -> Dialect:
    """The dialect that the target names, or the one that its tool list speaks."""
    subtasks = "orchestrator_execute_subtask" in tools and "orchestrator_execute_task" not in tools
    name = target.dialect or (DialectName.V1 if subtasks else DialectName.V2)
    return Version1() if name is DialectName.V1 else Version2()
