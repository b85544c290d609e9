"""Calls as tasks of the protocol: on a server that keeps them all is green, and each broken promise fails its own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import pytest

from acceptance.evidence.scenario_results import ScenarioResult
from acceptance.judging.run_record import read_run
from tests.project import Project

SERVER: Final = Path(__file__).parents[1] / "sample_servers" / "task_keeper.py"
FEATURE: Final = "features/2_api_testing/clients.feature"
HANDLE: Final = "A call made as a protocol task is answered with a handle"
END: Final = "A protocol task ends with the result of the plain call"
CANCEL: Final = "A cancelled protocol task ends as cancelled"
RESTART: Final = "The result of a protocol task is kept over a restart"
UNKNOWN: Final = "A protocol task with an unknown handle is rejected"
ALL: Final = {HANDLE, END, CANCEL, RESTART, UNKNOWN}
BROKEN: Final = (
    ("no-handle", HANDLE, "the first call was to be a task, and was answered by its result instead of a handle"),
    ("one-handle", HANDLE, 'both calls were answered with the same handle, "the-only-one"'),
    ("never-ends", END, 'the task did not end: for as long as a call may take, it was reported as "working"'),
    ("other-result", END, '.counts.pending is "0" in the plain call\'s, and "3" in the task\'s'),
    ("ignores-cancel", CANCEL, 'it was to be cancelled, and the task was reported as "completed"'),
    ("rejects-cancel", CANCEL, "the cancellation was rejected while the task was at work"),
    ("forgets", RESTART, 'after the restart the task was not known: "There is no such task."'),
    ("makes-anew", RESTART, "the result was"),
    ("answers-any-handle", UNKNOWN, "tasks/get with a handle that was never given out was answered with"),
    ("other-code", UNKNOWN, "tasks/get with an unknown handle was rejected with the code -32603, and not with -32602"),
)


def run(project: Project, manner: str) -> dict[str, ScenarioResult]:
    """Run the scenarios on the server in a manner: how each ended, by its name."""
    project.add_target("keeper", (sys.executable, str(SERVER), manner), "timeouts = { call = 2 }")
    done = project.behave("-Dtarget=keeper", FEATURE, "--name", "protocol task")
    outcomes = read_run(project.root / "reports", project.root / "features").outcomes
    assert outcomes.keys() == ALL, done.stdout + done.stderr
    return dict(outcomes)


def endings(outcomes: dict[str, ScenarioResult], ending: str) -> set[str]:
    return {name for name, one in outcomes.items() if one.ending == ending}


def test_all_is_green_on_a_server_that_keeps_its_promises(project: Project) -> None:
    outcomes = run(project, "sound")
    assert endings(outcomes, "passed") == ALL, outcomes


@pytest.mark.costly
@pytest.mark.parametrize(("manner", "scenario", "words"), BROKEN, ids=[manner for manner, *_ in BROKEN])
def test_a_broken_promise_fails_its_scenario_alone(project: Project, manner: str, scenario: str, words: str) -> None:
    outcomes = run(project, manner)
    assert endings(outcomes, "failed") == {scenario}, outcomes
    assert words in outcomes[scenario].message
    assert not endings(outcomes, "broken") | endings(outcomes, "blocked"), outcomes


def test_where_nothing_is_declared_nothing_applies(project: Project) -> None:
    assert endings(run(project, "undeclared"), "does not apply") == ALL


def test_a_tool_that_is_only_called_as_a_task_is_judged_too(project: Project) -> None:
    assert endings(run(project, "as-tasks-only"), "passed") == ALL


def test_a_server_that_keeps_tasks_for_a_time_only_may_forget_them_at_a_restart(project: Project) -> None:
    outcomes = run(project, "briefly")
    assert endings(outcomes, "passed") == ALL - {RESTART}
    assert endings(outcomes, "does not apply") == {RESTART}
