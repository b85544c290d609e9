"""Looking at everything: all tasks with their values, states and results, and the counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from acceptance.contract.model.operations import CountTasks
from acceptance.contract.model.promises import Promise
from acceptance.contract.model.state import ModelTask, Workspace
from acceptance.contract.reply import Reply
from acceptance.contract.views import TaskView
from acceptance.exploration.disagreement import Disagreement, brief
from acceptance.exploration.files import check_files
from acceptance.exploration.reply_checks import ReplyChecks
from acceptance.exploration.task_checks import TaskChecks

if TYPE_CHECKING:
    from acceptance.exploration.walk import Walk


class Looks:
    """Looks at all that an orchestrator shows to a client."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk

    def look(self, client: int, *, because: Promise | None = None) -> Iterator[Disagreement]:
        """Compare all tasks and counts with the model.

        Args:
            client: the number of the client that looks.
            because: the clause that is broken by whatever differs; the clause of the last change where none is given.

        Raises:
            TargetFaultError: a look was not answered.
        """
        for found in self._differences(client):
            yield found if because is None else replace(found, promise=because)

    def views(self, client: int) -> dict[str, TaskView]:
        """All tasks that are shown to a client, archived ones included, by identity."""
        return {str(view.identity): view for reply in self._pages(client) for view in reply.tasks}

    def _pages(self, client: int) -> Iterator[Reply]:
        orchestrator, clients = self._walk.clients.all[client], self._walk.clients
        dialect = orchestrator.dialect
        searches = [dialect.look_up(dialect.everything(archived=archived)) for archived in (False, True)]
        if orchestrator.offers(searches[0]):
            for call in filter(orchestrator.offers, searches):
                yield from clients.pages(client, call)
        elif orchestrator.offers(counted := orchestrator.dialect.status(completed=True)):
            yield clients.ask(client, counted)

    def _differences(self, client: int) -> Iterator[Disagreement]:
        walk = self._walk
        workspace, orchestrator = walk.model.workspace(client), walk.clients.all[client]
        views = self._whole(client, workspace, self.views(client))
        checks = TaskChecks(orchestrator.dialect, workspace, walk.touched)
        for task in workspace.tasks.values():
            yield from self._task(checks, task, views, shows_work=orchestrator.dialect.shows_work)
        yield from self._strangers(workspace, views)
        counting = CountTasks(completed=True)
        if walk.clients.directories and (call := walk.call_of(client, counting)) is not None:
            yield from ReplyChecks(walk.model, client).check(counting, walk.clients.ask(client, call))
        yield from check_files(walk, client)

    def _task(
        self, checks: TaskChecks, task: ModelTask, views: Mapping[str, TaskView], *, shows_work: bool
    ) -> Iterator[Disagreement]:
        view = views.get(task.identity)
        if view is None:
            if views or shows_work:
                promise = checks.touched.get(task.name, Promise.PLANNED)
                yield Disagreement(promise, f"{brief(task.title)} to be shown", "no search shows it")
            return
        yield from checks.state(task, view)
        yield from checks.values(task, view, whole=True)
        if shows_work:
            yield from checks.result(task, view, artifacts=True)

    def _whole(self, client: int, workspace: Workspace, listed: Mapping[str, TaskView]) -> Mapping[str, TaskView]:
        """The tasks of the model that are listed, as a look at each shows them where that tells more than the list."""
        clients, dialect = self._walk.clients, self._walk.clients.all[client].dialect
        if not dialect.looks_singly:
            return listed
        known = [task.identity for task in workspace.tasks.values() if task.identity in listed]
        alone = {identity: clients.ask(client, dialect.look_at(identity)) for identity in known}
        return {**listed, **{identity: reply.task for identity, reply in alone.items() if reply.accepted}}

    def _strangers(self, workspace: Workspace, views: Mapping[str, TaskView]) -> Iterator[Disagreement]:
        """Tasks that are shown and should not be; others work in a directory that is not the walk's own."""
        if not self._walk.clients.directories:
            return
        known = {task.identity for task in workspace.tasks.values()}
        for identity, view in views.items():
            if identity not in known:
                deleted = identity in self._walk.model.state.given
                yield Disagreement(
                    Promise.DELETED if deleted else Promise.PLAN_REFUSED,
                    "no task that was deleted" if deleted else "no task that was never planned",
                    f"{brief(identity)} is shown: {brief(dict(view.raw))}",
                )
