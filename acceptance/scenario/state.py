"""The state of one scenario: its tasks by name, what "it" means, its sessions, its server, what was answered last."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from acceptance.contract.calls import Call
from acceptance.contract.dialects import Dialect
from acceptance.contract.reply import Reply
from acceptance.contract.samples import unknown_identity
from acceptance.errors import TargetFaultError
from acceptance.evidence.call_trail import CallTrail
from acceptance.scenario.families import Families
from acceptance.scenario.servers import ScenarioServers
from acceptance.scenario.tasks import Task
from acceptance.servers.orchestrator import Orchestrator
from acceptance.servers.verbs import Verbs

if TYPE_CHECKING:
    from acceptance.evidence.evidence import Evidence
    from acceptance.servers.server_pool import ServerPool


class ScenarioState:
    """What one scenario knows.

    Attributes:
        servers: the server that it speaks to, and those beside it.
        tasks: its tasks, by its own names for them.
        families: the children of each parent, in planned order.
        sessions: what was answered when its sessions were initialised, by the names of their directories.
        directories: its directories, by its own names for them.
        last_reply: the last reply, if anything was answered yet.
        verbs: the verbs of the domain, said to its server; each leaves its reply as the last one.
    """

    def __init__(self, servers: ScenarioServers) -> None:
        self.servers = servers
        self.tasks: dict[str, Task] = {}
        self.families = Families()
        self.sessions: dict[str, Reply] = {}
        self.directories: dict[str, Path] = {}
        self.last_reply: Reply | None = None
        self.verbs = ScenarioVerbs(self)
        self._it: Task | None = None

    @property
    def orchestrator(self) -> Orchestrator:
        """The server that this scenario speaks to."""
        return self.servers.current

    @property
    def pool(self) -> ServerPool:
        """The servers of the run."""
        return self.servers.pool

    @property
    def evidence(self) -> Evidence:
        """The record of the run."""
        return self.servers.pool.evidence

    @property
    def trail(self) -> CallTrail:
        """The calls of the scenario that nothing has judged yet."""
        return self.servers.source.trail

    @property
    def reply(self) -> Reply:
        """The last reply.

        Raises:
            TargetFaultError: nothing was answered yet.
        """
        if self.last_reply is None:
            raise TargetFaultError("nothing was answered yet")
        return self.last_reply

    @property
    def it(self) -> Task:
        """The task that was spoken of last.

        Raises:
            TargetFaultError: none was spoken of.
        """
        if self._it is None:
            raise TargetFaultError("no task was spoken of yet")
        return self._it

    @it.setter
    def it(self, task: Task) -> None:
        self._it = task

    def ask(self, call: Call, *, unlisted: bool = False) -> Reply:
        """Make a call and remember its reply as the last one; `unlisted`: also where the target lists no such thing."""
        # What went before must not be taken for the reply to a call that is not answered.
        self.last_reply = None
        self.last_reply = self.orchestrator.ask(call, unlisted=unlisted)
        return self.last_reply

    def offers(self, tool: str) -> bool:
        """Whether the server lists a tool."""
        return tool in self.orchestrator.tools

    def own(self, task: Task) -> Task:
        """Know a task by its name from now on, and speak of it."""
        self.tasks[task.name] = self.it = task
        return task

    def task(self, name: str) -> Task:
        """A task of the scenario by its name; `it` is the one spoken of last.

        Raises:
            TargetFaultError: the scenario has no such task.
        """
        if name == "it":
            return self.it
        if name == "an unknown task":
            return Task(self, name, "", known_as=unknown_identity())
        if name not in self.tasks:
            last = self.last_reply
            said = f"; the last reply, to the {last.call.verb}, says: {last.shortened()}" if last else ""
            raise TargetFaultError(f'no reply shows that "{name}" was planned{said}')
        return self.tasks[name]

    def speak_of(self, name: str) -> Task:
        """A task of the scenario by its name, which is what "it" means from now on.

        Raises:
            TargetFaultError: the scenario has no such task.
        """
        self.it = self.task(name)
        return self.it

    def tasks_named(self, names: Iterable[str]) -> list[Task]:
        """Several tasks of the scenario by their names."""
        return [self.task(name) for name in names]

    def name_of(self, identity: object) -> str:
        """The scenario's name for an identity that a reply told; the identity itself for tasks of others."""
        return next((task.name for task in self.tasks.values() if task.known_as == str(identity)), str(identity))


class ScenarioVerbs(Verbs):
    """The verbs of the domain, as a scenario says them to the server that it speaks to."""

    def __init__(self, state: ScenarioState) -> None:
        self._state = state

    @property
    def dialect(self) -> Dialect:
        """How verbs are said to that server."""
        return self._state.orchestrator.dialect

    def ask(self, call: Call, *, unlisted: bool = False) -> Reply:
        """Make a call and remember its reply as the last one."""
        return self._state.ask(call, unlisted=unlisted)
