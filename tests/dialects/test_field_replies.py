"""The replies of published servers, as these servers gave them, are read in the contract's words."""

import json

import pytest

from acceptance.contract.values import TaskField, TaskQuery, TaskState
from acceptance.errors import NotOfferedError
from tests.dialects.field import reply_to, speaking, task_of
from tests.dialects.speech import converse

UUID = "b456503e-583b-4c07-9d86-fc7677e385d7"
OTHER = "b07670c2-7f1a-422a-96ba-02a58e58f8d6"
BACKLOG = """File: /w/backlog/tasks/task-2 - B.md

Task TASK-2.1 - Tidy up - soon
==================================================

Status: ✔ Done
Ordinal: 2000
Created: 2026-11-29 11:48 (UTC)
Parent: TASK-2 - All of it
Due: 2027-01-05

Dependency Graph:
--------------------------------------------------
Depends on (2 direct, 3 total):
├─ TASK-1 - A [To Do]
│  └─ TASK-9 - Deeper [To Do]
└─ TASK-3 - C [Done]

Dependents (1 direct, 1 total):
└─ TASK-4 - D [To Do]

Description:
--------------------------------------------------
line one

line two

Acceptance Criteria:
--------------------------------------------------
No acceptance criteria defined

Definition of Done:
--------------------------------------------------
No Definition of Done items defined

Final Summary:
--------------------------------------------------
It is done
really
"""
SHRIMP = (
    f'## Complete Task Details\n\n### B: "b"\n\n**ID:** `{UUID}`\n\n**Status:** completed\n\n'
    f"**Description:**one\n\ntwo (nothing else is said)\n\n\n\n**Dependencies:** `{OTHER}`\n\n\n"
    "**Implementation Guide:**\n\nDo it.\n\n\n**Completion Time:** now\n\n**Completion Summary:**\n\n as said \n\n"
)


def test_a_page_of_backlog_is_read() -> None:
    task = task_of("backlog", BACKLOG).task
    assert (task.identity, task.state) == ("TASK-2.1", TaskState.COMPLETED)
    assert task.values[TaskField.TITLE] == "Tidy up - soon"
    assert task.values[TaskField.DESCRIPTION] == "line one\n\nline two"
    assert (task.values[TaskField.PARENT], task.values[TaskField.DUE_DATE]) == ("TASK-2", "2027-01-05")
    assert task.values[TaskField.DEPENDS_ON] == ["TASK-1", "TASK-3"]
    assert task.raw["summary"] == "It is done\nreally"


def test_a_page_of_backlog_without_dependencies_and_description_is_read() -> None:
    page = (
        BACKLOG.split("\nDependency Graph", maxsplit=1)[0]
        + "\nDescription:\n---\nNo description provided\n\nAcceptance Criteria:\n-\n"
    )
    task = task_of("backlog", page).task
    assert (task.values[TaskField.DESCRIPTION], task.values[TaskField.PARENT]) == ("", "TASK-2")
    assert TaskField.DEPENDS_ON not in task.values


def test_a_list_of_backlog_is_read_with_its_states() -> None:
    listed = "To Do:\n  [HIGH] TASK-1 - A: b\nIn Progress:\n  TASK-2 - B (due 2027-01-05)"
    reply = reply_to(speaking("backlog").look_up(TaskQuery({})), listed)
    assert [(one.identity, one.state) for one in reply.tasks] == [
        ("TASK-1", TaskState.PENDING),
        ("TASK-2", TaskState.IN_PROGRESS),
    ]
    assert [one.values[TaskField.TITLE] for one in reply.tasks] == ["A: b", "B"]
    assert reply.total == 2
    assert reply_to(speaking("backlog").look_up(TaskQuery({})), "No tasks found.").total == 0


def test_the_details_of_shrimp_are_read() -> None:
    task = task_of("shrimp", SHRIMP).task
    assert (task.identity, task.state) == (UUID, TaskState.COMPLETED)
    assert task.values[TaskField.DESCRIPTION] == "one\n\ntwo"
    assert task.values[TaskField.DEPENDS_ON] == [OTHER]
    assert task.raw["summary"] == " as said "


