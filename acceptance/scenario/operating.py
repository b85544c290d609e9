"""What an operator does with an orchestrator: health, restart, shutdown, reconnection, maintenance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from acceptance.contract.calls import Call
from acceptance.contract.reply import Reply
from acceptance.contract.values import Maintenance, Restart, TaskField, TaskPlan
from acceptance.errors import NotJudgedError, TargetFaultError
from acceptance.scenario.tasks import Task

if TYPE_CHECKING:
    from acceptance.world.world import World

# How long a server that said it restarts is waited for, in seconds: nothing long is under way when it is asked.
RESTART_SECONDS: Final = 12.0
# The same, once a server of this target was waited for in vain: a hung target must not cost hours.
SHORT_SECONDS: Final = 2.0


class Operator:
    """The verbs of an operator, and what was seen of the process before and after.

    Attributes:
        meanwhile: the tasks that were being planned while something else was asked for.
        answered: how many of their plans were answered.
        old_process: the process id and the exit code of the server before its last restart.
        old_place: what was started, or where it was, before the last restart.
    """

    def __init__(self, world: World, in_vain: set[str]) -> None:
        """Operate the server of a scenario.

        Args:
            world: the scenario's.
            in_vain: the targets, over all scenarios, whose restarts were waited for in vain.
        """
        self.meanwhile: list[Task] = []
        self.answered = 0
        self.old_process: tuple[int | None, int | None] = (None, None)
        self.old_place = ""
        self._world = world
        self._in_vain = in_vain

    def ask(self, call: Call, *, while_planning: int = 0) -> Reply:
        """Ask for something, alone or in the middle of so many plans that are sent at the same time.

        Raises:
            NotOfferedError: the target does not list what is asked for.
            TargetFaultError: it was not answered.
        """
        if not while_planning:
            return self._world.ask(call)
        plans = [self._plan(number + 1) for number in range(while_planning)]
        half = while_planning // 2
        outcomes = self._world.orchestrator.ask_at_once([*plans[:half], call, *plans[half:]])
        outcome = outcomes.pop(half)
        replies = [one for one in outcomes if isinstance(one, Reply)]
        self.answered = len(replies)
        self.meanwhile = [self._planned(one) for one in replies if one.accepted]
        if isinstance(outcome, TargetFaultError):
            raise outcome
        self._world.last_reply = outcome
        return outcome

    def check_health(self, *, while_planning: int = 0, **included: bool) -> None:
        """Ask how the server is."""
        self.ask(self._world.dialect.check_health(**included), while_planning=while_planning)

    def test_reconnection(self, *, while_planning: int = 0) -> None:
        """Ask which sessions a client can reconnect to."""
        self.ask(self._world.dialect.test_reconnection(), while_planning=while_planning)

    def maintain(self, maintenance: Maintenance, *, while_planning: int = 0) -> None:
        """Ask for maintenance."""
        self.ask(self._world.dialect.maintain(maintenance), while_planning=while_planning)

    def restart(self, restart: Restart, *, while_planning: int = 0) -> None:
        """Ask for a restart, wait until the process has ended, and connect again: to its address, or to its command.

        Raises:
            NotJudgedError: which process answers is not known.
            TargetFaultError: the restart was refused, or the process went on.
        """
        reply = self.ask(self._world.dialect.restart(restart), while_planning=while_planning)
        if reply.refused:
            raise TargetFaultError(f"the restart was refused: {reply.shortened()}")
        connection = self._world.orchestrator.connection
        if connection.process.pid is None:
            raise NotJudgedError("whether the process that answers is another one cannot be seen from here")
        seconds = SHORT_SECONDS if connection.target.name in self._in_vain else RESTART_SECONDS
        if not connection.ended_within(seconds):
            self._in_vain.add(connection.target.name)
            raise TargetFaultError(f"the restart was accepted, but the same process still ran {seconds:g} s later")
        self.old_process = (connection.process.pid, connection.process.exit_code)
        self.old_place = connection.process.label
        self._world.come_back()

    def _plan(self, number: int) -> Call:
        return self._world.dialect.plan(TaskPlan({TaskField.TITLE: f"Planned meanwhile, number {number}"}))

    def _planned(self, reply: Reply) -> Task:
        title = str(reply.call.arguments.get("title", "Planned meanwhile"))
        return Task(self._world, title, title, reply=reply, known_as=reply.planned.identity)
