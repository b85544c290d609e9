"""What a task is: its values, its states, its results. The values' names are the contract's own (Contract TASK-1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from reference_orchestrator.domain.refusals import Refusal, shown

JsonObject = Mapping[str, object]


class TaskStatus(StrEnum):
    """The states of a task's life (Contract, "A task's life")."""

    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"
    ARCHIVED = "archived"

    @property
    def words(self) -> str:
        """The state as people say it, such as `in progress`."""
        return self.value.replace("_", " ")


OPEN_STATES: Final = (TaskStatus.PENDING, TaskStatus.IN_PROGRESS, TaskStatus.BLOCKED)
FINAL_STATES: Final = (TaskStatus.COMPLETED, TaskStatus.FAILED, TaskStatus.CANCELLED, TaskStatus.ARCHIVED)
STATUS_NAMES: Final = ("pending", "active", *list(TaskStatus)[1:])
"""What a caller may write for a state: `active` is another word for `in_progress`."""


def status_from(name: str) -> TaskStatus:
    """The state that a caller means."""
    return TaskStatus.IN_PROGRESS if name == "active" else TaskStatus(name)


class TaskType(StrEnum):
    """The kinds of task."""

    STANDARD = "standard"
    BREAKDOWN = "breakdown"
    MILESTONE = "milestone"
    REVIEW = "review"
    APPROVAL = "approval"
    RESEARCH = "research"
    IMPLEMENTATION = "implementation"
    TESTING = "testing"
    DOCUMENTATION = "documentation"
    DEPLOYMENT = "deployment"
    CUSTOM = "custom"


class Complexity(StrEnum):
    """How hard a task is thought to be."""

    TRIVIAL = "trivial"
    SIMPLE = "simple"
    MODERATE = "moderate"
    COMPLEX = "complex"
    VERY_COMPLEX = "very_complex"


class Specialist(StrEnum):
    """The roles that can take a task; what each one is told stands in `roles.yaml`."""

    ANALYST = "analyst"
    CODER = "coder"
    TESTER = "tester"
    DOCUMENTER = "documenter"
    REVIEWER = "reviewer"
    ARCHITECT = "architect"
    DEVOPS = "devops"
    RESEARCHER = "researcher"
    COORDINATOR = "coordinator"
    GENERIC = "generic"


class ArtifactType(StrEnum):
    """The kinds of work that can be handed in."""

    CODE = "code"
    DOCUMENTATION = "documentation"
    ANALYSIS = "analysis"
    DESIGN = "design"
    TEST = "test"
    CONFIG = "config"
    GENERAL = "general"


class NextAction(StrEnum):
    """What comes after a hand-in."""

    CONTINUE = "continue"
    NEEDS_REVISION = "needs_revision"
    BLOCKED = "blocked"
    COMPLETE = "complete"

    @property
    def leads_to(self) -> TaskStatus:
        """The state of the task after the hand-in (Contract TASK-3)."""
        match self:
            case NextAction.COMPLETE:
                return TaskStatus.COMPLETED
            case NextAction.BLOCKED:
                return TaskStatus.BLOCKED
            case _:
                return TaskStatus.IN_PROGRESS


@dataclass(frozen=True, kw_only=True)
class Task:
    """A task as it is at one moment.

    Attributes:
        dependencies: ids of the tasks that must be finished first, in the order given at planning.
        context: what was said about the task at planning, as given.
        created_at: a stamp (ISO time, UTC, microseconds); no two of a store are alike, and later tasks have later ones.
        summary: of the last hand-in, if any.
        reason: why it was cancelled, if it was and a reason was given.
        archived_from: the state in which it was put into the archive, if it was.
        last_call_at: a stamp of the last call for it that changed none of its values, if any came.
    """

    id: str
    title: str
    description: str
    status: TaskStatus
    task_type: TaskType
    complexity: Complexity
    specialist_type: Specialist | None
    estimated_effort: str | None
    due_date: str | None
    parent_task_id: str | None
    dependencies: tuple[str, ...]
    context: JsonObject
    created_at: str
    updated_at: str
    summary: str | None = None
    reason: str | None = None
    archived_from: TaskStatus | None = None
    last_call_at: str | None = None

    @property
    def is_final(self) -> bool:
        """Whether nothing is to be done any more."""
        return self.status in FINAL_STATES

    @property
    def is_finished(self) -> bool:
        """Whether tasks that wait for it may go on: it was completed, be it in the archive by now."""
        return TaskStatus.COMPLETED in (self.status, self.archived_from)

    def is_stale(self, long_ago: str) -> bool:
        """Whether it is in progress, and no call for it came since a moment, given as a stamp (Contract MAINT-1)."""
        return self.status is TaskStatus.IN_PROGRESS and max(self.updated_at, self.last_call_at or "") < long_ago

    @property
    def name(self) -> str:
        """The task as refusals call it: title and id."""
        return f"{shown(self.title)} ({self.id})"


@dataclass(frozen=True, kw_only=True)
class Artifact:
    """Detailed work that was handed in, stored as a file in the workspace.

    Attributes:
        path: of the file, relative to the workspace.
        size: of the file, in bytes.
        file_paths: files that the specialist named, as given; nobody opens them (Contract TASK-3, SAFE-8).
        legacy_artifacts: names of older artifacts, as given.
        digest: SHA-256 of the content; None for work that was handed in before digests were kept.
    """

    id: str
    task_id: str
    type: ArtifactType
    path: str
    size: int
    file_paths: tuple[str, ...]
    legacy_artifacts: tuple[str, ...]
    created_at: str
    digest: str | None = None


def check_filled(name: str, text: str) -> None:
    """Refuse a text that holds nothing but blanks.

    Raises:
        Refusal: it does.
    """
    if not text.strip():
        raise Refusal(f"{name} is blank ({shown(text)}): give at least one character that can be seen.")


def check_dependencies_finished(task: Task, dependencies: list[Task]) -> None:
    """Refuse to start a task that waits for others (Contract TASK-2, "A task's life").

    Args:
        task: the task to be started.
        dependencies: the tasks that it waits for.

    Raises:
        Refusal: one of them is unfinished; each such one is named with its state.
    """
    unfinished = [f"{other.name}, which is {other.status.words}" for other in dependencies if not other.is_finished]
    if unfinished:
        raise Refusal(
            f"The task {task.name} waits for {'; and for '.join(unfinished)}. It stays {task.status.words} until all "
            "that it waits for is completed."
        )
