"""The load of a scenario: small, on this machine, and stored as a figure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from acceptance.contract.dialects import VERSION_2, Dialect, shipped
from acceptance.contract.values import Filter, HandIn, TaskField, TaskPlan, TaskQuery
from acceptance.errors import NotJudgedError, SuiteError
from acceptance.load.plan import LoadPlan, check_place
from acceptance.load.swarm import Swarm, check_installed
from acceptance.load.tally import Tally
from acceptance.load.wire import Generation

if TYPE_CHECKING:
    from acceptance.scenario.state import ScenarioState
    from acceptance.servers.orchestrator import Orchestrator

IN_FLIGHT: Final = 4
SECONDS: Final = 15


class Loader:
    """Applies load for a scenario.

    Attributes:
        tally: what came of the last load.
    """

    def __init__(self, state: ScenarioState) -> None:
        self.tally = Tally()
        self._state = state

    def over_connections(self, tasks: int, connections: int) -> None:
        """Apply a load to the scenario's server, over connections of the driver's own.

        Raises:
            NotOfferedError: the target lacks what a task's way needs.
            TargetFaultError: not even the first task could be planned.
        """
        from acceptance.load.engine import Engine  # noqa: PLC0415 - the SDK takes a second to import

        first = self._state.orchestrator
        require_all(first, first.dialect)
        others = [self._state.pool.connect_beside(first) for _ in range(connections - 1)]
        try:
            self._keep(Engine([first, *others], LoadPlan(connections, IN_FLIGHT, tasks, SECONDS)).run(), "a load")
        finally:
            for other in others:
                self._state.pool.release(other)

    def on_the_wire(self, tasks: int) -> None:
        """Apply a load to a server of its own over HTTP, by Locust.

        Raises:
            NotJudgedError: Locust is not installed, or the target is not offered over HTTP, or not on this machine.
            NotOfferedError: the target lacks what a task's way needs.
        """
        judge_only(check_installed)
        orchestrator = self._state.servers.source.over_http()
        try:
            require_all(orchestrator, Dialect(shipped(VERSION_2)))
            url = str(getattr(orchestrator.connection.process, "url", ""))
            judge_only(lambda: check_place(url))
            swarm = Swarm(url, LoadPlan(1, IN_FLIGHT, tasks, SECONDS), Generation.SESSION)
            self._keep(swarm.run(self._state.pool.new_directory("load")), "a load on the wire")
        finally:
            self._state.pool.release(orchestrator)

    def _keep(self, tally: Tally, name: str) -> None:
        self.tally = tally
        self._state.evidence.measure(tally.figure(name))


Clients = Callable[[Loader, int], None]
CLIENTS: Final[Mapping[str, Clients]] = {
    "over 2 connections": lambda loader, tasks: loader.over_connections(tasks, 2),
    "by protocol-only clients": Loader.on_the_wire,
}
"""Who applies a load, by the features' words."""


def require_all(orchestrator: Orchestrator, dialect: Dialect) -> None:
    """Check that the target lists what a task's way from plan to result needs.

    Raises:
        NotOfferedError: it does not.
    """
    for call in (
        dialect.plan(TaskPlan({TaskField.TITLE: "Load", TaskField.PARENT: "the parent"})),
        dialect.execute(""),
        dialect.hand_in("", HandIn()),
        dialect.look_up(TaskQuery({Filter.PARENT: "", Filter.WORDS: ""})),
    ):
        orchestrator.require(call)


def judge_only(check: Callable[[], None]) -> None:
    """Make a check on which it depends whether a scenario can be judged here.

    Raises:
        NotJudgedError: it cannot; the words are the check's own.
    """
    try:
        check()
    except SuiteError as reason:
        raise NotJudgedError(str(reason)) from None
