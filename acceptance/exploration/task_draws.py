"""Choosing what is done with tasks."""

from __future__ import annotations

from typing import Any, Final

from acceptance.contract.model.lifecycle import ARTIFACT_KINDS
from acceptance.contract.model.operations import (
    UNKNOWN,
    Cancel,
    CountTasks,
    Delete,
    Plan,
    Start,
    Submit,
    Synthesise,
    Update,
)
from acceptance.contract.model.planning import COMPLEXITIES, KINDS, LISTED, SPECIALISTS
from acceptance.contract.model.state import FINAL, OPEN, ModelTask
from acceptance.contract.values import NextAction, TaskField, TaskState
from acceptance.exploration.draws import Draws, blank_or
from acceptance.exploration.values import (
    BLANKS,
    CONTEXTS,
    DUE_DATES,
    EFFORTS,
    FILES,
    REASONS,
    WORKS,
    WRONG_DUE_DATES,
)

NEXT: Final = {NextAction.COMPLETE: 4, NextAction.CONTINUE: 4, NextAction.REVISE: 2, NextAction.BLOCKED: 3}
# A change is of a task in any state, and mostly of one in such a state.
CHANGED: Final = ((TaskState.IN_PROGRESS,), (TaskState.BLOCKED,), OPEN, FINAL, (TaskState.ARCHIVED,))
CHANGEABLE: Final = (
    TaskField.TITLE,
    TaskField.DESCRIPTION,
    TaskField.SPECIALIST,
    TaskField.COMPLEXITY,
    TaskField.EFFORT,
    TaskField.DUE_DATE,
    TaskField.CONTEXT,
)


def plan(draws: Draws) -> Plan:
    """Plan a task, often below others and with dependencies, seldom with a wrong value."""
    values: dict[TaskField, Any] = {TaskField.TITLE: draws.title()}
    for value in (TaskField.DESCRIPTION, TaskField.KIND, *CHANGEABLE[2:]):
        if draws.one_in(3):
            values[value] = value_of(draws, value)
    names = [one.name for one in draws.workspace.tasks.values()]
    if names and draws.one_in(2):
        values[TaskField.PARENT] = parent(draws)
    if names and draws.one_in(3):
        values[TaskField.DEPENDS_ON] = list(draws.some_of(names))
        if draws.one_in(15):
            values[TaskField.DEPENDS_ON].append(UNKNOWN)
    if draws.one_in(15):
        value = draws.one_of((TaskField.TITLE, TaskField.KIND, TaskField.COMPLEXITY, TaskField.DUE_DATE))
        values[value] = wrong_value(draws, value)
    return Plan(draws.new_name(), values)


def parent(draws: Draws) -> str:
    """A parent: mostly one that has a subtask already, so that families grow."""
    return draws.task(OPEN, lambda one: bool(draws.workspace.children(one.name)) and not draws.one_in(4))


def value_of(draws: Draws, value: TaskField) -> Any:
    """A right value for a field of a task."""
    if value is TaskField.TITLE:
        return draws.title()
    if value is TaskField.DESCRIPTION:
        return draws.text()
    choices: dict[TaskField, Any] = {
        TaskField.KIND: KINDS,
        TaskField.COMPLEXITY: COMPLEXITIES,
        TaskField.SPECIALIST: SPECIALISTS,
        TaskField.EFFORT: EFFORTS,
        TaskField.DUE_DATE: DUE_DATES,
        TaskField.CONTEXT: CONTEXTS,
    }
    return draws.one_of(choices[value])


def wrong_value(draws: Draws, value: TaskField) -> str:
    """A wrong value for a field of a task."""
    if value is TaskField.TITLE:
        return draws.one_of(BLANKS)
    if value is TaskField.DUE_DATE:
        return draws.one_of(WRONG_DUE_DATES)
    return f"{draws.one_of(LISTED[value][1])}s"


def start(draws: Draws) -> Start:
    """Start a task, mostly one that is open."""
    held = draws.one_in(4)
    return Start(draws.task(OPEN, lambda one: bool(draws.workspace.unfinished(one)) is held))


def submit(draws: Draws) -> Submit:
    """Submit work, mostly on a task in progress."""
    files = draws.some_of(FILES) if draws.one_in(3) else ()
    return Submit(
        draws.task((TaskState.IN_PROGRESS,)),
        blank_or(draws, REASONS, BLANKS),
        blank_or(draws, WORKS, BLANKS),
        draws.weighted(NEXT),
        draws.one_of(ARTIFACT_KINDS) if draws.one_in(3) else None,
        files,
    )


def update(draws: Draws) -> Update:
    """Change values, the state, or both of a task."""
    what = draws.below(3)
    values: dict[TaskField, Any] = {}
    if what > 0:
        values = {value: value_of(draws, value) for value in draws.some_of(CHANGEABLE)}
        if draws.one_in(12):
            value = draws.one_of((TaskField.TITLE, TaskField.COMPLEXITY, TaskField.DUE_DATE))
            values[value] = wrong_value(draws, value)
    state = draws.one_of([*TaskState]) if what != 1 else None
    return Update(draws.task(draws.one_of(CHANGED)), values, state)


def cancel(draws: Draws) -> Cancel:
    """Cancel a task, mostly one that is open."""
    with_work = draws.one_in(2)
    task = draws.task(OPEN, lambda one: bool(one.artifacts) is with_work)
    return Cancel(task, draws.perhaps(REASONS), draws.one_of((None, True, False)))


def delete(draws: Draws) -> Delete:
    """Delete or archive a task, sometimes with all below it."""
    with_others = draws.one_in(2)

    def fits(task: ModelTask) -> bool:
        workspace = draws.workspace
        return bool(workspace.children(task.name) or workspace.dependants(task.name)) is with_others

    return Delete(draws.task(fits=fits), draws.one_of((None, True, False)), draws.one_of((None, True, False)))


def count(draws: Draws) -> CountTasks:
    """Ask for the counts."""
    return CountTasks(draws.one_of((None, True, False)))


def synthesise(draws: Draws) -> Synthesise:
    """Put results together, mostly of a task with subtasks."""
    return Synthesise(draws.task(fits=lambda one: len(draws.workspace.children(one.name)) > 1))


def finish(draws: Draws) -> Start | Submit:
    """Bring a task nearer to its end: start one that can be started, or complete one in progress."""
    ready = [
        one
        for one in draws.workspace.tasks.values()
        if one.state is TaskState.PENDING and not draws.workspace.unfinished(one)
    ]
    if ready and draws.one_in(2):
        return Start(draws.one_of(ready).name)
    return Submit(draws.task((TaskState.IN_PROGRESS,)), draws.one_of(REASONS), draws.one_of(WORKS))
