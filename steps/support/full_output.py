"""What behave prints of every scenario: its progress step by step, and of one that was skipped that it was, and why."""

from __future__ import annotations

from typing import Final

from behave.formatter.progress import ScenarioStepProgressFormatter
from behave.model_type import Status

SKIPPED: Final = frozenset({Status.skipped, Status.untested})


class FullOutput(ScenarioStepProgressFormatter):  # type: ignore[misc]
    """behave's detailed progress, which says nothing of a scenario that was skipped."""

    name = "full"
    description = "Shows the progress of each step, and why a scenario was skipped."

    def report_current_scenario_progress(self) -> None:
        """Say that a scenario was skipped, and why."""
        scenario = self.current_scenario
        if scenario.status in SKIPPED:
            self.stream.write(f"skipped: {scenario.skip_reason or 'no reason was given'}")
