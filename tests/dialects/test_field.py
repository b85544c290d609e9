"""The dialects of published servers, held against replies that these servers gave."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from acceptance.contract.calls import Call, ToolResult, conversation
from acceptance.contract.dialects import Dialect, shipped
from acceptance.contract.reply import Reply
from acceptance.contract.values import Deletion, Filter, HandIn, TaskField, TaskPlan, TaskQuery, TaskState
from acceptance.errors import NotApplicableError, NotOfferedError, UnreadableReplyError
from acceptance.targets.target_file import TargetFile

ROOT = Path(__file__).resolve().parents[2]
READY_MADE = ("allpepper", "backlog", "dex", "shrimp", "task-master")
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


def speaking(name: str) -> Dialect:
    return Dialect(shipped(name), "/w")


def said(call: Call, *replies: str) -> tuple[list[tuple[str, dict[str, Any]]], Reply]:
    """The calls that a verb takes where the server answers so, and what they come to."""
    talk, sent, waiting = conversation(call), list[tuple[str, dict[str, Any]]](), list(replies)
    one = next(talk)
    while True:
        sent.append((one.tool, dict(one.arguments)))
        try:
            one = talk.send(ToolResult(waiting.pop(0), None, is_error=False, milliseconds=1))
        except StopIteration as end:
            return sent, Reply(call, end.value)


def reply_to(call: Call, *replies: str) -> Reply:
    return said(call, *replies)[1]


def task_of(name: str, *replies: str) -> Reply:
    return reply_to(speaking(name).look_at("a"), *replies)


@pytest.mark.parametrize("name", READY_MADE)
def test_a_ready_made_target_has_its_dialect_its_packages_and_a_home_of_its_own(name: str) -> None:
    table = TargetFile.read(ROOT / "targets.toml").table(name)
    assert (table["dialect"], table["npm"]) == (name, f"{{root}}/targets/{name}")
    assert table["environment"]["HOME"] == "{home}"
    lock = json.loads((ROOT / "targets" / name / "package-lock.json").read_text())
    assert not [path for path, package in lock["packages"].items() if "resolved" in package]
    wanted = lock["packages"][""]
    for package, version in {**wanted["dependencies"], **wanted.get("optionalDependencies", {})}.items():
        assert lock["packages"][f"node_modules/{package}"]["version"] == version


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
    sent, reply = said(speaking("allpepper").execute("a"), found, told)
    assert [tool for tool, _ in sent] == ["query_container", "advance"]
    assert sent[1][1]["version"] == 2
    assert reply.refused
    assert str(reply.body["error"]).endswith("WILL_NOT_IMPLEMENT (cancelled)")


@pytest.mark.parametrize("depends", ["", f"\n\n\n\n**Dependencies:** `{OTHER}`"])
def test_a_description_on_shrimp_ends_where_it_ends(depends: str) -> None:
    guide = f"{depends or chr(10) * 3}\n\n\n**Implementation Guide:**\n\nDo it.\n\n\n"
    shown = f"### T\n\n**ID:** `{UUID}`\n\n**Status:** pending\n\n**Description:**first\r\nlast\r\n{guide}"
    assert task_of("shrimp", shown).task.values[TaskField.DESCRIPTION] == "first\r\nlast\r\n"


@pytest.mark.parametrize(("blockers", "tools"), [(["NO_OP"], ["unblock", "advance"]), (["NO_OP", "b"], [])])
def test_a_start_frees_a_task_only_if_no_other_task_blocks_it(blockers: list[str], tools: list[str]) -> None:
    """A rejected start would leave the task freed, and the server would be blamed for what the dialect has done."""
    task = {"id": "a", "status": "NEW", "version": 1, "blockedBy": blockers}
    found = json.dumps({"success": True, "data": {"task": task}})
    if not tools:
        with pytest.raises(NotOfferedError, match="unblock"):
            said(speaking("allpepper").execute("a"), found)
        return
    sent, _ = said(speaking("allpepper").execute("a"), found, found, found)
    assert [tool for tool, _ in sent] == ["query_container", *tools]


def test_what_a_state_does_not_allow_to_be_said_is_not_offered() -> None:
    found = json.dumps({"success": True, "data": {"task": {"id": "a", "status": "NEW", "version": 1}}})
    with pytest.raises(NotOfferedError, match="advance"):
        said(speaking("allpepper").hand_in("a", HandIn()), found)


def test_a_task_that_is_blocked_for_a_reason_depends_on_nothing() -> None:
    told = {"id": "a", "status": "ACTIVE", "blockedBy": ["NO_OP", "b"], "version": 1}
    task = task_of("allpepper", json.dumps({"success": True, "data": {"task": told}})).task
    assert (task.state, task.values[TaskField.DEPENDS_ON]) == (TaskState.BLOCKED, ["b"])


def test_a_subtask_of_task_master_is_known_by_both_numbers() -> None:
    plan = TaskPlan({TaskField.TITLE: "S", TaskField.PARENT: "7", TaskField.DEPENDS_ON: ["7.1", "3"]})
    subtask = {"id": 2, "title": "S", "description": "S", "status": "pending", "dependencies": [3], "parentTaskId": 7}
    planned, looked = {"data": {"subtask": subtask}}, {"data": subtask}
    sent, reply = said(speaking("task-master").plan(plan), json.dumps(planned), json.dumps(looked))
    first = {"projectRoot": "/w", "id": "7", "title": "S", "description": "S", "dependencies": "7.1,3"}
    assert sent == [("add_subtask", first), ("get_task", {"projectRoot": "/w", "id": "7.2"})]
    assert (reply.planned.identity, reply.planned.values[TaskField.DEPENDS_ON]) == ("7.2", ["3"])


def test_the_state_of_a_task_of_dex_is_derived() -> None:
    states = [{"completed": True}, {"started_at": "now"}, {}]
    listed = json.dumps([{"id": str(at), "name": "A", **one} for at, one in enumerate(states)])
    reply = reply_to(speaking("dex").look_up(TaskQuery({})), listed)
    assert [one.state for one in reply.tasks] == [TaskState.COMPLETED, TaskState.IN_PROGRESS, TaskState.PENDING]
    assert reply.total == 3


def unsaid(name: str) -> Sequence[Call]:
    """What a dialect has no way to say."""
    dialect, work = speaking(name), "x" * 200_000
    return [
        dialect.look_up(TaskQuery({Filter.STATE: ["blocked", "failed"]})),
        dialect.delete("a", Deletion()),
        dialect.hand_in("a", HandIn(work=work)),
        dialect.hand_in("a", HandIn(work="  ")),
        dialect.synthesize("a"),
        dialect.check_health(),
    ]


@pytest.mark.parametrize("name", READY_MADE)
def test_what_a_server_cannot_say_is_not_offered(name: str) -> None:
    for call in unsaid(name):
        with pytest.raises(NotOfferedError):
            conversation(call)
    with pytest.raises(NotOfferedError):
        speaking(name).require_artifacts()
    with pytest.raises(NotApplicableError, match="of the contract, and the target speaks"):
        speaking(name).require_the_contract("the tools")


def test_a_plan_that_tells_no_task_is_not_followed_by_a_look_at_none() -> None:
    sent, reply = said(speaking("shrimp").plan(TaskPlan({TaskField.TITLE: "A"})), "## Task Splitting - append Mode")
    assert [tool for tool, _ in sent] == ["split_tasks"]
    assert reply.accepted
    with pytest.raises(UnreadableReplyError, match="does not contain the task's identity"):
        _ = reply.planned


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


def test_a_search_is_paged_where_its_own_tool_has_pages() -> None:
    dialect = speaking("shrimp")
    assert dialect.look_up(TaskQuery({Filter.WORDS: "A"})).paged
    whole = dialect.look_up(dialect.everything())
    assert (whole.tool, whole.paged, whole.lacking) == ("list_tasks", False, "")
    listed = reply_to(whole, "## Tasks\n\n### A\n\n**ID:** `0a-1`\n")
    assert [view.identity for view in listed.listing] == ["0a-1"] and listed.total == 1


def test_a_blank_text_that_would_be_filled_is_not_offered() -> None:
    dialect = speaking("shrimp")
    assert not dialect.plan(TaskPlan({TaskField.TITLE: "  "})).lacking
    assert "blank description" in dialect.plan(TaskPlan({TaskField.TITLE: "A", TaskField.DESCRIPTION: " "})).lacking
    assert "blank summary" in dialect.hand_in("a", HandIn(summary="  ")).lacking


def test_a_count_that_no_reply_tells_is_not_offered() -> None:
    listed = json.dumps({"success": True, "data": {"items": [{"id": "a", "title": "A", "status": "NEW"}]}})
    with pytest.raises(NotOfferedError, match="number of all tasks"):
        _ = reply_to(speaking("allpepper").look_up(TaskQuery({})), listed).total


@pytest.mark.parametrize(
    ("name", "verb", "tool"),
    [
        ("task-master", "plan", "add_task"),
        ("shrimp", "plan", "split_tasks"),
        ("shrimp", "submission", "verify_task"),
        ("allpepper", "plan", "manage_container"),
        ("allpepper", "start", ""),
        ("allpepper", "submission", ""),
    ],
)
def test_a_call_behind_which_there_are_only_looks_can_be_made_alone(name: str, verb: str, tool: str) -> None:
    dialect = Dialect(shipped(name), "/workspace")
    calls = (dialect.plan(TaskPlan({TaskField.TITLE: "Alone"})), dialect.execute("1"), dialect.hand_in("1", HandIn()))
    call = next(one for one in calls if one.verb == verb)
    if tool:
        assert (call.alone().tool, call.alone().later) == (tool, ())
    else:
        with pytest.raises(NotOfferedError, match=f"{verb} in one call"):
            call.alone()
