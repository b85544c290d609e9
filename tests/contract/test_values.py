"""The driver's words: states, lists, verbs in both dialects."""

import json

import pytest

from acceptance.contract.dialects import Dialect, shipped
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
from acceptance.errors import NotOfferedError

V2, V1 = Dialect(shipped("2.0")), Dialect(shipped("1.x"))


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
    call = V2.plan(TaskPlan({TaskField.TITLE: "T", TaskField.KIND: "testing"}))
    assert call.arguments == {"title": "T", "description": "", "task_type": "testing"}
    assert V2.change("a", TaskPlan({}), TaskState.IN_PROGRESS).arguments == {
        "task_id": "a",
        "status": "in_progress",
    }


def test_version_2_looks_up_by_filters() -> None:
    call = V2.look_up(TaskQuery({Filter.STATE: ["pending"], Filter.WORDS: "x"}, children=True, limit=0))
    assert call.arguments == {"status": ["pending"], "search_text": "x", "include_children": True, "limit": 0}


def test_version_1_plans_a_tree_in_one_call() -> None:
    members = [
        SubtaskPlan(TaskPlan({TaskField.TITLE: "One"})),
        SubtaskPlan(TaskPlan({TaskField.TITLE: "Two"}), ("One",)),
    ]
    call = V1.plan_family(TaskPlan({TaskField.TITLE: "All"}), members)
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
        V1.plan(TaskPlan({TaskField.TITLE: "T", value: content})).alone()


def test_work_is_handed_in_alike() -> None:
    work = HandIn(summary="s", work="w", next_action=NextAction.REVISE, files=("a",))
    expected = {
        "task_id": "t",
        "summary": "s",
        "detailed_work": "w",
        "next_action": "needs_revision",
        "file_paths": ["a"],
    }
    assert V1.hand_in("t", work).arguments == V2.hand_in("t", work).arguments == expected
