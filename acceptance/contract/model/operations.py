"""The calls that the model knows, with names in the place of identities, so that they can be made again elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from acceptance.contract.values import NextAction, TaskField, TaskState

UNKNOWN: Final = "an unknown task"
"""The name of a task that no orchestrator ever had."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One call, or one act of an operator."""


@dataclass(frozen=True, slots=True)
class Plan(Operation):
    """Plan a task; parent and dependencies are names."""

    name: str
    values: Mapping[TaskField, Any]


@dataclass(frozen=True, slots=True)
class Start(Operation):
    """Start a task."""

    task: str


@dataclass(frozen=True, slots=True)
class Submit(Operation):
    """Submit work on a task; a kind that is `None` is left out."""

    task: str
    summary: str
    work: str
    next_action: NextAction = NextAction.COMPLETE
    kind: str | None = None
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Update(Operation):
    """Change values of a task, its state, or both."""

    task: str
    values: Mapping[TaskField, Any] = field(default_factory=dict)
    state: TaskState | None = None


@dataclass(frozen=True, slots=True)
class Cancel(Operation):
    """Cancel a task; what is `None` is left out."""

    task: str
    reason: str | None = None
    keep_work: bool | None = None


@dataclass(frozen=True, slots=True)
class Delete(Operation):
    """Delete a task; what is `None` is left out, so that the defaults hold: archived, and not forced."""

    task: str
    archive: bool | None = None
    force: bool | None = None

    @property
    def archives(self) -> bool:
        """Whether the task goes to the archive."""
        return self.archive is not False


@dataclass(frozen=True, slots=True)
class Moment:
    """A time, told from now, as a text with an offset.

    Attributes:
        minutes: how far from now; negative in the past.
        offset: hours that its text is ahead of UTC; `None`: the text has no offset, and is UTC.
    """

    minutes: int
    offset: int | None = 0


@dataclass(frozen=True, slots=True)
class Search(Operation):
    """Search for tasks; filters that are `None` are left out. All pages are read where `page` is given."""

    states: tuple[str, ...] | None = None
    kinds: tuple[str, ...] | None = None
    specialists: tuple[str, ...] | None = None
    complexities: tuple[str, ...] | None = None
    text: str | None = None
    parent: str | None = None
    after: Moment | str | None = None
    before: Moment | str | None = None
    children: bool = False
    artifacts: bool = False
    limit: int | None = None
    offset: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class CountTasks(Operation):
    """Ask for the counts by state."""

    completed: bool | None = None


@dataclass(frozen=True, slots=True)
class Synthesise(Operation):
    """Put the results of a task's children together."""

    parent: str


@dataclass(frozen=True, slots=True)
class OpenDirectory(Operation):
    """Open a session in one of the directories."""

    directory: str


@dataclass(frozen=True, slots=True)
class AskSession(Operation):
    """Ask for the status of a session, resume it or test the reconnection to it: `status`, `resume`, `reconnect`.

    Attributes:
        directory: the directory in which the session was opened; `UNKNOWN`: a session that nobody opened.
    """

    directory: str
    way: str = "status"


@dataclass(frozen=True, slots=True)
class ListSessions(Operation):
    """List the sessions."""

    completed: bool | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Operate(Operation):
    """What an operator asks that changes no task: `health`, `shutdown`, `scan`, `handover`, `history`."""

    what: str


@dataclass(frozen=True, slots=True)
class CreateTemplate(Operation):
    """Store a template: its content as a value, or as a text where it is malformed."""

    template: str
    content: Any
    category: str | None = None
    overwrite: bool | None = None


@dataclass(frozen=True, slots=True)
class AskTemplate(Operation):
    """Load, describe, list, validate or remove a template: `load`, `info`, `list`, `delete`, `uninstall`."""

    template: str
    way: str
    category: str | None = None


@dataclass(frozen=True, slots=True)
class ValidateTemplate(Operation):
    """Ask whether a content is a valid template."""

    content: Any


@dataclass(frozen=True, slots=True)
class FillTemplate(Operation):
    """Fill a template's parameters, and plan its tasks where `create` says so; they are called `name key`."""

    name: str
    template: str
    parameters: Mapping[str, Any]
    create: bool | None = None


@dataclass(frozen=True, slots=True)
class Interrupt(Operation):
    """End the server and start it again: `restarted by request`, `shut down`, `killed`.

    Attributes:
        way: how it is ended.
        during: the call that is under way when it is killed; `None`: none is.
    """

    way: str
    during: Operation | None = None
