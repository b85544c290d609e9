"""Lies about what tells tasks apart: identities, equal titles, and cycles between tasks (contract TASK-1, PLAN-4)."""

from dataclasses import replace

from reference_orchestrator.domain.tasks import TaskStatus
from reference_orchestrator.tools import tasks
from tests.flawed.lying import Lie, flaw, given
from tests.linking import relinking


@flaw(
    "cycles-are-accepted",
    "What a task depends on or belongs to can be changed so that it depends on itself, or is a part of itself.",
    breaks="PLAN-4 TASK-4",
    caught_by=(
        "A change that closes a dependency cycle of one task is rejected",
        "A change that closes a dependency cycle of four tasks is rejected",
        "A change that makes a task depend on itself is rejected",
        "A change that makes a task depend on its dependant is rejected",
        "A change that makes a task its own parent is rejected",
        "A change that makes a task its own great-grandparent is rejected",
    ),
    extends=True,
)
def _(lie: Lie) -> None:
    relinking(lie, strict=False)


@flaw(
    "the-identity-behind-the-archive-is-given-again",
    "A task that is planned right after another one was archived is told by the identity of that one.",
    breaks="TASK-1",
    caught_by=(
        "The identifier of an archived task is not reused",
        "Started again, the orchestrator reuses no identifier of a task archived",
    ),
    touches="PLAN-2 TASK-6 TASK-7 STATUS-1",
)
def _(lie: Lie) -> None:
    def change(reply, call):
        with call.read() as (_, work):
            known = sorted(
                [*work.tasks.all(), *work.tasks.in_state(TaskStatus.ARCHIVED)], key=lambda one: one.created_at
            )
        before = [one for one in known if one.id != reply["task_id"]][-1:]
        archived = [one.id for one in before if one.status is TaskStatus.ARCHIVED]
        return {**reply, "task_id": archived[0]} if archived else None

    lie.reply("orchestrator_plan_task", change)


@flaw(
    "a-start-forgets-the-identities-of-deleted-tasks",
    "Identities are counted, and a start counts on from the tasks that are left.",
    breaks="TASK-1",
    caught_by="Started again, the orchestrator reuses no identifier of a task deleted permanently",
)
def _(lie: Lie) -> None:
    highest = [0]

    def wrap(run, call):
        with call.read() as (_, work):
            known = [*work.tasks.all(), *work.tasks.in_state(TaskStatus.ARCHIVED)]
        highest[0] = 1 + max([highest[0], *(int(one.id.partition("_")[2], 16) for one in known)])
        lie.told()
        return run(call)

    lie.around("orchestrator_plan_task", wrap)
    lie.patch(tasks, "new_task_id", lambda _: lambda: f"task_{highest[0]:016x}")


def _newest(work, count):
    return sorted(work.tasks.all(), key=lambda one: one.created_at)[-count:]


@flaw(
    "a-second-task-of-one-title-is-the-first",
    "A task with the title of the one planned before is not planned; the reply is made up.",
    breaks="TASK-1",
    caught_by="Fifty tasks with the same title stay distinct",
    touches="SAFE-6",
)
def _(lie: Lie) -> None:
    def change(reply, call):
        with call.write() as (_, work):
            before, *others = _newest(work, 2)
            if others and before.title == others[0].title:
                work.tasks.remove([others[0].id])
                return dict(reply)
        return None

    lie.reply("orchestrator_plan_task", change)


@flaw(
    "namesakes-are-started-together",
    "With a task, the one planned right before or after it starts as well if it has the same title.",
    breaks="TASK-2",
    caught_by="Starting one of two namesakes leaves the other one pending",
    touches="SAFE-6",
)
def _(lie: Lie) -> None:
    def change(reply, call):
        with call.write() as (_, work):
            others = [
                one for one in _newest(work, 2) if one.title == reply["title"] and one.status is TaskStatus.PENDING
            ]
            for one in others:
                work.tasks.save(one, replace(one, status=TaskStatus.IN_PROGRESS))
        return dict(reply) if others and given(call, "task_id") else None

    lie.reply("orchestrator_execute_task", change)
