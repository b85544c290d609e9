"""Lies that only great numbers, large texts, clocks that jump and old stores bring to light (FAULT-1, FAULT-5)."""

from dataclasses import replace

from reference_orchestrator import stdio
from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.domain.times import stamp
from reference_orchestrator.store import files
from reference_orchestrator.store.schema import MIGRATIONS
from reference_orchestrator.store.tasks import TaskTable
from reference_orchestrator.tools import deletion, shared, tasks
from tests.flawed.lying import Lie, flaw
from tests.flawed.pulse import Pulse

LONGEST = 4 << 20
MOST_DEPENDENCIES = 500
MOST_GENERATIONS = 100
DEPTH = """
    WITH RECURSIVE above (id, depth) AS (
        SELECT ?, 1 UNION ALL SELECT tasks.parent_task_id, depth + 1 FROM tasks JOIN above ON tasks.id = above.id
        WHERE tasks.parent_task_id IS NOT NULL
    ) SELECT max(depth) FROM above
"""
CROWD = 20
FROZEN_SECONDS = 0.25


@flaw(
    "the-clock-tells-the-order",
    "Tasks stand in the order of the clock, and not in that of their planning.",
    breaks="TASK-7",
    caught_by="The newest task comes first after the clock jumps a day back",
    touches="FAULT-1 OSM-4 CTRL-3 TASK-4",
)
def _(lie: Lie) -> None:
    def make_next(original):
        return lambda self, now: stamp(now)

    def make_find(original):
        def find(self, wanted, page):
            found = original(self, wanted, page)
            by_clock = sorted(found, key=lambda task: task.created_at, reverse=True)
            if by_clock != found:
                lie.told()
            return by_clock

        return find

    lie.patch(TaskTable, "next_created_at", make_next)
    lie.patch(TaskTable, "find", make_find)


@flaw(
    "an-earlier-store-is-refused",
    "A store that an earlier version wrote is refused.",
    breaks="FAULT-1",
    caught_by=(
        'An earlier version\'s task "Planned long ago" is still pending',
        'An earlier version\'s task "Begun long ago" is still in progress',
        'An earlier version\'s task "Done long ago" is still completed',
        "A task that an earlier version started can be completed",
        "A result that an earlier version stored can be read",
    ),
)
def _(lie: Lie) -> None:
    def make(original):
        def migrate(connection, path):
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if 0 < version < len(MIGRATIONS):
                lie.told()
                raise Refusal(f"The store {path} has version {version}, which is too old.")
            original(connection, path)

        return migrate

    lie.patch(files, "_migrate", make)


@flaw(
    "what-comes-while-it-is-frozen-is-lost",
    "Calls that come while the orchestrator is frozen are never answered.",
    breaks="FAULT-1",
    caught_by="A short freeze delays the calls in flight and loses none",
    touches="SAFE-1 OSM-4",
)
def _(lie: Lie) -> None:
    pulse = Pulse(FROZEN_SECONDS)

    def make(original):
        def take(self, chunk):
            if pulse.since_thaw() > FROZEN_SECONDS or not chunk:
                return original(self, chunk)
            lie.told()
            return True

        return take

    def make_run(original):
        async def run(self, serve):
            pulse.start()
            await original(self, serve)

        return run

    lie.patch(stdio.StdioLoop, "_take", make)
    lie.patch(stdio.StdioLoop, "run", make_run)


@flaw(
    "large-descriptions-are-cut",
    "A description is cut after four megabytes, and the plan is told to be accepted.",
    breaks="SAFE-7 TASK-1",
    caught_by="A 10 MB description is stored whole or clearly rejected",
    touches="FAULT-5",
)
def _(lie: Lie) -> None:
    def make(original):
        def add_all(self, tasks):
            if any(len(task.description) > LONGEST for task in tasks):
                lie.told()
            original(self, [replace(task, description=task.description[:LONGEST]) for task in tasks])

        return add_all

    lie.patch(TaskTable, "add_all", make)


