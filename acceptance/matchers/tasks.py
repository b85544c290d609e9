"""Assertions about a task, as the orchestrator shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from hamcrest.core.string_description import StringDescription

from acceptance.contract.values import TaskField, TaskState
from acceptance.contract.views import TaskView, texts_in
from acceptance.matchers.findings import Finding, compared, listed, quoted
from acceptance.scenario.tasks import Task

T = TypeVar("T")


def is_in_state(state: TaskState) -> Finding[Task]:
    """The task is in a state, by whatever tool shows it."""
    return Finding(
        f"the task is {state}",
        lambda task: task.find_or_recall(),
        lambda view: view is not None and view.state is state,
        lambda task, view: _tell_state(task, view) + _aside(task),
    )


def each(matcher: Finding[Task]) -> Finding[Sequence[Task]]:
    """Every one of several tasks is as the matcher expects; the first that is not is named."""
    return Finding(
        f"for every task: {StringDescription().append_description_of(matcher)}",
        lambda tasks: next((task for task in tasks if not matcher.matches(task)), None),
        lambda stray: stray is None,
        lambda tasks, stray: str(_mismatch(matcher, stray)),
    )


def have_different_identities() -> Finding[Sequence[Task]]:
    """No two of the tasks were given the same identity, whether they still exist or not."""
    return Finding(
        "the tasks have different identifiers",
        lambda tasks: [task.identity for task in tasks],
        lambda found: len(set(found)) == len(found) > 1,
        lambda tasks, found: f"their identities are {listed(found)}",
    )


def is_not_found() -> Finding[Task]:
    """No tool shows the task."""
    return Finding(
        "the task is not found",
        lambda task: task.find(),
        lambda view: view is None,
        lambda task, view: _tell_state(task, view) + _aside(task),
    )


def is_cancelled_because(reason: str) -> Finding[Task]:
    """The task is cancelled, and the orchestrator shows the reason."""
    return Finding(
        f'the task is cancelled because "{reason}"',
        lambda task: task.find_with_its_reason(),
        lambda view: view is not None and view.state is TaskState.CANCELLED and _mentions(view.raw, reason),
        lambda task, view: f"{_tell_state(task, view)}, and the reason is not shown",
    )


def has_field(value: TaskField, expected: Any) -> Finding[Task]:
    """The task has this field, equal in every character."""
    return Finding(
        f"its {value} is {quoted(expected)}",
        lambda task: task.told(value),
        lambda found: bool(found == expected),
        lambda task, found: f'the {value} of "{task.name}" is {compared(found, expected)}' + _aside(task),
    )


def is_told_at_once(value: TaskField, expected: str) -> Finding[Task]:
    """The reply to the plan of the task shows this field, equal in every character."""
    return Finding(
        f"the reply to the plan shows its {value} as {quoted(expected)}",
        lambda task: task.told_at_once(value),
        lambda found: found == expected,
        lambda task, found: f'the reply to the plan of "{task.name}" shows {compared(found, expected)}',
    )


def has_in_its_description(words: str) -> Finding[Task]:
    """The description of the task contains these words."""
    return Finding(
        f'its description mentions "{words}"',
        lambda task: str(task.value(TaskField.DESCRIPTION) or ""),
        lambda found: words in found,
        lambda task, found: f'the description of "{task.name}" is {quoted(found)}',
    )


def has_no(value: TaskField) -> Finding[Task]:
    """The task does not have this field, or has an empty one."""
    return Finding(
        f"it has no {value}",
        lambda task: task.look().values.get(value),
        lambda found: not found,
        lambda task, found: f'the {value} of "{task.name}" is {quoted(found)}',
    )


def depends_on(expected: Sequence[Task]) -> Finding[Task]:
    """The task depends on exactly these tasks."""
    return Finding(
        f"the task depends on {listed(task.name for task in expected)}",
        lambda task: task.value(TaskField.DEPENDS_ON) or [],
        lambda found: sorted(map(str, found)) == sorted(task.identity for task in expected),
        lambda task, found: f'"{task.name}" depends on {listed(map(task.state.name_of, found))}',
    )


def depends_on_identities(expected: Sequence[str]) -> Finding[Task]:
    """The task depends on exactly these tasks, of which there are at least two."""
    return Finding(
        f"the task depends on {len(expected)} tasks",
        lambda task: task.value(TaskField.DEPENDS_ON) or [],
        lambda found: len(expected) > 1 and sorted(map(str, found)) == sorted(expected),
        lambda task, found: (
            f'"{task.name}" depends on {len(found)} tasks, {len(set(found) & set(expected))} of them expected'
        ),
    )


def has_changed_only(value: TaskField) -> Finding[Task]:
    """Since the last change, the task differs in one value only; times do not count."""
    return Finding(
        f"nothing but its {value} has changed",
        lambda task: _differences(task.before, task.look()),
        lambda found: set(found) <= {value},
        lambda task, found: f"these fields have changed: {listed(found)}",
    )


def shows_summary(summary: str) -> Finding[Task]:
    """The task, or the synthesis of its parent, shows the summary of its result."""
    return Finding(
        f'its summary is "{summary}"',
        lambda task: task.texts_of_result(),
        lambda texts: any(summary in text for text in texts),
        lambda task, texts: f'nothing that shows "{task.name}" contains it',
    )


def _tell_state(task: Task, view: TaskView | None) -> str:
    if view is None:
        return f'no tool shows "{task.name}"'
    return f'"{task.name}" is {view.state or quoted(view.raw.get("status"))}'


def _aside(task: Task) -> str:
    """What explains a wrong state most often: that the last request was rejected."""
    reply = task.state.last_reply
    refused = reply is not None and reply.refused
    return f" (the {reply.call.verb} was rejected: {reply.shortened()})" if reply and refused else ""


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
