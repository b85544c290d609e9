"""What the model says of sequences of operations, each taken from a clause of the contract."""

from collections.abc import Callable

import pytest

from acceptance.contract.model import ContractModel
from acceptance.contract.model.expectation import Verdict
from acceptance.contract.model.operations import (
    UNKNOWN,
    AskSession,
    AskTemplate,
    Cancel,
    CreateTemplate,
    Delete,
    FillTemplate,
    Plan,
    Start,
    Submit,
    Synthesise,
    Update,
)
from acceptance.contract.values import NextAction, TaskField, TaskState

Take = Callable[..., Verdict]
ACCEPTED, REFUSED, UNCLEAR = Verdict.ACCEPTED, Verdict.REFUSED, Verdict.UNCLEAR


def plan(name: str, **values: object) -> Plan:
    return Plan(name, {TaskField.TITLE: name, **{TaskField[key.upper()]: value for key, value in values.items()}})


def bring(take: Take, name: str, state: TaskState) -> None:
    """Plan a task, and bring it to a state."""
    take(plan(name))
    if state is TaskState.CANCELLED:
        take(Cancel(name))
    elif state is TaskState.ARCHIVED:
        take(Delete(name))
    elif state is not TaskState.PENDING:
        take(Start(name))
    if state is TaskState.COMPLETED:
        take(Submit(name, "summary", "work"))
    elif state is TaskState.BLOCKED:
        take(Submit(name, "summary", "work", NextAction.BLOCKED))
    elif state is TaskState.FAILED:
        take(Update(name, state=TaskState.FAILED))


def test_every_unfinished_dependency_holds_a_task_and_is_named(model: ContractModel, take: Take) -> None:
    bring(take, "first", TaskState.COMPLETED)
    bring(take, "second", TaskState.FAILED)
    take(plan("third"))
    take(plan("last", depends_on=["first", "second", "third"]))
    expected = model.expect(0, Start("last"))
    assert expected.verdict is REFUSED
    assert [forms[1] for forms in expected.named] == ["second", "third"]
    bring(take, "free", TaskState.PENDING)
    take(plan("ready", depends_on=["first"]))
    assert take(Start("ready")) is ACCEPTED


def test_a_blocked_task_is_held_to_its_dependencies(take: Take) -> None:
    take(plan("first"))
    take(plan("second", depends_on=["first"]))
    assert take(Update("second", state=TaskState.BLOCKED)) is ACCEPTED
    assert take(Update("second", state=TaskState.IN_PROGRESS)) is REFUSED
    assert take(Start("second")) is REFUSED


@pytest.mark.parametrize("state", [*TaskState])
def test_work_is_accepted_of_a_task_in_progress_alone(model: ContractModel, take: Take, state: TaskState) -> None:
    bring(take, "it", state)
    assert model.workspace(0).tasks["it"].state is state
    assert take(Submit("it", "summary", "work")) is (ACCEPTED if state is TaskState.IN_PROGRESS else REFUSED)


@pytest.mark.parametrize("action", [*NextAction])
@pytest.mark.parametrize(("summary", "work"), [(" ", "work"), ("summary", "")])
def test_a_blank_part_is_refused_with_each_next_action(take: Take, action: NextAction, summary: str, work: str) -> None:
    bring(take, "it", TaskState.IN_PROGRESS)
    assert take(Submit("it", summary, work, action)) is REFUSED


@pytest.mark.parametrize("state", [TaskState.COMPLETED, TaskState.FAILED, TaskState.CANCELLED, TaskState.ARCHIVED])
def test_a_final_task_is_neither_edited_nor_started_nor_cancelled(take: Take, state: TaskState) -> None:
    bring(take, "it", state)
    assert take(Update("it", {TaskField.TITLE: "new"})) is REFUSED
    assert take(Start("it")) is REFUSED
    assert take(Cancel("it")) is REFUSED


def test_a_forced_deletion_takes_children_of_children_and_frees_dependants(model: ContractModel, take: Take) -> None:
    take(plan("top"))
    take(plan("middle", parent="top"))
    take(plan("bottom", parent="middle"))
    take(plan("outside", depends_on=["bottom"]))
    assert take(Delete("top")) is REFUSED
    expected = model.expect(0, Delete("top", force=True, archive=False))
    assert {forms[1] for forms in expected.named} == {"middle", "bottom", "outside"}
    take(Delete("top", force=True, archive=False))
    assert list(model.workspace(0).tasks) == ["outside"]
    assert model.workspace(0).tasks["outside"].dependencies == []
    assert take(Start("outside")) is ACCEPTED