@flaw(
    "many-dependencies-are-forgotten",
    "Of what a task waits for only the first five hundred are kept.",
    breaks="PLAN-4",
    caught_by="A task with 1,000 dependencies lists all of them",
    touches="FAULT-5 SAFE-6",
)
def _(lie: Lie) -> None:
    def make(original):
        def add_all(self, tasks):
            if any(len(task.dependencies) > MOST_DEPENDENCIES for task in tasks):
                lie.told()
            original(self, [replace(task, dependencies=task.dependencies[:MOST_DEPENDENCIES]) for task in tasks])

        return add_all

    lie.patch(TaskTable, "add_all", make)


@flaw(
    "late-generations-stay",
    "A deletion by force leaves what is more than a hundred generations down.",
    breaks="TASK-6",
    caught_by="Deleting a task tree of 120 levels by force deletes every task",
    touches="FAULT-5 SAFE-6",
)
def _(lie: Lie) -> None:
    def make(original):
        def descendants(work, task, into_archive):
            found = original(work, task, into_archive)
            if len(found) > MOST_GENERATIONS:
                lie.told()
            return found[:MOST_GENERATIONS]

        return descendants

    lie.patch(deletion, "_descendants", make)


@flaw(
    "in-a-crowd-plans-are-kept-twice",
    "When many plans come in the same moment, some are kept twice.",
    breaks="SAFE-6 SAFE-1",
    caught_by="200 tasks planned at the same time each exist exactly once",
    touches="FAULT-5",
)
def _(lie: Lie) -> None:
    loops: list[stdio.StdioLoop] = []

    def make(original):
        async def run(self, serve):
            loops.append(self)
            await original(self, serve)

        return run

    def plan(run, call):
        if loops and loops[0]._under_way.total() > CROWD:
            lie.told()
            run(call)
        return run(call)

    lie.patch(stdio.StdioLoop, "run", make)
    lie.around("orchestrator_plan_task", plan)


@flaw(
    "days-are-told-in-the-order-of-the-calendar",
    "Tasks of one day stand newest first, and the days themselves oldest first.",
    breaks="TASK-7",
    caught_by="The newest task comes first after the clock jumps a day ahead",
    touches="FAULT-1 OSM-4 CTRL-3 TASK-4",
)
def _(lie: Lie) -> None:
    def make(original):
        def find(self, wanted, page):
            found = original(self, wanted, page)
            by_days = sorted(found, key=lambda task: task.created_at[:10])
            if by_days != found:
                lie.told()
            return by_days

        return find

    lie.patch(TaskTable, "find", make)


@flaw(
    "times-are-taken-as-they-come",
    "When the clock was set back, a change is told to be older than what it changed.",
    breaks="TASK-4",
    caught_by="After a clock jump, no change or restart precedes its cause",
    touches="FAULT-1 CTRL-3",
)
def _(lie: Lie) -> None:
    def make(original):
        def later(previous, now):
            if previous is not None and stamp(now) < previous:
                lie.told()
            return stamp(now)

        return later

    lie.patch(shared, "later_than", make)


@flaw(
    "many-dependencies-are-not-waited-for",
    "A task that waits for more than five hundred others is begun all the same.",
    breaks="TASK-2",
    caught_by="A task with 1,000 pending dependencies cannot be started",
    touches="FAULT-5 SAFE-6 PLAN-4",
)
def _(lie: Lie) -> None:
    def make(original):
        def check(task, dependencies):
            if len(dependencies) > MOST_DEPENDENCIES:
                lie.told()
                return
            original(task, dependencies)

        return check

    lie.patch(tasks, "check_dependencies_finished", make)


@flaw(
    "late-generations-have-no-parent",
    "A task more than a hundred generations down is told to have no parent.",
    breaks="TASK-1",
    caught_by="In a task tree of 120 levels, each task keeps its parent",
    touches="FAULT-5 SAFE-6 TASK-6 TASK-7",
)
def _(lie: Lie) -> None:
    def make(original):
        def add_all(self, planned):
            kept = []
            for task in planned:
                (depth,) = self._connection.execute(DEPTH, (task.parent_task_id,)).fetchone()
                if depth > MOST_GENERATIONS:
                    lie.told()
                    kept.append(replace(task, parent_task_id=None))
                else:
                    kept.append(task)
            original(self, kept)

        return add_all

    lie.patch(TaskTable, "add_all", make)
