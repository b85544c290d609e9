"""All that one scenario has at hand: its state, and what can be done with it."""

from __future__ import annotations

from acceptance.bench import Bench
from acceptance.contract.samples import BAD_DIRECTORIES
from acceptance.contract.views import SessionView
from acceptance.exploration.random_calls import RandomCalls
from acceptance.faults.tools import FaultTools
from acceptance.load.loader import Loader
from acceptance.scenario.costs import Costs
from acceptance.scenario.discovery import Discovery
from acceptance.scenario.invalid_calls import InvalidCalls
from acceptance.scenario.operating import Operator
from acceptance.scenario.planner import Planner
from acceptance.scenario.protocol_client import ProtocolClient
from acceptance.scenario.servers import ScenarioServers, ServerSource
from acceptance.scenario.sessions import WORKSPACES, Sessions
from acceptance.scenario.side_effects import VALID, SideEffects
from acceptance.scenario.state import ScenarioState
from acceptance.scenario.tampering import WAYS, Tampering
from acceptance.scenario.task_queries import TaskQueries
from acceptance.scenario.template_store import TemplateStore
from acceptance.scenario.valid_calls import ValidCalls
from acceptance.scenario.working import Work
from acceptance.world.run_state import RunState
from acceptance.world.shell import Shell


class World:
    """The parts of one scenario, put together around its state.

    Attributes:
        state: what the scenario knows.
        planner: plans tasks and families.
        task_queries: looks tasks up and counts them.
        work: does what concerns several tasks.
        sessions: opens, lists and cleans up sessions.
        templates: the scenario's templates.
        operator: restarts, asks how the server is, maintains.
        discovery: learns what the server tells of itself.
        costs: measures what an agent pays for lists and replies.
        invalid_calls: makes the calls that are to be refused.
        side_effects: sees what calls change in the workspace.
        client: speaks the protocol by itself.
        tampering: does what is done behind the orchestrator's back.
        faults: injects faults.
        bench: measures.
        loader: puts load on.
        random_calls: explores.
    """

    def __init__(self, source: ServerSource, run: RunState) -> None:
        """Begin a scenario.

        Args:
            source: where its servers and directories come from.
            run: what it adds to.
        """
        self.state = state = ScenarioState(ScenarioServers(source))
        self.planner = Planner(state)
        self.task_queries = TaskQueries(state)
        self.work = Work(state)
        self.sessions = Sessions(state)
        self.templates = TemplateStore(state)
        self.operator = Operator(state)
        self.discovery = Discovery(state)
        self.costs = Costs(state, self.discovery, self.task_queries)
        valid_calls = ValidCalls(state, self.planner, self.sessions, self.templates)
        self.invalid_calls = InvalidCalls(state, valid_calls)
        self.side_effects = SideEffects(state, valid_calls)
        self.client = ProtocolClient(state)
        self.tampering = Tampering(state)
        self.faults = FaultTools(
            state, run.recoveries, planner=self.planner, task_queries=self.task_queries, operator=self.operator
        )
        self.bench = Bench(state, run.curves, valid_calls, self.operator)
        self.loader = Loader(state)
        self.random_calls = RandomCalls(state)
        self._shell: Shell | None = None

    @property
    def shell(self) -> Shell:
        """The shell in which this scenario's operator types, in a folder of their own."""
        if self._shell is None:
            pool = self.state.pool
            factory = pool.factory
            folder = pool.new_directory("operator")
            self._shell = Shell(self.state, folder, factory.launcher.fork_server, factory.marker("lines"))
        return self._shell

    def call_with(self, tool: str, arguments: str) -> None:
        """Call a tool with arguments that it must accept, or must reject, by the words of the features.

        Raises:
            NotOfferedError: the target does not list the tool, or it has no parameter that could be wrong.
        """
        if arguments in VALID:
            self.side_effects.call(tool, arguments)
        else:
            self.invalid_calls.call_with(tool, arguments)

    @property
    def outside(self) -> list[str]:
        """What was written outside the workspace since the scenario began to watch it."""
        watched = self.faults.surroundings.watched
        return watched.changed() if watched.noted else self.invalid_calls.outside()

    def open_session(self, directory: str) -> None:
        """Open a session in a directory, by the words of the features, or try to where none can be.

        Raises:
            NotJudgedError: which directory the workspace is is not known.
        """
        if directory in BAD_DIRECTORIES:
            self.sessions.open_bad_place(directory)
        elif directory in WAYS:
            self.sessions.open_at(self.tampering.secret.way(directory))
        elif directory in WORKSPACES:
            self.sessions.initialize_workspace(directory)
        else:
            self.sessions.initialize("".join(directory.split('"')[1:2]))

    def search_around(self, parent: str, when: str, first: str, second: str, spelling: str = "") -> None:
        """Search a family's tasks `before` or `after` the moment between the planning of two of them.

        Where moments are shown to the second and both were planned in the same one, the family is planned once more,
        with the two further apart (contract, "Precision").
        """
        if self.task_queries.share_a_second(first, second):
            self.planner.plan_apart(parent, second)
        self.task_queries.look_up_around(parent, when, first, second, spelling)

    def opened_session(self, session: str) -> SessionView:
        """Return a session of the scenario, or the one that its operator's commands opened.

        Raises:
            TargetFaultError: no such session was opened.
        """
        if session.endswith("by the command"):
            return self.shell.opened_session()
        return self.sessions.session("".join(session.split('"')[1:2]))

    def name_or_escape(self, name: str, *, beside: bool = False) -> str:
        """Return a name without its quotation marks, or the path that a way out of the workspace stands for.

        Args:
            name: the name, or the way.
            beside: whether the way is to lead to a new file beside the secret.
        """
        return self.tampering.secret.way(name, beside=beside) if name in WAYS else name.strip('"')

    def close(self) -> None:
        """Undo what this scenario changed, and end the servers that it had for itself."""
        self.faults.experiment.close()
        self.tampering.close()
        self.state.servers.close()
