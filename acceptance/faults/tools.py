"""What a scenario has at hand for faults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acceptance.faults.clock_faults import ClockFaults
from acceptance.faults.fault_experiment import FaultExperiment
from acceptance.faults.last_calls import LastCalls
from acceptance.faults.multitude import Multitude
from acceptance.faults.network_faults import NetworkFaults
from acceptance.faults.process_faults import ProcessFaults
from acceptance.faults.race import Race
from acceptance.faults.store_faults import StoreFaults
from acceptance.faults.stranger import Stranger

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
        stranger: somebody who is not to be served.
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
        self.stranger = Stranger(state)
