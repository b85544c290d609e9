"""Lies about executing, and about what a task waits for (contract TASK-2, PLAN-4)."""

import re
from dataclasses import replace

from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.domain.tasks import TaskStatus
from reference_orchestrator.domain.times import stamp
from reference_orchestrator.roles import Roles
from reference_orchestrator.tools import tasks
from tests.flawed.lying import Lie, flaw, given

ASTRAL = re.compile("[\U00010000-\U0010ffff]")


@flaw(
    "dependencies-are-not-enforced",
    "A task is executed though what it waits for is unfinished.",
    breaks="PLAN-4 TASK-2",
    caught_by="A task with a pending dependency cannot be started",
)
def _(lie: Lie) -> None:
    def make(original):
        def check(task, others):
            if any(not other.is_finished for other in others):
                lie.told()

        return check

    lie.patch(tasks, "check_dependencies_finished", make)


@flaw(
    "one-dependency-is-enough",
    "A task is executed as soon as one of the tasks that it waits for is completed.",
    breaks="PLAN-4 TASK-2",
    caught_by="A task with one of two dependencies unfinished cannot be started",
)
def _(lie: Lie) -> None:
    def make(original):
        def check(task, others):
            if any(other.is_finished for other in others):
                lie.told()
                return
            original(task, others)

        return check

    lie.patch(tasks, "check_dependencies_finished", make)


@flaw(
    "a-cancelled-predecessor-is-as-good-as-done",
    "A task is executed when what it waits for was cancelled.",
    breaks="PLAN-4 TASK-2",
    caught_by=(
        "Starting a task with a cancelled dependency is rejected, naming the dependency",
        "The rejection of a start names the cancelled dependency",
    ),
    touches="FAULT-3",
)
def _(lie: Lie) -> None:
    def make(original):
        def check(task, others):
            if any(other.status is TaskStatus.CANCELLED for other in others):
                lie.told()
            original(task, [other for other in others if other.status is not TaskStatus.CANCELLED])

        return check

    lie.patch(tasks, "check_dependencies_finished", make)


@flaw(
    "the-dependency-is-not-named",
    "The refusal to execute does not say which task is waited for.",
    breaks="TASK-2",
    caught_by="The rejection of a start names the unfinished dependency",
    touches="PLAN-4",
)
def _(lie: Lie) -> None:
    def make(original):
        def check(task, others):
            try:
                original(task, others)
            except Refusal:
                lie.told()
                raise Refusal("The task waits for others that are unfinished. Finish them first.") from None

        return check

    lie.patch(tasks, "check_dependencies_finished", make)


@flaw(
    "the-context-is-kept-back",
    "Executing does not hand back the context and the instructions given at planning.",
    breaks="EXEC-3 TASK-2",
    caught_by="The brief for Feature Integration contains the four planned instructions",
    touches="EXEC-2",
)
def _(lie: Lie) -> None:
    def change(reply, call):
        own = reply["context"].get("instructions", []) if isinstance(reply["context"], dict) else []
        return {**reply, "context": {}, "execution_instructions": reply["execution_instructions"][: -len(own) or None]}

    lie.reply("orchestrator_execute_task", change)


@flaw(
    "every-specialist-is-a-generalist",
    "Executing hands back the generalist's role, whoever is to do the task.",
    breaks="EXEC-2 TASK-2",
    caught_by="Each of the ten specialists has role instructions of its own",
)
def _(lie: Lie) -> None:
    def make(original):
        def get(self, specialist):
            if specialist is not None:
                lie.told()
            return original(self, None)

        return get

    lie.patch(Roles, "get", make)


@flaw(
    "the-title-is-kept-back",
    "Executing hands back no title of the task.",
    breaks="EXEC-2 TASK-2",
    caught_by="The brief contains the task's title",
)
def _(lie: Lie) -> None:
    lie.reply("orchestrator_execute_task", lambda reply, call: {**reply, "title": ""})


@flaw(
    "the-description-is-kept-back",
    "Executing hands back no description of the task.",
    breaks="EXEC-2 TASK-2",
    caught_by="The brief contains the task's description",
)
def _(lie: Lie) -> None:
    lie.reply("orchestrator_execute_task", lambda reply, call: {**reply, "description": ""})


@flaw(
    "a-failed-task-is-executed",
    "A task that failed is taken up again by executing it.",
    breaks="TASK-2",
    caught_by="Starting a task that is failed is rejected and leaves it failed",
)
def _(lie: Lie) -> None:
    def make(original):
        def check(task, to, cause):
            if task.status is TaskStatus.FAILED and to is TaskStatus.IN_PROGRESS:
                lie.told()
                return
            original(task, to, cause)

        return check

    lie.patch(tasks, "check_transition", make)


@flaw(
    "an-execution-changes-nothing",
    "Executing a blocked task says that it is in progress, and leaves it blocked.",
    breaks="TASK-2",
    caught_by="Starting a task that is blocked puts it in progress",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        with call.read() as (_, work):
            before = work.tasks.get_all([given(call, "task_id")])
        reply = run(call)
        if before and before[0].status is TaskStatus.BLOCKED:
            lie.told()
            with call.write() as (_, work):
                after = work.tasks.get(given(call, "task_id"))
                work.tasks.save(
                    after, replace(after, status=TaskStatus.BLOCKED, updated_at=stamp(call.server_context.now()))
                )
        return reply

    lie.around("orchestrator_execute_task", wrap)


@flaw(
    "executing-starts-the-sister-too",
    "Executing a task starts the other tasks of its family as well.",
    breaks="EXEC-1",
    caught_by="Starting a task leaves its sibling pending",
    touches="FLOW-1 TASK-2 TASK-7 VALID-4",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        reply = run(call)
        if reply["parent_task_id"]:
            with call.write() as (_, work):
                for sister in work.tasks.children([reply["parent_task_id"]]):
                    if sister.status is TaskStatus.PENDING and not sister.dependencies:
                        lie.told()
                        work.tasks.save(sister, replace(sister, status=TaskStatus.IN_PROGRESS))
        return reply

    lie.around("orchestrator_execute_task", wrap)


@flaw(
    "an-error-looks-like-a-rejection",
    "Starting an unknown task ends with an error of the program, which is sent as if it were a rejection.",
    breaks="PROTO-1 TASK-2",
    caught_by="Starting an unknown task is rejected",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        try:
            return run(call)
        except Refusal as refusal:
            if "no such task" not in str(refusal):
                raise
            lie.told()
            raise Refusal("cannot access local variable 'task' where it is not associated with a value") from None

    lie.around("orchestrator_execute_task", wrap)
