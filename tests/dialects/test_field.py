"""What the dialects of published servers say, and what they have no way to say."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from acceptance.contract.calls import Call, conversation
from acceptance.contract.dialects import Dialect, shipped
from acceptance.contract.values import Deletion, Filter, HandIn, TaskField, TaskPlan, TaskQuery
from acceptance.errors import NotApplicableError, NotOfferedError, UnreadableReplyError
from acceptance.targets.target_file import TargetFile
from tests.dialects.field import reply_to, speaking
from tests.dialects.speech import converse

ROOT = Path(__file__).resolve().parents[2]
READY_MADE = ("allpepper", "backlog", "dex", "shrimp", "task-master")


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


@pytest.mark.parametrize(("blockers", "tools"), [(["NO_OP"], ["unblock", "advance"]), (["NO_OP", "b"], [])])
def test_a_start_frees_a_task_only_if_no_other_task_blocks_it(blockers: list[str], tools: list[str]) -> None:
    """A rejected start would leave the task freed, and the server would be blamed for what the dialect has done."""
    task = {"id": "a", "status": "NEW", "version": 1, "blockedBy": blockers}
    found = json.dumps({"success": True, "data": {"task": task}})
    if not tools:
        with pytest.raises(NotOfferedError, match="unblock"):
            converse(speaking("allpepper").execute("a"), found)
        return
    sent, _ = converse(speaking("allpepper").execute("a"), found, found, found)
    assert [tool for tool, _ in sent] == ["query_container", *tools]


def test_what_a_state_does_not_allow_to_be_said_is_not_offered() -> None:
    found = json.dumps({"success": True, "data": {"task": {"id": "a", "status": "NEW", "version": 1}}})
    with pytest.raises(NotOfferedError, match="advance"):
        converse(speaking("allpepper").hand_in("a", HandIn()), found)


def test_a_subtask_of_task_master_is_known_by_both_numbers() -> None:
    plan = TaskPlan({TaskField.TITLE: "S", TaskField.PARENT: "7", TaskField.DEPENDS_ON: ["7.1", "3"]})
    subtask = {"id": 2, "title": "S", "description": "S", "status": "pending", "dependencies": [3], "parentTaskId": 7}
    planned, looked = {"data": {"subtask": subtask}}, {"data": subtask}
    sent, reply = converse(speaking("task-master").plan(plan), json.dumps(planned), json.dumps(looked))
    first = {"projectRoot": "/w", "id": "7", "title": "S", "description": "S", "dependencies": "7.1,3"}
    assert sent == [("add_subtask", first), ("get_task", {"projectRoot": "/w", "id": "7.2"})]
    assert (reply.planned.identity, reply.planned.values[TaskField.DEPENDS_ON]) == ("7.2", ["3"])


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
    sent, reply = converse(speaking("shrimp").plan(TaskPlan({TaskField.TITLE: "A"})), "## Task Splitting - append Mode")
    assert [tool for tool, _ in sent] == ["split_tasks"]
    assert reply.accepted
    with pytest.raises(UnreadableReplyError, match="does not contain the task's identity"):
        _ = reply.planned


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


def test_a_server_that_works_elsewhere_is_told_its_own_workspace() -> None:
    """Calls to a server that is started beside the shared one would otherwise plan in the shared one's workspace."""
    shared = speaking("task-master")
    there, _ = converse(shared.working_in("/elsewhere").plan(TaskPlan({TaskField.TITLE: "A"})), "{}")
    here, _ = converse(shared.plan(TaskPlan({TaskField.TITLE: "A"})), "{}")
    assert [sent[0][1]["projectRoot"] for sent in (there, here)] == ["/elsewhere", "/w"]
