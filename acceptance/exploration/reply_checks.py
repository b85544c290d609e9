"""Whether the reply to an accepted operation says what the model says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from acceptance.contract.model import ContractModel
from acceptance.contract.model.deletion import reach_of
from acceptance.contract.model.equality import same
from acceptance.contract.model.lifecycle import AFTER
from acceptance.contract.model.operations import (
    AskSession,
    AskTemplate,
    Cancel,
    CountTasks,
    Delete,
    ListSessions,
    Operate,
    Operation,
    Start,
    Submit,
    Synthesise,
    Update,
    ValidateTemplate,
)
from acceptance.contract.model.promises import Promise
from acceptance.contract.model.session_rules import sessions_listed
from acceptance.contract.model.state import FINAL, OPEN, Workspace
from acceptance.contract.model.template_rules import mistakes, stored
from acceptance.contract.reply import Reply
from acceptance.contract.values import TaskField, TaskState
from acceptance.contract.views import texts_in
from acceptance.exploration.disagreement import Disagreement, brief, names, says


class ReplyChecks:
    """Compares the reply to an operation that was accepted with the model, in which it has not happened yet."""

    def __init__(self, model: ContractModel, client: int, version: str = "") -> None:
        """Compare replies.

        Args:
            model: what is so.
            client: the number of the client that asked.
            version: the version that its server told in the handshake; empty: it is not compared.
        """
        self._model = model
        self._client = client
        self._version = version

    def check(self, operation: Operation, reply: Reply) -> Iterator[Disagreement]:
        """What the reply says that the model does not, or the other way round."""
        check = CHECKS.get(type(operation))
        if check is not None:
            yield from check(self, operation, reply)

    @property
    def _workspace(self) -> Workspace:
        return self._model.workspace(self._client)

    def start(self, operation: Start, reply: Reply) -> Iterator[Disagreement]:
        """A start hands over title, description and context."""
        task, told = self._workspace.tasks[operation.task], list(texts_in(reply.body)) or [reply.words]
        yield from self._state_told(operation.task, TaskState.IN_PROGRESS, reply, Promise.STARTED)
        for value in (TaskField.TITLE, TaskField.DESCRIPTION):
            text = str(task.values.get(value, ""))
            if text and not any(text in one for one in told):
                yield Disagreement(Promise.BRIEF, f"the brief to contain the {value} {brief(text)}", "it does not")
        context = task.values.get(TaskField.CONTEXT)
        if context and not (_holds(reply.body, context) or all(_tells(told, one) for one in texts_in(context))):
            yield Disagreement(Promise.BRIEF, f"the brief to contain the context {brief(context)}", "it does not")

    def submit(self, operation: Submit, reply: Reply) -> Iterator[Disagreement]:
        """A submission tells the artifact with its size in bytes, and no other state than the one that the task has."""
        yield from self._state_told(operation.task, AFTER[operation.next_action], reply, Promise.SUBMITTED)
        size = len(operation.work.encode())
        told = [one.size for one in reply.artifacts if one.size is not None]
        if told and size not in told:
            yield Disagreement(Promise.STORED, f"an artifact of {size} bytes", f"the sizes shown are {told}")

    def update(self, operation: Update, reply: Reply) -> Iterator[Disagreement]:
        """An update tells no other state than the one that the task has afterwards."""
        state = operation.state or self._workspace.tasks[operation.task].state
        yield from self._state_told(operation.task, state, reply, Promise.CHANGED)

    def cancel(self, operation: Cancel, reply: Reply) -> Iterator[Disagreement]:
        """A cancellation tells no other state than cancelled."""
        yield from self._state_told(operation.task, TaskState.CANCELLED, reply, Promise.CANCELLED)

    def _state_told(self, name: str, state: TaskState, reply: Reply, promise: Promise) -> Iterator[Disagreement]:
        """Compare the state of a task where the reply to a change tells it."""
        if reply.told_state not in {None, state}:
            title = brief(self._workspace.tasks[name].title)
            yield Disagreement(promise, f"{title} to be {state}", f"the reply says that it is {reply.told_state}")

    def delete(self, operation: Delete, reply: Reply) -> Iterator[Disagreement]:
        """A forced deletion names everybody that it concerns."""
        if not operation.force:
            return
        reach, told = reach_of(self._workspace, self._workspace.tasks[operation.task]), says(reply)
        for task in (*reach.below, *reach.dependants):
            if task.state is not TaskState.ARCHIVED and not names(told, task.forms):
                yield Disagreement(Promise.FORCED, f"the deletion to name {brief(task.title)}", reply.shortened())

    def count(self, operation: CountTasks, reply: Reply) -> Iterator[Disagreement]:
        """Counts are those of the model; final states may be left out unless they were asked for."""
        told = reply.counts
        for state in TaskState:
            expected, found = self._workspace.count(state), told.get(state)
            optional = state is TaskState.ARCHIVED or (state in FINAL and not operation.completed)
            if found is None and (optional or not expected or not told):
                continue
            if found is not None and state in FINAL and not operation.completed and not found:
                continue
            if found != expected:
                gone = sum(task.state is state for task in self._workspace.deleted.values())
                # Who counts what was deleted as well has not deleted it, and counts rightly.
                promise = Promise.DELETED if gone and found == expected + gone else Promise.COUNTED
                yield Disagreement(promise, f"{expected} tasks counted as {state}", f"the count is {found}")

    def synthesis(self, operation: Synthesise, reply: Reply) -> Iterator[Disagreement]:
        """A synthesis has every child's summary, in planned order, and names the unfinished ones."""
        children = [one for one in self._workspace.children(operation.parent) if one.state is not TaskState.ARCHIVED]
        told, identities = says(reply), [str(one.get("task_id", one.get("id"))) for one in reply.results]
        order = [one.identity for one in children]
        if identities and [one for one in identities if one in order] != [one for one in order if one in identities]:
            yield Disagreement(Promise.SYNTHESISED, f"the results in planned order, {order}", f"it is {identities}")
        for child in children:
            if child.state is TaskState.COMPLETED and child.summaries[-1] not in told:
                yield Disagreement(
                    Promise.SYNTHESISED, f"the synthesis to contain {brief(child.summaries[-1])}", "it does not"
                )
            for artifact in child.artifacts:
                if child.state is TaskState.COMPLETED and artifact.path and artifact.path not in told:
                    yield Disagreement(Promise.SYNTHESISED, f"the artifact {artifact.path} to be listed", "it is not")
            if child.state in OPEN and not names(_unfinished(reply), child.forms):
                yield Disagreement(Promise.UNFINISHED, f"{brief(child.title)} among the unfinished", "it is not named")

    def session(self, operation: AskSession, reply: Reply) -> Iterator[Disagreement]:
        """A session is told with its identity, and its counts are those of its own directory."""
        workspace = self._model.state.workspaces[operation.directory]
        if not names(says(reply), tuple(workspace.sessions)):
            yield Disagreement(Promise.LISTED_SESSION, f"the session {workspace.sessions[-1]}", reply.shortened())
        for state, found in reply.counts.items():
            if state is not TaskState.ARCHIVED and found != workspace.count(state):
                yield Disagreement(
                    Promise.LISTED_SESSION, f"{workspace.count(state)} tasks that are {state}", f"the count is {found}"
                )

    def sessions(self, operation: ListSessions, reply: Reply) -> Iterator[Disagreement]:
        """The current session is listed, and no more than the limit."""
        listed = [one.identity for one in reply.sessions]
        expected = sessions_listed(self._model.state, self._client, operation)
        if expected is not None and expected not in listed:
            yield Disagreement(Promise.LISTED_SESSION, f"the session {expected} to be listed", f"listed are {listed}")
        if operation.limit is not None and len(listed) > operation.limit:
            yield Disagreement(
                Promise.LISTED_SESSION, f"at most {operation.limit} sessions", f"there are {len(listed)}"
            )

    def operation(self, operation: Operate, reply: Reply) -> Iterator[Disagreement]:
        """Health is well, and tells the version of the handshake."""
        told = reply.body.get("server_version")
        if operation.what == "health" and self._version and told not in {None, self._version}:
            yield Disagreement(Promise.HEALTHY, f"the version {self._version}", f"health shows {told}", "version")
        if operation.what == "health" and reply.body.get("healthy") is False:
            yield Disagreement(Promise.HEALTHY, "the orchestrator to be healthy", reply.shortened())

    def template(self, operation: AskTemplate, reply: Reply) -> Iterator[Disagreement]:
        """A template loads back with equal value, and is listed."""
        places = stored(self._workspace, operation.template, operation.category)
        if operation.way == "load":
            known = [self._workspace.templates[place] for place in places]
            if not any(same(content, reply.template) for content in known):
                stored_as, loaded_as = brief(known[0], reply.template), brief(reply.template, known[0])
                yield Disagreement(Promise.CREATED_TEMPLATE, f"the template {stored_as}", f"it loads as {loaded_as}")
        if operation.way == "list":
            told = says(reply)
            for category, identity in self._workspace.templates:
                if operation.category in {None, category} and identity not in told:
                    yield Disagreement(Promise.CREATED_TEMPLATE, f"the template {identity} to be listed", "it is not")
            yield from self._listed_elsewhere(operation, reply)

    def _listed_elsewhere(self, operation: AskTemplate, reply: Reply) -> Iterator[Disagreement]:
        """Templates that are stored in another category than the one that was asked for."""
        wanted = {identity for category, identity in self._workspace.templates if category == operation.category}
        others = {identity for _, identity in self._workspace.templates} - wanted if operation.category else set()
        told = {one.identity for one in reply.templates}
        for identity in sorted(others & told):
            yield Disagreement(
                Promise.CREATED_TEMPLATE,
                f"no template of another category than {operation.category}",
                f"{identity} is listed",
            )

    def validation(self, operation: ValidateTemplate, reply: Reply) -> Iterator[Disagreement]:
        """A validation says whether a template is valid."""
        expected = not list(mistakes(operation.content))
        told = next((reply.body[name] for name in ("valid", "is_valid") if name in reply.body), None)
        if isinstance(told, bool) and told is not expected:
            yield Disagreement(
                Promise.VALIDATED, f"the template to be {'valid' if expected else 'invalid'}", reply.shortened()
            )


