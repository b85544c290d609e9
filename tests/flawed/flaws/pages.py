"""Lies about pages, counts and what comes along (contract TASK-7)."""

from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.store.tasks import TaskTable
from reference_orchestrator.tools import queries
from tests.flawed.lying import Lie, flaw, given, with_given


@flaw(
    "a-page-repeats-a-row",
    "Every page but the first begins with the last task of the page before.",
    breaks="TASK-7",
    caught_by=(
        "All pages of a search together contain each task exactly once",
        "The pages of a search contain each of 1,000 tasks exactly once",
    ),
    touches="VALID-4 VALID-5 STATUS-1 FAULT-5 SAFE-6",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        offset = given(call, "offset")
        if offset > 0:
            lie.told()
            return {**run(with_given(call, offset=offset - 1)), "offset": offset}
        return run(call)

    lie.around("orchestrator_query_tasks", wrap)


@flaw(
    "a-page-misses-a-row",
    "Every page but the first leaves out its first task.",
    breaks="TASK-7",
    caught_by="All pages of a search together contain each task exactly once",
    touches="VALID-4 VALID-5 STATUS-1",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        offset = given(call, "offset")
        if offset > 0:
            lie.told()
            return {**run(with_given(call, offset=offset + 1)), "offset": offset}
        return run(call)

    lie.around("orchestrator_query_tasks", wrap)


@flaw(
    "the-count-is-of-the-page",
    "The count told with a page is the number of tasks on it.",
    breaks="TASK-7",
    caught_by="Every page shows the total number of matching tasks",
    touches="VALID-4 TASK-1 TMPL-3 PROTO-2",
)
def _(lie: Lie) -> None:
    def change(reply, call):
        shown = len(reply["tasks"])
        return None if shown == reply["total_count"] else {**reply, "total_count": shown}

    lie.reply("orchestrator_query_tasks", change)


@flaw(
    "the-oldest-comes-first",
    "Tasks come the oldest first.",
    breaks="TASK-7",
    caught_by="A search lists tasks from the newest to the oldest",
    touches="VALID-4",
)
def _(lie: Lie) -> None:
    lie.reply(
        "orchestrator_query_tasks",
        lambda reply, call: {**reply, "tasks": reply["tasks"][::-1]} if len(reply["tasks"]) > 1 else None,
    )


@flaw(
    "children-do-not-come-along",
    "The children of what was found do not come along though they were asked for.",
    breaks="TASK-7",
    caught_by="A search returns the subtasks of found tasks on request",
    touches="VALID-4",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "include_children"):
            lie.told()
        return run(with_given(call, include_children=False))

    lie.around("orchestrator_query_tasks", wrap)


@flaw(
    "artifacts-always-come-along",
    "Artifacts come along though nobody asked for them.",
    breaks="TASK-7",
    caught_by="By default, a search does not return the artifacts of found tasks",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if not given(call, "include_artifacts"):
            lie.told()
        return run(with_given(call, include_artifacts=True))

    lie.around("orchestrator_query_tasks", wrap)


@flaw(
    "a-start-before-the-first",
    "A start before the first task is taken for the first.",
    breaks="TASK-7",
    caught_by="A search with a negative start position is rejected",
    touches="PROTO-1 PROTO-2",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "offset") < 0:
            lie.told()
        return run(with_given(call, offset=max(0, given(call, "offset"))))

    lie.around("orchestrator_query_tasks", wrap)


@flaw(
    "a-page-is-fifty-by-default",
    "A question that names no limit brings fifty tasks.",
    breaks="TASK-7",
    caught_by="Without a page size, a search returns 100 tasks and the total",
)
def _(lie: Lie) -> None:
    lie.parameter("orchestrator_query_tasks", "limit", default=50)
    lie.reply("orchestrator_query_tasks", lambda reply, call: reply if reply["limit"] == 50 else None)


@flaw(
    "a-time-that-is-none-finds-all",
    "A time that is none is left out of the question.",
    breaks="TASK-7",
    caught_by="A search with an invalid time is rejected",
    touches="PROTO-1 PROTO-2",
)
def _(lie: Lie) -> None:
    def make(original):
        def parse(name, text):
            try:
                return original(name, text)
            except Refusal:
                lie.told()
                return "0001" if name == "created_after" else "9999"

        return parse

    lie.patch(queries, "parse_moment", make)


@flaw(
    "pages-far-back-begin-too-late",
    "From the five hundredth task on, a page leaves out one task.",
    breaks="TASK-7",
    caught_by="Paging through 511 tasks returns each exactly once and shows the total",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        offset = given(call, "offset")
        if offset >= 500:
            lie.told()
            return {**run(with_given(call, offset=offset + 1)), "offset": offset}
        return run(call)

    lie.around("orchestrator_query_tasks", wrap)


@flaw(
    "all-tasks-are-not-counted",
    "The count told with a page of all tasks, without any filter, is one too low.",
    breaks="TASK-7",
    caught_by="Paging through 511 tasks returns each exactly once and shows the total",
)
def _(lie: Lie) -> None:
    def change(reply, call):
        asked = [name for name in call.arguments._values if name not in {"limit", "offset"} and given(call, name)]
        return None if asked else {**reply, "total_count": max(0, reply["total_count"] - 1)}

    lie.reply("orchestrator_query_tasks", change)


@flaw(
    "the-count-forgets-the-filters",
    "The count told with a page is of all tasks, and not of those that fit.",
    breaks="TASK-7",
    caught_by="Every page shows the total number of matching tasks",
    touches="VALID-4",
)
def _(lie: Lie) -> None:
    def make(original):
        def count(self, wanted):
            lie.told()
            return original(self, type(wanted)())

        return count

    lie.patch(TaskTable, "count", make)
