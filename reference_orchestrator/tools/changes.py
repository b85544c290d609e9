"""Changes of plan: update, cancel (Contract TASK-4, TASK-5)."""

from dataclasses import replace
from typing import Final

from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.domain.tasks import (
    STATUS_NAMES,
    Complexity,
    Specialist,
    Task,
    TaskStatus,
    check_dependencies_finished,
    check_filled,
    status_from,
)
from reference_orchestrator.domain.transitions import Cause, check_transition
from reference_orchestrator.store import Transaction
from reference_orchestrator.toolbox import Call, Effect, Reply, Tool, choice, flag, mapping, text
from reference_orchestrator.tools.shared import due_date_of, save_change
from reference_orchestrator.views import TASK, task_now

_EDITABLE: Final = (
    "title",
    "description",
    "specialist_type",
    "complexity",
    "estimated_effort",
    "due_date",
    "context",
)


def update_task(call: Call) -> Reply:
    """Change the values given, and no other (Contract TASK-4).

    Raises:
        Refusal: the task is unknown or final, a value makes no sense, or the state cannot be reached by an update.
    """
    arguments = call.arguments
    if "title" in arguments:
        check_filled("title", arguments.text("title"))
    due_date = due_date_of(call)
    with call.write() as (_, work):
        task = work.tasks.get(arguments.text("task_id"))
        edits = [name for name in _EDITABLE if name in arguments]
        if edits and task.is_final:
            raise Refusal(
                f"The task {task.name} is {task.status.words}, so its {', '.join(edits)} cannot be edited any more. "
                "Plan a new task for what is left to do."
            )
        after = _edited(call, _with_status(call, work, task), due_date)
        save_change(call, work, task, after)
        return task_now(work, task.id)


def cancel_task(call: Call) -> Reply:
    """Give a task up, and keep the reason (Contract TASK-5).

    Raises:
        Refusal: the task is unknown or final.
    """
    with call.write() as (current, work):
        task = work.tasks.get(call.arguments.text("task_id"))
        check_transition(task, TaskStatus.CANCELLED, Cause.CANCEL)
        keep = call.arguments.flag("preserve_work")
        reason = call.arguments.text_or_none("reason")
        summary = task.summary if keep else None
        save_change(call, work, task, replace(task, status=TaskStatus.CANCELLED, reason=reason, summary=summary))
        if not keep:
            for artifact in work.artifacts.of([task.id]):
                work.when_done(current.workspace.artifacts.remover(artifact.path))
            work.artifacts.remove([task.id])
        return task_now(work, task.id)


def _edited(call: Call, task: Task, due_date: str | None) -> Task:
    """The task with the values that were given."""
    arguments = call.arguments
    return replace(
        task,
        title=arguments.text("title") if "title" in arguments else task.title,
        description=arguments.text("description") if "description" in arguments else task.description,
        specialist_type=arguments.choice_or_none("specialist_type", Specialist) or task.specialist_type,
        complexity=arguments.choice_or_none("complexity", Complexity) or task.complexity,
        estimated_effort=arguments.text("estimated_effort")
        if "estimated_effort" in arguments
        else task.estimated_effort,
        due_date=task.due_date if due_date is None else due_date,
        context=arguments.object("context") if "context" in arguments else task.context,
    )


def _with_status(call: Call, work: Transaction, task: Task) -> Task:
    """The task in the state that an update asks for, if the map of its life has that way."""
    if "status" not in call.arguments:
        return task
    wanted = status_from(call.arguments.text("status"))
    check_transition(task, wanted, Cause.UPDATE)
    if wanted is task.status:
        return task
    if wanted is TaskStatus.IN_PROGRESS:
        check_dependencies_finished(task, work.tasks.get_all(task.dependencies))
    if wanted is TaskStatus.ARCHIVED:
        return replace(task, status=wanted, archived_from=task.status)
    return replace(task, status=wanted)


_ID: Final = text("Id that planning returned.")

TOOLS: Final = (
    Tool(
        name="orchestrator_update_task",
        title="Update a task",
        description=(
            "Change the given values of a task that is not final. State: pending or in_progress to "
            "blocked, blocked to in_progress, in_progress to failed, and a final state to archived."
        ),
        parameters={
            "task_id": _ID,
            "title": text("New title; not blank."),
            "description": text("New description."),
            "status": choice(STATUS_NAMES, "New state; active means in_progress."),
            "specialist_type": choice(Specialist, "New specialist."),
            "complexity": choice(Complexity, "New difficulty."),
            "estimated_effort": text("New estimate."),
            "due_date": text("New ISO date or time."),
            "context": mapping("Replaces the old context."),
        },
        required=("task_id",),
        effect=Effect.REPLACES,
        idempotent=True,
        output=TASK,
        run=update_task,
    ),
    Tool(
        name="orchestrator_cancel_task",
        title="Cancel a task",
        description=("Cancel a task that is not final, and keep the reason."),
        parameters={
            "task_id": _ID,
            "reason": text("Why it is cancelled."),
            "preserve_work": flag("Keep summary and artifacts.", default=True),
        },
        required=("task_id",),
        effect=Effect.REPLACES,
        output=TASK,
        run=cancel_task,
    ),
)
