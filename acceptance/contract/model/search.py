"""Searching: which tasks a query finds (contract TASK-7, and the readings "Search", "Times", "include_children")."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from acceptance.contract.model.expectation import Expectation, Fault, either, judge
from acceptance.contract.model.operations import UNKNOWN, Moment, Search
from acceptance.contract.model.planning import COMPLEXITIES, KINDS, SPECIALISTS, is_iso
from acceptance.contract.model.promises import Promise
from acceptance.contract.model.state import ModelTask, Workspace
from acceptance.contract.values import TaskField, TaskState

STATES: Final = (*(state.wire for state in TaskState), "active")


@dataclass(frozen=True, slots=True)
class Found:
    """What a search finds: names of tasks.

    Attributes:
        certain: the tasks that fit the filters by every reading.
        possible: those that fit by some reading, the certain ones included.
        added: subtasks that have to come along.
        perhaps: subtasks that may come along.
    """

    certain: frozenset[str]
    possible: frozenset[str]
    added: frozenset[str] = frozenset()
    perhaps: frozenset[str] = frozenset()


def expect_search(workspace: Workspace, search: Search) -> Expectation:
    """What a search is answered with."""
    expected = judge(_faults(search), Promise.FILTERED)
    if not expected.named and search.parent == UNKNOWN:
        return either(Promise.FILTERED)
    return expected


def _faults(search: Search) -> Iterator[Fault]:
    listed = (
        ("status", search.states, STATES),
        ("task_type", search.kinds, KINDS),
        ("specialist_type", search.specialists, SPECIALISTS),
        ("complexity", search.complexities, COMPLEXITIES),
    )
    for parameter, given, words in listed:
        wrong = [word for word in given or () if word not in words]
        if wrong:
            yield Fault(Promise.QUERY_REFUSED, (parameter, *wrong))
    for parameter, number in (("limit", search.limit), ("offset", search.offset)):
        if number is not None and number < 0:
            yield Fault(Promise.QUERY_REFUSED, (parameter, str(number)))
    for parameter, moment in (("created_after", search.after), ("created_before", search.before)):
        if isinstance(moment, str) and not is_iso(moment):
            yield Fault(Promise.QUERY_REFUSED, (parameter, moment))


def moment_text(moment: Moment, now: datetime) -> str:
    """The text of a moment, in its offset; without one it is UTC."""
    then = (now + timedelta(minutes=moment.minutes)).replace(microsecond=0)
    if moment.offset is None:
        return then.replace(tzinfo=None).isoformat()
    return then.astimezone(timezone(timedelta(hours=moment.offset))).isoformat()


def find(workspace: Workspace, search: Search, now: datetime) -> Found:
    """Which tasks a search finds that is not refused."""
    shown = [task for task in workspace.tasks.values() if _fits(task, search, now)]
    certain = {task.name for task in shown if _contains(task, search.text, certain=True)}
    possible = {task.name for task in shown if _contains(task, search.text, certain=False)}
    if not search.children:
        return Found(frozenset(certain), frozenset(possible))
    archived = TaskState.ARCHIVED.wire in (search.states or ())
    added = {child.name for name in certain for child in workspace.children(name) if _comes(child, archived=archived)}
    perhaps = {child.name for name in possible for child in workspace.descendants(name)}
    return Found(frozenset(certain), frozenset(possible), frozenset(added - certain), frozenset(perhaps - certain))


def _comes(child: ModelTask, *, archived: bool) -> bool:
    return archived or child.state is not TaskState.ARCHIVED


def _fits(task: ModelTask, search: Search, now: datetime) -> bool:
    """Whether a task fits all filters but the text."""
    states = [TaskState.read(word) for word in search.states or ()]
    if task.state not in states if states else task.state is TaskState.ARCHIVED:
        return False
    listed = (
        (TaskField.KIND, search.kinds),
        (TaskField.SPECIALIST, search.specialists),
        (TaskField.COMPLEXITY, search.complexities),
    )
    if any(words and task.values.get(value) not in words for value, words in listed):
        return False
    if search.parent is not None and task.parent != search.parent:
        return False
    return _is_after(task, search.after, now) and not (
        search.before is not None and _is_after(task, search.before, now)
    )


def _is_after(task: ModelTask, moment: Moment | str | None, now: datetime) -> bool:
    if moment is None:
        return True
    if isinstance(moment, Moment):
        return task.answered > now + timedelta(minutes=moment.minutes)
    then = datetime.fromisoformat(moment)
    return task.answered > (then.replace(tzinfo=UTC) if then.tzinfo is None else then)


def _contains(task: ModelTask, text: str | None, *, certain: bool) -> bool:
    if not text:
        return True
    texts = (task.title, task.description)
    if any(text.casefold() in one.casefold() for one in texts):
        return True
    # A caseless match may be a canonical one, by which composed and decomposed letters are the same.
    return not certain and any(_canonical(text) in _canonical(one) for one in texts)


def _canonical(text: str) -> str:
    folded = unicodedata.normalize("NFD", text).casefold()
    return unicodedata.normalize("NFD", folded)
