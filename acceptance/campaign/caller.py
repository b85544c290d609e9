"""Making the campaign's calls, each of which is kept in the record as done, rejected, not answered or not made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from acceptance.campaign.plan import Action
from acceptance.campaign.record import Activity, CampaignRecord, ComponentRecord, Outcome
from acceptance.contract.calls import Call
from acceptance.contract.reply import Reply
from acceptance.contract.views import TaskView
from acceptance.errors import NotJudgedError, NotOfferedError, SuiteError, TargetFaultError
from acceptance.evidence.evidence import now
from acceptance.messages.shown import bounded_fields
from acceptance.servers.restarting import wait_for_restart

if TYPE_CHECKING:
    from acceptance.servers.orchestrator import Orchestrator
    from acceptance.servers.server_pool import ServerPool

PAGE: Final = 100
"""So many tasks are asked for in one call."""

ARGUMENT_CHARACTERS: Final = 200
ARGUMENT_LEVELS: Final = 4
TROUBLELESS: Final = frozenset({Outcome.DONE, Outcome.NOT_JUDGED})
"""Outcomes that do not keep a campaign from its end: what this target does not allow to be seen counts neither way."""


class NotCalledError(Exception):
    """A call cannot be made, since what it is about is not there; the message says why."""


class RejectedError(Exception):
    """A call was rejected; the message is the orchestrator's."""


NO_SERVER: Final = "the campaign has no server that is alive"
OUTCOMES: Final = (
    (NotOfferedError, Outcome.NOT_OFFERED),
    (NotJudgedError, Outcome.NOT_JUDGED),
    (NotCalledError, Outcome.NOT_CALLED),
    (RejectedError, Outcome.REJECTED),
)
MISSES: Final = (*(kind for kind, _ in OUTCOMES), TargetFaultError, SuiteError)


class Caller:
    """The campaign's server and the log of what it was asked for.

    Nothing here raises what the orchestrator does: it is kept in the record.
    """

    def __init__(self, pool: ServerPool, record: CampaignRecord) -> None:
        self.record = record
        self._pool = pool
        self._orchestrator: Orchestrator | None = None

    @property
    def at_work(self) -> Orchestrator:
        """The campaign's server.

        Raises:
            NotCalledError: there is none, or it has ended.
        """
        if self._orchestrator is None or not self._orchestrator.alive:
            raise NotCalledError(NO_SERVER)
        return self._orchestrator

    def start(self, workspace: Path) -> None:
        """Start a server in a workspace of its own."""
        try:
            self._orchestrator = self._pool.start_in(workspace)
        except (NotJudgedError, TargetFaultError, SuiteError) as error:
            self.note(Action.START, first_line(error), Outcome.UNANSWERED)
            return
        self.note(Action.START, "a server process of its own")

    def release(self) -> None:
        """Begin to end the server; the pool waits for it."""
        if self._orchestrator is not None:
            self._pool.release(self._orchestrator)
            self._orchestrator = None

    def ask(
        self, action: str, make: Callable[[Orchestrator], Call], read: Callable[[Reply], str] = lambda reply: ""
    ) -> Reply | None:
        """Make a call, and keep what came of it.

        Args:
            action: what is done, in the words of the log.
            make: the call, made from how the orchestrator is spoken to; it may raise `NotCalledError`.
            read: what an accepted reply says, in words; it raises `TargetFaultError` where that is not what was asked.

        Returns:
            The reply where it is as asked; otherwise None.
        """
        call: Call | None = None
        reply: Reply | None = None
        try:
            at = self.at_work
            call = make(at)
            reply = at.ask(call)
            if reply.refused:
                raise RejectedError(reply.shortened())
            self.note(action, read(reply), call=call)
        except MISSES as error:
            self.note(action, first_line(error), outcome_of(error, answered=reply is not None), call)
            return None
        return reply

    def look(self, action: str, task: ComponentRecord, parent: str | None, read: Callable[[TaskView], str]) -> None:
        """Look for a task by any tool that shows it, and keep what the first that shows it says.

        Args:
            action: what is done, in the words of the log.
            task: the task.
            parent: the id of the task above it; None for the main task.
            read: what is shown, in words; it raises `TargetFaultError` where that is not as it should be.
        """
        shown: list[TaskView] = []

        def read_reply(reply: Reply) -> str:
            shown.extend([one for one in reply.shown if one.identity == task.identity][:1])
            return read(shown[0]) if shown else "not shown by this search"

        try:
            at = self.at_work
        except NotCalledError as error:
            self.note(action, str(error), Outcome.NOT_CALLED)
            return
        for call in at.dialect.looks(task.identity or "", task.title, parent):
            whole = call.page(call.most_of_a_page(PAGE), 0) if call.paged else call
            if at.offers(whole):
                self.ask(action, lambda _, whole=whole: whole, read_reply)  # type: ignore[misc]
            if shown or not at.alive:
                return
        self.note(action, "no tool shows it any more", Outcome.WRONG)

    def come_back(self) -> str:
        """Wait until the server that accepted a restart has ended, and connect to the next.

        Raises:
            NotCalledError: there is none.
            NotJudgedError: which process answers is not known.
            TargetFaultError: the process went on, or is the same as before.
            ConnectFailedError: it did not come back.
        """
        # It may have ended by now, which is what it was asked for.
        before = self._orchestrator
        if before is None:
            raise NotCalledError(NO_SERVER)
        old = wait_for_restart(before, self._pool.evidence.vain)
        self._orchestrator = self._pool.come_back(before)
        new = self._orchestrator.connection.process.pid
        if new == old:
            raise TargetFaultError("the restart was accepted, but the same process answers as before")
        return "another process answers"

    def note(self, action: str, details: str, outcome: Outcome = Outcome.DONE, call: Call | None = None) -> None:
        """Keep what came of an action; the first that went wrong is the campaign's trouble."""
        if outcome not in TROUBLELESS:
            self.record.trouble = self.record.trouble or f"{action}: {outcome}: {details}"
        given = bounded_fields(call.arguments, ARGUMENT_CHARACTERS, ARGUMENT_LEVELS) if call is not None else {}
        tool = call.tool if call is not None else ""
        self.record.activities.append(Activity(now(), self.record.agent_id, str(action), details, outcome, tool, given))


def outcome_of(error: BaseException, *, answered: bool) -> Outcome:
    """What came of a call that was not done, from the error that says why."""
    plain = Outcome.WRONG if answered else Outcome.UNANSWERED
    return next((outcome for kind, outcome in OUTCOMES if isinstance(error, kind)), plain)


def known(task: ComponentRecord) -> str:
    """The id of a task.

    Raises:
        NotCalledError: it was never planned.
    """
    if task.identity is None:
        raise NotCalledError(f'"{task.title}" was not planned')
    return task.identity


def first_line(error: BaseException) -> str:
    """The first line of what an error says."""
    return (str(error).splitlines() or [""])[0]
