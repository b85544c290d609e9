"""Planning for a scenario: from the tables of the features to plans, and from the replies to the scenario's tasks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import time
from typing import TYPE_CHECKING, Any, Final, Protocol

from acceptance.contract.reply import Reply
from acceptance.contract.samples import in_full, unknown_identity
from acceptance.contract.values import SubtaskPlan, TaskField, TaskPlan
from acceptance.contract.words import names_in, wire_word
from acceptance.scenario.tasks import Task
from acceptance.system.waiting import wait_until

if TYPE_CHECKING:
    from acceptance.scenario.state import ScenarioState

# Values that are words out of a list, and are written with underscores on the wire.
LISTED: Final = frozenset({TaskField.KIND, TaskField.COMPLEXITY, TaskField.SPECIALIST})
UNKNOWN_TASK: Final = "(an unknown task)"
SECONDS_APART: Final = 5.0
"""So long the clock is waited for at most."""


class Table(Protocol):
    """A table of a feature, as behave hands it over."""

    headings: Sequence[str]
    rows: Sequence[Any]


class Planner:
    """Plans tasks and families, and tells the scenario's state about them."""

    def __init__(self, state: ScenarioState) -> None:
        self._state = state
        self._families: dict[str, Sequence[SubtaskPlan]] = {}

    def task(self, name: str, table: Table | None = None, title: str | None = None) -> None:
        """Plan a lone task with the values of a table of field and value."""
        values: dict[TaskField, Any] = {TaskField.TITLE: name if title is None else title}
        for row in table.rows if table else ():
            values |= self.values(row["field"], row["value"])
        task = self._new_task(name, values[TaskField.TITLE])
        task.reply = self._state.verbs.plan(TaskPlan(values))
        if task.reply.accepted:
            task.known_as = task.reply.planned.identity
        if task.reply.tasks:
            # A lone task that was planned as a tree of one has a parent that nobody asked for.
            task.parent = Task(self._state, f"the tree of {name}", name, known_as=task.reply.planned_parent)

    def family(self, name: str, table: Table) -> None:
        """Plan a parent and its children out of a table with a row for each child.

        Where the target has no subtasks, the tasks of the table are planned alone: many a scenario is about their names
        and states. One that comes to their parent is not offered.
        """
        members = [self._member(dict(zip(table.headings, row, strict=True))) for row in table.rows]
        lacking = self._lacking_for_subtasks()
        if lacking:
            self._lone_members(name, members, lacking)
        else:
            self._members(name, members)

    def many(self, name: str, count: int) -> None:
        """Plan a parent with as many children of one sort."""
        titles = [f"{name}, number {number}" for number in range(1, count + 1)]
        self._members(name, [SubtaskPlan(TaskPlan({TaskField.TITLE: title})) for title in titles])

    def plan_apart(self, name: str, second: str) -> None:
        """Plan a family once more, and wait before one of its tasks until the clock shows another second.

        Two seconds pass, so that there is a moment between them to which both planning moments can be cut.
        """

        def wait(member: SubtaskPlan) -> None:
            if member.plan.title == second:
                begun = int(time())
                wait_until(lambda: int(time()) > begun + 1, SECONDS_APART)

        self._members(name, self._families[name], wait)

    def take(self, name: str, reply: Reply) -> Task:
        """Take the task that a reply tells to be planned for one of the scenario's; a refusal tells none."""
        identity = reply.planned.identity if reply.accepted else None
        return self._state.own(Task(self._state, name, name, reply=reply, known_as=identity))

    def values(self, word: str, content: str) -> dict[TaskField, Any]:
        """One value in the words of the features, as it is given to the orchestrator."""
        value = TaskField(word)
        if value is TaskField.DEPENDS_ON:
            return {value: [self._identity(name) for name in names_in(content)]}
        if value is TaskField.PARENT:
            return {value: self._identity(content)}
        if value is TaskField.CONTEXT:
            pairs = (part.partition(": ") for part in names_in(content, ";"))
            return {value: {name: _number_or_text(said) for name, _, said in pairs}}
        return {value: wire_word(content) if value in LISTED else in_full(content)}

    def _identity(self, name: str) -> str:
        """The identity of a task of the scenario, or one that no task has."""
        return unknown_identity() if name == UNKNOWN_TASK else self._state.task(name).identity

    def _members(
        self, name: str, members: Sequence[SubtaskPlan], before: Callable[[SubtaskPlan], None] = lambda _: None
    ) -> None:
        self._families[name] = members
        parent = self._new_task(name, name)
        children = [self._new_task(member.plan.title, member.plan.title, parent) for member in members]
        self._state.families[name] = children
        replies = self._state.orchestrator.plan_family(TaskPlan({TaskField.TITLE: name}), members, before)
        self._state.last_reply = parent.reply = replies[0]
        if replies[0].accepted:
            parent.known_as = replies[0].planned_parent
            self._recognise(children, replies)

    def _lone_members(self, name: str, members: Sequence[SubtaskPlan], lacking: str) -> None:
        """Arrange the members of a family without their parent, which is told as lacking when it is asked for."""
        parent = self._new_task(name, name)
        parent.not_offered = lacking
        children = [self._new_task(member.plan.title, member.plan.title, parent) for member in members]
        self._state.families[name] = children
        for child, reply in zip(children, self._state.orchestrator.plan_members(members), strict=True):
            self._state.last_reply = child.reply = reply
            child.known_as = reply.planned.identity if reply.accepted else None

    def _lacking_for_subtasks(self) -> str:
        """What the target lacks to plan a subtask, where it plans tasks at all; empty where it lacks nothing."""
        at, alone = self._state.orchestrator, TaskPlan({TaskField.TITLE: "A task"})
        if at.dialect.plan_family(alone, []) is not None or not at.offers(at.dialect.plan(alone)):
            return ""
        return at.lacking(at.dialect.plan(TaskPlan({**alone.given, TaskField.PARENT: unknown_identity()})))

    @staticmethod
    def _recognise(children: Sequence[Task], replies: Sequence[Reply]) -> None:
        """Give each child the identity that its own reply tells, or the one reply that tells the whole tree."""
        if len(replies) == 1:
            known = {view.values.get(TaskField.TITLE): view.identity for view in replies[0].tasks}
            for child in children:
                child.reply, child.known_as = replies[0], known.get(child.title)
        for child, reply in zip(children, replies[1:], strict=False):
            child.reply = reply
            child.known_as = reply.task.identity if reply.accepted else None

    def _new_task(self, name: str, title: str, parent: Task | None = None) -> Task:
        return self._state.own(Task(self._state, name, title, parent=parent))

    def _member(self, row: dict[str, str]) -> SubtaskPlan:
        expert, instructions = row.pop("expert", ""), names_in(row.pop("instructions", ""), ";")
        title, waits = row.pop("task"), names_in(row.pop("depends on", ""))
        values: dict[TaskField, Any] = {TaskField.TITLE: title}
        for word, content in row.items():
            values |= self.values(word, content) if content else {}
        context: dict[str, Any] = {"expert": expert} if expert else {}
        context |= {"instructions": instructions} if instructions else {}
        values |= {TaskField.CONTEXT: context} if context else {}
        return SubtaskPlan(TaskPlan(values), tuple(waits))


def _number_or_text(said: str) -> int | str:
    """What a context says: a whole number is one."""
    return int(said) if said.removeprefix("-").isdecimal() else said
