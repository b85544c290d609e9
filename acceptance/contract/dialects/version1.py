"""The releases 1.5 to 1.8: a whole tree planned in one call, and much that is not there yet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from acceptance.contract.calls import Call
from acceptance.contract.dialects.arguments import PLAN_PARAMETERS, hand_in_arguments
from acceptance.contract.dialects.dialect import Dialect
from acceptance.contract.values import HandIn, SubtaskPlan, TaskField, TaskPlan
from acceptance.errors import NotOfferedError


class Version1(Dialect):
    """What the releases 1.x say in their own way; a verb whose tool they lack is found not to be offered when said."""

    # What get_status of these releases tells of a task: nothing else shows one, and of work only the hand-in tells.
    SHOWS_WORK = False
    SHOWN = frozenset({TaskField.TITLE, TaskField.SPECIALIST})
    # Roles of version 2.0 that these releases know too.
    SPECIALISTS = frozenset({"architect", "documenter", "reviewer", "tester", "researcher"})
    MEMBER_VALUES = frozenset({TaskField.TITLE, TaskField.DESCRIPTION, TaskField.SPECIALIST, TaskField.EFFORT})
    PARENT_VALUES = frozenset({TaskField.TITLE, TaskField.DESCRIPTION, TaskField.COMPLEXITY})
    PLAN = "orchestrator_plan_task"

    def shows(self, value: TaskField) -> bool:
        """Whether a look at a task tells this value in this version at all."""
        return value in self.SHOWN

    def plan(self, plan: TaskPlan) -> Call:
        """A lone task is a tree of one, under a parent of the same name."""
        return self.plan_family(TaskPlan({TaskField.TITLE: plan.title}), [SubtaskPlan(plan)])

    def plan_family(self, parent: TaskPlan, members: Sequence[SubtaskPlan]) -> Call:
        """The one call that plans a whole family under its parent."""
        for value in sorted(parent.given.keys() - self.PARENT_VALUES):
            raise NotOfferedError(f"{self.PLAN}({PLAN_PARAMETERS[value]})")
        arguments: dict[str, Any] = {
            "description": parent.given.get(TaskField.DESCRIPTION) or parent.title,
            "subtasks_json": json.dumps([self._member(member) for member in members], ensure_ascii=False),
        }
        if TaskField.COMPLEXITY in parent.given:
            arguments["complexity_level"] = parent.given[TaskField.COMPLEXITY]
        return Call("plan", self.PLAN, arguments)

    def execute(self, task: str) -> Call:
        """Hand a task to its specialist."""
        return Call("start", "orchestrator_execute_subtask", {"task_id": task})

    def hand_in(self, task: str, work: HandIn) -> Call:
        """Hand in work on a task."""
        return Call("submission", "orchestrator_complete_subtask", hand_in_arguments(task, work))

    def looks(self, title: str, parent: str | None) -> Iterable[Call]:
        """The calls that may show a task, the cheapest first."""
        yield self.status(completed=True)

    def _member(self, member: SubtaskPlan) -> dict[str, Any]:
        for value in sorted(member.plan.given.keys() - self.MEMBER_VALUES):
            raise NotOfferedError(f"{self.PLAN}({PLAN_PARAMETERS[value]} of a subtask)")
        values = {PLAN_PARAMETERS[value]: content for value, content in member.plan.given.items()}
        specialist = values.setdefault("specialist_type", "tester")
        if specialist not in self.SPECIALISTS:
            raise NotOfferedError(f"{self.PLAN}(specialist_type {specialist} of a subtask)")
        values.setdefault("description", member.plan.title)
        return {**values, "dependencies": list(member.waits_for)}
