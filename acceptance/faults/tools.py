"""What a scenario has at hand for faults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acceptance.faults.clock import MovableClock
from acceptance.faults.drill import Drill
from acceptance.faults.last_calls import LastCalls
from acceptance.faults.lines import Lines
from acceptance.faults.multitude import Multitude
from acceptance.faults.saboteur import Saboteur
from acceptance.faults.stranger import Stranger

if TYPE_CHECKING:
    from acceptance.faults.race import Round
    from acceptance.fleet import Fleet
    from acceptance.world import World


class FaultTools:
    """The part of a scenario's world that is about faults.

    Attributes:
        drill: the scenario's faults, and the work that goes on meanwhile.
        saboteur: harms the scenario's store.
        clock: the wall clock of the scenario's server, where it can be moved.
        last_calls: a server that is told to end with calls under way.
        multitude: tasks by the hundred.
        rounds: what came of requests that contradicted each other.
        lines: what lies between the scenario and its server.
        stranger: somebody who is not to be served.
    """

    def __init__(self, world: World, fleet: Fleet) -> None:
        self.drill = Drill(world, fleet)
        self.saboteur = Saboteur(world, fleet)
        self.clock = MovableClock(world, fleet)
        self.last_calls = LastCalls(world, fleet)
        self.multitude = Multitude(world, fleet)
        self.rounds: list[Round] = []
        self.lines = Lines(world, fleet)
        self.stranger = Stranger(world)
