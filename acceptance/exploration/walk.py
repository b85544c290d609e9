"""A walk: steps taken one by one in an orchestrator and in the model, until they part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from acceptance.confinement.paths import leads_to
from acceptance.contract.calls import Call
from acceptance.contract.model import ContractModel
from acceptance.contract.model.contract_model import Observed
from acceptance.contract.model.expectation import Expectation, Verdict
from acceptance.contract.model.operations import (
    Cancel,
    Delete,
    FillTemplate,
    Interrupt,
    OpenDirectory,
    Operation,
    Plan,
    Search,
    Start,
    Submit,
    Update,
)
from acceptance.contract.model.promises import Promise
from acceptance.contract.reply import Reply
from acceptance.contract.samples import unknown_identity
from acceptance.errors import NotOfferedError, TargetFaultError, UnreadableReplyError
from acceptance.exploration import interruption
from acceptance.exploration.calls import Speaker
from acceptance.exploration.clients import FIRST, Clients
from acceptance.exploration.disagreement import Disagreement, check_verdict, unanswered
from acceptance.exploration.files import check_stored
from acceptance.exploration.filling import identities_of
from acceptance.exploration.looks import Looks
from acceptance.exploration.reply_checks import ReplyChecks
from acceptance.exploration.search_checks import check_search
from acceptance.exploration.steps import Step
from acceptance.exploration.task_checks import TaskChecks

# After so many steps that were taken everything is looked at.
BETWEEN_LOOKS = 8


class Walk:
    """One walk through an orchestrator, in directories of its own.

    Attributes:
        clients: who asks.
        model: what is so, as the contract has it.
        taken: the steps that were taken; what could not be asked for is none.
        looks: how everything is looked at.
    """

    def __init__(self, clients: Clients) -> None:
        self.clients = clients
        self.model = ContractModel(unknown_identity())
        self.taken: list[Step] = []
        self.touched: dict[str, Promise] = {}
        self.looks = Looks(self)
        self._since_look = 0

    def begin(self) -> list[Disagreement]:
        """Open the first directory for every client; returns in what that differs from the contract."""
        try:
            self.clients.begin_walk()
            for client in range(len(self.clients.all)):
                if found := self.open_first(client):
                    return found
        except TargetFaultError as fault:
            return [unanswered("an answer to the request to open a session", fault)]
        return []

    def open_first(self, client: int) -> list[Disagreement]:
        """Open the directory in which a client works, or the server's own where none can be told."""
        name = self.model.state.current.get(client, FIRST)
        if self.clients.directories:
            return self._perform(client, OpenDirectory(name)) or []
        opening = self.clients.all[client].opening()
        offered = self.clients.all[client].offers(opening)
        session = _session(self.clients.ask(client, opening)) if offered else None
        self.model.apply(client, OpenDirectory(name), Observed(datetime.now(UTC), session=session))
        return []

    def take(self, step: Step) -> list[Disagreement] | None:
        """Take a step; returns in what its reply, or a look after it, differs from the model.

        Returns:
            The disagreements; `None` where the step could not be taken: what it names is not there, the target does not
            offer it, or the contract does not say what comes of it.
        """
        try:
            found = self._perform(step.client, step.operation)
        except TargetFaultError as fault:
            self.taken.append(step)
            return [unanswered("an answer that can be read", fault)]
        except NotOfferedError:
            # Found by what the first replies told: such a verb looks before it changes anything.
            return None
        if found is None:
            return None
        self.taken.append(step)
        self._since_look += 1
        if not found and self._since_look >= BETWEEN_LOOKS:
            return self.look(step.client)
        return found

    def look(self, client: int = 0) -> list[Disagreement]:
        """Look at everything; returns in what it differs from the model."""
        self._since_look = 0
        try:
            return list(self.looks.look(client))
        except TargetFaultError as fault:
            return [unanswered("an answer that can be read", fault)]

    def call_of(self, client: int, operation: Operation) -> Call | None:
        """An operation as a call; None where it cannot be made, or the contract does not say what comes of it."""
        if not self.model.possible(client, operation):
            return None
        if self.model.expect(client, operation).verdict is Verdict.UNCLEAR:
            return None
        try:
            call = self.speaker(client).call(operation)
            self.clients.all[client].require(call)
        except NotOfferedError:
            return None
        return call

    def speaker(self, client: int) -> Speaker:
        """What a client's operations are said with."""
        dialect = self.clients.all[client].dialect
        return Speaker(dialect, self.model, client, self.clients.directories, datetime.now(UTC))

    def _perform(self, client: int, operation: Operation) -> list[Disagreement] | None:
        if isinstance(operation, Interrupt):
            return interruption.interrupt(self, client, operation)
        call = self.call_of(client, operation)
        if call is None:
            return None
        if isinstance(operation, Search) and operation.page:
            return self._search_all(client, operation, call)
        return self.answered(client, operation, self.clients.ask(client, call))

    def _search_all(self, client: int, search: Search, call: Call) -> list[Disagreement]:
        """Search over all pages of a size."""
        replies = self.clients.pages(client, call, search.page or 1)
        expected = self.model.expect(client, search)
        found = list(check_verdict(expected, replies[0]))
        if found or replies[0].refused:
            return found
        return list(check_search(self.model.workspace(client), search, replies, datetime.now(UTC)))

    def answered(self, client: int, operation: Operation, reply: Reply) -> list[Disagreement]:
        """Compare a reply with the model, and change the model as the operation does."""
        expected = self.model.expect(client, operation)
        found = list(check_verdict(expected, reply))
        if found or reply.refused:
            return found
        if isinstance(operation, Search):
            return list(check_search(self.model.workspace(client), operation, [reply], datetime.now(UTC)))
        return list(self._accepted(client, operation, expected, reply))

    def _accepted(
        self, client: int, operation: Operation, expected: Expectation, reply: Reply
    ) -> Iterator[Disagreement]:
        if not isinstance(operation, OpenDirectory):
            version = self.clients.all[client].connection.server_version
            yield from ReplyChecks(self.model, client, version).check(operation, reply)
        observed = Observed(datetime.now(UTC))
        if isinstance(operation, Plan):
            observed.identities[operation.name] = identity = str(reply.planned.identity)
            if identity in self.model.state.given:
                yield Disagreement(Promise.UNIQUE, "a new identity", f"{identity} was given before")
        if isinstance(operation, FillTemplate):
            yield from identities_of(self, client, operation, observed)
        if isinstance(operation, OpenDirectory):
            observed.session = reply.session.identity
            told, directory = reply.session.directory, self.clients.directories[operation.directory]
            if told is not None and not leads_to(told, directory):
                yield Disagreement(Promise.OPENED, f"the directory {directory}", f"the reply shows {told}", "directory")
        if isinstance(operation, Submit):
            observed.artifact_path = self._new_path(client, operation, reply)
        self.model.apply(client, operation, observed)
        if isinstance(operation, Submit):
            yield from check_stored(self, client, operation)
        if isinstance(operation, Plan | Start | Submit | Update | Cancel | Delete):
            name = operation.name if isinstance(operation, Plan) else operation.task
            yield from self._check_task(client, name, operation, expected.promise, reply)

    def _new_path(self, client: int, work: Submit, reply: Reply) -> str | None:
        """Where the work of a submission was stored: a path that was not told before."""
        known = {one.path for one in self.model.workspace(client).tasks[work.task].artifacts}
        return next((one.path for one in reply.artifacts if one.path and one.path not in known), None)

    def _check_task(
        self, client: int, name: str, operation: Operation, promise: Promise, reply: Reply
    ) -> Iterator[Disagreement]:
        """Compare the task that a reply tells with what it is now."""
        self.touched[name] = promise
        if isinstance(operation, Delete):
            return
        workspace = self.model.workspace(client)
        task, dialect = workspace.tasks[name], self.clients.all[client].dialect
        checks = TaskChecks(dialect, workspace, self.touched)
        whole = isinstance(operation, Plan)
        try:
            view = reply.planned if whole else reply.task
        except UnreadableReplyError:
            return
        if view.identity != task.identity:
            return
        yield from checks.state(task, view)
        if isinstance(operation, Plan | Update):
            yield from checks.values(task, view, whole=whole and dialect.shows_work)


def walk_along(clients: Clients, steps: Iterable[Step]) -> tuple[Walk, list[Disagreement]]:
    """Take steps in a new walk until they part, and look at everything at the end.

    Returns:
        The walk, and in what it differs from the contract; nothing where all of it agrees.
    """
    walk = Walk(clients)
    found = walk.begin()
    for step in steps:
        if found:
            break
        found = walk.take(step) or []
    return walk, found or walk.look()


def _session(reply: Reply) -> str | None:
    try:
        return reply.session.identity
    except UnreadableReplyError:
        return None
