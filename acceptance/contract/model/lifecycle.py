"""Starting, submitting, cancelling (contract TASK-2, TASK-3, TASK-5, "A task's life")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from acceptance.contract.model.expectation import Expectation, Fault, accepted, judge, refused
from acceptance.contract.model.operations import Cancel, Submit
from acceptance.contract.model.planning import held_back
from acceptance.contract.model.promises import Promise
from acceptance.contract.model.state import OPEN, ModelArtifact, ModelTask, Workspace
from acceptance.contract.values import NextAction, TaskState

ARTIFACT_KINDS: Final = ("code", "documentation", "analysis", "design", "test", "config", "general")
DEFAULT_ARTIFACT_KIND: Final = "general"
AFTER: Final[Mapping[NextAction, TaskState]] = {
    NextAction.COMPLETE: TaskState.COMPLETED,
    NextAction.CONTINUE: TaskState.IN_PROGRESS,
    NextAction.REVISE: TaskState.IN_PROGRESS,
    NextAction.BLOCKED: TaskState.BLOCKED,
}


def state_forms(task: ModelTask) -> tuple[str, ...]:
    """The words by which a refusal can say that it is for the task's state."""
    return (*task.forms, task.state, task.state.wire)


def expect_start(workspace: Workspace, task: ModelTask) -> Expectation:
    """What starting a known task is answered with."""
    if task.state not in OPEN:
        return refused(Promise.START_REFUSED, state_forms(task))
    if task.state is not TaskState.IN_PROGRESS and (held := workspace.unfinished(task)):
        return held_back(held)
    return accepted(Promise.STARTED)


def expect_submission(task: ModelTask, work: Submit) -> Expectation:
    """What work on a known task is answered with."""
    faults = wrong_parts(work)
    if task.state is not TaskState.IN_PROGRESS:
        faults.append(Fault(Promise.SUBMISSION_REFUSED, state_forms(task)))
    return judge(faults, Promise.SUBMITTED)


def wrong_parts(work: Submit) -> list[Fault]:
    """What is wrong with the parts of a submission, whatever task it is for."""
    faults = []
    if not work.summary.strip():
        faults.append(Fault(Promise.SUBMISSION_REFUSED, ("summary",)))
    if not work.work.strip():
        faults.append(Fault(Promise.SUBMISSION_REFUSED, ("detailed_work", "detailed work", "work")))
    if work.kind is not None and work.kind not in ARTIFACT_KINDS:
        faults.append(Fault(Promise.SCHEMA, ("artifact_type", work.kind)))
    return faults


def apply_submission(task: ModelTask, work: Submit) -> ModelArtifact:
    """Change a task as accepted work does; returns what was stored."""
    task.state = AFTER[work.next_action]
    task.summaries.append(work.summary)
    task.files += [path for path in work.files if path not in task.files]
    stored = ModelArtifact(work.work, work.kind or DEFAULT_ARTIFACT_KIND)
    task.artifacts.append(stored)
    return stored


def expect_cancellation(task: ModelTask) -> Expectation:
    """What cancelling a known task is answered with."""
    if task.state not in OPEN:
        return refused(Promise.CANCEL_REFUSED, state_forms(task))
    return accepted(Promise.CANCELLED)


def apply_cancellation(task: ModelTask, cancel: Cancel) -> list[ModelArtifact]:
    """Change a task as an accepted cancellation does; returns the work that is gone."""
    task.state = TaskState.CANCELLED
    task.reason = cancel.reason
    if cancel.keep_work is not False:
        return []
    # What is discarded need not be told any more.
    task.summaries, task.files = [], []
    gone, task.artifacts = task.artifacts, []
    return gone
