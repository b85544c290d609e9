"""Assertions about a task, as the orchestrator shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from hamcrest.core.string_description import StringDescription

from acceptance.contract.values import TaskField, TaskState
from acceptance.contract.views import TaskView, texts_in
from acceptance.matchers.findings import Finding, listed, quoted
from acceptance.scenario.tasks import Task

T = TypeVar("T")


def is_in_state(state: TaskState) -> Finding[Task]:
    """The task is in a state, by whatever tool shows it."""
    return Finding(
        f"the task is {state}",
        lambda task: task.find(),
        lambda view: view is not None and view.state is state,
        lambda task, view: _tell_state(task, view) + _aside(task),
    )


def each(matcher: Finding[Task]) -> Finding[Sequence[Task]]:
    """Every one of several tasks is as the matcher expects; the first that is not is told."""
    return Finding(
        f"of every task: {StringDescription().append_description_of(matcher)}",
        lambda tasks: next((task for task in tasks if not matcher.matches(task)), None),
        lambda stray: stray is None,
        lambda tasks, stray: str(_mismatch(matcher, stray)),
    )


def have_identities_of_their_own() -> Finding[Sequence[Task]]:
    """No two tasks have the same identity."""
    return Finding(
        "every task has an identity of its own",
        lambda tasks: [task.identity for task in tasks],
        lambda found: len(set(found)) == len(found) > 1,
        lambda tasks, found: f"their identities are {listed(found)}",
    )


def has_another_identity_than(earlier: Task) -> Finding[Task]:
    """The task was not given the identity that an earlier one had, be that gone or not."""
    return Finding(
        f'it has another identity than "{earlier.name}" had',
        lambda task: task.identity,
        lambda found: bool(found != earlier.identity),
        lambda task, found: f'"{task.name}" was given {found}, which was that of "{earlier.name}"',
    )


def is_gone() -> Finding[Task]:
    """No tool shows the task any more."""
    return Finding(
        "the task is gone",
        lambda task: task.find(),
        lambda view: view is None,
        lambda task, view: _tell_state(task, view) + _aside(task),
    )


def is_cancelled_because(reason: str) -> Finding[Task]:
    """The task is cancelled, and a look at it tells the reason."""
    return Finding(
        f'the task is cancelled because "{reason}"',
        lambda task: task.find(),
        lambda view: view is not None and view.state is TaskState.CANCELLED and _mentions(view.raw, reason),
        lambda task, view: f"{_tell_state(task, view)}, and the reason is not told",
    )


def has_value(value: TaskField, expected: Any) -> Finding[Task]:
    """The task has a value, in every character."""
    return Finding(
        f"its {value} is {quoted(expected)}",
        lambda task: task.told(value),
        lambda found: bool(found == expected),
        lambda task, found: f'the {value} of "{task.name}" was {quoted(found)}' + _aside(task),
    )


def has_no(value: TaskField) -> Finding[Task]:
    """The task has no such value: none, or an empty one."""
    return Finding(
        f"it has no {value}",
        lambda task: task.look().values.get(value),
        lambda found: not found,
        lambda task, found: f'the {value} of "{task.name}" was {quoted(found)}',
    )


def waits_for(awaited: Sequence[Task]) -> Finding[Task]:
    """The task waits for exactly these tasks."""
    return Finding(
        f"it waits for {listed(task.name for task in awaited)}",
        lambda task: task.value(TaskField.WAITS_FOR) or [],
        lambda found: sorted(map(str, found)) == sorted(task.identity for task in awaited),
        lambda task, found: f'"{task.name}" waits for {listed(map(task.state.name_of, found))}',
    )


def waits_for_identities(awaited: Sequence[str]) -> Finding[Task]:
    """The task waits for exactly these tasks, which are at least two."""
    return Finding(
        f"it waits for {len(awaited)} tasks",
        lambda task: task.value(TaskField.WAITS_FOR) or [],
        lambda found: len(awaited) > 1 and sorted(map(str, found)) == sorted(awaited),
        lambda task, found: (
            f'"{task.name}" waits for {len(found)} tasks, {len(set(found) & set(awaited))} of them right'
        ),
    )


def has_changed_only(value: TaskField) -> Finding[Task]:
    """Since the last change, the task differs in one value only; times do not count."""
    return Finding(
        f"nothing but its {value} has changed",
        lambda task: _differences(task.before, task.look()),
        lambda found: set(found) <= {value},
        lambda task, found: f"these have changed: {listed(found)}",
    )


def tells_summary(summary: str) -> Finding[Task]:
    """A look at the task, or the synthesis of its parent, tells the summary of its result."""
    return Finding(
        f'its summary is "{summary}"',
        lambda task: task.texts_of_result(),
        lambda texts: any(summary in text for text in texts),
        lambda task, texts: f'what shows "{task.name}" does not tell it',
    )


def _tell_state(task: Task, view: TaskView | None) -> str:
    if view is None:
        return f'no tool shows "{task.name}"'
    return f'"{task.name}" is {view.state or quoted(view.raw.get("status"))}'


def _aside(task: Task) -> str:
    """What explains a wrong state most often: that the last request was refused."""
    reply = task.state.last_reply
    refused = reply is not None and reply.refused
    return f" (the {reply.call.verb} was refused: {reply.shortened()})" if reply and refused else ""


def _mentions(content: Any, words: str) -> bool:
    return any(words in text for text in texts_in(content))


def _differences(before: TaskView | None, after: TaskView) -> list[str]:
    known = before.values if before else {}
    differing = [value for value in TaskField if known.get(value) != after.values.get(value)]
    state_moved = before is None or before.state is not after.state
    return [*differing, *(["state"] if state_moved else [])]


def _mismatch(matcher: Finding[T], item: T) -> StringDescription:
    description = StringDescription()
    matcher.describe_mismatch(item, description)
    return description
