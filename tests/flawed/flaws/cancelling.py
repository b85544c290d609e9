"""Lies about cancelling (contract TASK-5)."""

from reference_orchestrator.domain.tasks import TaskStatus
from reference_orchestrator.tools import changes
from tests.flawed.lying import Lie, flaw, given, with_given


@flaw(
    "the-reason-is-lost",
    "The reason of a cancellation is not kept.",
    breaks="TASK-5",
    caught_by="A cancelled task keeps the reason for its cancellation",
    touches="FAULT-3",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "reason"):
            lie.told()
        return run(with_given(call, reason=None))

    lie.around("orchestrator_cancel_task", wrap)


@flaw(
    "a-cancellation-loses-the-work",
    "A cancelled task loses the work that was to be kept.",
    breaks="TASK-5",
    caught_by="A cancelled task keeps its submitted work unchanged",
    touches="FAULT-3",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "preserve_work"):
            lie.told()
        return run(with_given(call, preserve_work=False))

    lie.around("orchestrator_cancel_task", wrap)


@flaw(
    "work-that-is-given-up-stays",
    "A task cancelled without keeping its work keeps it.",
    breaks="TASK-5",
    caught_by="Work discarded by a cancellation can no longer be read",
    touches="FAULT-3",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if not given(call, "preserve_work"):
            lie.told()
        return run(with_given(call, preserve_work=True))

    lie.around("orchestrator_cancel_task", wrap)


@flaw(
    "a-completed-task-is-cancelled",
    "A completed task can be cancelled.",
    breaks="TASK-5",
    caught_by="Cancelling a task that is completed is rejected and leaves it completed",
    touches="FAULT-3 PROTO-1 SAFE-6",
)
def _(lie: Lie) -> None:
    def make(original):
        def check(task, to, cause):
            if task.status is TaskStatus.COMPLETED and cause == "cancelled":
                lie.told()
                return
            original(task, to, cause)

        return check

    lie.patch(changes, "check_transition", make)


@flaw(
    "a-cancellation-changes-nothing",
    "A cancellation says that the task is cancelled, and leaves it as it was.",
    breaks="TASK-5",
    caught_by=(
        "Cancelling a task that is pending changes it to cancelled",
        "Cancelling a task that is in progress changes it to cancelled",
    ),
    touches=(
        "SAFE-1 FAULT-3 TASK-2 TASK-3 TASK-4 TASK-6 TASK-7 "
        "PLAN-4 STATUS-1 VALID-4 VALID-5 VALID-6 VALID-9 MAINT-1 PROTO-1 "
        "CTRL-2 SAFE-6"
    ),
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        with call.read() as (_, work):
            before = work.tasks.get_all([given(call, "task_id")])
        reply = run(call)
        with call.write() as (_, work):
            lie.told()
            work.tasks.save(work.tasks.get(before[0].id), before[0])
        return reply

    lie.around("orchestrator_cancel_task", wrap)
