"""What the model knows of an orchestrator: its directories with their tasks, and who works where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from acceptance.contract.values import TaskField, TaskState

OPEN: Final = frozenset({TaskState.PENDING, TaskState.IN_PROGRESS, TaskState.BLOCKED})
FINAL: Final = frozenset({TaskState.COMPLETED, TaskState.FAILED, TaskState.CANCELLED})
DEFAULTS: Final = {TaskField.KIND: "standard", TaskField.COMPLEXITY: "moderate"}


@dataclass
class ModelArtifact:
    """Stored work: its text, its kind, and the path where it was told to lie (`None`: not told yet)."""

    text: str
    kind: str
    path: str | None = None

    @property
    def size(self) -> int:
        """Its size in bytes, as UTF-8."""
        return len(self.text.encode())


@dataclass
class ModelTask:
    """A task as the contract has it.

    Attributes:
        name: the name that operations use for it.
        identity: the id that the orchestrator gave it.
        values: what it was planned with or changed to; parent and dependencies as names.
        state: where it is in its life.
        answered: when its plan was answered, in UTC.
        summaries: the summaries that were accepted, the newest last.
        reason: why it was cancelled.
        artifacts: the work that was stored, the newest last.
        files: the file paths that were recorded.
        undecided: the values of which the contract does not say what they are now.
    """

    name: str
    identity: str
    values: dict[TaskField, Any]
    answered: datetime
    state: TaskState = TaskState.PENDING
    summaries: list[str] = field(default_factory=list)
    reason: str | None = None
    artifacts: list[ModelArtifact] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    undecided: set[TaskField] = field(default_factory=set)

    @property
    def title(self) -> str:
        """Its title."""
        return str(self.values[TaskField.TITLE])

    @property
    def description(self) -> str:
        """Its description; empty where none was given."""
        return str(self.values.get(TaskField.DESCRIPTION, ""))

    @property
    def parent(self) -> str | None:
        """The name of its parent."""
        return self.values.get(TaskField.PARENT)

    @property
    def dependencies(self) -> list[str]:
        """The names of the tasks that it depends on, each once."""
        return list(dict.fromkeys(self.values.get(TaskField.DEPENDS_ON) or []))

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms in which a reply can name it."""
        return (self.identity, self.title)


@dataclass
class Workspace:
    """A directory with its store.

    Attributes:
        sessions: the ids of the sessions that were opened in it, the newest last.
        tasks: its tasks by name, in planned order; deleted ones are gone.
        deleted: those that are gone, as they were last, by their identities.
        templates: its stored templates by category and id, as values.
    """

    sessions: list[str] = field(default_factory=list)
    tasks: dict[str, ModelTask] = field(default_factory=dict)
    deleted: dict[str, ModelTask] = field(default_factory=dict)
    templates: dict[tuple[str, str], Any] = field(default_factory=dict)

    @property
    def completed(self) -> bool | None:
        """Whether its session counts as completed: it has tasks, and all are final; `None`: some are archived."""
        if self.count(TaskState.ARCHIVED):
            return None
        return bool(self.tasks) and all(task.state in FINAL for task in self.tasks.values())

    def children(self, name: str) -> list[ModelTask]:
        """The subtasks of a task, in planned order, archived ones included."""
        return [task for task in self.tasks.values() if task.parent == name]

    def descendants(self, name: str) -> Iterator[ModelTask]:
        """The subtasks of a task to any depth."""
        for child in self.children(name):
            yield child
            yield from self.descendants(child.name)

    def dependants(self, name: str) -> list[ModelTask]:
        """The tasks that depend on a task."""
        return [task for task in self.tasks.values() if name in task.dependencies]

    def unfinished(self, task: ModelTask) -> list[ModelTask]:
        """The dependencies of a task that are not completed."""
        return [
            self.tasks[name]
            for name in task.dependencies
            if name in self.tasks and self.tasks[name].state is not TaskState.COMPLETED
        ]

    def count(self, state: TaskState) -> int:
        """How many tasks are in a state."""
        return sum(task.state is state for task in self.tasks.values())


@dataclass
class ModelState:
    """All that the model knows.

    Attributes:
        workspaces: the directories by name.
        current: the directory in which each client works, by its number.
        given: every identity that was ever given.
    """

    workspaces: dict[str, Workspace] = field(default_factory=dict)
    current: dict[int, str] = field(default_factory=dict)
    given: set[str] = field(default_factory=set)

    def of(self, client: int) -> Workspace:
        """The directory in which a client works."""
        return self.workspaces[self.current[client]]
