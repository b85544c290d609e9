"""Fresh flaws of tasks: cancelled, deleted, found, put together."""

import threading
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.domain.tasks import TaskStatus
from reference_orchestrator.domain.times import stamp
from reference_orchestrator.store.tasks import TaskTable
from reference_orchestrator.tools import deletion, queries, results
from reference_orchestrator.views import task_now
from tests.flawed.fresh.declaring import fresh, task_of
from tests.flawed.lying import Lie, given, with_given

CANCEL = "orchestrator_cancel_task"
DELETE = "orchestrator_delete_task"
QUERY = "orchestrator_query_tasks"
SYNTHESIZE = "orchestrator_synthesize_results"


# Cancelling


@fresh(
    "only-the-last-artifact-goes",
    "Cancelling without preserve_work removes the last artifact of the task, and leaves those before it.",
    breaks="TASK-5",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        with call.read() as (_, work):
            artifacts = work.artifacts.of([given(call, "task_id")])
        if given(call, "preserve_work") or len(artifacts) < 2:
            return run(call)
        run(with_given(call, preserve_work=True))
        lie.told()
        with call.write() as (current, work):
            task = work.tasks.get(given(call, "task_id"))
            work.tasks.save(task, replace(task, summary=None))
            work.artifacts._connection.execute("DELETE FROM artifacts WHERE id = ?", (artifacts[-1].id,))
            work.when_done(current.workspace.artifacts.remover(artifacts[-1].path))
            return task_now(work, task.id)

    lie.around(CANCEL, wrap)


@fresh(
    "who-waited-for-a-cancelled-task-is-let-go",
    "Cancelling a task takes it out of the dependencies of those that wait for it, so they can begin.",
    breaks="TASK-2 TASK-5",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        reply = run(call)
        with call.write() as (_, work):
            if work.tasks.dependants([reply["task_id"]]):
                lie.told()
            work.tasks.release_dependants([reply["task_id"]])
        return reply

    lie.around(CANCEL, wrap)


@fresh(
    "a-refused-cancellation-takes-the-files",
    "Cancelling a final task without preserve_work is refused, but the files of its artifacts are gone by then.",
    breaks="TASK-5 PROTO-1",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        task = task_of(call)
        if task and task.is_final and not given(call, "preserve_work"):
            with call.read() as (current, work):
                for one in work.artifacts.of([task.id]):
                    lie.told()
                    current.workspace.artifacts.remover(one.path)()
        return run(call)

    lie.around(CANCEL, wrap)


# Deleting and archiving


@fresh(
    "force-takes-along-who-waits",
    "Deleting for good by force deletes the tasks that depended on it, too.",
    breaks="TASK-6",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        reply = run(call)
        if given(call, "force") and not given(call, "archive_instead"):
            for other in reply["dependants"]:
                lie.told()
                with suppress(Refusal):
                    run(with_given(call, task_id=other["task_id"]))
        return reply

    lie.around(DELETE, wrap)


@fresh(
    "the-archive-keeps-no-results",
    "A task that is archived loses the summary of its work.",
    breaks="TASK-3 TASK-6",
)
def _(lie: Lie) -> None:
    def make(original):
        def archive(call, work, task):
            if task.summary:
                lie.told()
                work.tasks.save(task, replace(task, summary=None))
            return original(call, work, work.tasks.get(task.id))

        return archive

    lie.patch(deletion, "_archive", make)


@fresh(
    "force-means-for-good",
    "Deletion by force removes for good, also where archive_instead is left at its default or set.",
    breaks="TASK-6",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "force") and given(call, "archive_instead"):
            lie.told()
            call = with_given(call, archive_instead=False)
        return run(call)

    lie.around(DELETE, wrap)


@fresh(
    "only-the-first-layer-is-named",
    "The reply of a forced deletion names the task and its children, not the children of these, which went too.",
    breaks="TASK-6",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        with call.read() as (_, work):
            children = work.tasks.children([given(call, "task_id")])
        reply = run(call)
        named = {given(call, "task_id"), *(child.id for child in children)}
        affected = [one for one in reply["affected"] if one["task_id"] in named]
        if len(affected) == len(reply["affected"]):
            return reply
        lie.told()
        message = f"Gone: {', '.join(one['title'] for one in affected)}."
        return {**reply, "affected": affected, "message": message}

    lie.around(DELETE, wrap)


# Searching, counting, paging


@fresh(
    "created-before-ignores-the-offset",
    "The offset in created_before is ignored: the time is taken for UTC. That in created_after is heeded.",
    breaks="TASK-7",
)
def _(lie: Lie) -> None:
    def make(original):
        def parse(name, text):
            moment = original(name, text)
            if name != "created_before":
                return moment
            local = stamp(datetime.fromisoformat(text).replace(tzinfo=UTC))
            if local != moment:
                lie.told()
            return local

        return parse

    lie.patch(queries, "parse_moment", make)


@fresh(
    "the-count-knows-no-times",
    "`total_count` counts without the conditions created_after and created_before.",
    breaks="TASK-7",
)
def _(lie: Lie) -> None:
    def make(original):
        def count(self, wanted):
            if wanted.created_after or wanted.created_before:
                lie.told()
            return original(self, replace(wanted, created_after=None, created_before=None))

        return count

    lie.patch(TaskTable, "count", make)


@fresh(
    "children-come-without-their-artifacts",
    "With include_children and include_artifacts together, only the tasks found have their artifacts.",
    breaks="TASK-7",
)
def _(lie: Lie) -> None:
    def make(original):
        def add(call, work, views, *, with_archive):
            if given(call, "include_artifacts"):
                lie.told()
            original(with_given(call, include_artifacts=False), work, views, with_archive=with_archive)

        return add

    lie.patch(queries, "_add_children", make)


@fresh(
    "active-beside-another-state-is-lost",
    "`active` in a list of states finds something only when it stands alone.",
    breaks="TASK-7",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        states = given(call, "status") or []
        if "active" in states and len(set(states)) > 1:
            lie.told()
            call = with_given(call, status=[state for state in states if state != "active"])
        return run(call)

    lie.around(QUERY, wrap)


# Synthesis


@fresh(
    "results-come-as-they-were-finished",
    "A synthesis tells the children in the order of their last change, not in the planned one.",
    breaks="RESULT-1",
)
def _(lie: Lie) -> None:
    synthesis = threading.local()

    def make(original):
        def children(self, parent_ids):
            found = original(self, parent_ids)
            if not getattr(synthesis, "under_way", False):
                return found
            lie.told()
            return sorted(found, key=lambda child: child.updated_at)

        return children

    def wrap(run, call):
        synthesis.under_way = True
        try:
            return run(call)
        finally:
            synthesis.under_way = False

    lie.patch(TaskTable, "children", make)
    lie.around(SYNTHESIZE, wrap)


@fresh(
    "blocked-is-not-unfinished",
    "A synthesis does not name blocked children among the unfinished.",
    breaks="RESULT-1",
)
def _(lie: Lie) -> None:
    lie.patch(results, "OPEN_STATES", lambda _: (TaskStatus.PENDING, TaskStatus.IN_PROGRESS))
    lie.reply(
        SYNTHESIZE, lambda reply, _: reply if any(one["status"] == "blocked" for one in reply["results"]) else None
    )


@fresh(
    "a-synthesis-stands-until-the-parent-changes",
    "A synthesis is kept, and told again until the parent itself is changed, whatever the children did meanwhile.",
    breaks="RESULT-1",
)
def _(lie: Lie) -> None:
    kept = {}

    def wrap(run, call):
        parent = task_of(call, "parent_task_id")
        key = (parent.id, parent.updated_at) if parent else None
        if key in kept:
            lie.told()
            return kept[key]
        reply = run(call)
        kept[key] = reply
        return reply

    lie.around(SYNTHESIZE, wrap)
