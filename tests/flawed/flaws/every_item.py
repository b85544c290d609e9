"""Lies about the second item, the last one, or one state of several: the first is right (contract, "Readings")."""

from dataclasses import replace

from reference_orchestrator.domain.tasks import Task, TaskStatus
from reference_orchestrator.domain.transitions import Cause
from reference_orchestrator.tools import changes, deletion, tasks
from tests.flawed.lying import Lie, flaw, given, with_given


def without_dependencies(lie: Lie, passed) -> None:
    """Leave out the dependencies for which `passed` (of the task, the number and the dependency) holds."""

    def make(original):
        def check(task, dependencies):
            kept = [one for number, one in enumerate(dependencies) if not passed(task, number, one)]
            if len(kept) < len(dependencies):
                lie.told()
            original(task, kept)

        return check

    lie.patch(tasks, "check_dependencies_finished", make)


@flaw(
    "only-two-dependencies-count",
    "Only the first two dependencies of a task are checked.",
    breaks="PLAN-4 TASK-2",
    caught_by="With only Proof of three dependencies unfinished, a task cannot be started",
)
def _(lie: Lie) -> None:
    without_dependencies(lie, lambda task, number, one: number > 1)


@flaw(
    "a-failed-dependency-is-no-hindrance",
    "A task is started though its dependency has failed.",
    breaks="PLAN-4 TASK-2",
    caught_by="A task whose dependency is failed cannot be started",
)
def _(lie: Lie) -> None:
    without_dependencies(lie, lambda task, number, one: one.status is TaskStatus.FAILED)


@flaw(
    "a-begun-dependency-counts-as-done",
    "A task is started as soon as its dependency is in progress.",
    breaks="PLAN-4 TASK-2",
    caught_by="A task whose dependency is in progress cannot be started",
)
def _(lie: Lie) -> None:
    without_dependencies(lie, lambda task, number, one: one.status is TaskStatus.IN_PROGRESS)


@flaw(
    "a-blocked-task-is-started-too-early",
    "A blocked task is started whatever it depends on.",
    breaks="PLAN-4 TASK-2",
    caught_by="A blocked task with an unfinished dependency cannot be started",
)
def _(lie: Lie) -> None:
    without_dependencies(lie, lambda task, number, one: task.status is TaskStatus.BLOCKED)


@flaw(
    "unfinished-work-is-taken-in-any-state",
    "Work that is to be continued, revised or blocked is accepted in every state.",
    breaks="TASK-3",
    caught_by="A task that is completed rejects a result submitted with more work to follow",
)
def _(lie: Lie) -> None:
    def make(original):
        def check(task, after, cause):
            if cause is Cause.COMPLETE and after is not TaskStatus.COMPLETED:
                if task.status is not TaskStatus.IN_PROGRESS:
                    lie.told()
                return
            original(task, after, cause)

        return check

    lie.patch(tasks, "check_transition", make)


@flaw(
    "all-but-the-title-of-a-final-task-is-edited",
    "Every field of a final task but its title can be changed.",
    breaks="TASK-4",
    caught_by="The description of a task that is completed cannot be changed",
)
def _(lie: Lie) -> None:
    final = Task.is_final

    def is_open(task):
        if final.fget(task):
            lie.told()
        return False

    def wrap(run, call):
        if given(call, "title") is not None:
            return run(call)
        Task.is_final = property(is_open)
        try:
            return run(call)
        finally:
            Task.is_final = final

    lie.around("orchestrator_update_task", wrap)


@flaw(
    "a-summary-is-trimmed",
    "A summary loses the blanks at its ends.",
    breaks="TASK-3 SAFE-7",
    caught_by="A summary with spaces at both ends reads back unchanged",
)
def _(lie: Lie) -> None:
    def make(original):
        def save_change(call, work, before, after):
            if after.summary and after.summary != after.summary.strip():
                lie.told()
                after = replace(after, summary=after.summary.strip())
            original(call, work, before, after)

        return save_change

    lie.patch(tasks, "save_change", make)


