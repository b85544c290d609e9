"""What is compared of a reply: each difference is noticed, and what the contract allows is not."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from acceptance.contract.calls import Call, ToolResult
from acceptance.contract.dialects import Dialect, shipped
from acceptance.contract.dialects.finding import read_form
from acceptance.contract.model import ContractModel
from acceptance.contract.model.expectation import accepted, either, refused
from acceptance.contract.model.operations import Cancel, Operation, Search, Start, Submit, Update
from acceptance.contract.model.promises import Promise
from acceptance.contract.model.state import ModelArtifact, ModelTask, Workspace
from acceptance.contract.reply import Reply
from acceptance.contract.values import HandIn, NextAction, TaskField, TaskState
from acceptance.contract.views import read_task
from acceptance.exploration.disagreement import check_verdict
from acceptance.exploration.reply_checks import ReplyChecks
from acceptance.exploration.search_checks import check_search
from acceptance.exploration.task_checks import TaskChecks

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def reply(body: dict[str, Any] | None = None, text: str = "", *, error: bool = False) -> Reply:
    return Reply(Call("start", "orchestrator_execute_task"), ToolResult(text, body, error, 1.0))


def promises(found: Any) -> list[Promise]:
    return [one.promise for one in found]


@pytest.mark.parametrize(
    ("text", "promise"),
    [
        ("the task task_1 is unknown", None),
        ("something went wrong", Promise.NAMED),
        ("task_1: 'NoneType' object has no attribute 'status'", Promise.WORDS),
        ("sqlite3.OperationalError: no such table: task_1", Promise.WORDS),
    ],
)
def test_a_refusal_names_what_is_at_fault_in_words_of_the_domain(text: str, promise: Promise | None) -> None:
    expected = refused(Promise.START_REFUSED, ("task_1", "Title"))
    assert promises(check_verdict(expected, reply(text=text, error=True))) == ([promise] if promise else [])


def test_each_unfinished_dependency_is_named() -> None:
    expected = refused(Promise.HELD, ("a1", "A title"), ("b2", "B title"))
    assert promises(check_verdict(expected, reply(text="it waits for a TITLE", error=True))) == [Promise.HELD]


def test_a_parameter_may_be_named_as_the_target_calls_it() -> None:
    board = Dialect(read_form(Path(__file__).parents[1] / "newcomers" / "board.toml"))
    call = board.hand_in("N1", HandIn(summary=" "))
    expected = refused(Promise.SUBMITTED, ("summary",))
    for told, found in (("outcome is blank", []), ("it is blank", [Promise.NAMED])):
        answer = Reply(call, ToolResult(told, None, is_error=True, milliseconds=1.0))
        assert promises(check_verdict(expected, answer)) == found


def test_what_is_accepted_and_refused_wrongly_is_noticed() -> None:
    assert promises(check_verdict(accepted(Promise.STARTED), reply(text="no", error=True))) == [Promise.STARTED]
    assert promises(check_verdict(refused(Promise.HELD), reply({"task_id": "x"}))) == [Promise.HELD]
    assert promises(check_verdict(refused(Promise.HELD), reply({"error": "no"}))) == [Promise.FLAGGED]
    assert not promises(check_verdict(either(Promise.CHANGED), reply(text="no", error=True)))


class OneTask(ContractModel):
    """A model in which there is one task, in progress."""

    def workspace(self, client: int) -> Workspace:
        one = ModelTask("task 1", "t1", {TaskField.TITLE: "Title"}, NOW)
        one.state = TaskState.IN_PROGRESS
        return Workspace(tasks={"t1": one})


@pytest.mark.parametrize(
    ("operation", "right", "wrong", "promise"),
    [
        (Start("t1"), "in_progress", "pending", Promise.STARTED),
        (Submit("t1", "Done", "Work"), "completed", "in_progress", Promise.SUBMITTED),
        (Submit("t1", "More", "Work", NextAction.BLOCKED), "blocked", "completed", Promise.SUBMITTED),
        (Update("t1", {TaskField.TITLE: "Other"}), "in_progress", "pending", Promise.CHANGED),
        (Update("t1", state=TaskState.FAILED), "failed", "in_progress", Promise.CHANGED),
        (Cancel("t1"), "cancelled", "in_progress", Promise.CANCELLED),
    ],
)
def test_a_reply_to_a_change_that_tells_a_state_tells_the_new_one(
    operation: Operation, right: str, wrong: str, promise: Promise
) -> None:
    checks = ReplyChecks(OneTask("nobody"), 0)
    brief = {"title": "Title"}
    assert promises(checks.check(operation, reply({**brief, "status": right}))) == []
    assert promises(checks.check(operation, reply(brief))) == []
    assert promises(checks.check(operation, reply({**brief, "status": wrong}))) == [promise]


def task(**values: Any) -> ModelTask:
    return ModelTask(
        "task 1", "t1", {TaskField.TITLE: "Title", **{TaskField[k.upper()]: v for k, v in values.items()}}, NOW
    )


def view(**fields: Any) -> Any:
    return read_task({"task_id": "t1", "title": "Title", "status": "pending", "complexity": "moderate", **fields})


def differences(model: ModelTask, shown: Any) -> list[Promise]:
    checks = TaskChecks(Dialect(shipped("2.0")), Workspace(tasks={"task 1": model}), {})
    values = [*checks.state(model, shown), *checks.values(model, shown, whole=True)]
    return promises([*values, *checks.result(model, shown, artifacts=True)])


def test_a_task_that_is_shown_as_given_is_right() -> None:
    model = task(complexity="moderate", context={"n": 2**60, "none": None}, effort="")
    assert differences(model, view(context={"none": None, "n": 2**60}, extra=1)) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "title"},
        {"title": "Title "},
        {"context": {"n": 1.5}},
        {"due_date": "2026-01-01"},
        {"status": "blocked"},
    ],
)
def test_each_value_that_is_shown_otherwise_is_noticed(fields: dict[str, Any]) -> None:
    assert len(differences(task(complexity="moderate", context={"n": 1}), view(**{"context": {"n": 1}, **fields}))) == 1


def test_summary_reason_and_artifacts_are_looked_for() -> None:
    model = task(complexity="moderate")
    model.state, model.reason, model.summaries = TaskState.CANCELLED, "because", ["first", "last"]
    model.artifacts, model.files = [ModelArtifact("é", "code")], ["a b"]
    right = {"status": "cancelled", "reason": "because", "summary": "last", "files": ["a b"]}
    assert differences(model, view(**right, artifacts=[{"id": "1", "size": 2, "type": "code"}])) == []
    wrong = view(**right, artifacts=[{"id": "1", "size": 1, "type": "code"}])
    assert differences(model, wrong) == [Promise.STORED]
    bare = view(status="cancelled", artifacts=[])
    assert differences(model, bare) == [Promise.SUBMITTED, Promise.CANCELLED, Promise.WORK_PRESERVED]


def found(search: Search, titles: list[str], total: int | None = None) -> list[Promise]:
    tasks = {name: ModelTask(name, name, {TaskField.TITLE: name}, NOW) for name in ("a", "b", "c")}
    listed = [{"task_id": name, "title": name} for name in titles]
    one = reply({"tasks": listed, "total_count": len(titles) if total is None else total})
    return promises(check_search(Workspace(tasks=tasks), search, [one], NOW))


def test_a_search_that_finds_too_few_or_too_many_is_noticed() -> None:
    assert found(Search(text="A"), ["a"]) == []
    assert found(Search(text="A"), []) == [Promise.SEARCHED, Promise.PAGED]
    assert found(Search(text="A"), ["a", "b"]) == [Promise.SEARCHED, Promise.PAGED]
    assert found(Search(), ["a", "b", "c", "c"]) == [Promise.PAGED, Promise.PAGED]


def test_a_page_has_its_size_and_the_count_of_all() -> None:
    assert found(Search(limit=2), ["a", "b"], 3) == []
    assert found(Search(limit=0), [], 3) == []
    assert found(Search(limit=2, offset=2), ["c"], 3) == []
    assert found(Search(limit=2), ["a"], 3) == [Promise.PAGED]
    assert found(Search(limit=2), ["a", "b"], 2) == [Promise.PAGED]


def test_the_newest_comes_first() -> None:
    def listed(*seconds: int) -> Reply:
        moments = [f"2026-05-01T12:00:{one:02}+00:00" for one in seconds]
        return reply({"tasks": [{"task_id": str(n), "created_at": at} for n, at in enumerate(moments)]})

    tasks = {str(n): ModelTask(str(n), str(n), {TaskField.TITLE: "x"}, NOW) for n in range(2)}
    assert not promises(check_search(Workspace(tasks=tasks), Search(), [listed(5, 4)], NOW))
    assert promises(check_search(Workspace(tasks=tasks), Search(), [listed(4, 5)], NOW)) == [Promise.ORDERED]


@pytest.mark.parametrize(("name", "found"), [("dex", []), ("allpepper", [Promise.PLANNED])])
def test_a_description_that_the_dialect_fills_is_not_the_server_s_own(name: str, found: list[Promise]) -> None:
    dialect = Dialect(shipped(name))
    task = ModelTask("task 1", "t1", {TaskField.TITLE: "Task 1"}, NOW)
    view = read_task({"task_id": "t1", "title": "Task 1", "description": "Task 1"})
    checks = TaskChecks(dialect, Workspace(tasks={"task 1": task}), {})
    assert promises(checks.values(task, view, whole=False)) == found
    assert not dialect.fills(TaskField.TITLE)
