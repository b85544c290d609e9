"""Work on several tasks of a scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acceptance.contract.reply import Reply

if TYPE_CHECKING:
    from acceptance.scenario.state import ScenarioState
    from acceptance.scenario.tasks import Task


class Work:
    """What is done with several tasks.

    Attributes:
        handed_back: what each of several executed tasks was handed.
    """

    def __init__(self, state: ScenarioState) -> None:
        self.handed_back: list[tuple[Task, Reply]] = []
        self._state = state

    def execute_family(self, parent: str) -> None:
        """Execute every child in planned order, and keep what each is handed."""
        self.handed_back = [(task, task.execute()) for task in self._state.families[parent]]

    def complete_family(self, parent: str) -> None:
        """Execute and complete every child in planned order."""
        for task in self._state.families[parent]:
            task.complete(f"{task.name} is done as planned")
