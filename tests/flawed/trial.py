"""What came of one flaw: how each scenario ended, and how that is kept and read again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from behave.model import Scenario

from acceptance.evidence.scenario_results import ScenarioResult
from acceptance.specification.requirements import IDENTIFIER
from steps.support.blame import blamed_call
from steps.support.outcome import scenario_outcome


@dataclass(frozen=True)
class Seen:
    """What came of one scenario.

    Attributes:
        requirements: the identifiers that it carries.
        status: passed, failed, blocked, broken or skipped, as the report has it.
        message: why it did not pass.
    """

    name: str
    requirements: tuple[str, ...]
    status: str
    message: str


@dataclass(frozen=True)
class Trial:
    """What came of one flaw.

    Attributes:
        reached: whether the lie was told.
        announced: whether the server said that it is flawed.
        scenarios: what came of each scenario that ran.
        seconds: how long it took.
        unmet: how many scenarios did not begin, because the time of the run was over.
        trouble: why the trial itself failed; empty where it did not.
    """

    name: str
    reached: bool
    announced: bool
    scenarios: list[Seen] = field(default_factory=list)
    seconds: float = 0.0
    unmet: int = 0
    trouble: str = ""

    def with_status(self, status: str) -> list[Seen]:
        """The scenarios that ended in one way."""
        return [one for one in self.scenarios if one.status == status]


def seen_from(record: dict[str, Any]) -> Seen:
    """What was seen of a scenario, out of its record."""
    return Seen(**{**record, "requirements": tuple(record["requirements"])})


def trial_from(record: dict[str, Any]) -> Trial:
    """A trial out of its record."""
    return Trial(**{**record, "scenarios": [seen_from(one) for one in record["scenarios"]]})


def result_of(scenario: Scenario) -> ScenarioResult:
    """How a scenario ended, as the record of a run keeps it."""
    status, details = scenario_outcome(scenario)
    message = (details.message if details else "") or ""
    call = blamed_call(scenario) if status == "failed" else None
    return ScenarioResult(scenario.name, str(status), message, scenario.duration, call=call)


def read(scenario: Scenario) -> Seen:
    """What came of a scenario that ran, in the words of the report."""
    status, details = scenario_outcome(scenario)
    named = tuple(sorted(str(tag) for tag in scenario.effective_tags if IDENTIFIER.fullmatch(str(tag))))
    return Seen(scenario.name, named, str(status), (details.message if details else "") or "")