def test_the_archive_takes_nothing_twice(take: Take) -> None:
    bring(take, "it", TaskState.COMPLETED)
    assert take(Update("it", state=TaskState.ARCHIVED)) is ACCEPTED
    assert take(Delete("it")) is REFUSED


def test_what_is_not_decided_is_not_asked(take: Take) -> None:
    bring(take, "it", TaskState.ARCHIVED)
    assert take(plan("below", parent="it")) is UNCLEAR
    assert take(plan("behind", depends_on=["it"])) is UNCLEAR


def test_discarded_work_is_gone_and_kept_work_stays(model: ContractModel, take: Take) -> None:
    for name, keep in (("kept", None), ("discarded", False)):
        bring(take, name, TaskState.BLOCKED)
        take(Cancel(name, "reason", keep_work=keep))
    tasks = model.workspace(0).tasks
    assert [len(tasks[name].artifacts) for name in ("kept", "discarded")] == [1, 0]
    assert [one.text for one in model.gone] == ["work"]


@pytest.mark.parametrize(
    "values",
    [
        {TaskField.TITLE: "  "},
        {TaskField.KIND: "standards"},
        {TaskField.DUE_DATE: "2026-02-30"},
        {TaskField.PARENT: UNKNOWN},
        {TaskField.DEPENDS_ON: [UNKNOWN]},
    ],
)
def test_a_plan_with_one_thing_wrong_is_refused(take: Take, values: dict[TaskField, object]) -> None:
    assert take(Plan("it", {TaskField.TITLE: "it", **values})) is REFUSED


def test_a_synthesis_needs_children(take: Take) -> None:
    take(plan("top"))
    assert take(Synthesise("top")) is REFUSED
    take(plan("below", parent="top"))
    assert take(Synthesise("top")) is ACCEPTED


def test_a_session_is_known_by_its_directory(take: Take) -> None:
    assert take(AskSession("here")) is ACCEPTED
    assert take(AskSession(UNKNOWN)) is REFUSED


TASKS = {"one": {"title": "one of {{NAME}}"}, "two": {"title": "two", "parent": "one", "dependencies": ["one"]}}
TEMPLATE = {"metadata": {"name": "T"}, "parameters": {"NAME": {"type": "string", "required": True}}, "tasks": TASKS}


def test_a_template_is_overwritten_only_when_told(take: Take) -> None:
    assert take(CreateTemplate("t", TEMPLATE)) is ACCEPTED
    assert take(CreateTemplate("t", TEMPLATE)) is REFUSED
    assert take(CreateTemplate("t", TEMPLATE, overwrite=True)) is ACCEPTED
    assert take(CreateTemplate("t", TEMPLATE, "shared")) is ACCEPTED
    assert take(FillTemplate("filled", "t", {"NAME": "x"})) is UNCLEAR
    assert take(AskTemplate("t", "uninstall", "shared")) is ACCEPTED
    assert take(AskTemplate("t", "load", "shared")) is REFUSED
    assert take(FillTemplate("filled", "t", {"NAME": "x"})) is ACCEPTED


@pytest.mark.parametrize("parameters", [{}, {"NAME": "x", "MORE": "y"}, {"NAME": 5}, {"NAME": True}])
def test_a_template_is_not_filled_with_wrong_parameters(take: Take, parameters: dict[str, object]) -> None:
    take(CreateTemplate("t", TEMPLATE))
    assert take(FillTemplate("filled", "t", parameters)) is REFUSED


@pytest.mark.parametrize(
    "content",
    [
        "{no template",
        {"tasks": TASKS},
        {"metadata": {"name": "T"}},
        {"metadata": {"name": "T"}, "tasks": {"one": {"title": " "}}},
        {"metadata": {"name": "T"}, "tasks": {"one": {"title": "one", "dependencies": ["none"]}}},
        {"metadata": {"name": "T"}, "tasks": {"one": {"title": "one", "parent": "one"}}},
    ],
)
def test_a_malformed_template_is_refused(take: Take, content: object) -> None:
    assert take(CreateTemplate("t", content)) is REFUSED
