"""Conducting the campaign: the verbs of the domain, said on a server process and in a workspace of its own.

Whoever holds a run holds its one campaign; nobody else does:

- a bare `behave` opens it before the first feature, tells it after each feature, and finishes it before `6_sign_off`;
- a run in several processes does the same in the parent that starts them: `begin` before the first process, `milestone`
  whenever a folder's results have come, `finish` when folders 1 to 5 are through and before the process that runs
  `6_sign_off`. The processes themselves are started with `-D part=yes`, and hold none.

All that is said of results is read from what lies below the reports, so it does not matter which process wrote it.
Nothing that the orchestrator does here raises: what it refuses, leaves unanswered or does not offer is kept in the
record, and the criteria that are judged from it fail. The scenarios of a run are never touched.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self, TypeVar

from acceptance.campaign.plan import COMPONENTS, MAIN, Component
from acceptance.campaign.record import Activity, CampaignRecord, ComponentRecord
from acceptance.contract.reply import Reply
from acceptance.contract.values import HandIn, Maintenance, MaintenanceAction, TaskField, TaskPlan, TaskState
from acceptance.errors import NotJudgedError, NotOfferedError, SuiteError, TargetFaultError
from acceptance.evidence.evidence import now
from acceptance.evidence.scenario_results import ScenarioResult, read_record
from acceptance.specification.features import Specification

if TYPE_CHECKING:
    from acceptance.servers.orchestrator import Orchestrator
    from acceptance.servers.server_pool import ServerPool

WORKSPACE: Final = Path("campaign") / "workspace"

T = TypeVar("T")


class Campaign:
    """The campaign of one run; leaving it ends its server, and the workspace stays below the reports."""

    def __init__(self, pool: ServerPool, reports: Path, specification: Specification) -> None:
        """Prepare a campaign; nothing is started yet.

        Args:
            pool: where its server comes from.
            reports: where results are read, and where record and workspace are kept.
            specification: the features, to know which component a result belongs to.
        """
        self.record = CampaignRecord(
            main=ComponentRecord(MAIN.title),
            components={one.key: ComponentRecord(one.title) for one in COMPONENTS},
        )
        self._pool = pool
        self._reports = reports
        self._specification = specification
        self._orchestrator: Orchestrator | None = None
        self._finished = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Begin to end the server; the pool waits for it."""
        if self._orchestrator is not None:
            self._pool.release(self._orchestrator)
            self._orchestrator = None

    def begin(self) -> None:
        """Open the session, plan the main task with its components, and execute them in order."""
        with self._pool.evidence.outside_scenarios():
            self._start()
            self._plan()
            self._execute(MAIN.title, self.record.main)
            for component in COMPONENTS:
                self._execute(component.title, self.record.components[component.key], component)
        self.record.write(self._reports, self._pool.evidence.redactor)

    def milestone(self, folder: str) -> None:
        """Bring the component of a folder up to date with the results that have come so far."""
        component = next((one for one in COMPONENTS if one.folder == folder), None)
        if component is None or self._finished:
            return
        task = self.record.components[component.key]
        words = f"{component.member.plan.given[TaskField.DESCRIPTION]}; so far {self._tally(component)}"
        with self._pool.evidence.outside_scenarios():
            reply = self._ask(
                f"milestone of {component.title}",
                lambda at: at.change(known(task), TaskPlan({TaskField.DESCRIPTION: words})),
                self._tally(component),
            )
        task.milestones += reply is not None
        self.record.write(self._reports, self._pool.evidence.redactor)

    def finish(self) -> None:
        """Complete the components in order, synthesise, complete the main task, maintain, and read everything back."""
        if self._finished:
            return
        self._finished = True
        with self._pool.evidence.outside_scenarios():
            for component in COMPONENTS:
                work = "\n".join(f"{one.status:8} {one.name}" for one in self._results(component)) or "no scenario ran"
                self._complete(self.record.components[component.key], self._tally(component), work)
            self._synthesise()
            tallies = "\n".join(f"{one.title}: {self._tally(one)}" for one in COMPONENTS)
            self._complete(self.record.main, "Integration Testing Implementation implemented", tallies)
            self._maintain()
        self.record.finished = not self.record.trouble
        self.record.write(self._reports, self._pool.evidence.redactor)

    def _start(self) -> None:
        (self._reports / WORKSPACE).mkdir(parents=True, exist_ok=True)
        workspace = (self._reports / WORKSPACE).resolve()
        self._orchestrator = self._try("start", lambda: self._pool.start_in(workspace), "a server process of its own")
        self._try("initialised", self._open, "a session in a workspace of its own")

    def _open(self) -> None:
        reply = taken(self._at_work.open_workspace())
        self.record.agent_id = reply.session.identity or ""

    def _plan(self) -> None:
        members = [component.member for component in COMPONENTS]
        replies = self._try(
            "planned",
            lambda: [taken(reply) for reply in self._at_work.plan_family(MAIN, members)],
            "the main task and its five components",
        )
        for task, reply in zip([self.record.main, *self.record.components.values()], replies or [], strict=False):
            self._try(f"identity of {task.title}", partial(recognise, task, reply), quiet=True)

    def _execute(self, title: str, task: ComponentRecord, component: Component | None = None) -> None:
        reply = self._ask(f"executed {title}", lambda at: at.execute(known(task)), "work begins")
        if reply is None:
            return
        task.executed = True
        wanted = ["tester", title, *((component.expert, *component.instructions) if component else ())]
        task.context_missing = [words for words in wanted if words.lower() not in reply.words.lower()]

    def _complete(self, task: ComponentRecord, summary: str, work: str) -> None:
        reply = self._ask(
            f"completed {task.title}",
            lambda at: at.hand_in(known(task), HandIn(summary=summary, work=work)),
            summary,
        )
        task.completed = reply is not None
        if reply is not None:
            self._try(f"read back {task.title}", lambda: self._read_back(task, work), quiet=True)

    def _read_back(self, task: ComponentRecord, work: str) -> None:
        parent = None if task is self.record.main else self.record.main.identity
        view = self._at_work.look(known(task), task.title, parent)
        if view is None:
            raise TargetFaultError(f'no tool shows the task "{task.title}" any more')
        task.state = view.state.value if view.state else None
        at_work = self._at_work
        paths = [one.path for one in view.artifacts if one.path] if at_work.workspace_if_known else []
        # A target may keep its artifacts where this process cannot read them; then the result did not read back.
        task.result_kept = any(at_work.files.content(path) == work.encode() for path in paths)

    def _synthesise(self) -> None:
        reply = self._ask("synthesised", lambda at: at.synthesize(known(self.record.main)), "the components' results")
        self.record.synthesised = reply is not None and all(
            self._tally(component) in reply.words for component in COMPONENTS
        )

    def _maintain(self) -> None:
        reply = self._ask("maintained", lambda at: at.maintain(Maintenance(MaintenanceAction.SCAN)), "the workspace")
        tasks = [self.record.main, *self.record.components.values()]
        still = self._try("read back all", lambda: [self._is_completed(task) for task in tasks], quiet=True)
        self.record.maintained = reply is not None and bool(still) and all(still or [])

    def _is_completed(self, task: ComponentRecord) -> bool:
        parent = None if task is self.record.main else self.record.main.identity
        view = self._at_work.look(known(task), task.title, parent)
        return view is not None and view.state is TaskState.COMPLETED

    def _results(self, component: Component) -> list[ScenarioResult]:
        cases = self._specification.cases
        return [
            outcome
            for outcome in read_record(self._reports).values()
            if outcome.name in cases and cases[outcome.name].folder == component.folder
        ]

    def _tally(self, component: Component) -> str:
        results = self._results(component)
        passed = sum(one.status == "passed" for one in results)
        return f"{component.title}: {passed} of {len(results)} scenarios passed"

    @property
    def _at_work(self) -> Orchestrator:
        if self._orchestrator is None or not self._orchestrator.alive:
            raise TargetFaultError("the campaign has no server that is alive")
        return self._orchestrator

    def _ask(self, action: str, ask: Callable[[Orchestrator], Reply], details: str) -> Reply | None:
        return self._try(action, lambda: taken(ask(self._at_work)), details)

    def _try(self, action: str, do: Callable[[], T], details: str = "", *, quiet: bool = False) -> T | None:
        """Do one thing and keep what came of it; None: the orchestrator did not do it."""
        try:
            done = do()
        except (NotOfferedError, NotJudgedError, TargetFaultError, SuiteError) as error:
            words = str(error).splitlines()[0]
            self.record.trouble = self.record.trouble or f"{action}: {words}"
            self._note(action, words, done=False)
            return None
        if not quiet:
            self._note(action, details, done=True)
        return done

    def _note(self, action: str, details: str, *, done: bool) -> None:
        self.record.activities.append(Activity(now(), self.record.agent_id, action, details, done))


def recognise(task: ComponentRecord, reply: Reply) -> None:
    """Keep the id that the plan's reply tells.

    Raises:
        UnreadableReplyError: it tells none.
    """
    task.identity = reply.task.identity


def known(task: ComponentRecord) -> str:
    """The id of a task.

    Raises:
        TargetFaultError: it was never planned.
    """
    if task.identity is None:
        raise TargetFaultError(f'"{task.title}" was not planned')
    return task.identity


def taken(reply: Reply) -> Reply:
    """A reply that is no refusal.

    Raises:
        TargetFaultError: it is one; its words are told.
    """
    if reply.refused:
        raise TargetFaultError(f"the {reply.call.verb} was refused: {reply.shortened()}")
    return reply
