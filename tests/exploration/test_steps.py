"""Steps survive the file in which they are kept."""

from pathlib import Path

import pytest

from acceptance.contract.model.operations import Interrupt, Moment, Plan, Search, Submit, Update
from acceptance.contract.model.promises import Promise
from acceptance.contract.values import NextAction, TaskField, TaskState
from acceptance.exploration.disagreement import Disagreement
from acceptance.exploration.finding import Finding, KeptFindings
from acceptance.exploration.steps import Step, dump, load

STEPS = [
    Step(0, Plan("task 1", {TaskField.TITLE: "\ufeff e\u0301\n", TaskField.CONTEXT: {"a": [2**70, None, {"": 1.5}]}})),
    Step(1, Submit("task 1", "summary", "work", NextAction.BLOCKED, files=("a b", "c"))),
    Step(0, Update("task 1", {TaskField.DEPENDS_ON: []}, TaskState.FAILED)),
    Step(0, Search(states=("pending",), after=Moment(-90, None), before="yesterday", page=2)),
    Step(0, Interrupt("killed", Plan("task 2", {TaskField.TITLE: "x"}))),
]


def test_steps_are_the_same_after_they_were_kept() -> None:
    assert load(dump(STEPS)) == STEPS


@pytest.mark.parametrize("line", ['[[0, {"__kind__": "Juggle"}]]', '[[0, {"__kind__": "Start"}]]', "5", "{"])
def test_what_are_no_steps_is_told(line: str) -> None:
    with pytest.raises(ValueError):
        load(line)


def test_findings_are_kept_by_target_and_area_and_once(tmp_path: Path) -> None:
    kept = KeptFindings(tmp_path / "reports" / "explored.jsonl")
    finding = Finding(Disagreement(Promise.PLANNED, "this", "that"), STEPS, [], "tasks", 1)
    kept.keep("mine", finding)
    kept.keep("mine", finding)
    assert kept.recall("mine", "tasks") == [STEPS]
    assert kept.recall("mine", "results") == kept.recall("yours", "tasks") == []


def test_a_line_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "explored.jsonl"
    path.write_text('nonsense\n{"target": "mine", "area": "tasks", "steps": "[[0, {}]]"}\n', encoding="utf-8")
    assert KeptFindings(path).recall("mine", "tasks") == []
