"""Exploration in a scenario: random calls in one area, and what came of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from time import monotonic
from typing import TYPE_CHECKING, Final

from acceptance.contract.calls import Call
from acceptance.contract.dialects import Dialect
from acceptance.contract.values import TaskField, TaskPlan, TaskQuery
from acceptance.errors import ConnectionLostError, NoAnswerError, NotJudgedError, TargetFaultError
from acceptance.evidence.call_trail import ACCEPTED, UNANSWERED
from acceptance.exploration.finding import Finding, KeptFindings
from acceptance.system.paths import REPORTS

if TYPE_CHECKING:
    from acceptance.exploration.explorer import Exploration, Explorer
    from acceptance.scenario.state import ScenarioState

# The ordinary run explores the same walks each time; `make explore` draws others.
SEED: Final = 1
# No exploration of a scenario takes longer, however slow the target is, in seconds.
MOST_SECONDS: Final = 20.0
WITHOUT_SESSIONS: Final = 3
# After so many seconds, a target at whose pace not even half of the calls would be made is not asked for more.
PACE_SECONDS: Final = 15.0
# So many calls of the last walk stand in the report as evidence.
SHOWN: Final = 12

PROBES: Final[Mapping[str, Callable[[Dialect], Call]]] = {
    "tasks": lambda dialect: dialect.plan(TaskPlan({TaskField.TITLE: "Explored"})),
    "searches": lambda dialect: dialect.look_up(TaskQuery()),
    "results": lambda dialect: dialect.synthesize("the parent"),
    "sessions": lambda dialect: dialect.list_sessions(),
    "templates": lambda dialect: dialect.list_templates(),
    "interruptions": lambda dialect: dialect.plan(TaskPlan({TaskField.TITLE: "Explored"})),
}
"""The areas by the words of the features, and a call without which none of it can be explored."""


class RandomCalls:
    """Makes random calls, and compares every reply and every look with the model of the contract."""

    def __init__(self, state: ScenarioState) -> None:
        self._state = state
        self._exploration: Exploration | None = None

    @property
    def exploration(self) -> Exploration:
        """What came of the last exploration.

        Raises:
            TargetFaultError: there was none.
        """
        if self._exploration is None:
            raise TargetFaultError("no random calls were made")
        return self._exploration

    def make(self, count: int, area: str) -> None:
        """Make so many random calls in one of the areas, or fewer if they differ from the contract often enough.

        Raises:
            NotOfferedError: the target does not list what the area is about.
            NotJudgedError: what the area needs cannot be done with a server that runs elsewhere, or a slow target
                answered fewer calls in time, and none differs.
        """
        orchestrator = self._state.orchestrator
        orchestrator.require(PROBES[area](orchestrator.dialect))
        if area == "interruptions":
            if orchestrator.connection.target.url is not None:
                raise NotJudgedError("exploration restarts and kills servers that speak over standard streams")
            orchestrator.connection.target.require_command()
        # Only here: a run without these scenarios need not load hypothesis.
        from acceptance.exploration.explorer import Budget, Explorer  # noqa: PLC0415

        explorer = Explorer(self._state.servers, area, KeptFindings(REPORTS / "explored.jsonl"))
        try:
            budget = Budget(count, self._seconds, min(self._seconds, MOST_SECONDS), PACE_SECONDS)
            begun = monotonic()
            self._exploration = explorer.explore(SEED, budget)
            seconds = monotonic() - begun
            self._tell(explorer)
        finally:
            explorer.clients.close()
        made = self._exploration
        if not made.findings and made.steps < count:
            raise NotJudgedError(f"only {made.steps} of {count} random calls were made within {seconds:.0f} s")

    @property
    def _seconds(self) -> float:
        """How long it may take: without sessions, walks are apart by servers that have to be started."""
        orchestrator = self._state.orchestrator
        return MOST_SECONDS if orchestrator.offers(orchestrator.opening()) else WITHOUT_SESSIONS * MOST_SECONDS

    def _tell(self, explorer: Explorer) -> None:
        made, evidence = self.exploration, self._state.evidence
        evidence.event("explored", area=made.area, seed=made.seed, steps=made.steps, walks=made.walks)
        explorer.clients.keep(explorer.clients.attempts[-SHOWN:])
        for finding in made.findings:
            explorer.clients.keep(finding.attempts[-SHOWN:])
        self._blame(made.findings)

    def _blame(self, findings: Sequence[Finding]) -> None:
        """Have a failure blamed on the call that differed first: of many random calls, most are rejected rightly."""
        trail = self._state.trail
        trail.begin()
        if findings and findings[0].attempts:
            first, last = findings[0], findings[0].attempts[-1]
            if isinstance(last.outcome, ConnectionLostError | NoAnswerError):
                # No promise of the model was found broken: the call was not answered, which others see as well.
                trail.note(last.call.tool, UNANSWERED, str(last.outcome))
            else:
                trail.note(last.call.tool, ACCEPTED, "", breaks=first.disagreement.promise.value.requirement)
