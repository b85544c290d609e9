"""The model as a whole: what each operation is answered with, and what is so afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from acceptance.contract.model import deletion, lifecycle, planning, search, session_rules, template_rules
from acceptance.contract.model.expectation import Expectation, Fault, accepted, judge, refused, unclear
from acceptance.contract.model.operations import (
    UNKNOWN,
    AskSession,
    AskTemplate,
    Cancel,
    CountTasks,
    CreateTemplate,
    Delete,
    FillTemplate,
    Interrupt,
    ListSessions,
    OpenDirectory,
    Operate,
    Operation,
    Plan,
    Search,
    Start,
    Submit,
    Synthesise,
    Update,
    ValidateTemplate,
)
from acceptance.contract.model.promises import Promise
from acceptance.contract.model.state import DEFAULTS, ModelArtifact, ModelState, ModelTask, Workspace
from acceptance.contract.values import TaskField, TaskState

# Tasks of which a refusal says that nobody knows them: what each operation breaks then.
UNKNOWN_REFUSED: Final[Mapping[type[Operation], Promise]] = {
    Start: Promise.START_REFUSED,
    Submit: Promise.SUBMISSION_REFUSED,
    Update: Promise.CHANGE_REFUSED,
    Cancel: Promise.CANCEL_REFUSED,
    Delete: Promise.DELETE_REFUSED,
}


@dataclass
class Observed:
    """What a reply told that the contract leaves to the orchestrator.

    Attributes:
        at: when it came, in UTC.
        identities: ids that were given, by the names of their tasks.
        session: the id of the session that was opened.
        artifact_path: where work was stored.
    """

    at: datetime
    identities: dict[str, str] = field(default_factory=dict)
    session: str | None = None
    artifact_path: str | None = None


class ContractModel:
    """What the contract says, walked in step with an orchestrator.

    Attributes:
        state: what is so, as far as was answered.
        unknown: the id by which tasks and sessions are asked for that nobody knows.
        gone: the work whose file has to be gone, as it was told.
    """

    def __init__(self, unknown: str) -> None:
        self.state = ModelState()
        self.unknown = unknown
        self.gone: list[ModelArtifact] = []

    def workspace(self, client: int) -> Workspace:
        """The directory in which a client works."""
        return self.state.of(client)

    def expect(self, client: int, operation: Operation) -> Expectation:
        """What an operation is to be answered with.

        Args:
            client: the number of the client that asks.
            operation: what it asks for.
        """
        if isinstance(operation, Start | Submit | Update | Cancel | Delete):
            return self._expect_of_task(self.workspace(client), operation)
        return EXPECTATIONS[type(operation)](self, client, operation)

    def possible(self, client: int, operation: Operation) -> bool:
        """Whether an operation can be made: the tasks and sessions that it names are there."""
        names = self._names(operation)
        if isinstance(operation, AskSession):
            return operation.directory in {UNKNOWN, *self.state.workspaces}
        if isinstance(operation, Interrupt) and operation.during is not None:
            return self.possible(client, operation.during)
        return all(name == UNKNOWN or name in self.workspace(client).tasks for name in names)

    def apply(self, client: int, operation: Operation, observed: Observed) -> None:
        """Change what is so as an accepted operation does."""
        if type(operation) in CHANGES:
            CHANGES[type(operation)](self, client, operation, observed)

    def _expect_of_task(
        self, workspace: Workspace, operation: Start | Submit | Update | Cancel | Delete
    ) -> Expectation:
        if operation.task == UNKNOWN:
            faults = [Fault(UNKNOWN_REFUSED[type(operation)], (self.unknown,)), *self._wrong_parts(operation)]
            return judge(faults, UNKNOWN_REFUSED[type(operation)])
        task = workspace.tasks[operation.task]
        if isinstance(operation, Start):
            return lifecycle.expect_start(workspace, task)
        if isinstance(operation, Submit):
            return lifecycle.expect_submission(task, operation)
        if isinstance(operation, Update):
            return planning.expect_update(workspace, task, operation)
        if isinstance(operation, Cancel):
            return lifecycle.expect_cancellation(task)
        return deletion.expect_deletion(workspace, task, operation)

    @staticmethod
    def _wrong_parts(operation: Operation) -> list[Fault]:
        if isinstance(operation, Submit):
            return lifecycle.wrong_parts(operation)
        if isinstance(operation, Update):
            return list(planning.wrong_values(operation.values, Promise.CHANGE_REFUSED))
        return []

    def expect_synthesis(self, client: int, operation: Synthesise) -> Expectation:
        """What a synthesis is answered with."""
        if operation.parent == UNKNOWN:
            return refused(Promise.SYNTHESIS_REFUSED, (self.unknown,))
        workspace = self.workspace(client)
        parent, children = workspace.tasks[operation.parent], workspace.children(operation.parent)
        if not children:
            return refused(Promise.SYNTHESIS_REFUSED, parent.forms)
        if parent.state is TaskState.ARCHIVED or all(one.state is TaskState.ARCHIVED for one in children):
            return unclear(Promise.SYNTHESISED)
        return accepted(Promise.SYNTHESISED)

    @staticmethod
    def _names(operation: Operation) -> list[str]:
        if isinstance(operation, Plan):
            parent = operation.values.get(TaskField.PARENT)
            return [*([parent] if parent else []), *(operation.values.get(TaskField.DEPENDS_ON) or [])]
        if isinstance(operation, Synthesise):
            return [operation.parent]
        if isinstance(operation, Search):
            return [operation.parent] if operation.parent else []
        named = getattr(operation, "task", None)
        return [named] if named else []

    def planned(self, client: int, operation: Plan, observed: Observed) -> None:
        """Add a task as an accepted plan does."""
        identity = observed.identities[operation.name]
        values = {**DEFAULTS, **operation.values}
        self.workspace(client).tasks[operation.name] = ModelTask(operation.name, identity, values, observed.at)
        self.state.given.add(identity)

    def submitted(self, client: int, operation: Submit, observed: Observed) -> None:
        """Change a task as accepted work does."""
        task = self.workspace(client).tasks[operation.task]
        lifecycle.apply_submission(task, operation).path = observed.artifact_path

    def deleted(self, client: int, operation: Delete) -> None:
        """Change the workspace as an accepted deletion does."""
        workspace = self.workspace(client)
        deletion.apply_deletion(workspace, workspace.tasks[operation.task], operation)

    def opened(self, client: int, operation: OpenDirectory, observed: Observed) -> None:
        """Let a client work in a directory."""
        workspace = self.state.workspaces.setdefault(operation.directory, Workspace())
        if observed.session is not None and observed.session not in workspace.sessions:
            workspace.sessions.append(observed.session)
        self.state.current[client] = operation.directory

    def filled(self, client: int, operation: FillTemplate, observed: Observed) -> None:
        """Add the tasks of a template that was filled; which ids they were given was observed."""
        if not operation.create:
            return
        workspace = self.workspace(client)
        for name, values in template_rules.tasks_of(workspace, operation).items():
            if (identity := observed.identities.get(name)) is not None:
                workspace.tasks[name] = ModelTask(name, identity, {**DEFAULTS, **values}, observed.at)
                self.state.given.add(identity)

    def cancelled(self, client: int, operation: Cancel) -> None:
        """Change a task as an accepted cancellation does."""
        self.gone += lifecycle.apply_cancellation(self.workspace(client).tasks[operation.task], operation)

    def started(self, client: int, operation: Start) -> None:
        """Change a task as an accepted start does."""
        self.workspace(client).tasks[operation.task].state = TaskState.IN_PROGRESS

    def updated(self, client: int, operation: Update) -> None:
        """Change a task as an accepted update does."""
        planning.apply_update(self.workspace(client).tasks[operation.task], operation)

    def created_template(self, client: int, operation: CreateTemplate) -> None:
        """Store a template."""
        place = (operation.category or template_rules.DEFAULT_CATEGORY, operation.template)
        self.workspace(client).templates[place] = operation.content

    def asked_template(self, client: int, operation: AskTemplate) -> None:
        """Remove a template, if that was asked for."""
        if operation.way not in {"delete", "uninstall"}:
            return
        workspace = self.workspace(client)
        category = operation.category or (template_rules.DEFAULT_CATEGORY if operation.way == "uninstall" else None)
        for place in template_rules.stored(workspace, operation.template, category):
            del workspace.templates[place]

    def asked_session(self, client: int, operation: AskSession) -> None:
        """Let a client work in the directory of a session that it resumed."""
        if operation.way == "resume":
            self.state.current[client] = operation.directory


EXPECTATIONS: Final[Mapping[type[Operation], Callable[[ContractModel, int, Any], Expectation]]] = {
    Plan: lambda model, client, plan: planning.expect_plan(model.workspace(client), plan, model.unknown),
    Search: lambda model, client, asked: search.expect_search(model.workspace(client), asked),
    CountTasks: lambda _model, _client, _asked: accepted(Promise.COUNTED),
    Synthesise: ContractModel.expect_synthesis,
    OpenDirectory: lambda _model, _client, _opening: accepted(Promise.OPENED),
    AskSession: lambda model, _client, asked: session_rules.expect_session(model.state, asked, model.unknown),
    ListSessions: lambda _model, _client, _asked: accepted(Promise.LISTED_SESSION),
    Operate: lambda _model, _client, operation: session_rules.expect_operation(operation),
    CreateTemplate: lambda model, client, creation: template_rules.expect_creation(model.workspace(client), creation),
    AskTemplate: lambda model, client, asked: template_rules.expect_asking(model.workspace(client), asked),
    ValidateTemplate: lambda _model, _client, _asked: accepted(Promise.VALIDATED),
    FillTemplate: lambda model, client, filling: template_rules.expect_filling(model.workspace(client), filling),
    Interrupt: lambda _model, _client, _interrupt: accepted(Promise.DURABLE),
}
"""What each operation is answered with that is not about one task."""

CHANGES: Final[Mapping[type[Operation], Callable[[ContractModel, int, Any, Observed], None]]] = {
    Plan: ContractModel.planned,
    Start: lambda model, client, operation, _: model.started(client, operation),
    Submit: ContractModel.submitted,
    Update: lambda model, client, operation, _: model.updated(client, operation),
    Cancel: lambda model, client, operation, _: model.cancelled(client, operation),
    Delete: lambda model, client, operation, _: model.deleted(client, operation),
    OpenDirectory: ContractModel.opened,
    AskSession: lambda model, client, operation, _: model.asked_session(client, operation),
    CreateTemplate: lambda model, client, operation, _: model.created_template(client, operation),
    AskTemplate: lambda model, client, operation, _: model.asked_template(client, operation),
    FillTemplate: ContractModel.filled,
}
"""What is so after each operation that changes anything."""
