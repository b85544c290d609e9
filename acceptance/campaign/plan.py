"""What the campaign plans: the main task and its five components, as the integration testing plan words them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from acceptance.contract.values import SubtaskPlan, TaskField, TaskPlan
from acceptance.specification.phases import BENCHMARKS


@dataclass(frozen=True, slots=True)
class Component:
    """One of the five components.

    Attributes:
        key: what its criteria's identifiers begin with.
        title: its task's title.
        folder: the folder of its features.
    """

    key: str
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
            f"Design the {self.title.lower()} framework",
            "Implement core functionality",
            "Add orchestrator integration",
            "Create validation tests",
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
                    TaskField.CONTEXT: {"expert": self.expert, "instructions": list(self.instructions)},
                }
            )
        )


COMPONENTS: Final = (
    Component("FEAT", "Feature Integration", "1_feature_integration"),
    Component("API", "API Testing", "2_api_testing"),
    Component("SYS", "System Validation", "3_system_validation"),
    Component("PERF", "Performance Benchmarks", BENCHMARKS),
    Component("ERR", "Error Scenarios", "5_error_scenarios"),
)
"""The components in the plan's order."""

MAIN: Final = TaskPlan(
    {
        TaskField.TITLE: "Integration Testing Implementation",
        TaskField.DESCRIPTION: "Execute comprehensive integration testing for v2.0 features",
        TaskField.COMPLEXITY: "complex",
        TaskField.KIND: "implementation",
        TaskField.SPECIALIST: "tester",
        TaskField.EFFORT: "1-2 weeks",
    }
)
"""The main task."""
