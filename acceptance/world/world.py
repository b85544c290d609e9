"""All that one scenario knows: its server, its tasks by name, its sessions, what was answered last."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from acceptance.bench import Bench
from acceptance.contract.calls import Call
from acceptance.contract.dialects import Dialect
from acceptance.contract.reply import Reply
from acceptance.contract.samples import bad_place
from acceptance.contract.views import SessionView
from acceptance.errors import TargetFaultError
from acceptance.faults.tools import FaultTools
from acceptance.load.loader import Loader
from acceptance.scenario.families import Families
from acceptance.scenario.invalid_calls import InvalidCalls
from acceptance.scenario.operating import Operator
from acceptance.scenario.planner import Planner
from acceptance.scenario.tampering import Secret
from acceptance.scenario.task_queries import TaskQueries
from acceptance.scenario.tasks import Task, unknown_identity
from acceptance.scenario.template_store import TemplateStore
from acceptance.servers.orchestrator import Orchestrator

if TYPE_CHECKING:
    from mcp_types import Tool

    from acceptance.evidence.evidence import Evidence
    from acceptance.reporting.assessor import Assessor
    from acceptance.servers.server_pool import ServerPool
    from acceptance.transport.raw import RawConversation
    from acceptance.world.shell import Shell


class World(FaultTools):
    """The state of one scenario.

    Attributes:
        tasks: the scenario's tasks, by its own names for them.
        families: the children of each parent, in planned order.
        last_reply: the last reply, if anything was asked yet.
        handed_back: what each of several executed tasks was handed.
        planner: plans tasks and families.
        task_queries: looks tasks up and counts them.
        operator: restarts, asks how the server is, maintains.
        template_store: the scenario's templates.
        invalid_calls: makes the calls that are to be refused.
        bench: measures.
        loader: puts load on.
        catalogue: the tools as they were listed last.
        assessor: what judges the run as a whole.
    """

    assessor: Assessor

    def __init__(self, pool: ServerPool, *, own_server: bool = False, fenced: bool = False) -> None:
        """Begin a scenario.

        Args:
            pool: where servers come from.
            own_server: whether the scenario needs a server for itself alone.
            fenced: whether it may do harm, so that it works in a workspace with nothing beside it.
        """
        super().__init__(self, pool)
        self.tasks: dict[str, Task] = {}
        self.families = Families()
        self.last_reply: Reply | None = None
        self.handed_back: list[tuple[Task, Reply]] = []
        self.planner = Planner(self)
        self.task_queries = TaskQueries(self)
        self.operator = Operator(self, pool.restarted_in_vain)
        self.template_store: TemplateStore = TemplateStore(self)
        self.invalid_calls = InvalidCalls(self)
        self.bench = Bench(self, pool)
        self.loader = Loader(self, pool)
        self.catalogue: list[Tool] = []
        self._it: Task | None = None
        self._initialised: dict[str, Reply] = {}
        self._directories: dict[str, Path] = {}
        self._pool = pool
        self._own_server = own_server
        self._fenced = fenced
        self._orchestrator: Orchestrator | None = None
        self._others: list[Orchestrator] = []
        self._secret: Secret | None = None
        self._shell: Shell | None = None

    @property
    def orchestrator(self) -> Orchestrator:
        """The server that this scenario speaks to, started when it is first needed."""
        if self._fenced:
            return self._pool.fenced()
        if self._orchestrator is None:
            self._orchestrator = self._pool.own() if self._own_server else self._pool.shared()
        return self._orchestrator

    @property
    def dialect(self) -> Dialect:
        """How verbs are said to that server."""
        return self.orchestrator.dialect

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

    def close(self) -> None:
        """End the servers that this scenario had for itself, and take away what it planted in a shared workspace."""
        self.experiment.close()
        if self._secret is not None:
            self._secret.remove_link()
        for other in self._others:
            self._pool.release(other)
        if self._own_server and self._orchestrator is not None:
            self._pool.release(self._orchestrator)

    def ask(self, call: Call, *, unlisted: bool = False) -> Reply:
        """Make a call and remember its reply as the last one; `unlisted`: also where the target lists no such thing."""
        # What went before must not be taken for the reply to a call that is not answered.
        self.last_reply = None
        self.last_reply = self.orchestrator.ask(call, unlisted=unlisted)
        return self.last_reply

    def offers(self, tool: str) -> bool:
        """Whether the server lists a tool."""
        return tool in self.orchestrator.connection.tools

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
            raise TargetFaultError(f'this scenario has no task "{name}", but: {", ".join(self.tasks) or "none"}')
        return self.tasks[name]

    def tasks_named(self, names: Iterable[str]) -> list[Task]:
        """Several tasks of the scenario by their names."""
        return [self.task(name) for name in names]

    def name_of(self, identity: object) -> str:
        """The scenario's name for an identity that a reply told; the identity itself for tasks of others."""
        return next((task.name for task in self.tasks.values() if task.known_as == identity), str(identity))

    def execute_both(self, first: str, second: str) -> None:
        """Execute two tasks and keep what each is handed."""
        self.handed_back = [(task, task.execute()) for task in (self.task(first), self.task(second))]

    def complete_family(self, parent: str) -> None:
        """Execute and complete every child in planned order."""
        for task in self.families[parent]:
            task.complete(f"{task.name} is done as planned")

    def initialize(self, directory: Path, name: str = "") -> None:
        """Initialise a session in a directory, and remember it by the directory's name."""
        self._directories[name] = directory
        reply = self.ask(self.dialect.initialize(str(directory)))
        if reply.accepted:
            self._initialised[name] = reply

    def directory(self, name: str) -> Path:
        """A directory of the scenario by its name; a new one is not on the disk until a session makes it."""
        return self._directories.get(name) or self._pool.new_directory(name)

    def bad_place(self, name: str) -> Path:
        """A path that can be no working directory, by the features' name for it."""
        return bad_place(name, self._pool.new_directory("a-file"))

    def session(self, name: str = "") -> SessionView:
        """The session that was initialised in the workspace, or in a directory of the scenario.

        Raises:
            TargetFaultError: none was.
            UnreadableReplyError: which one it is was not told.
        """
        if name not in self._initialised:
            raise TargetFaultError(f"no session was initialised in {name or 'the workspace'}: {self.reply.shortened()}")
        return self._initialised[name].session

    def unknown_session(self) -> str:
        """The id of a session that nobody ever initialised."""
        return f"session_{uuid4().hex}"

    @property
    def secret(self) -> Secret:
        """A file outside the workspace, planted when it is first spoken of."""
        if self._secret is None:
            self._secret = Secret.plant(self._pool.new_directory("secret.txt"), self.orchestrator.files)
        return self._secret

    @property
    def evidence(self) -> Evidence:
        """The record of the run."""
        return self._pool.evidence

    @property
    def shell(self) -> Shell:
        """The shell in which this scenario's operator types."""
        if self._shell is None:
            self._shell = self._pool.shell(self)
        return self._shell

    def list_tools(self) -> None:
        """Ask for the list of tools once more."""
        self.catalogue = self.orchestrator.connection.list_tools()
        self._pool.evidence.note("tools/list", [tool.name for tool in self.catalogue], 0.0)

    def introduction(self) -> tuple[str, str]:
        """The name and the version that the server told when it was greeted."""
        connection = self.orchestrator.connection
        told = (connection.server_name, connection.server_version)
        self._pool.evidence.note("initialize", {"name": told[0], "version": told[1]}, 0.0)
        return told

    def converse(self) -> RawConversation:
        """A server of its own that is spoken to in bare lines."""
        return self._pool.converse()

    def start_second(self) -> None:
        """Start a second server in the same workspace, and speak to that one from now on."""
        self._others.append(self.orchestrator)
        self._orchestrator = self._pool.start_beside(self.orchestrator)

    def start_beside(self, count: int) -> list[Orchestrator]:
        """Start so many more servers in the scenario's workspace, which end with it."""
        more = [self._pool.start_beside(self.orchestrator) for _ in range(count)]
        self._others += more
        return more

    def speak_to_first(self) -> None:
        """Speak to the server again that was there before the second one."""
        first = self._others.pop(0)
        self._others.append(self.orchestrator)
        self._orchestrator = first

    def come_back(self) -> None:
        """Connect again to this scenario's server after its restart."""
        self._orchestrator = self._pool.come_back(self.orchestrator)

    def speak_over_http(self) -> None:
        """Speak over HTTP in this scenario, to a server of its own.

        Raises:
            NotJudgedError: the target is not offered over HTTP.
        """
        self._own_server = True
        self._orchestrator = self._pool.own_over_http()

    def move_to(self, orchestrator: Orchestrator) -> None:
        """Speak to another server from now on, which ends with this scenario, as its own one before does."""
        if self._orchestrator is not None and self._own_server:
            self._others.append(self._orchestrator)
        self._orchestrator, self._own_server = orchestrator, True

    def borrow(self, orchestrator: Orchestrator) -> None:
        """Speak to a server from now on that is kept for other scenarios, and does not end with this one."""
        self._orchestrator = orchestrator

    @property
    def other(self) -> Orchestrator:
        """The server that was started beside this one last."""
        return self._others[-1]

    def end_server(self) -> None:
        """End this scenario's own server, as a client does that closes its input."""
        self._pool.end(self.orchestrator.connection)

    def start_anew(self) -> None:
        """End this scenario's own server and start it again in the same workspace."""
        self._orchestrator = self._pool.start_anew(self.orchestrator)
