"""Operations as calls in the dialect of a target, with identities in the place of names."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from acceptance.contract.calls import Call
from acceptance.contract.dialects import Dialect
from acceptance.contract.model import ContractModel
from acceptance.contract.model.operations import (
    UNKNOWN,
    AskSession,
    AskTemplate,
    Cancel,
    CountTasks,
    CreateTemplate,
    Delete,
    FillTemplate,
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
from acceptance.contract.model.search import moment_text
from acceptance.contract.values import (
    Deletion,
    Filter,
    HandIn,
    Maintenance,
    MaintenanceAction,
    TaskField,
    TaskPlan,
    TaskQuery,
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """What a client's operations are said with.

    Attributes:
        dialect: the target's.
        model: which knows the identities.
        client: the number of the client.
        directories: the paths of the directories by name.
        now: the time from which moments are told, in UTC.
    """

    dialect: Dialect
    model: ContractModel
    client: int
    directories: Mapping[str, Path]
    now: datetime

    def call(self, operation: Operation) -> Call:
        """An operation as a call.

        Raises:
            NotOfferedError: the dialect has no way to say it.
        """
        return SAID[type(operation)](self, operation)

    def identity(self, name: str) -> str:
        """The identity of a task."""
        if name == UNKNOWN:
            return self.model.unknown
        return self.model.workspace(self.client).tasks[name].identity

    def values(self, values: Mapping[TaskField, Any]) -> TaskPlan:
        """Values of a task, with identities for names."""
        told = dict(values)
        if TaskField.PARENT in told:
            told[TaskField.PARENT] = self.identity(told[TaskField.PARENT])
        if TaskField.DEPENDS_ON in told:
            told[TaskField.DEPENDS_ON] = [self.identity(name) for name in told[TaskField.DEPENDS_ON]]
        return TaskPlan(told)

    def session(self, directory: str) -> str:
        """The session that was opened last in a directory."""
        if directory == UNKNOWN:
            return self.model.unknown
        return self.model.state.workspaces[directory].sessions[-1]

    def search(self, search: Search) -> Call:
        """A search; its page is the caller's to choose."""
        listed = (
            (Filter.STATE, search.states),
            (Filter.KIND, search.kinds),
            (Filter.SPECIALIST, search.specialists),
            (Filter.COMPLEXITY, search.complexities),
        )
        filters: dict[Filter, Any] = {name: list(words) for name, words in listed if words is not None}
        if search.text is not None:
            filters[Filter.WORDS] = search.text
        if search.parent is not None:
            filters[Filter.PARENT] = self.identity(search.parent)
        for name, moment in ((Filter.PLANNED_AFTER, search.after), (Filter.PLANNED_BEFORE, search.before)):
            if moment is not None:
                filters[name] = moment if isinstance(moment, str) else moment_text(moment, self.now)
        question = TaskQuery(filters, search.children, search.artifacts, search.limit, search.offset)
        return self.dialect.look_up(question)

    def ask_session(self, asked: AskSession) -> Call:
        """A question about a session."""
        session = self.session(asked.directory)
        if asked.way == "resume":
            return self.dialect.resume(session)
        return (
            self.dialect.test_reconnection(session)
            if asked.way == "reconnect"
            else self.dialect.session_status(session)
        )

    def operate(self, operation: Operate) -> Call:
        """What an operator asks."""
        ways: dict[str, Callable[[], Call]] = {
            "health": self.dialect.check_health,
            "shutdown": self.dialect.prepare_shutdown,
            "scan": lambda: self.dialect.maintain(Maintenance(MaintenanceAction.SCAN)),
            "handover": lambda: self.dialect.maintain(Maintenance(MaintenanceAction.HAND_OVER)),
            "history": lambda: self.dialect.restart_status(include_history=True),
        }
        return ways[operation.what]()

    def ask_template(self, asked: AskTemplate) -> Call:
        """A question about a template, or its removal."""
        ways: dict[str, Callable[[str, str | None], Call]] = {
            "load": self.dialect.load_template,
            "info": self.dialect.describe_template,
            "list": lambda _, category: self.dialect.list_templates(category),
            "delete": self.dialect.delete_template,
            "uninstall": self.dialect.uninstall_template,
        }
        return ways[asked.way](asked.template, asked.category)

    def submit(self, work: Submit) -> Call:
        """A submission."""
        submission = HandIn(work.summary, work.work, work.next_action, work.kind, work.files)
        return self.dialect.hand_in(self.identity(work.task), submission)


def text_of(content: Any) -> str:
    """A template's content as it is handed over."""
    return content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)


def _create(speaker: Speaker, made: CreateTemplate) -> Call:
    return speaker.dialect.create_template(
        made.template, text_of(made.content), category=made.category, overwrite=made.overwrite
    )


def _fill(speaker: Speaker, filling: FillTemplate) -> Call:
    return speaker.dialect.instantiate(filling.template, dict(filling.parameters), create=filling.create)


def _update(speaker: Speaker, update: Update) -> Call:
    return speaker.dialect.change(speaker.identity(update.task), speaker.values(update.values), update.state)


def _cancel(speaker: Speaker, cancel: Cancel) -> Call:
    return speaker.dialect.cancel(speaker.identity(cancel.task), cancel.reason, keep_work=cancel.keep_work)


def _delete(speaker: Speaker, delete: Delete) -> Call:
    return speaker.dialect.delete(speaker.identity(delete.task), Deletion(delete.archive, delete.force))


SAID: Final[Mapping[type[Operation], Callable[[Speaker, Any], Call]]] = {
    Plan: lambda speaker, plan: speaker.dialect.plan(speaker.values(plan.values)),
    Start: lambda speaker, start: speaker.dialect.execute(speaker.identity(start.task)),
    Submit: Speaker.submit,
    Update: _update,
    Cancel: _cancel,
    Delete: _delete,
    Search: Speaker.search,
    CountTasks: lambda speaker, asked: speaker.dialect.status(completed=asked.completed),
    Synthesise: lambda speaker, asked: speaker.dialect.synthesize(speaker.identity(asked.parent)),
    OpenDirectory: lambda speaker, opening: speaker.dialect.initialize(str(speaker.directories[opening.directory])),
    AskSession: Speaker.ask_session,
    ListSessions: lambda speaker, asked: speaker.dialect.list_sessions(completed=asked.completed, limit=asked.limit),
    Operate: Speaker.operate,
    CreateTemplate: _create,
    AskTemplate: Speaker.ask_template,
    ValidateTemplate: lambda speaker, asked: speaker.dialect.validate_template(text_of(asked.content)),
    FillTemplate: _fill,
}
"""How each operation is said."""
