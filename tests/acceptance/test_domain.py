"""The driver's words: states, lists, verbs in both dialects, requirements."""

import json
from pathlib import Path

import pytest

from acceptance.contract.dialects import Version1, Version2
from acceptance.contract.values import (
    Filter,
    HandIn,
    NextAction,
    SubtaskPlan,
    TaskField,
    TaskPlan,
    TaskQuery,
    TaskState,
)
from acceptance.contract.words import names_in, wire_word
from acceptance.errors import NoAnswerError, NotOfferedError, SuiteError
from acceptance.evidence.circuit_breaker import LONG_PATIENCE, PATIENCE, CircuitBreaker, RunCircuitBreaker
from acceptance.specification.requirements import read_requirements


@pytest.mark.parametrize(
    ("word", "state"),
    [("in_progress", TaskState.IN_PROGRESS), ("ACTIVE", TaskState.IN_PROGRESS), ("done", None), (None, None)],
)
def test_states_are_read(word: object, state: TaskState | None) -> None:
    assert TaskState.read(word) is state


def test_lists_are_read() -> None:
    assert names_in("A,  B b ,") == ["A", "B b"]
    assert names_in("") == []
    assert wire_word("very complex") == "very_complex"
    assert wire_word("mind-boggling") == "mind-boggling"


def test_version_2_says_what_was_given_and_nothing_more() -> None:
    call = Version2().plan(TaskPlan({TaskField.TITLE: "T", TaskField.KIND: "testing"}))
    assert call.arguments == {"title": "T", "description": "", "task_type": "testing"}
    assert Version2().change("a", TaskPlan({}), TaskState.IN_PROGRESS).arguments == {
        "task_id": "a",
        "status": "in_progress",
    }


def test_version_2_looks_up_by_filters() -> None:
    call = Version2().look_up(TaskQuery({Filter.STATE: ["pending"], Filter.WORDS: "x"}, children=True, limit=0))
    assert call.arguments == {"status": ["pending"], "search_text": "x", "include_children": True, "limit": 0}


def test_version_1_plans_a_tree_in_one_call() -> None:
    members = [
        SubtaskPlan(TaskPlan({TaskField.TITLE: "One"})),
        SubtaskPlan(TaskPlan({TaskField.TITLE: "Two"}), ("One",)),
    ]
    call = Version1().plan_family(TaskPlan({TaskField.TITLE: "All"}), members)
    subtasks = json.loads(call.arguments["subtasks_json"])
    assert call.arguments["description"] == "All"
    assert [(one["title"], one["dependencies"]) for one in subtasks] == [("One", []), ("Two", ["One"])]


@pytest.mark.parametrize(
    ("value", "content", "missing"),
    [
        (TaskField.DUE_DATE, "2031-01-01", "due_date"),
        (TaskField.CONTEXT, {"expert": "x"}, "context"),
        (TaskField.SPECIALIST, "astrologer", "specialist_type astrologer"),
    ],
)
def test_version_1_has_no_way_to_say_some_values(value: TaskField, content: object, missing: str) -> None:
    with pytest.raises(NotOfferedError, match=f"NOT OFFERED: orchestrator_plan_task.*{missing}"):
        Version1().plan(TaskPlan({TaskField.TITLE: "T", value: content}))


def test_work_is_handed_in_alike() -> None:
    work = HandIn(summary="s", work="w", next_action=NextAction.REVISE, files=("a",))
    expected = {
        "task_id": "t",
        "summary": "s",
        "detailed_work": "w",
        "next_action": "needs_revision",
        "file_paths": ["a"],
    }
    assert Version1().hand_in("t", work).arguments == Version2().hand_in("t", work).arguments == expected


def test_patience_ends_at_once_where_nothing_was_ever_answered() -> None:
    patience = CircuitBreaker(RunCircuitBreaker())
    patience.check("a")
    patience.note("a", answered=False)
    with pytest.raises(NoAnswerError, match="b was not asked again: 1 calls in a row"):
        patience.check("b")


def test_patience_counts_each_tool_by_itself() -> None:
    patience = CircuitBreaker(RunCircuitBreaker())
    patience.note("a", answered=True)
    for _ in range(3):
        patience.check("b")
        patience.note("b", answered=False)
    patience.check("a")
    with pytest.raises(NoAnswerError):
        patience.check("b")


def test_what_no_server_answers_is_given_up_for_the_run() -> None:
    patience = RunCircuitBreaker()
    for _ in range(PATIENCE):
        patience.check("never")
        patience.note("never", answered=False)
    with pytest.raises(NoAnswerError, match="3 calls in a row were not answered by any server"):
        patience.check("never")
    patience.note("once", answered=True)
    for _ in range(LONG_PATIENCE):
        patience.check("once")
        patience.note("once", answered=False)
    with pytest.raises(NoAnswerError):
        patience.check("once")
    patience.note("once", answered=True)
    patience.check("once")


def test_a_requirement_stands_once(tmp_path: Path) -> None:
    file = tmp_path / "requirements.md"
    file.write_text("| PLAN-1 | a |\n| PLAN-1 | b |\n", encoding="utf-8")
    with pytest.raises(SuiteError, match="line 2: PLAN-1 stands there twice"):
        read_requirements(file)
