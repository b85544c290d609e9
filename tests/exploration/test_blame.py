"""Which call the failure of random calls is blamed on: that which broke a promise, or one without an answer."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from acceptance.contract.calls import Call, ToolResult
from acceptance.contract.model.promises import Promise
from acceptance.errors import ConnectionLostError, TargetFaultError
from acceptance.evidence.call_trail import CallTrail, FailedCall
from acceptance.exploration.disagreement import Disagreement
from acceptance.exploration.finding import Finding
from acceptance.exploration.random_calls import RandomCalls
from acceptance.servers.orchestrator import Attempt

TOOL = "orchestrator_cancel_task"
LOST = f"{TOOL} was not answered: the server ended with exit code 3"


@pytest.mark.parametrize(
    ("outcome", "blamed"),
    [
        (ToolResult("no", None, True, 1), FailedCall(TOOL, "accepted", breaks="TASK-2")),
        (ConnectionLostError(LOST), FailedCall(TOOL, "unanswered", LOST)),
    ],
)
def test_an_unanswered_call_is_the_tools_defect(outcome: ToolResult | TargetFaultError, blamed: FailedCall) -> None:
    trail = CallTrail()
    finding = Finding(Disagreement(Promise.STARTED, "this", "that"), [], [Attempt(Call("x", TOOL), outcome, 1)], "", 1)
    RandomCalls(cast(Any, SimpleNamespace(trail=trail)))._blame([finding])
    trail.failed("then", AssertionError())
    assert trail.failure == blamed
