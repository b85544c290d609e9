"""Which tasks a search finds, by the readings of the contract."""

from datetime import UTC, datetime

import pytest

from acceptance.contract.model.operations import Moment, Search
from acceptance.contract.model.search import find, moment_text
from acceptance.contract.model.state import ModelTask, Workspace
from acceptance.contract.values import TaskField, TaskState

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def workspace(*titles: str) -> Workspace:
    tasks = {title: ModelTask(title, title, {TaskField.TITLE: title}, NOW) for title in titles}
    return Workspace(tasks=tasks)


@pytest.mark.parametrize(
    ("title", "text"),
    [("Stra\u00dfe", "STRASSE"), ("\u03a3\u03c2", "\u03c3\u03a3"), ("a%b", "%"), ("a_b", "_"), ("back\\", "\\")],
)
def test_the_case_of_letters_does_not_count_and_wildcards_are_themselves(title: str, text: str) -> None:
    assert find(workspace(title, "other"), Search(text=text), NOW).certain == {title}


def test_another_form_of_a_letter_may_be_found_or_not() -> None:
    found = find(workspace("e\u0301"), Search(text="\u00e9"), NOW)
    assert (found.certain, found.possible) == (frozenset(), {"e\u0301"})


def test_archived_tasks_are_found_by_asking_for_them() -> None:
    there = workspace("kept", "archived")
    there.tasks["archived"].state = TaskState.ARCHIVED
    assert find(there, Search(), NOW).certain == {"kept"}
    assert find(there, Search(states=("archived",)), NOW).certain == {"archived"}
    assert find(there, Search(states=()), NOW).certain == {"kept"}


def test_all_children_come_along_whatever_the_filter_was() -> None:
    there = workspace("top", "below", "far below", "gone")
    for child, parent in (("below", "top"), ("far below", "below"), ("gone", "top")):
        there.tasks[child].values[TaskField.PARENT] = parent
    there.tasks["gone"].state = TaskState.ARCHIVED
    found = find(there, Search(text="top", children=True), NOW)
    assert found.added == {"below"}
    assert "far below" in found.perhaps


@pytest.mark.parametrize("offset", [None, 0, 5, -11])
def test_a_moment_means_the_same_in_every_offset(offset: int | None) -> None:
    told = datetime.fromisoformat(moment_text(Moment(-90, offset), NOW))
    assert (told if told.tzinfo else told.replace(tzinfo=UTC)) == NOW.replace(hour=10, minute=30)


def test_tasks_are_found_by_the_time_of_planning() -> None:
    there = workspace("it")
    assert find(there, Search(after=Moment(-90)), NOW).certain == {"it"}
    assert not find(there, Search(after=Moment(90, 5)), NOW).certain
    assert not find(there, Search(before=Moment(-90)), NOW).certain
