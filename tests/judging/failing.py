"""Scenarios that fail, with the call that is to blame for each, and how they are told then."""

from typing import Any

from acceptance.evidence.call_trail import FailedCall
from acceptance.evidence.scenario_results import ScenarioResult, append_result
from tests.judging.conftest import Bench

UPDATE = "orchestrator_update_task"
ERROR = "{'status': 'error', 'error': \"'str' object is not a mapping\", 'tool': 'orchestrator_update_task'}"


def fail(bench: Bench, name: str, tool: str = UPDATE, *, message: str = "refused", **told: Any) -> None:
    call = FailedCall(
        tool,
        told.get("ended", "refused"),
        told.get("answer", ERROR),
        told.get("arranging", True),
        lost=told.get("lost", False),
    )
    seconds = told.get("seconds", 0.1)
    append_result(bench.reports, ScenarioResult(name, "failed", message, seconds, 1795600000.0, call=call))


def statuses(bench: Bench) -> dict[str, str]:
    return {name: one.status for name, one in bench.run().outcomes.items()}
