"""What is asked while the components are at work: progress, status, health, restart, reconnection."""

from __future__ import annotations

from acceptance.campaign.caller import PAGE, Caller, NotCalledError, known
from acceptance.campaign.plan import Action
from acceptance.campaign.readings import check_update, read_health, read_progress, read_reconnection, read_status
from acceptance.campaign.record import ComponentRecord, Outcome
from acceptance.contract.calls import Call
from acceptance.contract.reply import Reply
from acceptance.contract.values import Filter, Restart, TaskField, TaskPlan, TaskQuery, TaskState
from acceptance.errors import TargetFaultError
from acceptance.servers.orchestrator import Orchestrator


class Operation:
    """The checks of a campaign between the start of its components and their completion."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        self._checked = False

    @property
    def _at_work(self) -> list[ComponentRecord]:
        """The tasks that were started and are not completed."""
        return [one for one in self._caller.record.tasks if one.executed and not one.completed]

    def update(self, task: ComponentRecord, description: str, words: str) -> None:
        """Bring a task up to date, and see it among the tasks in progress."""
        reply = self._caller.ask(
            Action.UPDATE.of(task.title),
            lambda at: at.dialect.change(known(task), TaskPlan({TaskField.DESCRIPTION: description}), None),
            lambda reply: words,
        )
        if reply is None:
            return
        task.milestones += 1
        listed = self._query(Action.QUERY)
        if listed is None:
            return
        try:
            check_update(listed.tasks, task, description)
        except TargetFaultError as error:
            self._caller.note(Action.UPDATE.of(task.title), str(error), Outcome.WRONG)
        else:
            task.milestones_seen += 1

    def check_once(self) -> None:
        """Ask for status and health, restart the server and test reconnection; only the first time."""
        if self._checked:
            return
        self._checked = True
        caller, at_work = self._caller, len(self._at_work)
        caller.ask(
            Action.STATUS, lambda at: self._during(at.dialect.status()), lambda reply: read_status(reply, at_work)
        )
        caller.ask(
            Action.HEALTH, lambda at: self._during(at.dialect.check_health(include_database_status=True)), read_health
        )
        caller.ask(Action.RESTART, self._restart, lambda reply: caller.come_back())
        self._query(Action.QUERY_AGAIN)
        session = caller.record.agent_id
        caller.ask(
            Action.RECONNECT,
            lambda at: self._during(at.dialect.test_reconnection(self._session())),
            lambda reply: read_reconnection(reply, session),
        )

    def _query(self, action: Action) -> Reply | None:
        """Search for the tasks in progress, which must be all that are at work."""
        tasks = self._at_work
        in_progress = TaskQuery({Filter.STATE: [TaskState.IN_PROGRESS.wire]}, limit=PAGE)
        return self._caller.ask(
            action,
            lambda at: self._during(at.dialect.look_up(in_progress)),
            lambda reply: read_progress(reply.tasks, tasks),
        )

    def _restart(self, at: Orchestrator) -> Call:
        """The call for a restart, where the server is one that this run started itself."""
        call = self._during(at.dialect.restart(Restart()))
        at.connection.target.require_command()
        return call

    def _session(self) -> str:
        if not self._caller.record.agent_id:
            raise NotCalledError("no session was opened")
        return self._caller.record.agent_id

    def _during(self, call: Call) -> Call:
        """A call that is to be made while tasks are in progress.

        Raises:
            NotCalledError: none is.
        """
        if not self._at_work:
            raise NotCalledError("no task of the campaign is in progress")
        return call
