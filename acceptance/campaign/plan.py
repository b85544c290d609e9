"""What the campaign plans: the main task and its five components, as the integration testing plan words them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from acceptance.contract.values import SubtaskPlan, TaskField, TaskPlan
from acceptance.specification.phases import BENCHMARKS


@dataclass(frozen=True, slots=True)
class Component:
    """One of the five components.

    Attributes:
        key: what its criteria's identifiers begin with.
        name: what the features and the pages call it.
        title: its task's title, as the plan writes it.
        folder: the folder of its features.
    """

    key: str
    name: str
    title: str
    folder: str

    @property
    def expert(self) -> str:
        """The expert whose context is given at planning."""
        return f"{self.title} expert"

    @property
    def instructions(self) -> tuple[str, ...]:
        """The four instructions that are given at planning."""
        return (
            f"Design {self.title.lower()} framework",
            "Implement core functionality",
            "Add orchestrator integration",
            "Create validation tests",
        )

    @property
    def validation_criteria(self) -> tuple[str, ...]:
        """The four criteria that its work is held to, given at planning."""
        return (
            f"{self.title} implemented",
            "Integration tests passing",
            "Performance benchmarks met",
            "Documentation complete",
        )

    @property
    def member(self) -> SubtaskPlan:
        """Its task, as it is planned below the main task."""
        return SubtaskPlan(
            TaskPlan(
                {
                    TaskField.TITLE: self.title,
                    TaskField.DESCRIPTION: f"Implement {self.title.lower()} for integration testing",
                    TaskField.COMPLEXITY: "moderate",
                    TaskField.SPECIALIST: "tester",
                    TaskField.CONTEXT: {
                        "expert": self.expert,
                        "specialist_instructions": list(self.instructions),
                        "validation_criteria": list(self.validation_criteria),
                    },
                }
            )
        )


COMPONENTS: Final = (
    Component("FEAT", "Feature Integration", "Feature Integration", "1_feature_integration"),
    Component("API", "API Testing", "Api Testing", "2_api_testing"),
    Component("SYS", "System Validation", "System Validation", "3_system_validation"),
    Component("PERF", "Performance Benchmarks", "Performance Benchmarks", BENCHMARKS),
    Component("ERR", "Error Scenarios", "Error Scenarios", "5_error_scenarios"),
)
"""The components in the plan's order."""

PROJECT: Final = "Integration Testing"

MAIN: Final = TaskPlan(
    {
        TaskField.TITLE: f"{PROJECT} Implementation",
        TaskField.DESCRIPTION: "Execute comprehensive integration testing for v2.0 features",
        TaskField.COMPLEXITY: "complex",
        TaskField.KIND: "implementation",
        TaskField.SPECIALIST: "tester",
        TaskField.EFFORT: "1-2 weeks",
    }
)
"""The main task."""

DELIVERED: Final = f"{PROJECT} implemented"
"""The summary that the main task is completed with."""


class Action(StrEnum):
    """What is done once in a campaign, as its log names it; what is done for each task has the task's title behind."""

    START = "started a server"
    INITIALIZE = "initialised"
    PLAN = "planned"
    EXECUTE = "executed"
    UPDATE = "updated"
    QUERY = "queried progress"
    STATUS = "read status"
    HEALTH = "checked health"
    RESTART = "restarted"
    QUERY_AGAIN = "queried progress after the restart"
    RECONNECT = "tested reconnection"
    SYNTHESIZE = "synthesised"
    COMPLETE = "completed"
    READ_BACK = "read back"
    MAINTAIN = "maintained"
    READ_AGAIN = "read back after maintenance"

    def of(self, title: str) -> str:
        """The action for one task."""
        return f"{self} {title}"


TITLES: Final = (MAIN.title, *(one.title for one in COMPONENTS))
"""The titles of all tasks, the main task's first."""

NAMED_ACTIONS: Final = (
    Action.INITIALIZE,
    *(Action.PLAN.of(title) for title in TITLES),
    *(Action.EXECUTE.of(title) for title in TITLES),
    Action.QUERY,
    Action.STATUS,
    Action.HEALTH,
    Action.RESTART,
    Action.RECONNECT,
    Action.SYNTHESIZE,
    *(Action.COMPLETE.of(title) for title in TITLES),
    Action.MAINTAIN,
)
"""What the plan wants to be asked of the orchestrator, beside an update at a milestone, in the words of the log."""
