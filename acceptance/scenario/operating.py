"""What an operator does with an orchestrator: health, restart, shutdown, reconnection, maintenance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acceptance.contract.calls import Call
from acceptance.contract.dialects import Dialect
from acceptance.contract.reply import Reply
from acceptance.contract.values import (
    HealthPart,
    Maintenance,
    MaintenanceAction,
    MaintenanceScope,
    Restart,
    TaskField,
    TaskPlan,
)
from acceptance.errors import TargetFaultError
from acceptance.scenario.servers import FormerProcess
from acceptance.scenario.tasks import Task
from acceptance.servers.restarting import wait_for_restart

if TYPE_CHECKING:
    from acceptance.scenario.state import ScenarioState


class Operator:
    """The verbs of an operator, and what was seen of the process before and after.

    Attributes:
        meanwhile: the tasks that were being planned while something else was asked for.
        answered: how many of their plans were answered.
        refused: the first of their plans that was rejected; None where none was.
    """

    def __init__(self, state: ScenarioState) -> None:
        self.meanwhile: list[Task] = []
        self.answered = 0
        self.refused: Reply | None = None
        self._state = state

    def _ask(self, call: Call, while_planning: int) -> Reply:
        """Ask for something, alone or in the middle of so many plans that are sent at the same time.

        Raises:
            NotOfferedError: the target does not list what is asked for.
            TargetFaultError: it was not answered.
        """
        if not while_planning:
            return self._state.ask(call)
        plans = [self._plan(number + 1) for number in range(while_planning)]
        half = while_planning // 2
        outcomes = self._state.orchestrator.ask_at_once([*plans[:half], call, *plans[half:]])
        outcome = outcomes.pop(half)
        replies = [one for one in outcomes if isinstance(one, Reply)]
        self.answered = len(replies)
        self.refused = next((one for one in replies if one.refused), None)
        self.meanwhile = [self._planned(one) for one in replies if one.accepted]
        if isinstance(outcome, TargetFaultError):
            raise outcome
        self._state.last_reply = outcome
        return outcome

    def check_health(self, *, without: HealthPart | None = None, while_planning: int = 0) -> None:
        """Ask how the server is; a part of the answer can be left out."""
        left_out = {} if without is None else {without.parameter: False}
        self._ask(self._dialect.check_health(**left_out), while_planning)

    def test_reconnection(
        self, session: str | None = None, *, without: str | None = None, while_planning: int = 0
    ) -> None:
        """Ask which sessions a client can reconnect to, or whether it can to one; a part of the answer can be left out.

        Args:
            session: the identity of the one that is asked about.
            without: the parameter that leaves out a part of the answer.
            while_planning: so many plans are sent at the same time.
        """
        left_out = {} if without is None else {without: False}
        self._ask(self._dialect.test_reconnection(session, **left_out), while_planning)

    def maintain(self, maintenance: Maintenance, *, while_planning: int = 0) -> None:
        """Ask for maintenance."""
        self._ask(self._dialect.maintain(maintenance), while_planning)

    def maintain_one(self, action: MaintenanceAction, task: Task | None) -> None:
        """Ask for maintenance of one task, or of one without saying which."""
        self.maintain(Maintenance(action, MaintenanceScope.ONE_TASK, task=None if task is None else task.identity))

    def restart(self, restart: Restart, *, while_planning: int = 0) -> None:
        """Ask for a restart, wait until the process has ended, and connect again: to its address, or to its command.

        Raises:
            NotJudgedError: which process answers is not known.
            TargetFaultError: the restart was refused, or the process went on.
        """
        reply = self._ask(self._dialect.restart(restart), while_planning)
        if reply.refused:
            raise TargetFaultError(f"the restart was refused: {reply.shortened()}")
        servers, process = self._state.servers, self._state.orchestrator.connection.process
        pid = wait_for_restart(self._state.orchestrator, self._state.evidence.vain)
        servers.former = FormerProcess(pid, process.exit_code, process.label)
        servers.come_back()

    def restart_often(self, times: int) -> None:
        """Restart it so many times, one after the other.

        Raises:
            NotJudgedError: which process answers is not known.
            TargetFaultError: a restart was refused, or the process went on.
        """
        for _ in range(times):
            self.restart(Restart())

    def ask_for_restart(self, restart: Restart) -> Reply:
        """Ask for a restart, and wait for no more than the reply."""
        return self._state.verbs.restart(restart)

    def ask_for_restart_status(self, **included: bool) -> Reply:
        """Ask for the phase of a restart, and for the restarts before; by the tool's parameters for its parts."""
        return self._state.verbs.restart_status(**included)

    def prepare_shutdown(self, **checked: bool) -> Reply:
        """Ask whether the server could be shut down; by the tool's parameters, each check can be left out."""
        return self._state.verbs.prepare_shutdown(**checked)

    @property
    def _dialect(self) -> Dialect:
        return self._state.orchestrator.dialect

    def _plan(self, number: int) -> Call:
        return self._dialect.plan(TaskPlan({TaskField.TITLE: f"Planned meanwhile, number {number}"}))

    def _planned(self, reply: Reply) -> Task:
        title = str(reply.call.asked.get("title", "Planned meanwhile"))
        return Task(self._state, title, title, reply=reply, known_as=reply.planned.identity)
