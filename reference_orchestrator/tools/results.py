"""Results: what the children of a task achieved, put together (Contract RESULT-1)."""

from typing import Final

from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.domain.tasks import OPEN_STATES, Task, TaskStatus
from reference_orchestrator.toolbox import Call, Effect, Reply, Tool, choice, nullable, objects, record, text
from reference_orchestrator.views import ARTIFACT, artifact_view, artifacts_by_task


def synthesize_results(call: Call) -> Reply:
    """Put together every child's summary and artifacts in the planned order; name the unfinished (Contract RESULT-1).

    A child that was archived before it was completed was given up, and is left out.

    Raises:
        Refusal: the parent is unknown, or has no children.
    """
    with call.read() as (_, work):
        parent = work.tasks.get(call.arguments.text("parent_task_id"), "parent_task_id")
        children = [child for child in work.tasks.children([parent.id]) if _counts(child)]
        artifacts = artifacts_by_task(work, children)
    if not children:
        raise Refusal(f"The task {parent.name} has no tasks under it, so there are no results to put together.")
    unfinished = [child for child in children if child.status in OPEN_STATES]
    return {
        "parent_task_id": parent.id,
        "title": parent.title,
        "status": parent.status,
        "summary": _prose(parent, children, unfinished),
        "results": [
            {
                "task_id": child.id,
                "title": child.title,
                "status": child.status,
                "summary": child.summary,
                "artifacts": [artifact_view(artifact) for artifact in artifacts[child.id]],
            }
            for child in children
        ],
        "unfinished": [{"task_id": child.id, "title": child.title, "status": child.status} for child in unfinished],
    }


def _counts(child: Task) -> bool:
    return child.status is not TaskStatus.ARCHIVED or child.is_finished


def _prose(parent: Task, children: list[Task], unfinished: list[Task]) -> str:
    """The synthesis for people who read text."""
    finished = sum(child.is_finished for child in children)
    lines = [f"Results of {parent.title}: {finished} of {len(children)} tasks completed.", ""]
    for place, child in enumerate(children, start=1):
        lines.append(f"{place}. {child.title} ({child.status.words}): {child.summary or 'no result yet'}")
    if unfinished:
        lines += ["", f"Unfinished: {', '.join(child.title for child in unfinished)}."]
    return "\n".join(lines)


_STATUS: Final = choice(TaskStatus, "The state that the task is in.")

TOOLS: Final = (
    Tool(
        name="orchestrator_synthesize_results",
        title="Put the results together",
        description=(
            "Combine the summaries and artifacts of a task's subtasks, in planned order, and list the unfinished ones."
        ),
        parameters={"parent_task_id": text("Task whose subtasks are combined.")},
        required=("parent_task_id",),
        effect=Effect.LOOKS,
        output=record(
            {
                "parent_task_id": text("The task whose parts these are."),
                "title": text("Its title."),
                "status": _STATUS,
                "summary": text("The results as a text to read."),
                "results": objects(
                    record(
                        {
                            "task_id": text("The part's id."),
                            "title": text("Its title."),
                            "status": _STATUS,
                            "summary": nullable(text("The summary that was handed in last.")),
                            "artifacts": objects(ARTIFACT, "The work that was handed in."),
                        }
                    ),
                    "The parts, in the planned order.",
                ),
                "unfinished": objects(
                    record({"task_id": text("The part's id."), "title": text("Its title."), "status": _STATUS}),
                    "The parts that are still pending, in progress or blocked.",
                ),
            }
        ),
        run=synthesize_results,
    ),
)
