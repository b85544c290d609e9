"""Replies of every shape that servers in the field have, recorded from real ones or written after the contract."""

import json
from typing import Any

import pytest

from acceptance.contract.calls import Call, ToolResult
from acceptance.contract.reply import Reply
from acceptance.contract.values import TaskField, TaskState
from acceptance.errors import UnreadableReplyError

# Recorded from the published release 1.7.0.
TREE = {
    "task_created": True,
    "parent_task_id": "task_9237dadc",
    "description": "My tree",
    "complexity": "moderate",
    "subtasks": [{"task_id": "tester_790a94", "title": "One", "specialist_type": "tester", "dependencies": []}],
}
HANDED_IN = {
    "task_id": "tester_790a94",
    "status": "completed",
    "artifact_info": {
        "artifact_id": "artifact_c6a0bf4d",
        "artifact_type": "general",
        "accessible_via": ".task_orchestrator/artifacts/tester_790a94/artifact_c6a0bf4d.md",
    },
}
STATUS = {
    "active_tasks": 2,
    "pending_tasks": 0,
    "completed_tasks": 5,
    "tasks": [{"task_id": "tester_790a94", "title": "One", "status": "active", "specialist_type": "tester"}],
}


def reply(content: Any = None, *, text: str | None = None, flagged: bool = False, verb: str = "plan") -> Reply:
    words = text if text is not None else json.dumps(content)
    return Reply(Call(verb, "orchestrator_plan_task"), ToolResult(words, None, flagged, 1.0))


@pytest.mark.parametrize(
    "content",
    [
        {"error": "Task nope not found", "task_id": "nope"},
        {"success": False, "message": "no"},
        {"status": "error", "message": "no"},
        {"status": "session_resume_failed"},
        {"session_id": "s", "exists": False},
    ],
)
def test_unflagged_refusals_are_refusals(content: dict[str, Any]) -> None:
    assert reply(content).refused
    assert reply(text=repr(content)).refused


@pytest.mark.parametrize(
    "content",
    [
        {"task_id": "a", "status": "failed"},
        {"task_id": "a", "status": "cancelled", "error": None},
        {"success": True, "task_id": "a"},
        {"status": "session_initialized", "session_id": "s"},
        {"status": "ready_for_execution", "task_id": "a"},
    ],
)
def test_successes_are_accepted(content: dict[str, Any]) -> None:
    assert reply(content).accepted
    assert reply(text=repr(content)).accepted


def test_a_flagged_refusal_is_one_whatever_it_says() -> None:
    assert reply({"success": True}, flagged=True).refused


def test_structured_content_is_read_before_text() -> None:
    result = ToolResult("not for machines", {"task_id": "a", "status": "pending"}, False, 1.0)
    assert Reply(Call("plan", "t"), result).task.state is TaskState.PENDING


def test_prose_has_no_fields_but_words() -> None:
    prose = reply(text="# Task Synthesis Report\nSum 1")
    assert prose.body == {}
    assert "Sum 1" in prose.words
    lacking = "does not contain the task's identity: `task_id` or `id` is read; it says: # Task"
    with pytest.raises(UnreadableReplyError, match=lacking):
        _ = prose.task


def test_a_tree_of_one_is_the_task_that_was_planned() -> None:
    tree = reply(TREE)
    assert tree.planned.identity == "tester_790a94"
    assert tree.planned_parent == "task_9237dadc"


def test_a_lone_plan_is_the_task_that_was_planned() -> None:
    lone = reply({"task_id": "a", "parent_task_id": "p", "title": "T", "status": "pending"})
    assert lone.planned.identity == "a"
    assert lone.planned_parent == "a"


def test_a_task_below_a_key_of_its_own_is_read() -> None:
    view = reply({"success": True, "task": {"id": "a", "task_title": "T", "status": "active"}}).task
    assert (view.identity, view.values[TaskField.TITLE], view.state) == ("a", "T", TaskState.IN_PROGRESS)


def test_one_list_per_state_is_a_list_of_tasks() -> None:
    lists = reply(
        {
            "pending_tasks": {"tasks": [{"id": "a"}], "total_count": 7},
            "completed_tasks": [{"id": "b"}],
        }
    )
    assert [view.identity for view in lists.tasks] == ["a", "b"]
    assert lists.counts[TaskState.PENDING] == 7


def test_counts_are_read_wherever_they_stand() -> None:
    assert reply(STATUS).counts == {TaskState.IN_PROGRESS: 2, TaskState.PENDING: 0, TaskState.COMPLETED: 5}
    assert reply({"counts": {"pending": 3, "in_progress": 1}}).counts[TaskState.IN_PROGRESS] == 1
    assert reply({"task_summary": {"total_blocked": 4}}).counts == {TaskState.BLOCKED: 4}


def test_the_count_of_all_is_read_in_both_places() -> None:
    assert reply({"tasks": [], "total_count": 9}).total == 9
    assert reply({"tasks": [], "query_summary": {"pagination": {"total_count": 8}}}).total == 8
    with pytest.raises(UnreadableReplyError, match="how many tasks"):
        _ = reply({"tasks": []}).total


def test_artifacts_are_read_by_every_name() -> None:
    assert reply(HANDED_IN).artifacts[0].path == HANDED_IN["artifact_info"]["accessible_via"]  # type: ignore[index]
    told = reply({"artifacts": [{"id": "x", "type": "code", "path": "p", "size": 5}]}).artifacts[0]
    assert (told.identity, told.kind, told.path, told.size) == ("x", "code", "p", 5)
    assert reply({"success": True, "task": {"id": "a", "artifacts": ["a/b.md"]}}).artifacts[0].path == "a/b.md"
    assert reply({"artifact_references": ["a/b.md"]}).artifacts[0].path == "a/b.md"


def test_sessions_are_read() -> None:
    session = reply({"session_id": "s", "working_directory": "/w", "status": "active"}).session
    assert (session.identity, session.directory, session.status) == ("s", "/w", "active")
    assert [one.identity for one in reply({"sessions": [{"session_id": "s"}]}).sessions] == ["s"]
    with pytest.raises(UnreadableReplyError, match="a list of sessions"):
        _ = reply({}).sessions


@pytest.mark.parametrize("text", ["", "{", "{not: json}", "[1, 2]", "{" * 5000, "{'a': __import__('os')}"])
def test_what_cannot_be_read_is_words_and_never_an_error(text: str) -> None:
    assert reply(text=text).body == {}


def test_an_answer_that_lacks_a_field_says_which_names_are_read_for_it() -> None:
    with pytest.raises(UnreadableReplyError) as caught:
        _ = reply({"tasks": [], "total": 3}).total
    assert "how many tasks there are in all: `total_count` is read, and the reply has `tasks`, `total`; it says" in str(
        caught.value
    )
