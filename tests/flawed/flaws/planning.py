"""Lies about planning and executing (contract TASK-1, TASK-2, SAFE-7)."""

import re
from itertools import count

from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.store.tasks import TaskTable
from reference_orchestrator.tools import tasks
from tests.flawed.lying import Lie, flaw, given, with_given

ASTRAL = re.compile("[\U00010000-\U0010ffff]")


@flaw(
    "the-default-complexity-is-another",
    "A task planned without a complexity is simple, and not moderate.",
    breaks="TASK-1",
    caught_by='A task planned without a complexity gets the complexity "moderate"',
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "complexity") == "moderate":
            lie.told()
            call = with_given(call, complexity="simple")
        return run(call)

    lie.around("orchestrator_plan_task", wrap)


@flaw(
    "a-due-date-is-made-up",
    "A task planned without a due date gets one.",
    breaks="TASK-1",
    caught_by="A task planned without a due date has no due date",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "due_date") is None:
            lie.told()
            call = with_given(call, due_date="2099-12-31")
        return run(call)

    lie.around("orchestrator_plan_task", wrap)


@flaw(
    "the-effort-is-dropped",
    "The estimated effort given at planning is not kept.",
    breaks="TASK-1",
    caught_by="The main task keeps the planned estimated effort",
    touches="PLAN-2",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "estimated_effort"):
            lie.told()
        return run(with_given(call, estimated_effort=None))

    lie.around("orchestrator_plan_task", wrap)


@flaw(
    "a-due-date-becomes-a-time",
    "A due date that is a day comes back as its first moment.",
    breaks="TASK-1",
    caught_by="A task keeps its planned due date",
    touches="PLAN-2",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        due = given(call, "due_date")
        if due and len(due) == len("2031-05-17"):
            lie.told()
            call = with_given(call, due_date=f"{due}T00:00:00+00:00")
        return run(call)

    lie.around("orchestrator_plan_task", wrap)


@flaw(
    "any-due-date-will-do",
    "A due date that is no date is dropped, and the plan accepted.",
    breaks="TASK-1",
    caught_by="A plan with an invalid due date is rejected and creates no task",
    touches="PROTO-2 PROTO-1",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        try:
            return run(call)
        except Refusal as refusal:
            if "ISO" not in str(refusal):
                raise
            lie.told()
            return run(with_given(call, due_date=None))

    lie.around("orchestrator_plan_task", wrap)


@flaw(
    "an-id-comes-again",
    "The id of a task that was deleted for good is given to the next one.",
    breaks="TASK-1",
    caught_by="The identifier of a permanently deleted task is not reused",
)
def _(lie: Lie) -> None:
    gone: list[str] = []

    def make_remove(original):
        def remove(self, task_ids):
            original(self, task_ids)
            gone.extend(task_ids)

        return remove

    def make_id(original):
        def new_task_id():
            if gone:
                lie.told()
                return gone.pop()
            return original()

        return new_task_id

    lie.patch(TaskTable, "remove", make_remove)
    lie.patch(tasks, "new_task_id", make_id)


@flaw(
    "ids-come-again-in-a-new-process",
    "Every process counts its tasks from one, and puts the new one in the place of the old one of that number.",
    breaks="TASK-1 SAFE-6",
    caught_by=(
        "Started again, the orchestrator keeps its tasks and reuses no identifier",
        "Two orchestrators planning 300 tasks at the same time store each once",
    ),
    touches="PROTO-2 SAFE-1 CTRL-2",
)
def _(lie: Lie) -> None:
    numbers = count(1)

    def make_id(original):
        return lambda: f"task_{next(numbers):016}"

    def make_add(original):
        def add(self, task):
            if self.get_all([task.id]):
                lie.told()
                self.remove([task.id])
            original(self, task)

        return add

    lie.patch(tasks, "new_task_id", make_id)
    lie.patch(TaskTable, "add", make_add)


@flaw(
    "a-refused-plan-leaves-a-task",
    "A plan under a parent that nobody knows is refused, and the task is there all the same.",
    breaks="TASK-1",
    caught_by="A plan with an unknown parent is rejected and creates no task",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        try:
            return run(call)
        except Refusal as refusal:
            if "parent_task_id" in str(refusal):
                lie.told()
                run(with_given(call, parent_task_id=None))
            raise

    lie.around("orchestrator_plan_task", wrap)


@flaw(
    "an-unknown-predecessor-is-dropped",
    "A plan that waits for a task nobody knows is accepted, and waits for nothing.",
    breaks="TASK-1",
    caught_by="A plan with an unknown dependency is rejected and creates no task",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        try:
            return run(call)
        except Refusal as refusal:
            if "dependencies" not in str(refusal):
                raise
            lie.told()
            return run(with_given(call, dependencies=[]))

    lie.around("orchestrator_plan_task", wrap)


@flaw(
    "a-blank-title-will-do",
    "A task can be planned with a title of blanks.",
    breaks="TASK-1",
    caught_by=(
        "A plan with an empty title is rejected and creates no task",
        "A plan with a title of spaces only is rejected and creates no task",
    ),
    touches="PROTO-1 PROTO-2",
)
def _(lie: Lie) -> None:
    def make(original):
        def check_filled(name, text):
            if name != "title":
                original(name, text)
            elif not text.strip():
                lie.told()

        return check_filled

    lie.patch(tasks, "check_filled", make)


@flaw(
    "a-task-loses-its-parent",
    "A task planned under another does not belong to it.",
    breaks="PLAN-3 TASK-1",
    caught_by=(
        "The parent of Feature Integration is the main task",
        "The main task has exactly the five components as subtasks",
    ),
    touches="TASK-6 TASK-7 RESULT-1 PROTO-2 VALID-4 VALID-7 VALID-8 FLOW-1 FLOW-2 FLOW-3 FLOW-4 FLOW-5 MAINT-3",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "parent_task_id") is None:
            return run(call)
        with call.read() as (_, work):
            work.tasks.get(given(call, "parent_task_id"))
        lie.told()
        return run(with_given(call, parent_task_id=None))

    lie.around("orchestrator_plan_task", wrap)


@flaw(
    "the-reply-to-a-plan-tells-another-state",
    "The reply to a plan says that the task is in progress already, which it is not.",
    breaks="TASK-1",
    caught_by="The reply to a plan shows the task as pending",
)
def _(lie: Lie) -> None:
    lie.reply("orchestrator_plan_task", lambda reply, call: {**reply, "status": "in_progress"})


@flaw(
    "emoji-are-lost",
    "Characters beyond the first plane come back as question marks in a title.",
    breaks="SAFE-7 TASK-1",
    caught_by="A title with emoji reads back unchanged",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        title = given(call, "title")
        if ASTRAL.search(title):
            lie.told()
            call = with_given(call, title=ASTRAL.sub("?", title))
        return run(call)

    lie.around("orchestrator_plan_task", wrap)


@flaw(
    "apostrophes-are-doubled",
    "An apostrophe in a title comes back twice.",
    breaks="SAFE-7 TASK-1",
    caught_by="A title with an apostrophe reads back unchanged",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if "'" in given(call, "title"):
            lie.told()
        return run(with_given(call, title=given(call, "title").replace("'", "''")))

    lie.around("orchestrator_plan_task", wrap)
