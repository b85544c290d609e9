"""The plan's tool testing matrix: how the task of each component went through the orchestrator, and its coverage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from acceptance.campaign import COMPONENTS, Action, CampaignRecord, Component, ComponentRecord
from acceptance.judging.judgement import share
from acceptance.judging.run_record import NoRunError, RunRecord
from acceptance.judging.traceability import is_unmet

STAGES: Final = (Action.PLAN, Action.EXECUTE, Action.COMPLETE)
TOOLS: Final = (
    frozenset({"orchestrator_plan_task"}),
    frozenset({"orchestrator_execute_task", "orchestrator_execute_subtask"}),
    frozenset({"orchestrator_complete_task", "orchestrator_complete_subtask"}),
)
"""The tools of each stage; the releases 1.x have other names for two of them."""

NEVER: Final = "not called"


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A component in the matrix.

    Attributes:
        component: the title of its task.
        stages: what came of planning, starting and completing it, in the words of the log.
        covered: how many of the stages' tools did what was requested in its scenarios, too.
        gap: what keeps its work from being valid; empty where nothing does.
    """

    component: str
    stages: tuple[str, ...]
    covered: int
    gap: str

    @property
    def begun(self) -> bool:
        """Whether any of it was called."""
        return any(one != NEVER for one in self.stages)

    @property
    def coverage(self) -> str:
        """How many of the tools its scenarios cover, and which share that is."""
        return f"{self.covered} of {len(TOOLS)} ({share(self.covered, len(TOOLS))})"

    @property
    def whole(self) -> bool:
        """Whether all of it is as the plan wants it."""
        return all(one == "done" for one in self.stages) and self.covered == len(TOOLS) and not self.gap


def tool_matrix(run: RunRecord) -> list[MatrixRow]:
    """The matrix, in the plan's order."""
    return [_row(run, one) for one in COMPONENTS]


def _row(run: RunRecord, component: Component) -> MatrixRow:
    record = run.campaign
    task = record.components.get(component.key, ComponentRecord(component.title))
    stages = tuple(str(record.outcome_of(stage.of(component.title)) or NEVER) for stage in STAGES)
    return MatrixRow(component.title, stages, _covered(run, component), _gap(record, task))


def _covered(run: RunRecord, component: Component) -> int:
    """How many of the tools were accepted in scenarios of the component that did not fail."""
    try:
        good = {case.name for case, outcome in run.folder(component.folder) if not is_unmet(outcome)}
    except NoRunError:
        return 0
    used = {use.promised for use in run.uses if use.accepted and use.scenario in good}
    return sum(bool(tools & used) for tools in TOOLS)


def _gap(record: CampaignRecord, task: ComponentRecord) -> str:
    """What keeps the work on a component from being valid."""
    if not record.held:
        return "the campaign did not run"
    gaps = {
        task.lacking(): bool(task.lacking()),
        f"missing in its brief: {', '.join(task.context_missing)}": bool(task.context_missing),
        f"{task.unseen} of {task.milestones} updates were not seen afterwards": bool(task.unseen),
        "it did not read back unchanged after maintenance": not task.kept,
    }
    return next((words for words, so in gaps.items() if so), "")
