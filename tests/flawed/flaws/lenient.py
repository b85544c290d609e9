"""Lies of orchestrators that mean well: what is wrong is left out, mended or ignored, and the call is accepted."""

from dataclasses import replace

from reference_orchestrator.domain import templates as domain
from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.store.tasks import TaskTable
from reference_orchestrator.tools.shared import save_change
from tests.flawed.lying import Lie, flaw, given, with_given


def mended(lie: Lie, tool: str, words: str, **changes) -> None:
    """Make a call once more with other arguments when it is refused in some words; a value of none leaves one out."""

    def wrap(run, call):
        try:
            return run(call)
        except Refusal as refusal:
            if words not in str(refusal):
                raise
            lie.told()
            return run(with_given(call, **changes))

    lie.around(tool, wrap)


@flaw(
    "a-blank-title-is-filled",
    "A task that is planned with a blank title gets another one.",
    breaks="TASK-1",
    caught_by=(
        "A plan with an empty title is rejected and creates no task",
        "A plan with a title of spaces only is rejected and creates no task",
    ),
    touches="PROTO-1 PROTO-2",
)
def _(lie: Lie) -> None:
    mended(lie, "orchestrator_plan_task", "title is blank", title="Untitled")


@flaw(
    "an-unknown-parent-is-left-out",
    "A task that is planned under an unknown parent has none.",
    breaks="TASK-1",
    caught_by="A plan with an unknown parent is rejected and creates no task",
    touches="PROTO-1 PROTO-2",
)
def _(lie: Lie) -> None:
    mended(lie, "orchestrator_plan_task", "parent_task_id is", parent_task_id=None)


@flaw(
    "an-unknown-dependency-is-left-out",
    "A dependency that does not exist is left out of a plan.",
    breaks="TASK-1",
    caught_by="A plan with an unknown dependency is rejected and creates no task",
    touches="PLAN-4 PROTO-1 PROTO-2",
)
def _(lie: Lie) -> None:
    mended(lie, "orchestrator_plan_task", "One of the dependencies", dependencies=None)


@flaw(
    "an-invalid-due-date-is-left-out",
    "A due date that is no date is left out of a plan.",
    breaks="TASK-1",
    caught_by="A plan with an invalid due date is rejected and creates no task",
    touches="PROTO-1 PROTO-2",
)
def _(lie: Lie) -> None:
    mended(lie, "orchestrator_plan_task", "due_date", due_date=None)


@flaw(
    "a-negative-start-is-the-beginning",
    "A search from a negative position begins at the first task.",
    breaks="TASK-7",
    caught_by="A search with a negative start position is rejected",
    touches="PROTO-1 PROTO-2",
)
def _(lie: Lie) -> None:
    mended(lie, "orchestrator_query_tasks", "offset", offset=0)


@flaw(
    "a-refused-summary-takes-the-place-of-the-first",
    "The summary of a second result is refused, and kept in the place of the first.",
    breaks="TASK-3",
    caught_by="A completed task rejects a second result and keeps the first summary",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        try:
            return run(call)
        except Refusal as refusal:
            if "completed" in str(refusal):
                lie.told()
                with call.write() as (_, work):
                    task = work.tasks.get(given(call, "task_id"))
                    save_change(call, work, task, replace(task, summary=given(call, "summary")))
            raise

    lie.around("orchestrator_complete_task", wrap)


@flaw(
    "a-brief-is-given-once",
    "Starting a task in progress tells no description any more.",
    breaks="TASK-2",
    caught_by="Starting a task that is in progress returns its brief again",
)
def _(lie: Lie) -> None:
    started = set()

    def change(reply, call):
        if reply["task_id"] in started:
            return {**reply, "description": "See above."}
        started.add(reply["task_id"])
        return None

    lie.reply("orchestrator_execute_task", change)


@flaw(
    "dependants-of-subtasks-still-wait",
    "What depended on a subtask of an archived task still depends on it.",
    breaks="TASK-6",
    caught_by="A task that is archived by force is named with subtask and dependant",
)
def _(lie: Lie) -> None:
    def make(original):
        def release(self, task_ids):
            if len(task_ids) > 1:
                lie.told()
            original(self, task_ids[:1])

        return release

    lie.patch(TaskTable, "release_dependants", make)


@flaw(
    "only-the-first-value-counts",
    "Of several values of one filter only the first is searched for.",
    breaks="TASK-7 VALID-4",
    caught_by=(
        'A search by state "completed, cancelled" finds exactly the matching tasks',
        'A search by kind "testing, documentation" finds exactly the matching tasks',
    ),
)
def _(lie: Lie) -> None:
    lists = ("status", "task_type", "specialist_type", "complexity")

    def wrap(run, call):
        changes = {name: given(call, name)[:1] for name in lists if len(given(call, name) or ()) > 1}
        if changes:
            lie.told()
        return run(with_given(call, **changes))

    lie.around("orchestrator_query_tasks", wrap)


@flaw(
    "the-specialist-is-no-filter",
    "A search by specialist finds the tasks of all.",
    breaks="TASK-7 VALID-4",
    caught_by='A search by specialist "coder" finds exactly the matching tasks',
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "specialist_type"):
            lie.told()
        return run(with_given(call, specialist_type=None))

    lie.around("orchestrator_query_tasks", wrap)


def without_rules(lie: Lie, *names: str) -> None:
    """Check the values of a template without some of their rules."""

    def make(original):
        def check(name, rules, value):
            kept = {rule: content for rule, content in rules.items() if rule not in names}
            if kept != rules:
                lie.told()
            original(name, kept, value)

        return check

    lie.patch(domain, "_check_value", make)


@flaw(
    "values-may-be-of-any-length",
    "The lengths that a template allows are not heeded.",
    breaks="TMPL-3",
    caught_by=("A value that is too short is rejected", "A value that is too long is rejected"),
)
def _(lie: Lie) -> None:
    without_rules(lie, "min_length", "max_length")


@flaw(
    "values-may-be-outside-their-list",
    "The list and the pattern that a template gives for a value are not heeded.",
    breaks="TMPL-3",
    caught_by=(
        "The value pigeon for CHANNEL is rejected, and no task is planned",
        "The value b2 for CODE is rejected, and no task is planned",
    ),
)
def _(lie: Lie) -> None:
    without_rules(lie, "enum", "pattern")


@flaw(
    "a-page-of-none-is-a-whole-page",
    "A search for no tasks at all shows a whole page.",
    breaks="TASK-7",
    caught_by="With page size 0, skipping 0, a search returns 0 of 7",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "limit") != 0:
            return run(call)
        lie.told()
        return run(with_given(call, limit=100))

    lie.around("orchestrator_query_tasks", wrap)
