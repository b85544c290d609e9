import json
import re

import pytest
from reference_bench import Bench

from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.domain.tasks import Specialist, TaskStatus

ODD_TEXTS = [
    "Mend O'Brien's build",
    "x'); DROP TABLE tasks; --",
    '{"a": [1]}',
    "🚀👩‍👩‍👧‍👦 خطة",
    "a\r\nb\n ",
    "100% _*?",
    "\ufeff\x01\x7f",
]


def test_a_plan_keeps_every_value(bench: Bench) -> None:
    parent, other = bench.plan("Parent"), bench.plan("Other")
    given = {
        "title": "T",
        "description": "",
        "task_type": "testing",
        "complexity": "very_complex",
        "specialist_type": "tester",
        "estimated_effort": "1-2 weeks",
        "due_date": "2031-05-17",
        "parent_task_id": parent,
        "dependencies": [other, parent],
        "context": {"b": [None, 1.0, {"x": "🚀"}], "a": 10**20},
    }
    reply = bench.call("plan_task", **given)
    kept = bench.look(reply["task_id"])
    for name, value in given.items():
        assert reply[name] == kept[name] == value
    assert kept["status"] == "pending"


def test_a_plan_fills_in_defaults(bench: Bench) -> None:
    task = bench.look(bench.plan())
    assert (task["task_type"], task["complexity"], task["dependencies"], task["context"]) == (
        "standard",
        "moderate",
        [],
        {},
    )
    assert all(task[name] is None for name in ("specialist_type", "estimated_effort", "due_date", "parent_task_id"))


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_any_text_comes_back_as_given(bench: Bench, text: str) -> None:
    task_id = bench.plan(text, description=text, context={text: text})
    task = bench.look(task_id)
    assert (task["title"], task["description"], task["context"]) == (text, text, {text: text})
    found = bench.call("query_tasks", search_text=text)["tasks"]
    assert [task["task_id"] for task in found] == [task_id]


@pytest.mark.parametrize(
    "given",
    [
        {"title": " \n"},
        {"parent_task_id": "task_none"},
        {"dependencies": ["task_none"]},
        {"due_date": "the day after"},
    ],
)
def test_a_refused_plan_leaves_no_trace(bench: Bench, given: dict[str, object]) -> None:
    bench.plan("Here before")
    with pytest.raises(Refusal):
        bench.plan(**{"title": "Nonsense", **given})  # type: ignore[arg-type]
    assert bench.call("query_tasks")["total_count"] == 1


def test_an_archived_task_takes_no_children(bench: Bench) -> None:
    with pytest.raises(Refusal, match="archived"):
        bench.plan(parent_task_id=bench.in_state("archived"))


def test_execution_hands_over_role_and_context(bench: Bench) -> None:
    context = {"expert": "Feature Integration expert", "instructions": ["Design it", "Build it"]}
    task_id = bench.plan("Feature Integration", specialist_type="tester", context=context)
    reply = bench.call("execute_task", task_id=task_id)
    assert reply["status"] == "in_progress"
    assert reply["context"] == context
    assert reply["specialist_context"]["role"] == "Tester"
    assert reply["execution_instructions"][-2:] == ["Design it", "Build it"]
    assert bench.call("execute_task", task_id=task_id) == reply


def test_the_ten_roles_say_different_things(bench: Bench) -> None:
    roles = [
        bench.call("execute_task", task_id=bench.plan(specialist_type=specialist))["specialist_context"]
        for specialist in Specialist
    ]
    assert len({json.dumps(role["instructions"]) for role in roles}) == 10
    assert all(role["expertise"] and role["approach"] for role in roles)
    assert bench.call("execute_task", task_id=bench.plan())["specialist_type"] is None


@pytest.mark.parametrize("state", ["pending", "failed", "cancelled", "archived"])
def test_a_task_waits_for_what_is_not_completed(bench: Bench, state: str) -> None:
    other = bench.plan("Build")
    waiting = bench.plan("Ship", dependencies=[other, other])
    if state in {"failed", "archived"}:
        bench.call("execute_task", task_id=other)
        bench.call("update_task", task_id=other, status="failed")
    if state == "archived":
        bench.call("update_task", task_id=other, status="archived")
    if state == "cancelled":
        bench.call("cancel_task", task_id=other)
    with pytest.raises(Refusal, match=f'"Build".*{other}.*{state}'):
        bench.call("execute_task", task_id=waiting)
    assert bench.look(waiting)["status"] == "pending"


