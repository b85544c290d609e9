"""Lies that only a real candidate shows: what is old, stale, orphaned or given up (contract SESSION-3, MAINT-1)."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from reference_orchestrator.domain.sessions import CleanupType
from reference_orchestrator.domain.tasks import TaskStatus
from reference_orchestrator.domain.times import stamp
from reference_orchestrator.tools import maintenance, sessions
from tests.flawed.lying import Lie, flaw, given, with_given

MAINTENANCE = "orchestrator_maintenance_coordinator"
CLEANUP = "orchestrator_cleanup_sessions"


def _choice(lie: Lie, decide) -> None:
    """Take other sessions; `decide` gets what would be taken, the state, the kind, the days and the moment."""

    def make(original):
        def is_taken(state, kind, days, now):
            honest = original(state, kind, days, now)
            taken = decide(honest, state, kind, days, now)
            if taken is not honest:
                lie.told()
            return taken

        return is_taken

    lie.patch(sessions, "is_taken", make)


@flaw(
    "old-sessions-never-go",
    "A clean-up of old sessions takes none, however old.",
    breaks="SESSION-3",
    caught_by=(
        "Cleanup of old sessions removes one not used for eight days",
        "Cleanup older than 5 days removes a session of six days ago",
    ),
)
def _(lie: Lie) -> None:
    _choice(lie, lambda honest, state, kind, days, now: honest and kind is not CleanupType.OLD)


@flaw(
    "a-session-is-old-after-five-days",
    "Without a number of days, a session is old after five days, and not after seven.",
    breaks="SESSION-3",
    caught_by="Cleanup of old sessions keeps one not used for six days",
)
def _(lie: Lie) -> None:
    lie.parameter(CLEANUP, "older_than_days", default=5)
    lie.reply(CLEANUP, lambda reply, call: reply if given(call, "older_than_days") == 5 else None)


@flaw(
    "old-is-older-than-a-week",
    "A session is old after a week, whatever number of days is given.",
    breaks="SESSION-3",
    caught_by="Cleanup older than 5 days removes a session of six days ago",
    touches="PROTO-2",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "older_than_days") in {None, 7} or given(call, "older_than_days") < 0:
            return run(call)
        lie.told()
        return run(with_given(call, older_than_days=7))

    lie.around(CLEANUP, wrap)


@flaw(
    "old-sessions-go-with-open-tasks",
    "A clean-up of old sessions takes those with open tasks too.",
    breaks="SESSION-3",
    caught_by="Cleanup of old sessions keeps one whose only task is pending",
)
def _(lie: Lie) -> None:
    def decide(honest, state, kind, days, now):
        old = state.session.last_call_at <= stamp(now - timedelta(days=days))
        return honest or (kind is CleanupType.OLD and days > 0 and old)

    _choice(lie, decide)


@flaw(
    "only-completed-tasks-complete-a-session",
    "A session whose tasks were cancelled or failed is never completed.",
    breaks="SESSION-3",
    caught_by=(
        "Cleanup of completed sessions removes one whose only task is cancelled",
        "Cleanup of completed sessions removes one whose only task is failed",
    ),
)
def _(lie: Lie) -> None:
    def decide(honest, state, kind, days, now):
        given_up = state.counts.get(TaskStatus.CANCELLED, 0) + state.counts.get(TaskStatus.FAILED, 0)
        return honest and not (kind is CleanupType.COMPLETED and given_up)

    _choice(lie, decide)


@flaw(
    "a-clean-up-takes-one-session",
    "A clean-up takes only the first of the sessions that it is about.",
    breaks="SESSION-3",
    caught_by="Cleanup of completed sessions removes each of two",
)
def _(lie: Lie) -> None:
    def make(original):
        def forget(place, going):
            if len(list(going)) > 1:
                lie.told()
            original(place, list(going)[:1])

        return forget

    lie.patch(sessions, "forget", make)


@flaw(
    "a-session-without-tasks-is-completed",
    "A clean-up of completed sessions takes those without any task.",
    breaks="SESSION-3",
    caught_by="Cleanup of completed sessions keeps one without tasks",
)
def _(lie: Lie) -> None:
    _choice(
        lie,
        lambda honest, state, kind, days, now: (
            honest or (kind is CleanupType.COMPLETED and state.directory_exists and not sum(state.counts.values()))
        ),
    )


@flaw(
    "open-tasks-protect-orphaned-sessions",
    "A clean-up of orphaned sessions leaves those in which a task was planned.",
    breaks="SESSION-3",
    caught_by="Cleanup of orphaned sessions removes one with an unfinished task",
)
def _(lie: Lie) -> None:
    busy = set()

    def wrap(run, call):
        reply = run(call)
        busy.add(str(call.server_context.current().workspace.directory))
        return reply

    lie.around("orchestrator_plan_task", wrap)
    _choice(
        lie,
        lambda honest, state, kind, days, now: (
            honest and not (kind is CleanupType.ORPHANED and state.session.working_directory in busy)
        ),
    )


@flaw(
    "a-rehearsal-names-no-orphans",
    "The rehearsal of a clean-up does not name the orphaned sessions.",
    breaks="SESSION-3",
    caught_by=(
        "A dry run of cleanup of orphaned sessions names an orphaned one",
        "A dry run of cleanup of all sessions names an orphaned one",
    ),
)
def _(lie: Lie) -> None:
    def change(reply, call):
        kept = [one for one in reply["sessions"] if Path(one["working_directory"]).is_dir()]
        return {**reply, "sessions": kept} if reply["dry_run"] and kept != reply["sessions"] else None

    lie.reply(CLEANUP, change)


@flaw(
    "nothing-is-ever-stale",
    "A scan reports no task as stale, however long nobody has touched it.",
    breaks="MAINT-1",
    caught_by="A scan reports each of two tasks untouched for two days",
)
def _(lie: Lie) -> None:
    lie.reply(MAINTENANCE, lambda reply, call: {**reply, "stale": []} if reply.get("stale") else None)


@flaw(
    "one-stale-task-is-reported",
    "A scan reports only the last of the stale tasks.",
    breaks="MAINT-1",
    caught_by="A scan reports each of two tasks untouched for two days",
)
def _(lie: Lie) -> None:
    lie.reply(
        MAINTENANCE,
        lambda reply, call: {**reply, "stale": reply["stale"][-1:]} if len(reply.get("stale", [])) > 1 else None,
    )


@flaw(
    "every-task-in-progress-is-stale",
    "A scan reports every task in progress as stale.",
    breaks="MAINT-1",
    caught_by="A scan does not report a task that was just started",
)
def _(lie: Lie) -> None:
    lie.patch(maintenance, "STALE_AFTER", lambda original: timedelta(days=-1))
    lie.reply(MAINTENANCE, lambda reply, call: reply if reply.get("stale") else None)


def _stale_states(lie: Lie, *states: TaskStatus) -> None:
    """Report old tasks of these states as stale too."""

    def wrap(run, call):
        reply = run(call)
        if given(call, "action") != "scan_cleanup":
            return reply
        long_ago = stamp(call.server_context.now() - maintenance.STALE_AFTER)
        with call.read() as (_, work):
            old = [task for state in states for task in work.tasks.in_state(state) if task.updated_at < long_ago]
        if old:
            lie.told()
        return {**reply, "stale": [*reply["stale"], *map(maintenance._named, old)]}

    lie.around(MAINTENANCE, wrap)


@flaw(
    "pending-tasks-are-stale",
    "A scan reports pending and completed tasks of long ago as stale.",
    breaks="MAINT-1",
    caught_by=(
        "A scan ignores a task that has been pending for two days",
        "A scan ignores a task that has been completed for two days",
    ),
)
def _(lie: Lie) -> None:
    _stale_states(lie, TaskStatus.PENDING, TaskStatus.COMPLETED)


def _touch(lie: Lie, wanted, change) -> None:
    """Change tasks in a scan: those that `wanted` picks become what `change` makes of them."""

    def wrap(run, call):
        reply = run(call)
        if given(call, "action") == "scan_cleanup":
            with call.write() as (_, work):
                for task in wanted(call, work):
                    lie.told()
                    work.tasks.save(task, change(task))
        return reply

    lie.around(MAINTENANCE, wrap)


@flaw(
    "a-scan-archives-stale-tasks",
    "A scan puts stale tasks into the archive.",
    breaks="MAINT-1",
    caught_by="A task untouched for two days stays in progress after a scan",
)
def _(lie: Lie) -> None:
    def stale(call, work):
        long_ago = stamp(call.server_context.now() - maintenance.STALE_AFTER)
        return [task for task in work.tasks.in_state(TaskStatus.IN_PROGRESS) if task.updated_at < long_ago]

    _touch(lie, stale, lambda task: replace(task, status=TaskStatus.ARCHIVED, archived_from=task.status))


@flaw(
    "a-scan-archives-failed-tasks",
    "A scan puts failed tasks into the archive.",
    breaks="VALID-9 MAINT-1",
    caught_by="A task that is failed is still failed after a scan",
)
def _(lie: Lie) -> None:
    _touch(
        lie,
        lambda call, work: work.tasks.in_state(TaskStatus.FAILED),
        lambda task: replace(task, status=TaskStatus.ARCHIVED, archived_from=task.status),
    )
