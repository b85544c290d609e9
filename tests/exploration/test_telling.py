"""A finding is told in the phrases of the specification, with the calls beside it."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from acceptance.contract.calls import Call, ToolResult
from acceptance.contract.model.operations import (
    UNKNOWN,
    AskSession,
    AskTemplate,
    Cancel,
    CountTasks,
    CreateTemplate,
    Delete,
    FillTemplate,
    Interrupt,
    ListSessions,
    OpenDirectory,
    Operate,
    Operation,
    Plan,
    Search,
    Start,
    Submit,
    Synthesise,
    Update,
)
from acceptance.contract.model.promises import Promise
from acceptance.contract.values import NextAction, TaskField, TaskState
from acceptance.errors import NoAnswerError
from acceptance.exploration.areas import AREAS
from acceptance.exploration.disagreement import Disagreement
from acceptance.exploration.finding import Finding
from acceptance.exploration.random_calls import PROBES
from acceptance.exploration.steps import Step
from acceptance.exploration.telling import summarise, tell
from acceptance.exploration.wording import WORDED, phrases
from acceptance.servers.orchestrator import Attempt
from tests.project import HANG_SECONDS

ROOT = Path(__file__).resolve().parents[2]
OPERATIONS: list[Operation] = [
    Plan("task 1", {TaskField.TITLE: "Task 1"}),
    Plan("task 2", {TaskField.TITLE: 'a | "b"', TaskField.PARENT: "task 1", TaskField.CONTEXT: {"a": None}}),
    Start("task 1"),
    Start(UNKNOWN),
    *(Submit("task 1", "Text", "Text", action) for action in NextAction),
    Submit("task 1", 'The "summary"', "work"),
    Update("task 1", {TaskField.EFFORT: "0"}),
    Update("task 1", state=TaskState.BLOCKED),
    Update("task 1", {TaskField.TITLE: "x"}, TaskState.FAILED),
    Cancel("task 1"),
    Cancel("task 1", keep_work=False),
    Cancel("task 1", "it's over"),
    *(Delete("task 1", archive, force) for archive in (None, True, False) for force in (None, True)),
    Search(),
    Search(states=("pending",), text="100%"),
    Search(parent="task 1", page=2),
    Search(kinds=("review",), children=True, limit=1),
    CountTasks(),
    Synthesise("task 1"),
    OpenDirectory("the first directory"),
    *(AskSession("the first directory", way) for way in ("status", "resume", "reconnect")),
    AskSession(UNKNOWN),
    ListSessions(),
    *(Operate(what) for what in ("health", "shutdown", "scan", "handover", "history")),
    CreateTemplate("t", {}),
    *(AskTemplate("t", way) for way in ("load", "info", "list", "delete", "uninstall")),
    FillTemplate("task 3", "t", {"NAME": "x"}, create=True),
    FillTemplate("task 3", "t", {"NAME": "x"}),
    *(Interrupt(way) for way in ("killed", "shut down", "restarted")),
    Interrupt("killed", Start("task 1")),
]


def lines_of(operations: list[Operation]) -> Iterator[str]:
    for operation in operations:
        yield from (line for line in phrases(operation) if not line.startswith(("#", " ")))


@pytest.fixture(scope="module")
def unknown() -> list[str]:
    """The told lines that no phrase takes, found in a process of its own: phrases are declared once a process."""
    script = (
        "import sys; from types import SimpleNamespace as S; from steps.support.catalogue import load; r = load()\n"
        "for line in sys.stdin.read().splitlines():\n"
        "    found = [r.find_match(S(step_type=k, name=line)) for k in ('given', 'when')]\n"
        "    any(found) or print(line)\n"
    )
    told = "\n".join(lines_of(OPERATIONS))
    done = subprocess.run(
        [sys.executable, "-c", script],
        input=told,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=HANG_SECONDS,
    )
    return done.stdout.splitlines()


def test_every_told_line_is_a_phrase_of_the_vocabulary(unknown: list[str]) -> None:
    assert unknown == []


def test_every_kind_of_operation_can_be_told() -> None:
    left = {kind for kind in WORDED if not any(isinstance(one, kind) for one in OPERATIONS)}
    assert {kind.__name__ for kind in left} == {"ValidateTemplate"}


def test_a_finding_tells_promise_scenario_and_calls() -> None:
    steps = [Step(0, OPERATIONS[0]), Step(1, Start("task 1"))]
    answered = Attempt(Call("start", "orchestrator_execute_task", {"task_id": "x"}), ToolResult("no", None, True, 1), 1)
    silent = Attempt(Call("plan", "orchestrator_plan_task", {"title": "T" * 999}), NoAnswerError("not within 4 s"), 1)
    disagreement = Disagreement(
        Promise.STARTED, "the start to be accepted", "it was rejected: no", "", "the start is accepted"
    )
    told = tell(Finding(disagreement, steps, [silent, answered], "tasks", 7))
    assert told.startswith("Expected the start to be accepted, but it was rejected: no.\n")
    assert "TASK-2: The started task is in progress." in told and "seed 7" in told
    assert re.search(
        r'  @TASK-2\n  Scenario: .*\n    When the task "Task 1" is planned\n    # by client 2\n'
        r'    And "Task 1" is started\n    Then the start is accepted\n',
        told,
    )
    assert "no answer: not within 4 s" in told and "-> isError: no" in told
    assert max(map(len, told.splitlines())) < 400


def test_a_message_holds_the_first_finding_as_a_scenario_and_stays_short() -> None:
    long = Disagreement(Promise.STARTED, "x" * 900, "it was rejected: no", "", "the start is accepted")
    finding = Finding(long, [Step(0, OPERATIONS[0]), Step(0, Start("task 1"))], [], "tasks", 7)
    told = summarise([finding] * 8)
    assert "Scenario: The started task is in progress" in told and 'And "Task 1" is started' in told
    assert "Also Expected x" in told
    assert len(told) < 1_400 and told.endswith("…")


def test_every_area_has_a_call_that_tells_whether_it_can_be_explored() -> None:
    assert set(PROBES) == set(AREAS)
