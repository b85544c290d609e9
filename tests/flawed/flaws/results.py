"""Lies about results put together (contract RESULT-1, VALID-7)."""

from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.store.tasks import TaskTable
from reference_orchestrator.tools import results
from tests.flawed.lying import Lie, flaw, given

FLOWS = "VALID-7 VALID-8 FLOW-1 FLOW-2 FLOW-3 FLOW-4 FLOW-5 SYS-2 TMPL-3 OSM-5"


@flaw(
    "the-last-child-is-forgotten",
    "The synthesis leaves out the result of the last child.",
    breaks="VALID-7 RESULT-1",
    caught_by="A synthesis contains the summary of every subtask",
    touches=FLOWS,
)
def _(lie: Lie) -> None:
    def make(original):
        def children(self, parents):
            found = original(self, parents)
            if len(found) > 1:
                lie.told()
                return found[:-1]
            return found

        return children

    def wrap(run, call):
        kept = TaskTable.children
        lie.patch(TaskTable, "children", make)
        try:
            return run(call)
        finally:
            TaskTable.children = kept

    lie.around("orchestrator_synthesize_results", wrap)


@flaw(
    "the-unfinished-is-not-named",
    "The synthesis does not say which children are unfinished.",
    breaks="VALID-7 RESULT-1",
    caught_by="A synthesis lists a pending subtask as unfinished",
)
def _(lie: Lie) -> None:
    def change(reply, call):
        if not reply["unfinished"]:
            return None
        done = [one for one in reply["results"] if one["status"] == "completed"]
        return {**reply, "unfinished": [], "results": done, "summary": "All that there is."}

    lie.reply("orchestrator_synthesize_results", change)


@flaw(
    "results-come-in-the-order-of-the-alphabet",
    "The results come in the order of their titles.",
    breaks="VALID-7 RESULT-1",
    caught_by="A synthesis lists the results in the planned order",
    touches=FLOWS,
)
def _(lie: Lie) -> None:
    def change(reply, call):
        ordered = sorted(reply["results"], key=lambda one: one["title"])
        prose = "\n".join(f"{one['title']}: {one['summary'] or 'no result yet'}" for one in ordered)
        return {**reply, "results": ordered, "summary": prose} if ordered != reply["results"] else None

    lie.reply("orchestrator_synthesize_results", change)


@flaw(
    "results-come-in-the-order-of-completion",
    "The results come in the order in which they were handed in.",
    breaks="VALID-7 RESULT-1",
    caught_by="A synthesis lists the results in the planned order",
    touches=FLOWS,
)
def _(lie: Lie) -> None:
    def change(reply, call):
        def handed_in(one):
            return min((artifact["created_at"] for artifact in one["artifacts"]), default="9")

        ordered = sorted(reply["results"], key=handed_in)
        prose = "\n".join(f"{one['title']}: {one['summary'] or 'no result yet'}" for one in ordered)
        return {**reply, "results": ordered, "summary": prose} if ordered != reply["results"] else None

    lie.reply("orchestrator_synthesize_results", change)


@flaw(
    "the-artifacts-are-not-named",
    "The synthesis does not name the artifacts.",
    breaks="VALID-7 RESULT-1",
    caught_by="A synthesis refers to the artifact of a subtask",
)
def _(lie: Lie) -> None:
    lie.reply(
        "orchestrator_synthesize_results",
        lambda reply, call: {**reply, "results": [{**one, "artifacts": []} for one in reply["results"]]},
    )


@flaw(
    "results-of-everybody-are-put-together",
    "The synthesis holds the results of other families too.",
    breaks="VALID-7 RESULT-1",
    caught_by="A synthesis leaves out the results of other task trees",
)
def _(lie: Lie) -> None:
    def change(reply, call):
        with call.read() as (_, work):
            others = [task for task in work.tasks.all() if task.parent_task_id not in {None, reply["parent_task_id"]}]
        told = "\n".join(f"{task.title}: {task.summary}" for task in others if task.summary)
        return {**reply, "summary": f"{reply['summary']}\n{told}"} if told else None

    lie.reply("orchestrator_synthesize_results", change)


@flaw(
    "nothing-is-a-result",
    "A task without children has an empty synthesis, and no refusal.",
    breaks="RESULT-1",
    caught_by="Synthesising the results of a task without subtasks is rejected",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        try:
            return run(call)
        except Refusal as refusal:
            if "no tasks under it" not in str(refusal):
                raise
        lie.told()
        with call.read() as (_, work):
            parent = work.tasks.get(given(call, "parent_task_id"))
        return {
            "parent_task_id": parent.id,
            "title": parent.title,
            "status": parent.status,
            "summary": "There are no results.",
            "results": [],
            "unfinished": [],
        }

    lie.around("orchestrator_synthesize_results", wrap)


@flaw(
    "an-open-child-keeps-its-parent-open",
    "A parent with an open child cannot be completed.",
    breaks="VALID-8 TASK-3",
    caught_by="A parent task can be completed while its subtask is pending",
    touches="TASK-2",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        with call.read() as (_, work):
            children = work.tasks.children([given(call, "task_id")])
        if given(call, "next_action") == "complete" and any(not child.is_final for child in children):
            lie.told()
            raise Refusal("The task has children that are open: complete them first.")
        return run(call)

    lie.around("orchestrator_complete_task", wrap)


@flaw(
    "a-finished-family-is-told-to-be-unfinished",
    "The synthesis names completed children as unfinished.",
    breaks="VALID-7 RESULT-1",
    caught_by="A synthesis lists nothing as unfinished when all subtasks are completed",
)
def _(lie: Lie) -> None:
    lie.patch(results, "OPEN_STATES", lambda states: (*states, "completed"))
    lie.reply("orchestrator_synthesize_results", lambda reply, call: reply if reply["unfinished"] else None)
