"""Lies about counts (contract STATUS-1), and the age of sessions (SESSION-3)."""

from dataclasses import replace

from reference_orchestrator.domain.tasks import TaskStatus
from reference_orchestrator.store.tasks import TaskTable
from reference_orchestrator.tools import queries, sessions
from tests.flawed.lying import Lie, flaw

PAGE = 100


@flaw(
    "one-pending-task-too-many",
    "The count of pending tasks is one too high.",
    breaks="STATUS-1",
    caught_by="The count of tasks that are pending matches the search",
    touches="VALID-5",
)
def _(lie: Lie) -> None:
    lie.reply(
        "orchestrator_get_status",
        lambda reply, call: {**reply, "counts": {**reply["counts"], "pending": reply["counts"]["pending"] + 1}},
    )


@flaw(
    "counts-end-at-a-page",
    "A count of more than a hundred tasks is told as a hundred.",
    breaks="STATUS-1",
    caught_by=(
        "The count of pending tasks goes beyond one page of a search",
        "With 1,000 tasks, the count in each state matches the search",
    ),
    touches="VALID-5 FAULT-5 SAFE-6",
)
def _(lie: Lie) -> None:
    def make(original):
        def counts(self):
            found = original(self)
            if max(found.values()) > PAGE:
                lie.told()
            return {state: min(number, PAGE) for state, number in found.items()}

        return counts

    lie.patch(TaskTable, "counts", make)


@flaw(
    "blocked-tasks-are-counted-as-in-progress",
    "The status counts blocked tasks among those in progress.",
    breaks="STATUS-1",
    caught_by="The count of tasks that are blocked matches the search",
    touches="VALID-5",
)
def _(lie: Lie) -> None:
    def change(reply, call):
        counts = dict(reply["counts"])
        moved, counts["blocked"] = counts["blocked"], 0
        counts["in_progress"] += moved
        return {**reply, "counts": counts} if moved else None

    lie.reply("orchestrator_get_status", change)


@flaw(
    "a-failed-task-is-counted-nowhere",
    "The status leaves failed tasks out of its counts.",
    breaks="STATUS-1",
    caught_by="The count of tasks that are failed matches the search",
    touches="VALID-5",
)
def _(lie: Lie) -> None:
    def make(original):
        def view(counts):
            if counts.get(TaskStatus.FAILED):
                lie.told()
            return original({**counts, TaskStatus.FAILED: 0})

        return view

    lie.patch(queries, "counts_view", make)


@flaw(
    "old-sessions-are-older-than-today",
    "A clean-up of sessions older than a week takes those of today.",
    breaks="SESSION-3",
    caught_by="Cleanup of sessions older than 7 days keeps a new session",
)
def _(lie: Lie) -> None:
    def make(original):
        def is_taken(state, kind, days, now):
            if kind == "old" and days:
                lie.told()
                return original(replace(state), kind, 0, now)
            return original(state, kind, days, now)

        return is_taken

    lie.patch(sessions, "is_taken", make)
