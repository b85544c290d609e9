"""Lies about deleting (contract TASK-6)."""

from dataclasses import replace

from reference_orchestrator.domain.tasks import TaskStatus
from reference_orchestrator.store.tasks import TaskTable
from reference_orchestrator.tools import deletion
from tests.flawed.lying import Lie, flaw, given, with_given


@flaw(
    "children-do-not-protect-their-parent",
    "A task with children is archived without force, and its children stay.",
    breaks="TASK-6",
    caught_by="A task with a subtask cannot be archived without force",
)
def _(lie: Lie) -> None:
    def make(original):
        def descendants(work, task, into_archive):
            found = original(work, task, into_archive)
            if into_archive and found:
                lie.told()
                return []
            return found

        return descendants

    lie.patch(deletion, "_descendants", make)


@flaw(
    "dependants-do-not-protect",
    "A task that another waits for is deleted without force.",
    breaks="TASK-6",
    caught_by="A task that another task depends on cannot be deleted without force",
)
def _(lie: Lie) -> None:
    def make(original):
        def check(task, descendants, waiting):
            if waiting:
                lie.told()
            original(task, descendants, [])

        return check

    lie.patch(deletion, "_check_alone", make)


@flaw(
    "force-leaves-the-children",
    "A parent archived by force leaves its children behind.",
    breaks="TASK-6",
    caught_by="Archiving a task by force also archives its subtask",
)
def _(lie: Lie) -> None:
    def make(original):
        def archive(call, work, task):
            if task.parent_task_id and task.id != given(call, "task_id"):
                lie.told()
                return task
            return original(call, work, task)

        return archive

    lie.patch(deletion, "_archive", make)


@flaw(
    "what-waited-is-not-named",
    "A deletion by force does not name the tasks that wait no longer.",
    breaks="TASK-6",
    caught_by="The reply to a deletion by force names the dependent task",
)
def _(lie: Lie) -> None:
    lie.reply(
        "orchestrator_delete_task",
        lambda reply, call: {**reply, "dependants": [], "message": "Deleted."} if reply["dependants"] else None,
    )


@flaw(
    "what-waited-still-waits",
    "Tasks that waited for a task archived by force still wait for it.",
    breaks="TASK-6",
    caught_by="A task archived by force is no longer a dependency",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if not given(call, "archive_instead"):
            return run(call)

        with call.read() as (_, work):
            waiting = [(one.id, one.dependencies) for one in work.tasks.dependants([given(call, "task_id")])]
        reply = run(call)
        with call.write() as (_, work):
            for task_id, others in waiting:
                lie.told()
                for place, other in enumerate(others):
                    work.tasks._connection.execute(
                        "INSERT OR IGNORE INTO dependencies (task_id, position, depends_on) VALUES (?, ?, ?)",
                        (task_id, place, other),
                    )
        return reply

    lie.around("orchestrator_delete_task", wrap)


@flaw(
    "gone-for-good-is-only-hidden",
    "A task deleted for good lies in the archive.",
    breaks="TASK-6",
    caught_by="A permanently deleted task is not found",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "archive_instead"):
            return run(call)
        lie.told()
        return {**run(with_given(call, archive_instead=True)), "deleted": True, "archived": False}

    lie.around("orchestrator_delete_task", wrap)


@flaw(
    "a-deletion-deletes-nothing",
    "A deletion for good says that the task is gone, and leaves it.",
    breaks="TASK-6",
    caught_by="A permanently deleted task is not found",
    touches="TASK-1",
)
def _(lie: Lie) -> None:
    def make(original):
        def remove(current, work, family):
            lie.told()

        return remove

    lie.patch(deletion, "_remove", make)


@flaw(
    "the-archive-takes-twice",
    "A task in the archive is archived again.",
    breaks="TASK-6",
    caught_by="Deleting an archived task is rejected and leaves it archived",
    touches="PROTO-1",
)
def _(lie: Lie) -> None:
    def make(original):
        def check(task, to, cause):
            if task.status is TaskStatus.ARCHIVED:
                lie.told()
                return
            original(task, to, cause)

        return check

    lie.patch(deletion, "check_transition", make)


@flaw(
    "deletion-is-for-good-by-default",
    "A deletion that does not say how removes the task for good.",
    breaks="TASK-6",
    caught_by=("Deleting a task that is pending archives it", "Deleting a task that is completed archives it"),
    touches="TASK-7 TASK-2 TASK-3 TASK-4 TASK-5 STATUS-1 VALID-4 VALID-6 PROTO-1 PROTO-2",
)
def _(lie: Lie) -> None:
    lie.parameter("orchestrator_delete_task", "archive_instead", default=False)
    lie.reply("orchestrator_delete_task", lambda reply, call: reply if reply["deleted"] else None)


@flaw(
    "the-archive-is-found-by-all",
    "A question without a state finds archived tasks too.",
    breaks="TASK-6 TASK-7",
    caught_by="A search without a state filter leaves out archived tasks",
    touches="TASK-1 VALID-4",
)
def _(lie: Lie) -> None:
    def make(original):
        def find(self, wanted, page):
            if not wanted.statuses:
                lie.told()
                wanted = replace(wanted, statuses=tuple(TaskStatus))
            return original(self, wanted, page)

        return find

    lie.patch(TaskTable, "find", make)
