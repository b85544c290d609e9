"""All faults that a scenario can inject."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from acceptance.faults.clock_faults import ClockFaults
from acceptance.faults.fault_experiment import FaultExperiment
from acceptance.faults.last_calls import LastCalls
from acceptance.faults.multitude import Multitude
from acceptance.faults.network_faults import NetworkFaults
from acceptance.faults.process_faults import ProcessFaults
from acceptance.faults.race import Race
from acceptance.faults.starting import start_specially
from acceptance.faults.store_faults import StoreFaults
from acceptance.faults.stranger import Stranger
from acceptance.faults.surroundings import DIRECTORIES, ZONES, Surroundings
from acceptance.faults.template_race import TemplateRace
from acceptance.transport.launching import Special

if TYPE_CHECKING:
    from acceptance.faults.recovery import Recoveries
    from acceptance.scenario.operating import Operator
    from acceptance.scenario.planner import Planner
    from acceptance.scenario.state import ScenarioState
    from acceptance.scenario.task_queries import TaskQueries


class FaultTools:
    """All that a scenario can do to its server, store and connections.

    Attributes:
        experiment: the scenario's faults, and the work that goes on meanwhile.
        store: harms the scenario's store.
        process: harms the process of the scenario's server.
        clock: the wall clock of the scenario's server, where it can be moved.
        network: what lies between the scenario and its server.
        last_calls: a server that is told to end with calls under way.
        multitude: tasks by the hundred.
        race: requests that contradict each other.
        template_race: templates that two clients create under one name.
        stranger: somebody who is not to be served.
        surroundings: where the scenario's server is started.
    """

    def __init__(
        self,
        state: ScenarioState,
        recoveries: Recoveries,
        *,
        planner: Planner,
        task_queries: TaskQueries,
        operator: Operator,
    ) -> None:
        self.experiment = FaultExperiment(state, recoveries)
        self.store = StoreFaults(state, self.experiment)
        self.process = ProcessFaults(state, self.experiment, self.store, operator)
        self.clock = ClockFaults(state, self.experiment)
        self.network = NetworkFaults(state, self.experiment)
        self.last_calls = LastCalls(state, self.experiment)
        self.multitude = Multitude(state, planner, task_queries)
        self.race = Race(state, planner)
        self.template_race = TemplateRace(state)
        self.stranger = Stranger(state)
        self.surroundings = Surroundings(state)
        self._state = state

    def start_again(self) -> None:
        """Start the orchestrator again in its workspace; after a fault, the running work continues there."""
        if self.last_calls.begun:
            self.last_calls.start_again()
        elif self.experiment.history.strikes:
            self.experiment.start_again()
        else:
            self._state.servers.start_anew()

    def start_without_a_session(self) -> None:
        """Start an orchestrator in an empty workspace, in which no session is opened."""
        self._state.servers.move_to(start_specially(self._state.pool, None, Special()))

    def start_in(self, environment: str) -> None:
        """Start an orchestrator of the scenario's own in one of the `ENVIRONMENTS`."""
        ENVIRONMENTS[environment](self)


def _in_directory(kind: str, faults: FaultTools) -> None:
    faults.surroundings.start_in_directory(kind)


def _on_time_of(place: str, faults: FaultTools) -> None:
    faults.surroundings.start_in_zone(place)


TWO_RESTARTS: Final[Mapping[str, Callable[[FaultTools], None]]] = {
    "at the same time": lambda faults: faults.last_calls.restart_twice(),
    "while the data store is locked for 0.5 s": lambda faults: faults.process.restart_behind_a_lock(0.5),
}
"""When two restarts are requested, by the features' words."""
ENVIRONMENTS: Final[Mapping[str, Callable[[FaultTools], None]]] = {
    "as an ordinary user": lambda faults: faults.store.start_as_an_ordinary_user(),
    "without a session": lambda faults: faults.start_without_a_session(),
    "on a small file system": lambda faults: faults.store.start_on_a_small_file_system(),
    "with an adjustable clock": lambda faults: faults.clock.start(),
    "with an adjustable clock and timers": lambda faults: faults.clock.start(timers=True),
    "in a directory with a long path": lambda faults: faults.surroundings.start_in_a_long_path(),
    "in a directory behind a link": lambda faults: faults.surroundings.start_behind_a_link(),
    **{f"in a directory {kind}": partial(_in_directory, kind) for kind in DIRECTORIES},
    **{f"on {place} time": partial(_on_time_of, place) for place in ZONES},
    "under the C locale": lambda faults: faults.surroundings.start_under_the_c_locale(),
    "under a Western European locale": lambda faults: faults.surroundings.start_without_unicode(),
    "with a home of its own": lambda faults: faults.surroundings.start_with_a_home(),
}
"""What an orchestrator can be started in, by the features' words."""
