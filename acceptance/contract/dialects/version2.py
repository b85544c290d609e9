"""Version 2.0 of the contract: 32 tools, and each task planned by a call of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from acceptance.contract.calls import Call
from acceptance.contract.dialects.arguments import PLAN_PARAMETERS, SEARCHABLE_CHARACTERS, hand_in_arguments
from acceptance.contract.dialects.dialect import Dialect
from acceptance.contract.values import Filter, HandIn, SubtaskPlan, TaskField, TaskPlan, TaskQuery, TaskState


class Version2(Dialect):
    """What the contract's own version says in its own way."""

    SHOWS_WORK = True

    def shows(self, value: TaskField) -> bool:
        """Whether a look at a task tells this value in this version at all."""
        return True

    def plan(self, plan: TaskPlan) -> Call:
        """Plan a lone task."""
        arguments = {PLAN_PARAMETERS[value]: content for value, content in plan.given.items()}
        return Call("plan", "orchestrator_plan_task", {"description": "", **arguments})

    def plan_family(self, parent: TaskPlan, members: Sequence[SubtaskPlan]) -> None:
        """Each task is planned by a call of its own."""

    def execute(self, task: str) -> Call:
        """Hand a task to its specialist."""
        return Call("start", "orchestrator_execute_task", {"task_id": task})

    def hand_in(self, task: str, work: HandIn) -> Call:
        """Hand in work on a task."""
        return Call("submission", "orchestrator_complete_task", hand_in_arguments(task, work))

    def looks(self, title: str, parent: str | None) -> Iterable[Call]:
        """The calls that may show a task, the cheapest first."""
        archived = {Filter.STATE: [TaskState.ARCHIVED.wire]}
        if title.strip() and len(title) <= SEARCHABLE_CHARACTERS:
            yield self.look_up(TaskQuery({Filter.WORDS: title}, artifacts=True))
            yield self.look_up(TaskQuery({Filter.WORDS: title, **archived}, artifacts=True))
        if parent:
            yield self.look_up(TaskQuery({Filter.PARENT: parent}, artifacts=True))
        yield self.look_up(TaskQuery(artifacts=True))
        yield self.look_up(TaskQuery(archived, artifacts=True))
        yield self.status(completed=True)
