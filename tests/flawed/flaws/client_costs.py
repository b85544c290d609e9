"""Lies that make agents pay: lists and replies without end, and texts that are cut for good (contract CLIENT-3)."""

from typing import Any

from reference_orchestrator import server, views
from reference_orchestrator.tools import queries
from tests.flawed.lying import Lie, flaw

SHORT = 300


@flaw(
    "the-tool-list-is-a-book",
    "Every tool has a manual of 3,000 characters in its schema.",
    breaks="CLIENT-3",
    caught_by="The tool list takes at most 25,000 tokens",
    touches="API-2",
)
def _(lie: Lie) -> None:
    def relist(tool: Any) -> Any:
        manual = f"How {tool.name} is used. " * (3_000 // (len(tool.name) + 14))
        return tool.model_copy(update={"input_schema": {**tool.input_schema, "$comment": manual}})

    lie.patch(server, "_listed", lambda original: lambda tool: relist(original(tool)))
    lie.told()


@flaw(
    "a-brief-is-a-library",
    "The brief of a task has a thousand instructions that nobody asked for.",
    breaks="CLIENT-3",
    caught_by="The reply takes at most 25,000 tokens when it is started",
    touches="API-2",
)
def _(lie: Lie) -> None:
    habits = [f"Habit {number}: read what stands above again before you go on below." for number in range(1_200)]
    lie.reply(
        "orchestrator_execute_task",
        lambda reply, call: {**reply, "execution_instructions": [*reply["execution_instructions"], *habits]},
    )


@flaw(
    "a-page-has-no-bound",
    "A page has as many tasks as were asked for, whatever their texts.",
    breaks="CLIENT-3",
    caught_by="A page of 100 long tasks takes at most 25,000 tokens",
    touches="API-2",
)
def _(lie: Lie) -> None:
    def make(original):
        def fitting(tasks):
            shown = original(tasks)
            if len(shown) < len(tasks):
                lie.told()
            return list(tasks)

        return fitting

    lie.patch(queries, "fitting", make)


@flaw(
    "a-task-is-lost-behind-a-cut-page",
    "The page behind one that ended early begins one task too late.",
    breaks="CLIENT-3",
    caught_by="Pages of long tasks together contain each task exactly once",
    touches="TASK-7 API-2",
)
def _(lie: Lie) -> None:
    def change(reply, call):
        behind_a_cut = reply["offset"] and reply["offset"] % 100 and len(reply["tasks"]) > 1
        return {**reply, "tasks": reply["tasks"][1:]} if behind_a_cut else None

    lie.reply("orchestrator_query_tasks", change)


@flaw(
    "long-descriptions-are-cut-for-good",
    "A query shows the first 300 characters of a description, also if it finds a single task.",
    breaks="CLIENT-3",
    caught_by="A long task that is read alone shows its whole description",
    touches="TASK-1 TASK-4 SAFE-7 API-2",
)
def _(lie: Lie) -> None:
    def change(reply, call):
        if all(len(task["description"]) <= SHORT for task in reply["tasks"]):
            return None
        cut = [{**task, "description": task["description"][:SHORT]} for task in reply["tasks"]]
        return {**reply, "tasks": cut}

    lie.reply("orchestrator_query_tasks", change)


@flaw(
    "the-status-shows-everything",
    "The status shows the tasks with all their texts, as many as there are.",
    breaks="CLIENT-3",
    caught_by="The status of 100 long tasks takes at most 25,000 tokens",
    touches="API-2",
)
def _(lie: Lie) -> None:
    def make(original):
        def short_view(task):
            lie.told()
            return views.task_view(task)

        return short_view

    lie.patch(queries, "SHOWN_PER_STATE", lambda most: 1_000)
    lie.patch(queries, "fitting", lambda original: list)
    lie.patch(queries, "_short_view", make)


@flaw(
    "a-text-says-everything-twice",
    "The text of a reply is its JSON, and then the same again for people.",
    breaks="CLIENT-3",
    caught_by="The text of a long page repeats its content at most once",
    touches="API-2",
)
def _(lie: Lie) -> None:
    def make(original):
        def run(tool, call):
            reply, text = original(tool, call)
            lie.told()
            return reply, f"{text}\n\nThat is:\n\n{text}"

        return run

    lie.patch(server, "_run", make)
