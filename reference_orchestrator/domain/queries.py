"""What tasks can be asked for by (Contract TASK-7); the store turns it into its own language."""

from dataclasses import dataclass

from reference_orchestrator.domain.tasks import Complexity, Specialist, TaskStatus, TaskType


@dataclass(frozen=True, kw_only=True)
class TaskFilter:
    """Conditions on tasks: all of them must hold, a list holds if one of its values fits, an empty list asks nothing.

    Attributes:
        statuses: without any, every state but archived fits.
        parent_task_id: only its children.
        search_text: found in title or description, in any case.
        created_after: a stamp; the tasks created after it.
        created_before: a stamp; the tasks created before it.
    """

    statuses: tuple[TaskStatus, ...] = ()
    task_types: tuple[TaskType, ...] = ()
    specialists: tuple[Specialist, ...] = ()
    complexities: tuple[Complexity, ...] = ()
    parent_task_id: str | None = None
    search_text: str | None = None
    created_after: str | None = None
    created_before: str | None = None

    @property
    def by_state_only(self) -> bool:
        """Whether nothing but the state matters."""
        return self == TaskFilter(statuses=self.statuses)


@dataclass(frozen=True)
class Page:
    """A stretch of a list: at most `limit` entries behind the first `offset`."""

    limit: int
    offset: int = 0
