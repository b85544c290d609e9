"""What a scenario has at hand for faults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acceptance.faults.clock_faults import ClockFaults
from acceptance.faults.fault_experiment import FaultExperiment
from acceptance.faults.last_calls import LastCalls
from acceptance.faults.multitude import Multitude
from acceptance.faults.network_faults import NetworkFaults
from acceptance.faults.store_faults import StoreFaults
from acceptance.faults.stranger import Stranger

if TYPE_CHECKING:
    from acceptance.faults.race import Round
    from acceptance.servers.server_pool import ServerPool
    from acceptance.world.world import World


class FaultTools:
    """The part of a scenario's world that is about faults.

    Attributes:
        experiment: the scenario's faults, and the work that goes on meanwhile.
        store_faults: harms the scenario's store.
        clock: the wall clock of the scenario's server, where it can be moved.
        last_calls: a server that is told to end with calls under way.
        multitude: tasks by the hundred.
        rounds: what came of requests that contradicted each other.
        lines: what lies between the scenario and its server.
        stranger: somebody who is not to be served.
    """

    def __init__(self, world: World, pool: ServerPool) -> None:
        self.experiment = FaultExperiment(world, pool)
        self.store_faults = StoreFaults(world, pool)
        self.clock_faults = ClockFaults(world, pool)
        self.last_calls = LastCalls(world, pool)
        self.multitude = Multitude(world, pool)
        self.rounds: list[Round] = []
        self.network_faults = NetworkFaults(world, pool)
        self.stranger = Stranger(world)
