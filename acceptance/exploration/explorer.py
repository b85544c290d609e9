"""An exploration: walks of random steps, one after the other, until so many steps were taken or the time is up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Final

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.configuration import set_hypothesis_home_dir
from hypothesis.errors import Flaky

from acceptance.exploration.areas import AREAS, Area
from acceptance.exploration.clients import Clients
from acceptance.exploration.disagreement import Disagreement
from acceptance.exploration.draws import Draws
from acceptance.exploration.finding import Finding, KeptFindings
from acceptance.exploration.shrinking import Shrinking
from acceptance.exploration.steps import Step
from acceptance.exploration.walk import Walk, walk_along
from acceptance.scenario.servers import ScenarioServers

# So many walks are drawn from one seed; then the next seed follows, so that hypothesis's record of them stays small.
WALKS_OF_A_SEED: Final = 60
SHRINK_SECONDS: Final = 6.0
# After so many different findings an exploration ends.
MOST_FINDINGS: Final = 8
# A walk that ends like one before, so many times in a row, is no progress.
MOST_REPEATED: Final = 40


@dataclass(frozen=True, slots=True)
class Budget:
    """When an exploration ends: after so many steps, or so many seconds at the latest.

    Attributes:
        steps: how many.
        seconds: how many where nothing differs.
        differing: how many where something does: more of them cannot change that.
        pace: after how many it ends early where not even half of the steps would be taken in all of them.
    """

    steps: int
    seconds: float
    differing: float = float("inf")
    pace: float = float("inf")


@dataclass
class Exploration:
    """What came of an exploration.

    Attributes:
        area: what was explored.
        seed: with which it began.
        steps: how many steps were taken.
        walks: in how many walks.
        findings: where the orchestrator and the contract part.
        replayed: how many findings of earlier explorations were tried first.
    """

    area: str
    seed: int
    steps: int = 0
    walks: int = 0
    findings: list[Finding] = field(default_factory=list)
    replayed: int = 0

    def __str__(self) -> str:
        return f"{self.steps:,} steps about {self.area} in {self.walks:,} walks, seed {self.seed}"


class _EnoughError(Exception):
    """The exploration is over."""


class Explorer:
    """Explores an orchestrator in one area."""

    def __init__(self, servers: ScenarioServers, area: str, kept: KeptFindings) -> None:
        """Describe an exploration.

        Args:
            servers: those of the scenario.
            area: one of `AREAS`.
            kept: where findings are kept.
        """
        # hypothesis notes what it has learned of characters and of programs' constants; all of that ends with the run.
        set_hypothesis_home_dir(servers.source.new_directory("hypothesis"))
        self._area: Area = AREAS[area]
        self._kept = kept
        self._target = servers.current.connection.target.name
        self.clients = Clients(servers, self._area.clients)
        self.exploration = Exploration(area, 0)
        self._repeated = 0
        self._silent = False
        self._until = 0.0
        self._until_differing = 0.0
        self._most = 0
        self._begun = 0.0
        self._pace = 0.0
        self._steps_of_this_walk = 0

    def explore(self, first_seed: int, budget: Budget) -> Exploration:
        """Try what was found before, and then walk at random.

        Args:
            first_seed: from which the walks are drawn.
            budget: when it ends.

        Raises:
            NotOfferedError: the target has no tool that plans a task.
        """
        self.clients.require()
        self.exploration = Exploration(self.exploration.area, first_seed)
        self._begun, self._most, self._pace = monotonic(), budget.steps, budget.pace
        self._until, self._until_differing = self._begun + budget.seconds, self._begun + budget.differing
        self._replay()
        number = first_seed
        while not self._over:
            self._walk_from(number)
            number += 1
        return self.exploration

    @property
    def _over(self) -> bool:
        made = self.exploration
        return (
            made.steps >= self._most
            or monotonic() > self._until
            or self._slow
            or (bool(made.findings) and monotonic() > self._until_differing)
            or len(made.findings) >= MOST_FINDINGS
            or self._repeated >= MOST_REPEATED
            or self._silent
        )

    @property
    def _slow(self) -> bool:
        """Whether not even half of the steps would be taken in the whole time, at the pace of those that were."""
        seconds = monotonic() - self._begun
        taken = self.exploration.steps + self._steps_of_this_walk
        return seconds > self._pace and 2 * taken * (self._until - self._begun) < self._most * seconds

    def _replay(self) -> None:
        for steps in self._kept.recall(self._target, self.exploration.area):
            if self._over:
                return
            walk, found = walk_along(self.clients, steps)
            self.exploration.replayed += 1
            self._note(walk, found, None)

    def _walk_from(self, number: int) -> None:
        """Take the walks of one seed."""

        @seed(number)
        @settings(
            max_examples=WALKS_OF_A_SEED,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            report_multiple_bugs=False,
        )
        @given(st.data())
        def walk_once(data: st.DataObject) -> None:
            if self._over:
                raise _EnoughError
            self._walk(data, number)

        try:
            walk_once()
        except (_EnoughError, Flaky):
            # hypothesis finds that the same choices did not lead to the same walk: it is the orchestrator that answered
            # in another way, within what the contract leaves open, or the exploration that is over.
            return

    def _walk(self, data: st.DataObject, number: int) -> None:
        """Take one walk, to its end or to the first disagreement."""
        walk = Walk(self.clients)
        draws = Draws(data, walk.model.workspace)
        found = walk.begin()
        weights = draws.tuned(self._area.weights)
        try:
            while not found and len(walk.taken) < self._area.length and not self._over:
                draws.client = draws.below(len(self.clients.all))
                operation = draws.weighted(weights)(draws)
                found = walk.take(Step(draws.client, operation)) or []
                self._steps_of_this_walk = len(walk.taken)
        finally:
            # hypothesis ends a walk that draws too much; what it has taken counts.
            self.exploration.steps += len(walk.taken)
            self._steps_of_this_walk = 0
            self.exploration.walks += 1
        self._note(walk, found or walk.look(), number)

    def _note(self, walk: Walk, found: Sequence[Disagreement], number: int | None) -> None:
        """Keep a disagreement that was not told yet, as short as it can be made."""
        if not found:
            return
        finding = Finding(found[0], walk.taken, walk.clients.attempts, self.exploration.area, number)
        if finding.key in {one.key for one in self.exploration.findings}:
            self._repeated += 1
            return
        self._repeated = 0
        self._silent = finding.disagreement.silent
        # A replayed one is as short already as it was made; and whoever does not answer, or is slow, is not asked again
        # and again.
        shortest = finding if number is None or self._silent or self._slow else self._shortest(finding)
        self.exploration.findings.append(shortest)
        self._kept.keep(self._target, shortest)

    def _shortest(self, finding: Finding) -> Finding:
        best = [finding]

        def fails(steps: Sequence[Step]) -> bool:
            walk, found = walk_along(self.clients, steps)
            if not found or (found[0].promise.name, found[0].about) != finding.key:
                return False
            best[0] = Finding(found[0], walk.taken, walk.clients.attempts, finding.area, finding.seed)
            return True

        Shrinking(fails, min(monotonic(), self._until) + SHRINK_SECONDS).shrink(finding.steps)
        return best[0]