@flaw(
    "a-reason-is-stored-in-ascii",
    "A cancellation reason keeps only ASCII characters.",
    breaks="TASK-5 SAFE-7",
    caught_by="A cancellation reason with emoji reads back unchanged",
)
def _(lie: Lie) -> None:
    def make(original):
        def save_change(call, work, before, after):
            if after.reason and not after.reason.isascii():
                lie.told()
                after = replace(after, reason=after.reason.encode("ascii", "replace").decode())
            original(call, work, before, after)

        return save_change

    lie.patch(changes, "save_change", make)


@flaw(
    "work-that-is-expressly-kept-goes",
    "A cancellation that is told to keep the work discards it.",
    breaks="TASK-5",
    caught_by="Work that a cancellation expressly keeps can still be read",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "preserve_work") is not True:
            return run(call)
        lie.told()
        return run(with_given(call, preserve_work=False))

    lie.around("orchestrator_cancel_task", wrap)


@flaw(
    "a-custom-task-is-a-standard-one",
    "A task of the kind custom is stored as a standard one.",
    breaks="TASK-1",
    caught_by='A task keeps the planned kind "custom"',
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "task_type") != "custom":
            return run(call)
        lie.told()
        return run(with_given(call, task_type="standard"))

    lie.around("orchestrator_plan_task", wrap)


@flaw(
    "a-due-time-is-cut",
    "A due date with a time keeps only its day.",
    breaks="TASK-1",
    caught_by='A task keeps the planned due date "2031-05-17T10:00:00Z"',
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        due = given(call, "due_date")
        if due is None or len(due) <= 10:
            return run(call)
        lie.told()
        return run(with_given(call, due_date=due[:10]))

    lie.around("orchestrator_plan_task", wrap)


@flaw(
    "a-researcher-is-replaced",
    "A task planned for the researcher is assigned to the generalist.",
    breaks="EXEC-2 TASK-2",
    caught_by="A task planned for the researcher is assigned to the researcher",
)
def _(lie: Lie) -> None:
    lie.reply(
        "orchestrator_execute_task",
        lambda reply, call: (
            {**reply, "specialist_type": "generic", "specialist_context": {"role": "generic"}}
            if reply["specialist_type"] == "researcher"
            else None
        ),
    )


@flaw(
    "completed-tasks-are-never-removed",
    "A completed task that is deleted permanently stays.",
    breaks="TASK-6",
    caught_by="A task that is completed is not found after its permanent deletion",
)
def _(lie: Lie) -> None:
    def make(original):
        def remove(current, work, family):
            if family[0].status is TaskStatus.COMPLETED:
                lie.told()
                return
            original(current, work, family)

        return remove

    lie.patch(deletion, "_remove", make)


@flaw(
    "only-the-next-layer-is-archived",
    "A deletion by force archives the subtasks, but not what is below them.",
    breaks="TASK-6",
    caught_by="Archiving a task by force archives the subtasks of its subtasks",
)
def _(lie: Lie) -> None:
    def make(original):
        def descendants(work, task, into_archive):
            found = original(work, task, into_archive)
            near = [one for one in found if one.parent_task_id == task.id]
            if into_archive and len(near) < len(found):
                lie.told()
                return near
            return found

        return descendants

    lie.patch(deletion, "_descendants", make)


@flaw(
    "what-goes-along-is-not-named",
    "A deletion by force does not name the subtasks that go along.",
    breaks="TASK-6",
    caught_by="A task that is archived by force is named with subtask and dependant",
)
def _(lie: Lie) -> None:
    def change(reply, call):
        if len(reply["affected"]) < 2:
            return None
        return {**reply, "affected": reply["affected"][:1], "message": "Deleted."}

    lie.reply("orchestrator_delete_task", change)
