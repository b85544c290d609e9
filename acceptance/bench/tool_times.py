"""Every tool of the contract that the target lists, each measured in turns with a durable round trip (API-3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from acceptance.bench.activities import Activities, Activity, refuse
from acceptance.contract.calls import Call
from acceptance.contract.tools import TOOLS
from acceptance.contract.values import Restart
from acceptance.errors import NotJudgedError, NotMeasurableError, TargetFaultError
from acceptance.stopwatch import Comparison, Measured, SamplingLimits, Verdict
from acceptance.stopwatch.intervals import tidy

if TYPE_CHECKING:
    from acceptance.scenario.operating import Operator
    from acceptance.scenario.state import ScenarioState
    from acceptance.scenario.valid_calls import ValidCalls

RESTART: Final = "orchestrator_restart_server"
SPENDING: Final = frozenset(
    {
        "orchestrator_cancel_task",
        "orchestrator_complete_task",
        "orchestrator_delete_task",
        "template_delete",
        "template_uninstall",
    }
)
"""Tools of which a call cannot be made twice: each measurement needs a task or a template of its own."""

LIMITS: Final = SamplingLimits(fewest=9, most=36, seconds=1.5, warm_up=1)
FEW: Final = SamplingLimits(fewest=9, most=15, seconds=12.0, warm_up=0)
"""A restart takes the server away, so few are measured."""


@dataclass
class ToolTimes:
    """How long every listed tool takes to answer a valid call.

    Attributes:
        state: the scenario's.
        valid: makes the calls.
        operator: restarts the server.
        tell: is told now and then how far it is.
        measured: the measurement of each tool.
        verdicts: what each was found to be, once it was held to a bound.
        unmeasured: why a tool could not be measured.
    """

    state: ScenarioState
    valid: ValidCalls
    operator: Operator
    tell: Callable[[str], None] = lambda words: None
    unit: str = "times"
    name: str = "the slowest of all tools, against a durable round trip"
    measured: dict[str, Comparison] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    unmeasured: dict[str, str] = field(default_factory=dict)

    def begin(self) -> None:
        """Measure every listed tool; the restart last.

        Raises:
            NotApplicableError: the target has tools of its own.
            TargetFaultError: none is listed, or a valid call was rejected.
        """
        self.state.orchestrator.dialect.require_the_contract("the tools")
        listed = [tool for tool in TOOLS if self.state.offers(tool)]
        if not listed:
            raise TargetFaultError("no tool of the contract is listed")
        for tool in sorted(listed, key=lambda name: name == RESTART):
            self.tell(f"{len(self.measured)} of {len(listed)} tools measured")
            once, limits = (self._restart, FEW) if tool == RESTART else (self._repeated(tool), LIMITS)
            comparison = Comparison(Measured(tool, once), Measured("a durable round trip", self._durable), limits)
            try:
                comparison.begin()
            except NotJudgedError as reason:
                self.unmeasured[tool] = str(reason)
            else:
                self.measured[tool] = comparison

    def decide(self, bound: float) -> Verdict:
        """Hold every tool to the bound; the figure of the slowest is told of those that decide.

        Raises:
            NotMeasurableError: no tool could be measured.
        """
        if not self.measured:
            raise NotMeasurableError(next(iter(self.unmeasured.values())))
        self.verdicts = {tool: one.decide(bound) for tool, one in self.measured.items()}
        found = list(self.verdicts.values())
        deciding = [one for met in (False, None, True) for one in found if one.met is met]
        slowest = max((one for one in deciding if one.met is deciding[0].met), key=lambda one: one.found.middle)
        return Verdict(slowest.found, bound, slowest.met)

    def absolute(self) -> str:
        """The slowest tools, in words."""
        slowest = sorted(self.measured.items(), key=lambda entry: -entry[1].ratio.middle)[:3]
        return "; ".join(f"{tool} {tidy(one.ratio.middle)} times, {one.absolute()}" for tool, one in slowest)

    def details(self) -> dict[str, Any]:
        """For each tool its ratio, and whether it is within the bound; None: that could not be told here."""
        told: dict[str, Any] = {
            tool: {"ratio": round(one.found.middle, 3), "met": one.met} for tool, one in self.verdicts.items()
        }
        return {"tools": told | {tool: {"ratio": None, "met": None} for tool in self.unmeasured}}

    def pictures(self) -> dict[str, str]:
        """None: the table of figures tells each."""
        return {}

    def _repeated(self, tool: str) -> Callable[[], float]:
        """A valid call of a tool, again and again; the first is told in the report."""
        kept: list[Call] = []

        def once() -> float:
            call = kept[0] if kept and tool not in SPENDING else self.valid.of(tool)
            ask = self.state.orchestrator.ask_quietly if kept else self.state.orchestrator.ask
            kept.append(call)
            reply = ask(call)
            if reply.refused:
                refuse(reply)
            return reply.result.milliseconds

        return once

    def _restart(self) -> float:
        """The answer to a request for a restart, which then is carried out."""
        self.operator.restart(Restart(reason="manual_request"))
        return self.state.reply.result.milliseconds

    def _durable(self) -> float:
        return Activities(self.state.orchestrator, quiet=True).measured(Activity.DURABLE).once()
