"""Planning and changing tasks: what is refused, and what the values are afterwards (contract TASK-1, TASK-4)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from acceptance.contract.model.expectation import Expectation, Fault, Verdict, accepted, judge, refused, unclear
from acceptance.contract.model.operations import UNKNOWN, Plan, Update
from acceptance.contract.model.promises import Promise
from acceptance.contract.model.state import FINAL, OPEN, ModelTask, Workspace
from acceptance.contract.values import TaskField, TaskState

KINDS: Final = (
    "standard",
    "breakdown",
    "milestone",
    "review",
    "approval",
    "research",
    "implementation",
    "testing",
    "documentation",
    "deployment",
    "custom",
)
COMPLEXITIES: Final = ("trivial", "simple", "moderate", "complex", "very_complex")
SPECIALISTS: Final = (
    "analyst",
    "coder",
    "tester",
    "documenter",
    "reviewer",
    "architect",
    "devops",
    "researcher",
    "coordinator",
    "generic",
)
LISTED: Final = {
    TaskField.KIND: ("task_type", KINDS),
    TaskField.COMPLEXITY: ("complexity", COMPLEXITIES),
    TaskField.SPECIALIST: ("specialist_type", SPECIALISTS),
}
# Which state an update can lead to (contract, "A task's life": the cells that name `update`, and staying).
UPDATES: Final[Mapping[TaskState, frozenset[TaskState]]] = {
    TaskState.PENDING: frozenset({TaskState.BLOCKED}),
    TaskState.IN_PROGRESS: frozenset({TaskState.BLOCKED, TaskState.FAILED}),
    TaskState.BLOCKED: frozenset({TaskState.IN_PROGRESS}),
    TaskState.COMPLETED: frozenset({TaskState.ARCHIVED}),
    TaskState.FAILED: frozenset({TaskState.ARCHIVED}),
    TaskState.CANCELLED: frozenset({TaskState.ARCHIVED}),
    TaskState.ARCHIVED: frozenset(),
}
ISO_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?")


def is_iso(text: str) -> bool:
    """Whether a text is an ISO 8601 date, alone or with a time, in the extended form."""
    if not ISO_DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text[:10])
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def wrong_values(values: Mapping[TaskField, Any], promise: Promise) -> Iterator[Fault]:
    """What is wrong with the values themselves, whatever tasks there are."""
    if TaskField.TITLE in values and not str(values[TaskField.TITLE]).strip():
        yield Fault(promise, ("title",))
    for value, (parameter, words) in LISTED.items():
        if value in values and values[value] not in words:
            yield Fault(promise, (parameter, str(values[value])))
    if TaskField.DUE_DATE in values and not is_iso(str(values[TaskField.DUE_DATE])):
        yield Fault(promise, ("due_date", "due date", str(values[TaskField.DUE_DATE])))


def expect_plan(workspace: Workspace, plan: Plan, identity_of_unknown: str) -> Expectation:
    """What a plan is answered with."""
    faults = list(wrong_values(plan.values, Promise.PLAN_REFUSED))
    if TaskField.TITLE not in plan.values:
        faults.append(Fault(Promise.PLAN_REFUSED, ("title",)))
    named = [plan.values.get(TaskField.PARENT), *(plan.values.get(TaskField.DEPENDS_ON) or [])]
    if UNKNOWN in named:
        faults.append(Fault(Promise.PLAN_REFUSED, (identity_of_unknown,)))
    known = [workspace.tasks[name] for name in named if name in workspace.tasks]
    if not _can_be_leant_on(workspace, plan, known):
        # It may be refused for this as well, and then names this.
        return refused(faults[0].promise) if faults else unclear(Promise.PLANNED)
    return judge(faults, Promise.PLANNED)


def _can_be_leant_on(workspace: Workspace, plan: Plan, known: list[ModelTask]) -> bool:
    """Whether the contract says what a plan on these tasks means: none is archived, and no parent is waited for."""
    parent = plan.values.get(TaskField.PARENT)
    if any(task.state is TaskState.ARCHIVED for task in known):
        return False
    if parent in workspace.tasks and workspace.tasks[parent].state not in OPEN:
        return False
    above: set[str] = set()
    while parent is not None and parent in workspace.tasks and parent not in above:
        above.add(parent)
        parent = workspace.tasks[parent].parent
    return not above & set(plan.values.get(TaskField.DEPENDS_ON) or [])


def expect_update(workspace: Workspace, task: ModelTask, update: Update) -> Expectation:
    """What a change of a task that is known is answered with."""
    faults = list(wrong_values(update.values, Promise.CHANGE_REFUSED))
    state = update.state
    moves = state is not None and state is not task.state
    if moves and state not in UPDATES[task.state]:
        faults.append(Fault(Promise.CHANGE_REFUSED, (*task.forms, str(state), str(state and state.wire))))
    if update.values and task.state not in OPEN:
        faults.append(Fault(Promise.CHANGE_REFUSED, (*task.forms, task.state, task.state.wire, "final")))
    if faults:
        return judge(faults, Promise.CHANGED)
    if state is TaskState.IN_PROGRESS and moves and (held := workspace.unfinished(task)):
        return held_back(held)
    return _permitted(workspace, task, update, moves=moves)


def held_back(held: list[ModelTask]) -> Expectation:
    """What starting a task with unfinished dependencies is answered with."""
    if all(one.state is TaskState.ARCHIVED for one in held):
        # Whether a dependency that was completed and then archived is finished is not said.
        return unclear(Promise.HELD)
    return refused(Promise.HELD, *(one.forms for one in held if one.state is not TaskState.ARCHIVED))


def _permitted(workspace: Workspace, task: ModelTask, update: Update, *, moves: bool) -> Expectation:
    """What a change that breaks no rule is answered with."""
    if task.state is TaskState.ARCHIVED or (update.state is None and not update.values):
        return Expectation(Verdict.EITHER, Promise.CHANGED)
    if (
        moves
        and update.state is TaskState.ARCHIVED
        and (workspace.children(task.name) or workspace.dependants(task.name))
    ):
        # A deletion of such a task is refused; whether the change of its state is too is not said.
        return Expectation(Verdict.EITHER, Promise.CHANGED)
    if moves and update.state in FINAL and update.values:
        # Whether a task that becomes final is final already when its other values change is not said.
        return Expectation(Verdict.EITHER, Promise.CHANGED)
    return accepted(Promise.CHANGED)


def apply_update(task: ModelTask, update: Update) -> None:
    """Change a task as an accepted update does."""
    task.values.update(update.values)
    if update.state is not None:
        task.state = update.state
