"""Work on a task: plan, execute, complete (Contract TASK-1, TASK-2, TASK-3)."""

import secrets
from dataclasses import replace
from typing import Final

from reference_orchestrator.artifacts import digest_of
from reference_orchestrator.domain.refusals import Refusal, shown
from reference_orchestrator.domain.tasks import (
    Artifact,
    ArtifactType,
    Complexity,
    JsonObject,
    NextAction,
    Specialist,
    Task,
    TaskStatus,
    TaskType,
    check_dependencies_finished,
    check_filled,
)
from reference_orchestrator.domain.times import stamp
from reference_orchestrator.domain.transitions import Cause, check_transition
from reference_orchestrator.roles import Role
from reference_orchestrator.toolbox import (
    Call,
    Effect,
    Reply,
    Tool,
    choice,
    mapping,
    record,
    text,
    texts,
)
from reference_orchestrator.tools.shared import due_date_of, new_task_id, save_change
from reference_orchestrator.views import TASK, View, task_now, task_with


def plan_task(call: Call) -> Reply:
    """Plan a task: it exists, pending, with every value given and the default of each left out (Contract TASK-1).

    Raises:
        Refusal: the title is blank, the due date is no ISO date, or the parent or a dependency is unknown.
    """
    arguments = call.arguments
    check_filled("title", arguments.text("title"))
    due_date = due_date_of(call)
    with call.write() as (_, work):
        parent_id = arguments.text_or_none("parent_task_id")
        if parent_id is not None:
            _check_parent(work.tasks.get(parent_id, "parent_task_id"))
        # A dependency named twice is waited for once.
        dependencies = tuple(dict.fromkeys(arguments.texts("dependencies")))
        for other in dependencies:
            work.tasks.get(other, "One of the dependencies")
        created_at = work.tasks.next_created_at(call.server_context.now())
        task = Task(
            id=new_task_id(),
            title=arguments.text("title"),
            description=arguments.text("description"),
            status=TaskStatus.PENDING,
            task_type=arguments.choice("task_type", TaskType),
            complexity=arguments.choice("complexity", Complexity),
            specialist_type=arguments.choice_or_none("specialist_type", Specialist),
            estimated_effort=arguments.text_or_none("estimated_effort"),
            due_date=due_date,
            parent_task_id=parent_id,
            dependencies=dependencies,
            context=arguments.object("context"),
            created_at=created_at,
            updated_at=created_at,
        )
        work.tasks.add(task)
        return task_now(work, task.id)


def execute_task(call: Call) -> Reply:
    """Start a task, or take it up again, and hand the specialist all that is needed (Contract TASK-2).

    Raises:
        Refusal: the task is unknown, final, or waits for others, which are named.
    """
    with call.write() as (current, work):
        task = work.tasks.get(call.arguments.text("task_id"))
        check_transition(task, TaskStatus.IN_PROGRESS, Cause.EXECUTE)
        if task.status is not TaskStatus.IN_PROGRESS:
            check_dependencies_finished(task, work.tasks.get_all(task.dependencies))
        save_change(call, work, task, replace(task, status=TaskStatus.IN_PROGRESS))
        role = current.workspace.roles.get(task.specialist_type)
        return {
            **task_now(work, task.id),
            "specialist_context": _role_view(role),
            "execution_instructions": [*role.instructions, *_own_instructions(task)],
        }


def complete_task(call: Call) -> Reply:
    """Take in the work on a task, and store it as an artifact (Contract TASK-3).

    Raises:
        Refusal: the task is unknown or not in progress, summary or work is blank, or the work cannot be written.
    """
    arguments = call.arguments
    for name in ("summary", "detailed_work"):
        check_filled(name, arguments.text(name))
    next_action = arguments.choice("next_action", NextAction)
    with call.write() as (current, work):
        task = work.tasks.get(arguments.text("task_id"))
        check_transition(task, next_action.leads_to, Cause.COMPLETE)
        artifact_id = f"artifact_{secrets.token_hex(8)}"
        # The file first: a task is never completed by work that could not be written.
        detailed_work = arguments.text("detailed_work")
        path, size = current.workspace.artifacts.write(artifact_id, detailed_work)
        work.if_undone(current.workspace.artifacts.remover(path))
        artifact = Artifact(
            id=artifact_id,
            task_id=task.id,
            type=arguments.choice("artifact_type", ArtifactType),
            path=path,
            size=size,
            file_paths=arguments.texts("file_paths"),
            legacy_artifacts=arguments.texts("legacy_artifacts"),
            created_at=stamp(call.server_context.now()),
            digest=digest_of(detailed_work.encode("utf-8")),
        )
        work.artifacts.add(artifact)
        save_change(call, work, task, replace(task, status=next_action.leads_to, summary=arguments.text("summary")))
        return {**task_now(work, task.id), "next_action": next_action}