@pytest.mark.parametrize(
    "words",
    [
        '任務 "B" (ID: `b4`) 目前無法執行。被以下未完成的依賴任務阻擋: b0',
        "找不到ID為 `b4` 的任務。請確認ID是否正確。",
        "Error occurred: Invalid arguments for tool update_task: []",
        "# Task Update Result\n\n## Failure\n\n無法更新已完成的任務",
    ],
)
def test_what_shrimp_refuses_without_a_flag_is_refused(words: str) -> None:
    assert reply_to(speaking("shrimp").execute("a"), words).refused


def test_a_refusal_tells_the_state_in_the_words_of_the_contract_as_well() -> None:
    told = json.dumps({"success": False, "message": "Cannot advance: task is in terminal state WILL_NOT_IMPLEMENT"})
    found = json.dumps({"success": True, "data": {"task": {"id": "a", "status": "WILL_NOT_IMPLEMENT", "version": 2}}})
    sent, reply = converse(speaking("allpepper").execute("a"), found, told)
    assert [tool for tool, _ in sent] == ["query_container", "advance"]
    assert sent[1][1]["version"] == 2
    assert reply.refused
    assert str(reply.body["error"]).endswith("WILL_NOT_IMPLEMENT (cancelled)")


@pytest.mark.parametrize("depends", ["", f"\n\n\n\n**Dependencies:** `{OTHER}`"])
def test_a_description_on_shrimp_ends_where_it_ends(depends: str) -> None:
    guide = f"{depends or chr(10) * 3}\n\n\n**Implementation Guide:**\n\nDo it.\n\n\n"
    shown = f"### T\n\n**ID:** `{UUID}`\n\n**Status:** pending\n\n**Description:**first\r\nlast\r\n{guide}"
    assert task_of("shrimp", shown).task.values[TaskField.DESCRIPTION] == "first\r\nlast\r\n"


def test_a_task_that_is_blocked_for_a_reason_depends_on_nothing() -> None:
    told = {"id": "a", "status": "ACTIVE", "blockedBy": ["NO_OP", "b"], "version": 1}
    task = task_of("allpepper", json.dumps({"success": True, "data": {"task": told}})).task
    assert (task.state, task.values[TaskField.DEPENDS_ON]) == (TaskState.BLOCKED, ["b"])


def test_the_state_of_a_task_of_dex_is_derived() -> None:
    states = [{"completed": True}, {"started_at": "now"}, {}]
    listed = json.dumps([{"id": str(at), "name": "A", **one} for at, one in enumerate(states)])
    reply = reply_to(speaking("dex").look_up(TaskQuery({})), listed)
    assert [one.state for one in reply.tasks] == [TaskState.COMPLETED, TaskState.IN_PROGRESS, TaskState.PENDING]
    assert reply.total == 3


@pytest.mark.parametrize(
    ("told", "counts"),
    [
        ("## 系統通知\n\n目前系統中沒有任何任務。請查詢其他狀態任務", (0, 0, 0)),
        (
            "- **pending**: 2 個任務\n- **in_progress**: 1 個任務\n- **completed**: 0 個任務\n\n### 沒有任何任務",
            (2, 1, 0),
        ),
    ],
)
def test_shrimp_counts_no_tasks_in_words(told: str, counts: tuple[int, int, int]) -> None:
    states = (TaskState.PENDING, TaskState.IN_PROGRESS, TaskState.COMPLETED)
    reply = reply_to(speaking("shrimp").status(completed=True), told)
    assert reply.counts == dict(zip(states, counts, strict=True))


def test_a_count_that_no_reply_tells_is_not_offered() -> None:
    listed = json.dumps({"success": True, "data": {"items": [{"id": "a", "title": "A", "status": "NEW"}]}})
    with pytest.raises(NotOfferedError, match="number of all tasks"):
        _ = reply_to(speaking("allpepper").look_up(TaskQuery({})), listed).total
