"""Fresh flaws of planned tasks and of what they wait for."""

from datetime import UTC, datetime

from reference_orchestrator.domain.tasks import OPEN_STATES, TaskStatus
from reference_orchestrator.server_context import ServerContext
from reference_orchestrator.store.tasks import TaskTable
from reference_orchestrator.tools import changes, tasks
from reference_orchestrator.views import task_now
from tests.flawed.fresh.declaring import fresh, task_of
from tests.flawed.lying import Lie, given, with_given

PLAN = "orchestrator_plan_task"
DELETE = "orchestrator_delete_task"


# Planning


@fresh(
    "an-unknown-dependency-behind-a-known-one-is-dropped",
    "Only the first dependency is looked up at planning; an unknown one behind it is left out without a word.",
    breaks="TASK-1",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        first, *others = given(call, "dependencies") or [None]
        with call.read() as (_, work):
            known = [task.id for task in work.tasks.get_all(others)]
        if len(known) < len(set(others)):
            lie.told()
            call = with_given(call, dependencies=[first, *known])
        return run(call)

    lie.around(PLAN, wrap)


@fresh(
    "the-same-plan-twice-is-one-task",
    "A plan with title, description and parent of an open task is taken for a repetition, and answered with that task.",
    breaks="TASK-1",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        with call.read() as (_, work):
            for task in work.tasks.in_state(*OPEN_STATES):
                wanted = given(call, "title"), given(call, "description"), given(call, "parent_task_id")
                if wanted == (task.title, task.description, task.parent_task_id):
                    lie.told()
                    return task_now(work, task.id)
        return run(call)

    lie.around(PLAN, wrap)


@fresh(
    "a-part-gets-the-specialist-of-the-whole",
    "A task that is planned without a specialist gets that of its parent.",
    breaks="TASK-1",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        parent = task_of(call, "parent_task_id") if given(call, "parent_task_id") else None
        if parent and parent.specialist_type and given(call, "specialist_type") is None:
            lie.told()
            call = with_given(call, specialist_type=str(parent.specialist_type))
        return run(call)

    lie.around(PLAN, wrap)


@fresh(
    "local-time-passes-for-utc",
    "Moments are taken from the local clock and said to be UTC, so they are hours off in another time zone.",
    breaks="TASK-7 CLIENT-5",
)
def _(lie: Lie) -> None:
    def make(_):
        def now(_self):
            lie.told()
            return datetime.now().replace(tzinfo=UTC)

        return now

    lie.patch(ServerContext, "now", make)


# Dependencies


@fresh(
    "what-is-archived-is-out-of-the-way",
    "A dependency in the archive counts as finished, also if it was archived before it was completed.",
    breaks="TASK-2",
)
def _(lie: Lie) -> None:
    def make(original):
        def check(task, dependencies):
            there = [other for other in dependencies if other.status is not TaskStatus.ARCHIVED]
            if len(there) < len(dependencies):
                lie.told()
            original(task, there)

        return check

    lie.patch(tasks, "check_dependencies_finished", make)
    lie.patch(changes, "check_dependencies_finished", make)


@fresh(
    "a-blocked-task-waits-for-nobody",
    "Executing a blocked task does not look at its dependencies.",
    breaks="TASK-2",
)
def _(lie: Lie) -> None:
    def make(original):
        def check(task, dependencies):
            if task.status is TaskStatus.BLOCKED:
                lie.told()
                return
            original(task, dependencies)

        return check

    lie.patch(tasks, "check_dependencies_finished", make)


@fresh(
    "a-finished-dependency-is-not-noted",
    "A dependency that is completed already when the task is planned is not kept with it.",
    breaks="TASK-1",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        named = given(call, "dependencies") or []
        with call.read() as (_, work):
            finished = {task.id for task in work.tasks.get_all(named) if task.is_finished}
        if finished:
            lie.told()
            call = with_given(call, dependencies=[one for one in named if one not in finished])
        return run(call)

    lie.around(PLAN, wrap)


@fresh(
    "who-waited-for-it-waits-for-nothing",
    "What waited for a task that is deleted by force loses all its dependencies, not just this one.",
    breaks="TASK-6",
)
def _(lie: Lie) -> None:
    def make(original):
        def release(self, task_ids):
            waiting = [task.id for task in self.dependants(task_ids)]
            original(self, task_ids)
            for one in waiting:
                lie.told()
                self._connection.execute("DELETE FROM dependencies WHERE task_id = ?", (one,))

        return release

    lie.patch(TaskTable, "release_dependants", make)