def _check_parent(parent: Task) -> None:
    if parent.status is TaskStatus.ARCHIVED:
        raise Refusal(f"parent_task_id is {shown(parent.id)}, but the task {parent.name} is archived: give another.")


def _role_view(role: Role) -> View:
    return {
        "role": role.name,
        "expertise": list(role.expertise),
        "approach": list(role.approach),
        "instructions": list(role.instructions),
    }


def _own_instructions(task: Task) -> list[str]:
    """The instructions that were given with this very task, in its context."""
    given = task.context.get("instructions", [])
    listed = given if isinstance(given, list) else [given]
    return [one for one in listed if isinstance(one, str)]


_ROLE: Final[JsonObject] = {
    **record(
        {
            "role": text("The role's name."),
            "expertise": texts("What the specialist knows."),
            "approach": texts("How the specialist works."),
            "instructions": texts("What the role has to do, in order."),
        }
    ),
    "description": "The role in which the task is to be done.",
}
_ID: Final = text("Id that planning returned.")

TOOLS: Final = (
    Tool(
        name="orchestrator_plan_task",
        title="Plan a task",
        description=(
            "Plan a task, which is pending until it is executed. It can be a subtask of another and depend on others."
        ),
        parameters={
            "title": text("What to do, in a few words; not blank."),
            "description": text("What to do, in full."),
            "task_type": choice(TaskType, "Kind of task.", default=TaskType.STANDARD),
            "parent_task_id": text("Id of the task that it is a subtask of."),
            "complexity": choice(Complexity, "Expected difficulty.", default=Complexity.MODERATE),
            "specialist_type": choice(Specialist, "Who does it; if left out, a generalist."),
            "estimated_effort": text("Expected time, such as `1-2 weeks`."),
            "due_date": text("ISO date or time, such as 2031-05-17."),
            "context": mapping(
                "Anything the specialist should know, returned unchanged on execution; `instructions`, a "
                "list of texts, is added to the role's own."
            ),
            "dependencies": texts("Ids of tasks that must be completed first."),
        },
        required=("title", "description"),
        effect=Effect.ADDS,
        output=TASK,
        run=plan_task,
    ),
    Tool(
        name="orchestrator_execute_task",
        title="Execute a task",
        description=(
            "Start a pending or blocked task and get the specialist's brief: role, instructions and "
            "context. Again while in progress, it returns the same brief. Rejected while a dependency "
            "is unfinished."
        ),
        parameters={"task_id": _ID},
        required=("task_id",),
        effect=Effect.REPLACES,
        idempotent=True,
        output=task_with(
            {
                "specialist_context": _ROLE,
                "execution_instructions": texts("The role's instructions, and then those of this very task."),
            }
        ),
        run=execute_task,
    ),
    Tool(
        name="orchestrator_complete_task",
        title="Hand in the work on a task",
        description=(
            "Submit work on a task in progress. The detailed work is stored as an artifact, a file in the workspace."
        ),
        parameters={
            "task_id": _ID,
            "summary": text("The result in a few sentences; replaces an earlier one. Not blank."),
            "detailed_work": text("The whole work, stored byte for byte; not blank."),
            "file_paths": texts("Files of the work; recorded, never opened."),
            "artifact_type": choice(ArtifactType, "Kind of work.", default=ArtifactType.GENERAL),
            "next_action": choice(
                NextAction,
                "complete: completes the task. continue, needs_revision: it stays in progress. blocked: "
                "it is blocked until executed again.",
            ),
            "legacy_artifacts": texts("Names of older artifacts; recorded as given."),
        },
        required=("task_id", "summary", "detailed_work", "next_action"),
        effect=Effect.REPLACES,
        output=task_with({"next_action": choice(NextAction, "What was said to come next.")}),
        run=complete_task,
    ),
)