def _unfinished(reply: Reply) -> str:
    """What a synthesis says of the unfinished; all of it where no list tells of them."""
    listed = reply.body.get("unfinished")
    return "\n".join(texts_in(listed)) if isinstance(listed, list) else says(reply)


def _holds(body: Any, context: Mapping[str, Any]) -> bool:
    """Whether a value stands anywhere in a reply as given."""
    if isinstance(body, Mapping):
        return same(context, body) or any(_holds(inner, context) for inner in body.values())
    return isinstance(body, list) and any(_holds(inner, context) for inner in body)


def _tells(told: list[str], text: str) -> bool:
    return any(text in one for one in told)


CHECKS: Final[Mapping[type[Operation], Callable[[ReplyChecks, Any, Reply], Iterator[Disagreement]]]] = {
    Start: ReplyChecks.start,
    Submit: ReplyChecks.submit,
    Update: ReplyChecks.update,
    Cancel: ReplyChecks.cancel,
    Delete: ReplyChecks.delete,
    CountTasks: ReplyChecks.count,
    Synthesise: ReplyChecks.synthesis,
    AskSession: ReplyChecks.session,
    ListSessions: ReplyChecks.sessions,
    Operate: ReplyChecks.operation,
    AskTemplate: ReplyChecks.template,
    ValidateTemplate: ReplyChecks.validation,
}
"""What is compared of the reply to each operation, besides whether it was accepted."""
