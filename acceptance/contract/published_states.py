"""The contract as a page: the states of a task, and which verb leads from which to which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from acceptance.contract.dialects.tasks import NEXT_ACTIONS
from acceptance.contract.model.lifecycle import AFTER
from acceptance.contract.model.planning import UPDATES
from acceptance.contract.published_replies import Section, Table, code
from acceptance.contract.state_machine import FINAL, OPEN, WAYS
from acceptance.contract.values import ACTIVE, TaskState

STATES: Final = (
    "A task has one of these states, and the table says which of them one change leads to; every other change is "
    f"rejected. {code(ACTIVE.wire)} is taken and read as {code(TaskState.IN_PROGRESS.wire)}. Reading does not "
    "distinguish upper and lower case, nor a blank and an underscore."
)
BY_VERB: Final = (
    f"A planned task is {code(TaskState.PENDING.wire)}. A server with one tool for all states says several of these "
    "verbs with it: each then has the word of its state as a constant. With "
    f"{code('archive_instead = false')}, the task no longer exists afterwards, and dependants prevent that too."
)

STARTED: Final = frozenset({TaskState.IN_PROGRESS})
HELD: Final = "a dependency is not completed"


@dataclass(frozen=True, slots=True)
class Transition:
    """What a verb does to the state of a task.

    Attributes:
        verb: the verb, by its name in a dialect file.
        asked: what has to be asked for with it; empty for the verb alone.
        before: the states that it is accepted in.
        after: the state that it leads to.
        unless: when it is rejected all the same; empty for never.
    """

    verb: str
    asked: str
    before: frozenset[TaskState]
    after: TaskState
    unless: str = ""


def transitions() -> Iterator[Transition]:
    """What each verb does to the state of a task, as the model of the contract has it."""
    yield Transition("start", "", OPEN, TaskState.IN_PROGRESS, f"{HELD}, unless the task is in progress")
    for action, after in AFTER.items():
        yield Transition("submit", f"next_action = {NEXT_ACTIONS[action]}", frozenset({TaskState.IN_PROGRESS}), after)
    for after in TaskState:
        if before := frozenset(state for state in TaskState if after in UPDATES[state]):
            yield Transition("change", f"status = {after.wire}", before, after, HELD if after in STARTED else "")
    yield Transition("cancel", "", OPEN, TaskState.CANCELLED)
    yield Transition(
        "delete",
        "",
        frozenset(TaskState) - {TaskState.ARCHIVED},
        TaskState.ARCHIVED,
        f"it has subtasks, and {code('force')} is not asked for",
    )


def state_sections() -> Iterator[Section]:
    """The states of a task, and which can follow which, by which verb."""
    rows = tuple((code(state.wire), in_order(WAYS[state]) or "none", final(state)) for state in TaskState)
    verbs = tuple(
        (code(one.verb), code(one.asked) if one.asked else "", in_order(one.before), code(one.after.wire), one.unless)
        for one in transitions()
    )
    tables = (
        Table("", ("state", "one change leads to", "work has ended"), rows),
        Table("By which verb", ("verb", "with", "from", "to", "rejected if"), verbs, (BY_VERB,)),
    )
    yield Section("States", (STATES,), tables)


def in_order(states: Iterable[TaskState]) -> str:
    """States in the order of a task's life."""
    found = set(states)
    return ", ".join(code(one.wire) for one in TaskState if one in found)


def final(state: TaskState) -> str:
    """Whether work on a task in a state has ended."""
    return "yes" if state in FINAL else ""
