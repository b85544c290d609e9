"""Hundreds or thousands of tasks: planned at the same time, over one server or two, and counted afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from secrets import token_hex
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from acceptance.contract.calls import Call
from acceptance.contract.reply import Reply
from acceptance.contract.values import Deletion, SubtaskPlan, TaskField, TaskPlan, TaskQuery, TaskState
from acceptance.errors import NoAnswerError, NotJudgedError, TargetFaultError
from acceptance.faults.snapshot import count_titles, named_tasks, take_snapshot
from acceptance.servers.orchestrator import Attempt, Orchestrator

if TYPE_CHECKING:
    from acceptance.scenario.planner import Planner
    from acceptance.scenario.state import ScenarioState
    from acceptance.scenario.task_queries import TaskQueries

# So many calls are under way at the same time where not all of them have to be.
AT_ONCE: Final = 16
# So many tasks are planned in one call where whole trees can be planned.
TREE: Final = 100
THOUSAND: Final = 1_000
LONGEST_SECONDS: Final = 90.0
"""A target that plans so slowly that up to a thousand tasks would take longer is not asked for the rest."""
LARGE_SECONDS: Final = 300.0
"""The same for more tasks."""
PACE_SECONDS: Final = 5.0
"""After so long is told how long all of them would take."""
LONG: Final = "".join(f"Step {number:04}: read it, then write it down. " for number in range(100))[:1_999] + "."


class Multitude:
    """Many tasks of a scenario, by their titles.

    Attributes:
        titles: of the tasks that were to be planned.
        identities: by title, those of the plans that were accepted, in the order of their replies.
        troubles: what was not answered or was refused, in words.
        levels: the chain of tasks of which each is a part of the one before, by their identities.
        description: of each task; empty where none was given.
    """

    def __init__(self, state: ScenarioState, planner: Planner, task_queries: TaskQueries) -> None:
        self.titles: list[str] = []
        self.identities: list[tuple[str, str]] = []
        self.troubles: list[str] = []
        self.levels: list[str] = []
        self.description = ""
        self._state = state
        self._planner = planner
        self._task_queries = task_queries

    def plan(self, count: int, *, at_once: int = AT_ONCE, over: Sequence[Orchestrator] = ()) -> None:
        """Plan so many tasks, so many at a time, dealt out to several servers where there are any.

        Raises:
            NotOfferedError: tasks cannot be planned.
            NotJudgedError: that takes too long.
        """
        servers = over or (self._state.orchestrator,)
        name = f"One of many {token_hex(3)}"
        new = [f"{name}, number {number}" for number in range(1, count + 1)]
        self.titles += new
        calls = _plans(servers[0], new, self.description)
        servers[0].require(calls[0])
        started = monotonic()
        dealt = [(servers[place % len(servers)], call) for place, call in enumerate(calls)]
        with ThreadPoolExecutor(at_once) as threads:
            for begin in range(0, len(dealt), at_once):
                check_pace(begin / len(dealt), count, monotonic() - started)
                wave = dealt[begin : begin + at_once]
                attempts = list(threads.map(lambda one: one[0].attempt(one[1]), wave))
                for (server, _), attempt in zip(wave, attempts, strict=True):
                    server.keep(attempt, shown=False)
                    self._note(attempt)
                if all(isinstance(attempt.outcome, TargetFaultError) for attempt in attempts):
                    # A server that answers nothing is not waited for a thousand times.
                    return

    def plan_alike(self, count: int) -> None:
        """Plan so many tasks with the same title, one after another."""
        title = f"One of many {token_hex(3)}"
        self.titles += [title] * count
        orchestrator = self._state.orchestrator
        calls = _plans(orchestrator, [title] * count)
        orchestrator.require(calls[0])
        for call in calls:
            attempt = orchestrator.attempt(call)
            orchestrator.keep(attempt, shown=False)
            self._note(attempt)
            if isinstance(attempt.outcome, NoAnswerError):
                # One that is missing fails what follows; the others would be waited for in vain as well.
                return

    def plan_over_two(self, count: int) -> None:
        """Plan so many tasks, dealt out to the scenario's server and another one in its workspace."""
        servers = self._state.servers
        self.plan(count, over=[servers.current, *servers.start_beside(1)])

    def plan_described(self, count: int) -> None:
        """Plan so many tasks, one after the other, each with a long description.

        Raises:
            TargetFaultError: a plan was refused or not answered.
        """
        self.description = LONG
        self.plan(count, at_once=1)
        if self.troubles:
            raise TargetFaultError(f"{len(self.troubles)} of {count} plans failed: {self.troubles[0]}")

    def look_at_description(self) -> str | None:
        """The description of the task that was planned last, as a look at that task shows it.

        Raises:
            TargetFaultError: no tool shows the task.
        """
        title, identity = self.identities[-1]
        view = self._state.orchestrator.look(identity, title, None)
        if view is None:
            raise TargetFaultError(f'no tool shows the task "{title}"')
        return view.values.get(TaskField.DESCRIPTION)

    def use_a_thousand(self) -> None:
        """Use a server with 1,000 tasks, which the scenarios of a run share."""
        kept: list[Multitude] = []

        def make() -> Orchestrator:
            server = self._state.pool.own()
            many = Multitude(self._state, self._planner, self._task_queries)
            many.plan(THOUSAND, over=(server,))
            kept.append(many)
            return server

        server = self._state.pool.kept("a thousand tasks", make)
        self._state.servers.borrow(server)
        if kept:
            self.titles, self.identities, self.troubles = kept[0].titles, kept[0].identities, kept[0].troubles
        else:
            self.identities = [one for one in named_tasks(server) if "One of many" in one[0]]
            self.titles = [title for title, _ in self.identities]

    @property
    def missing_or_duplicated(self) -> list[str]:
        """What is wrong with the tasks, as all pages show them, in words."""
        shown = count_titles(self._state.orchestrator)
        wanted = {title: times for title, times in Counter(self.titles).items() if shown[title] != times}
        wrong = [
            f'"{title}" exists {shown[title]} times' + (f" instead of {times}" if times > 1 else "")
            for title, times in wanted.items()
        ]
        for title in [*wanted][:1]:
            self._task_queries.check_pages(title, wanted[title])
        twice = [one for one, times in Counter(identity for _, identity in self.identities).items() if times > 1]
        return [*self.troubles, *wrong, *(f"two tasks have the identity {one}" for one in twice)]

    @property
    def wrong_counts(self) -> list[str]:
        """The states whose count differs from what the search finds, in words."""
        queries = self._task_queries
        return [
            f"the orchestrator counts {count} {state} tasks, and the search finds {found}"
            for state, count in queries.count().items()
            if (found := queries.number_found(state, count)) != count
        ]

    def plan_dependant(self, name: str) -> None:
        """Plan a task that depends on all of them."""
        waits = [identity for _, identity in self.identities]
        reply = self._state.verbs.plan(TaskPlan({TaskField.TITLE: name, TaskField.DEPENDS_ON: waits}))
        self._planner.take(name, reply)

    def plan_levels(self, count: int) -> None:
        """Plan a chain of tasks, each a subtask of the one before.

        Raises:
            NotOfferedError: a task cannot be planned as a part of another.
            TargetFaultError: a plan was refused.
        """
        orchestrator = self._state.orchestrator
        for number in range(1, count + 1):
            above: dict[TaskField, Any] = {TaskField.PARENT: self.levels[-1]} if self.levels else {}
            call = orchestrator.dialect.plan(TaskPlan({TaskField.TITLE: f"Level {number}", **above}))
            orchestrator.require(call)
            attempt = orchestrator.attempt(call)
            orchestrator.keep(attempt, shown=False)
            orchestrator.dialect.note(_read(attempt))
            self.levels.append(_read(attempt).planned.identity or "")
            self._planner.take(f"Level {number}", _read(attempt))

    def delete_levels(self) -> None:
        """Delete the topmost task of the chain permanently, with all of its subtasks."""
        self._state.verbs.delete(self.levels[0], Deletion(archive=False, force=True))

    @property
    def levels_left(self) -> int:
        """How many tasks of the chain are shown."""
        shown = {one.identity for one in take_snapshot(self._state.orchestrator).tasks}
        return len(shown & set(self.levels))

    @property
    def broken_links(self) -> list[str]:
        """Where the chain is broken, in words."""
        pages = self._state.orchestrator.find(TaskQuery())
        above = {view.identity: view.values.get(TaskField.PARENT) for reply in pages for view in reply.tasks}
        pairs = zip(self.levels, self.levels[1:], strict=False)
        return [
            f"the parent task of {child} is {above.get(child)}" for parent, child in pairs if above.get(child) != parent
        ]

    def _note(self, attempt: Attempt) -> None:
        try:
            reply = _read(attempt)
        except TargetFaultError as fault:
            self.troubles.append(str(fault))
            return
        for view in reply.tasks or [reply.planned]:
            self.identities.append((str(view.values.get(TaskField.TITLE)), str(view.identity)))
            if view.state not in {None, TaskState.PENDING}:
                self.troubles.append(f"{view.identity} is {view.state} after it was planned")


