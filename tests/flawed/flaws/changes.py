"""Lies about updating and cancelling (contract TASK-4, TASK-5)."""

from dataclasses import replace

from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.domain.tasks import TaskStatus
from reference_orchestrator.tools import changes
from tests.flawed.lying import Lie, flaw, given, with_given


@flaw(
    "a-refused-change-is-half-done",
    "A change that is refused for its state has changed the description all the same.",
    breaks="TASK-4",
    caught_by="An update that would fail a pending task is rejected entirely",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        try:
            return run(call)
        except Refusal:
            if given(call, "status") and given(call, "description"):
                lie.told()
                run(with_given(call, status=None))
            raise

    lie.around("orchestrator_update_task", wrap)


@flaw(
    "a-new-title-resets-the-complexity",
    "A change of the title sets the complexity back to moderate.",
    breaks="TASK-4",
    caught_by="An update of the title changes nothing else",
    touches="VALID-6",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "title") and not given(call, "complexity"):
            lie.told()
            call = with_given(call, complexity="moderate")
        return run(call)

    lie.around("orchestrator_update_task", wrap)


@flaw(
    "a-new-effort-is-not-kept",
    "A change of the estimated effort is accepted, and changes nothing.",
    breaks="TASK-4",
    caught_by="An update changes the estimated effort of a task",
    touches="VALID-6",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "estimated_effort"):
            lie.told()
        return run(with_given(call, estimated_effort=None))

    lie.around("orchestrator_update_task", wrap)


@flaw(
    "a-change-forgets-the-context",
    "Any change of a task takes away what was said about it at planning.",
    breaks="TASK-4",
    caught_by="A task keeps its expert when its description is updated",
    touches="VALID-6",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "context") is None:
            lie.told()
            call = with_given(call, context={})
        return run(call)

    lie.around("orchestrator_update_task", wrap)


@flaw(
    "a-new-context-is-not-kept",
    "What is said anew about a task is accepted, and changes nothing.",
    breaks="TASK-4",
    caught_by="A changed expert appears in the brief",
    touches="VALID-6",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "context") is not None:
            lie.told()
        return run(with_given(call, context=None))

    lie.around("orchestrator_update_task", wrap)


@flaw(
    "a-change-spreads-to-the-sisters",
    "A change of a task's description changes that of its sisters.",
    breaks="TASK-4",
    caught_by="Updating a task leaves the description of its sibling unchanged",
    touches="VALID-6",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        reply = run(call)
        if reply["parent_task_id"] and given(call, "description"):
            with call.write() as (_, work):
                for sister in work.tasks.children([reply["parent_task_id"]]):
                    lie.told()
                    work.tasks.save(sister, replace(sister, description=given(call, "description")))
        return reply

    lie.around("orchestrator_update_task", wrap)


@flaw(
    "a-change-completes",
    "A change can complete a task without any result.",
    breaks="TASK-4",
    caught_by="An update cannot change a task from in progress to completed",
)
def _(lie: Lie) -> None:
    _open_road(lie, TaskStatus.IN_PROGRESS, TaskStatus.COMPLETED)


@flaw(
    "a-change-reopens",
    "A change takes a completed task up again.",
    breaks="TASK-4",
    caught_by="An update cannot change a task from completed to in progress",
)
def _(lie: Lie) -> None:
    _open_road(lie, TaskStatus.COMPLETED, TaskStatus.IN_PROGRESS)


@flaw(
    "a-change-brings-back-from-the-archive",
    "A change brings a task back out of the archive.",
    breaks="TASK-4",
    caught_by="An update cannot change a task from archived to pending",
)
def _(lie: Lie) -> None:
    _open_road(lie, TaskStatus.ARCHIVED, TaskStatus.PENDING)


def _open_road(lie: Lie, before: TaskStatus, after: TaskStatus) -> None:
    """Let an update lead where the map has no road."""

    def make(original):
        def check(task, to, cause):
            if task.status is before and to is after and cause == "updated":
                lie.told()
                return
            original(task, to, cause)

        return check

    lie.patch(changes, "check_transition", make)


@flaw(
    "a-road-is-closed",
    "A task that failed cannot be put into the archive by a change.",
    breaks="TASK-4",
    caught_by="An update changes a task from failed to archived",
    touches="VALID-6",
)
def _(lie: Lie) -> None:
    def make(original):
        def check(task, to, cause):
            if task.status is TaskStatus.FAILED and to is TaskStatus.ARCHIVED:
                lie.told()
                raise Refusal(f"The task {task.name} is failed, and cannot be archived by an update: it stays.")
            original(task, to, cause)

        return check

    lie.patch(changes, "check_transition", make)


@flaw(
    "a-final-task-is-edited",
    "The title of a completed task can be changed.",
    breaks="TASK-4",
    caught_by="The title of a completed task cannot be changed",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        try:
            return run(call)
        except Refusal as refusal:
            if "cannot be edited" not in str(refusal):
                raise
            lie.told()
            with call.write() as (_, work):
                task = work.tasks.get(given(call, "task_id"))
                work.tasks.save(task, replace(task, title=given(call, "title", task.title)))
                return changes.task_now(work, task.id)

    lie.around("orchestrator_update_task", wrap)


@flaw(
    "a-blocked-task-is-resumed-too-early",
    "A change takes a blocked task up again though what it waits for is unfinished.",
    breaks="TASK-4",
    caught_by="A blocked task with an unfinished dependency cannot become in progress",
    touches="PLAN-4",
)
def _(lie: Lie) -> None:
    def make(original):
        def check(task, others):
            if any(not other.is_finished for other in others):
                lie.told()

        return check

    lie.patch(changes, "check_dependencies_finished", make)


@flaw(
    "a-change-to-the-same-state-is-refused",
    "A change to the state that the task is in already is refused.",
    breaks="TASK-4",
    caught_by=(
        "An update to the current state, in progress, is accepted and keeps it",
        "An update to the current state, pending, is accepted and keeps it",
    ),
    touches="VALID-6",
)
def _(lie: Lie) -> None:
    def make(original):
        def check(task, to, cause):
            if task.status is to:
                lie.told()
                raise Refusal(f"The task {task.name} is {to.words} already: there is nothing to change.")
            original(task, to, cause)

        return check

    lie.patch(changes, "check_transition", make)
