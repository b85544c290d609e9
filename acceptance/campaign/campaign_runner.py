"""Conducting the campaign: the verbs of the domain, said on a server process and in a workspace of its own.

Whoever holds a run holds its one campaign; nobody else does:

- a bare `behave` opens it before the first feature, tells it after each feature, and finishes it before `6_sign_off`;
- a run in several processes does the same in the parent that starts them: `begin` before the first process, `milestone`
  whenever a folder's results have come, `finish` when folders 1 to 5 are through and before the process that runs
  `6_sign_off`. The processes themselves are started with `-D part=yes`, and hold none.

While the components are at work, at the first milestone, the campaign also asks for status and health, has the server
restart, and tests reconnection, as the plan wants it during implementation.

All that is said of results is read from what lies below the reports, so it does not matter which process wrote it.
Nothing that the orchestrator does here raises: what it refuses, leaves unanswered or does not offer is kept in the
record, and the criteria that are judged from it fail. The scenarios of a run are never touched.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from acceptance.campaign.caller import Caller, NotCalledError, known
from acceptance.campaign.operation import Operation
from acceptance.campaign.plan import COMPONENTS, DELIVERED, MAIN, Action, Component
from acceptance.campaign.readings import made, read_brief, read_completed, recognised, told
from acceptance.campaign.record import CampaignRecord, ComponentRecord
from acceptance.contract.reply import Reply
from acceptance.contract.values import HandIn, Maintenance, MaintenanceAction, TaskField, TaskPlan
from acceptance.contract.views import TaskView
from acceptance.errors import TargetFaultError
from acceptance.evidence.scenario_results import ScenarioResult, read_record
from acceptance.specification.features import Specification

if TYPE_CHECKING:
    from acceptance.servers.server_pool import ServerPool

WORKSPACE: Final = Path("campaign") / "workspace"


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
        self._caller = Caller(pool, self.record)
        self._operation = Operation(self._caller)
        self._pool = pool
        self._reports = reports
        self._specification = specification
        self._work: dict[str, str] = {}
        self._finished = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Begin to end the server; the pool waits for it."""
        self._caller.release()

    def begin(self) -> None:
        """Open the session, plan the main task with its components, and execute them in order."""
        with self._pool.evidence.outside_scenarios():
            self._caller.start(made(self._reports / WORKSPACE))
            self._caller.ask(Action.INITIALIZE, lambda at: at.opening(), self._opened)
            self._plan()
            self._execute(self.record.main, ["tester", MAIN.title])
            for one in COMPONENTS:
                context = [one.expert, *one.instructions, *one.validation_criteria]
                self._execute(self.record.components[one.key], ["tester", one.title, *context])
        self._write()

    def milestone(self, folder: str) -> None:
        """Bring the component of a folder up to date with the results that have come so far."""
        component = next((one for one in COMPONENTS if one.folder == folder), None)
        if component is None or self._finished:
            return
        task = self.record.components[component.key]
        words = f"{component.member.plan.given[TaskField.DESCRIPTION]}; so far {self._tally(component)}"
        with self._pool.evidence.outside_scenarios():
            self._operation.update(task, words, self._tally(component))
            self._operation.check_once()
        self._write()

    def finish(self) -> None:
        """Complete the components in order, synthesise, complete the main task, maintain, and read everything back."""
        if self._finished:
            return
        self._finished = True
        with self._pool.evidence.outside_scenarios():
            self._operation.check_once()
            for component in COMPONENTS:
                work = "\n".join(f"{one.status:8} {one.name}" for one in self._results(component)) or "no scenario ran"
                self._complete(self.record.components[component.key], self._tally(component), work)
            self._synthesise()
            tallies = "\n".join(f"{one.title}: {self._tally(one)}" for one in COMPONENTS)
            self._complete(self.record.main, DELIVERED, tallies)
            self._maintain()
        self.record.finished = not self.record.trouble
        self._write()

    def _write(self) -> None:
        self.record.write(self._reports, self._pool.evidence.redactor)

    def _opened(self, reply: Reply) -> str:
        self.record.agent_id = reply.session.identity or ""
        return "a session in a workspace of its own"

    def _plan(self) -> None:
        """Plan the main task, in one call with its components where the dialect has one, and what is planned below."""
        members = [one.member for one in COMPONENTS]
        main = self.record.main
        self._caller.ask(
            Action.PLAN.of(main.title),
            lambda at: at.dialect.plan_family(MAIN, members) or at.dialect.plan(MAIN),
            lambda reply: recognised(main, reply, "the main task"),
        )
        for one in COMPONENTS:
            self._plan_below(self.record.components[one.key], one.member.plan)

    def _plan_below(self, task: ComponentRecord, plan: TaskPlan) -> None:
        self._caller.ask(
            Action.PLAN.of(task.title),
            lambda at: at.dialect.plan(TaskPlan({**plan.given, TaskField.PARENT: known(self.record.main)})),
            lambda reply: recognised(task, reply, "below the main task"),
        )

    def _execute(self, task: ComponentRecord, wanted: list[str]) -> None:
        self._caller.ask(
            Action.EXECUTE.of(task.title),
            lambda at: at.dialect.execute(known(task)),
            lambda reply: read_brief(reply, task, wanted),
        )

    def _complete(self, task: ComponentRecord, summary: str, work: str) -> None:
        reply = self._caller.ask(
            Action.COMPLETE.of(task.title),
            lambda at: at.dialect.hand_in(known(task), HandIn(summary=summary, work=work)),
            lambda reply: summary,
        )
        task.completed = reply is not None
        self._work[task.title] = work
        if task.completed:
            task.state, task.result_kept = self._read_back(Action.READ_BACK, task)

    def _read_back(self, action: Action, task: ComponentRecord) -> tuple[str | None, bool]:
        """The state of a task, and whether its result reads back unchanged."""
        found: list[tuple[str | None, bool]] = [(None, False)]

        def read(view: TaskView) -> str:
            at = self._caller.at_work
            files = at.files if at.workspace_if_known else None
            found.append(read_completed(view, self._work[task.title], files))
            return told(*found[-1])

        parent = None if task is self.record.main else self.record.main.identity
        self._caller.look(action.of(task.title), task, parent, read)
        return found[-1]

    def _synthesise(self) -> None:
        reply = self._caller.ask(
            Action.SYNTHESIZE, lambda at: at.dialect.synthesize(known(self.record.main)), self._synthesis
        )
        self.record.synthesised = reply is not None

    def _synthesis(self, reply: Reply) -> str:
        missing = [one.title for one in COMPONENTS if self._tally(one) not in reply.words]
        if missing:
            raise TargetFaultError(f"the synthesis is without the results of {', '.join(missing)}")
        return "the results of all five components"

    def _maintain(self) -> None:
        """Have the workspace cleaned up, and read back that everything delivered is still there."""
        reply = self._caller.ask(
            Action.MAINTAIN,
            lambda at: at.dialect.maintain(self._cleanup()),
            lambda reply: reply.shortened(),
        )
        for task in self.record.tasks:
            if task.completed:
                task.kept = self._read_back(Action.READ_AGAIN, task) == ("completed", True)
        self.record.maintained = reply is not None and all(task.kept for task in self.record.tasks)

    def _cleanup(self) -> Maintenance:
        if not any(task.completed for task in self.record.tasks):
            raise NotCalledError("no task of the campaign was completed")
        return Maintenance(MaintenanceAction.SCAN)

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