def test_a_completed_dependency_stays_finished_in_the_archive(bench: Bench) -> None:
    other = bench.plan("Build")
    waiting = bench.plan("Ship", dependencies=[other])
    bench.finish(other)
    bench.call("update_task", task_id=other, status="archived")
    assert bench.call("execute_task", task_id=waiting)["status"] == "in_progress"


@pytest.mark.parametrize(
    ("action", "state"),
    [("complete", "completed"), ("continue", "in_progress"), ("needs_revision", "in_progress"), ("blocked", "blocked")],
)
def test_a_hand_in_stores_work_byte_for_byte(bench: Bench, action: str, state: str) -> None:
    task_id = bench.in_state("in_progress")
    work = "Zeile\r\n\r🚀 ä\n  " + "x" * 1_000_000
    reply = bench.hand_in(task_id, "Short", detailed_work=work, next_action=action, file_paths=["../a", "/etc/b"])
    artifact = bench.look(task_id)["artifacts"][0]
    assert (reply["status"], reply["summary"], reply["artifacts"]) == (state, "Short", [artifact])
    content = (bench.home / artifact["path"]).read_bytes()
    assert content == work.encode()
    assert (artifact["size"], artifact["type"], artifact["file_paths"]) == (len(content), "general", ["../a", "/etc/b"])


@pytest.mark.parametrize("given", [{"summary": " "}, {"detailed_work": "\n"}])
def test_a_blank_hand_in_is_refused(bench: Bench, given: dict[str, str]) -> None:
    task_id = bench.in_state("in_progress")
    with pytest.raises(Refusal, match="is blank"):
        bench.hand_in(task_id, **given)
    assert bench.look(task_id)["status"] == "in_progress"


OPERATIONS = {
    "execute_task": {},
    "complete_task": {"summary": "Late", "detailed_work": "Late", "next_action": "complete"},
    "cancel_task": {},
    "delete_task": {},
}
GRANTED = {
    "execute_task": {"pending", "in_progress", "blocked"},
    "complete_task": {"in_progress"},
    "cancel_task": {"pending", "in_progress", "blocked"},
    "delete_task": set(TaskStatus) - {TaskStatus.ARCHIVED},
}


@pytest.mark.parametrize("state", list(TaskStatus))
def test_each_tool_in_each_state(bench: Bench, state: TaskStatus) -> None:
    for tool, given in OPERATIONS.items():
        task_id = bench.in_state(state)
        before = bench.look(task_id)
        if state in GRANTED[tool]:
            assert bench.call(tool, task_id=task_id, **given)["task_id"] == task_id
            continue
        with pytest.raises(Refusal, match=state.words):
            bench.call(tool, task_id=task_id, **given)
        assert bench.look(task_id) == before


UPDATES = {
    ("pending", "blocked"),
    ("in_progress", "blocked"),
    ("in_progress", "failed"),
    ("blocked", "in_progress"),
    ("completed", "archived"),
    ("failed", "archived"),
    ("cancelled", "archived"),
}


@pytest.mark.parametrize("before", list(TaskStatus))
def test_each_update_of_each_state(bench: Bench, before: TaskStatus) -> None:
    for after in TaskStatus:
        task_id = bench.in_state(before)
        task = bench.look(task_id)
        if before is after:
            assert bench.call("update_task", task_id=task_id, status=after)["updated_at"] == task["updated_at"]
        elif (before, after) in UPDATES:
            assert bench.call("update_task", task_id=task_id, status=after)["status"] == after
        else:
            with pytest.raises(Refusal, match=before.words):
                bench.call("update_task", task_id=task_id, status=after, description="Half changed")
            assert bench.look(task_id) == task


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", "New"),
        ("description", "New"),
        ("specialist_type", "coder"),
        ("complexity", "trivial"),
        ("estimated_effort", ""),
        ("due_date", "2032-01-31T10:00:00+02:00"),
        ("context", {"new": 1}),
    ],
)
def test_an_update_changes_what_it_names(bench: Bench, name: str, value: object) -> None:
    task_id = bench.plan("Old", estimated_effort="1 h", due_date="2031-05-17", context={"old": 1})
    before = bench.look(task_id)
    bench.call("update_task", task_id=task_id, **{name: value})
    after = bench.look(task_id)
    changed = {field for field in before if before[field] != after[field]}
    assert changed == {name, "updated_at"}
    assert after[name] == value


