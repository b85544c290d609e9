"""What is about something that a target does not have does not apply to it, and is no fault of it."""

import pytest

from acceptance.errors import NotApplicableError
from acceptance.evidence.scenario_results import ScenarioResult
from acceptance.targets.target import Target


def test_http_does_not_apply_to_a_target_without_it() -> None:
    with pytest.raises(NotApplicableError) as raised:
        Target("mine", ("server",)).require_http()
    outcome = ScenarioResult("A", "skipped", str(raised.value), 0.1)
    assert (outcome.inapplicable, outcome.judged, outcome.ending) == (True, False, "does not apply")


def test_lines_do_not_apply_over_http() -> None:
    with pytest.raises(NotApplicableError):
        Target("mine", ("server",), url="http://127.0.0.1:1/mcp").require_lines("a bare line")
