"""Many flaws in one server: each is one cause, and what it keeps from being judged is blocked and has not failed."""

import pytest

from tests.flawed.flaws import FLAWS
from tests.flawed.together import DOZEN, Found, TogetherBench

NAMES = ("a-completed-task-stays-in-progress", "a-cancellation-changes-nothing", "a-new-effort-is-not-kept")
BESIDE = (
    "A task that is completed is not found after its permanent deletion",
    "A task that is cancelled is not found after its permanent deletion",
    "A task that is blocked is not found after its permanent deletion",
)
"""Scenarios of another promise, which begin with a task that is completed, cancelled or blocked."""


@pytest.fixture(scope="module")
def found() -> Found:
    declared = [one for name in NAMES for one in FLAWS[name].caught_by]
    with TogetherBench(NAMES) as bench:
        return bench.hold([*declared, *BESIDE])


def test_each_flaw_is_a_cause(found: Found) -> None:
    assert not found.trial.trouble
    assert found.reached == set(NAMES)
    assert {one.requirement for one in found.causes} >= {FLAWS[name].breaks[-1] for name in NAMES}
    assert not found.unnoticed


def test_every_cause_has_a_failed_scenario_and_nobody_fails_without_a_flaw(found: Found) -> None:
    assert all(one.failed for one in found.causes)
    assert not found.innocent


def test_what_a_flaw_keeps_from_being_judged_is_blocked_and_not_failed(found: Found) -> None:
    ends = {one.name: one.status for one in found.trial.scenarios if "permanent deletion" in one.name}
    assert set(ends.values()) == {"passed", "blocked"}


def test_the_dozen_breaks_as_many_promises() -> None:
    assert len(DOZEN) == 15
    assert len({FLAWS[name].breaks[-1] for name in DOZEN}) == 15
