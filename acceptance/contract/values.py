"""The words of the domain: states, values of a task, what is planned, changed and looked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, Self


class TaskState(StrEnum):
    """A state of a task's life, in the words of the features (contract, "A task's life")."""

    PENDING = "pending"
    IN_PROGRESS = "in progress"
    BLOCKED = "blocked"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"
    ARCHIVED = "archived"

    @property
    def wire(self) -> str:
        """The state as the contract's tools write it."""
        return self.value.replace(" ", "_")

    @classmethod
    def read(cls, word: object) -> Self | None:
        """The state that a server's word stands for; `active` is in progress, an unknown word is None."""
        text = str(word).lower().replace("_", " ").strip()
        return cls("in progress" if text == "active" else text) if text in {*cls, "active"} else None


@dataclass(frozen=True, slots=True)
class StateWord:
    """Another word for a state, as the contract's tools take it."""

    wire: str


ACTIVE: Final = StateWord("active")
"""What the contract's tools take for in progress."""


class TaskField(StrEnum):
    """A value that a task is planned with, in the words of the features."""

    TITLE = "title"
    DESCRIPTION = "description"
    KIND = "kind"
    COMPLEXITY = "complexity"
    SPECIALIST = "specialist"
    EFFORT = "estimated effort"
    DUE_DATE = "due date"
    PARENT = "parent"
    DEPENDS_ON = "depends on"
    CONTEXT = "context"


class NextAction(StrEnum):
    """What a hand-in asks for next, in the words of the features."""

    COMPLETE = "complete"
    CONTINUE = "with more work to follow"
    REVISE = "as needing revision"
    BLOCKED = "as blocked"


class Filter(StrEnum):
    """A way to look tasks up, in the words of the features."""

    STATE = "state"
    KIND = "kind"
    SPECIALIST = "specialist"
    COMPLEXITY = "complexity"
    WORDS = "text"
    PARENT = "parent"
    PLANNED_AFTER = "planned after"
    PLANNED_BEFORE = "planned before"


@dataclass(frozen=True, slots=True)
class TaskPlan:
    """What is said about a task at planning, or changed of it later; only the values that were given.

    Parents and predecessors are identities, as the orchestrator gave them.
    """

    given: Mapping[TaskField, Any]

    @property
    def title(self) -> str:
        """The title; empty where none was given."""
        return str(self.given.get(TaskField.TITLE, ""))


@dataclass(frozen=True, slots=True)
class SubtaskPlan:
    """A child in a family that is planned as one: its plan, and the siblings' titles that it waits for."""

    plan: TaskPlan
    waits_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HandIn:
    """Work that is handed in. What is left out (None) is not sent at all."""

    summary: str | None = "The work is done as planned"
    work: str | None = "All of it, from the first line to the last."
    next_action: NextAction = NextAction.COMPLETE
    kind: str | None = None
    files: tuple[str, ...] = ()
    older: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskQuery:
    """A look-up of tasks: filters that all must hold, what comes along, and which page of the answer."""

    filters: Mapping[Filter, Any] = field(default_factory=dict)
    children: bool = False
    artifacts: bool = False
    limit: int | None = None
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Deletion:
    """How a task is deleted; what is left out (None) is not sent, so that the target's default holds."""

    archive: bool | None = None
    force: bool | None = None


class SessionKind(StrEnum):
    """A kind of sessions that can be cleaned away, as the contract's tools write it."""

    COMPLETED = "completed"
    OLD = "old"


class TemplateCategory(StrEnum):
    """Whose a template is, as the contract's tools write it."""

    USER = "user"
    SHARED = "shared"
    BUILT_IN = "builtin"


@dataclass(frozen=True, slots=True)
class Cleanup:
    """Which sessions a cleanup removes; what is left out (`None`) is not sent."""

    kind: str | None = None
    older_than_days: int | None = None
    dry_run: bool | None = None


class MaintenanceAction(StrEnum):
    """What maintenance does, as the contract's tools write it."""

    SCAN = "scan_cleanup"
    VALIDATE = "validate_structure"
    DOCUMENT = "update_documentation"
    HAND_OVER = "prepare_handover"


class MaintenanceScope(StrEnum):
    """Where maintenance is done, as the contract's tools write it."""

    SESSION = "current_session"
    PROJECT = "full_project"
    ONE_TASK = "specific_subtask"


class MaintenanceLevel(StrEnum):
    """How thoroughly maintenance is done, as the contract's tools write it."""

    BASIC = "basic"
    COMPREHENSIVE = "comprehensive"
    FULL_AUDIT = "full_audit"


@dataclass(frozen=True, slots=True)
class Maintenance:
    """What is maintained, where, and how thoroughly; what is left out (`None`) is not sent.

    Action, scope and level are texts, so that such as are none of the contract's can be asked for as well.
    """

    action: str
    scope: str | None = None
    level: str | None = None
    task: str | None = None


@dataclass(frozen=True, slots=True)
class Restart:
    """How a server is to restart; what is left out (None) is not sent. The time-out is in seconds."""

    reason: str | None = None
    graceful: bool | None = None
    keep_state: bool | None = None
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class HealthPart:
    """A part of what a health check tells: what leaves it out, and under which name it is told.

    Attributes:
        parameter: the tool's parameter.
        check: its field among the checks of the reply.
        words: an expression for how the names and texts of a reply speak of it.
    """

    parameter: str
    check: str
    words: str


HEALTH_PARTS: Final[Mapping[str, HealthPart]] = {
    "the data store": HealthPart("include_database_status", "database", "database|store"),
    "the connection": HealthPart("include_connection_status", "connections", "connection"),
    "the readiness": HealthPart("include_reboot_readiness", "reboot_readiness", "readi|ready|reboot"),
}