def test_a_final_task_is_not_edited(bench: Bench) -> None:
    task_id = bench.in_state("completed")
    with pytest.raises(Refusal, match="title cannot be edited"):
        bench.call("update_task", task_id=task_id, title="New", status="archived")
    assert bench.look(task_id)["status"] == "completed"
    assert bench.call("update_task", task_id=task_id)["status"] == "completed"


def test_a_cancelled_task_keeps_its_reason_and_work(bench: Bench) -> None:
    for keep in (True, False):
        task_id = bench.in_state("in_progress")
        bench.hand_in(task_id, next_action="continue")
        file = bench.home / bench.look(task_id)["artifacts"][0]["path"]
        bench.call("cancel_task", task_id=task_id, reason="Moved to May", preserve_work=keep)
        task = bench.look(task_id)
        assert (task["status"], task["reason"]) == ("cancelled", "Moved to May")
        assert (len(task["artifacts"]) == 1, file.exists()) == (keep, keep)


@pytest.mark.parametrize("archive", [True, False])
def test_deletion_by_force_takes_the_family_and_names_all(bench: Bench, *, archive: bool) -> None:
    top = bench.plan("Top")
    child = bench.plan("Child", parent_task_id=top)
    grandchild = bench.plan("Grandchild", parent_task_id=child)
    waiting = bench.plan("Waiting", dependencies=[grandchild, top])
    bench.finish(child)
    file = bench.home / bench.look(child)["artifacts"][0]["path"]
    for task_id in (top, grandchild):
        with pytest.raises(Refusal, match="Waiting"):
            bench.call("delete_task", task_id=task_id, archive_instead=archive)
    reply = bench.call("delete_task", task_id=top, force=True, archive_instead=archive)
    assert {task["task_id"] for task in reply["affected"]} == {top, child, grandchild}
    assert [task["task_id"] for task in reply["dependants"]] == [waiting]
    assert all(name in reply["message"] for name in ("Top", "Child", "Grandchild", "Waiting"))
    assert bench.look(waiting)["dependencies"] == []
    assert bench.call("query_tasks")["total_count"] == 1
    assert bench.call("query_tasks", status=["archived"])["total_count"] == (3 if archive else 0)
    assert file.exists() is archive


def test_an_unknown_task_is_refused_everywhere(bench: Bench) -> None:
    for tool, given in {**OPERATIONS, "update_task": {"title": "New"}}.items():
        with pytest.raises(Refusal, match="no such task"):
            bench.call(tool, task_id="task_none", **given)
    with pytest.raises(Refusal, match="no such task"):
        bench.call("synthesize_results", parent_task_id="task_none")


def test_synthesis_in_planned_order(bench: Bench) -> None:
    top = bench.plan("Release")
    with pytest.raises(Refusal, match="no tasks under it"):
        bench.call("synthesize_results", parent_task_id=top)
    names = ["Build", "Check", "Ship", "Given up"]
    children = [bench.plan(name, parent_task_id=top) for name in names]
    bench.finish(children[1], "Checked by two")
    bench.finish(children[0], "Built on three")
    bench.call("delete_task", task_id=children[3])
    reply = bench.call("synthesize_results", parent_task_id=top)
    assert [result["title"] for result in reply["results"]] == names[:3]
    assert [result["summary"] for result in reply["results"]] == ["Built on three", "Checked by two", None]
    assert [len(result["artifacts"]) for result in reply["results"]] == [1, 1, 0]
    assert [task["task_id"] for task in reply["unfinished"]] == [children[2]]
    assert re.search("Built on three.*Checked by two.*Unfinished: Ship", reply["summary"], re.DOTALL)


def test_an_archived_task_keeps_its_dependency_unless_forced(bench: Bench) -> None:
    first = bench.plan("First")
    second = bench.plan("Second", dependencies=[first])
    bench.call("delete_task", task_id=second)
    assert bench.call("delete_task", task_id=first)["dependants"] == []
    assert bench.look(second)["dependencies"] == [first]