Manner = Callable[[Multitude, int], None]
MANNERS: Final[Mapping[str, Manner]] = {
    "": Multitude.plan,
    " at the same time": lambda many, count: many.plan(count, at_once=count),
    " at the same time by two orchestrators": Multitude.plan_over_two,
    ", each as a subtask of the one before": Multitude.plan_levels,
    ", all with the same title": Multitude.plan_alike,
    ", each with a description of 2,000 characters": Multitude.plan_described,
}
"""How many tasks are planned, by the features' words."""


def check_pace(share: float, count: int, seconds: float) -> None:
    """Check that all tasks can be planned in time, by how long those took that are planned.

    Args:
        share: of them that is planned.
        count: how many are to be planned.
        seconds: how long it took so far.

    Raises:
        NotJudgedError: they cannot.
    """
    longest = LONGEST_SECONDS if count <= THOUSAND else LARGE_SECONDS
    if share and seconds >= PACE_SECONDS and seconds / share > longest:
        raise NotJudgedError(
            f"{round(share * count):,} of {count:,} tasks were planned in {seconds:.0f} s, so that all would take "
            f"{seconds / share:.0f} s, and have {longest:.0f} s",
            lasting=True,
        )


def _plans(server: Orchestrator, titles: Sequence[str], description: str = "") -> list[Call]:
    """The calls that plan tasks: one each, or one for many where whole trees are planned."""
    described = {TaskField.DESCRIPTION: description} if description else {}
    plans = [TaskPlan({TaskField.TITLE: title, **described}) for title in titles]
    calls = []
    for start in range(0, len(plans), TREE):
        members = [SubtaskPlan(plan) for plan in plans[start : start + TREE]]
        tree = server.dialect.plan_family(
            TaskPlan({TaskField.TITLE: f"A tree of many, from number {start + 1} on"}), members
        )
        calls += [tree] if tree else [server.dialect.plan(plan) for plan in plans[start : start + TREE]]
    return calls


def _read(attempt: Attempt) -> Reply:
    if isinstance(attempt.outcome, TargetFaultError):
        raise attempt.outcome
    reply = Reply(attempt.call, attempt.outcome)
    if reply.refused:
        raise TargetFaultError(f"a plan was rejected: {reply.shortened()}")
    return reply
