"""Looking at tasks: where the work stands, and which tasks fit a question (Contract STATUS-1, TASK-7)."""

from typing import Final

from reference_orchestrator.domain.queries import Page, TaskFilter
from reference_orchestrator.domain.tasks import (
    FINAL_STATES,
    STATUS_NAMES,
    Complexity,
    Specialist,
    Task,
    TaskStatus,
    TaskType,
    status_from,
)
from reference_orchestrator.domain.times import parse_moment
from reference_orchestrator.store import Transaction
from reference_orchestrator.toolbox import (
    Call,
    Effect,
    Reply,
    Tool,
    choice,
    choices,
    flag,
    nullable,
    number,
    objects,
    record,
    text,
)
from reference_orchestrator.views import COUNTS, TASK, View, artifacts_by_task, counts_view, fitting, task_view

SHOWN_PER_STATE: Final = 25
"""How many tasks of each state the status shows; the counts have no such limit."""


def get_status(call: Call) -> Reply:
    """Count the tasks in every state, and show the newest of those that matter (Contract STATUS-1)."""
    states = [TaskStatus.IN_PROGRESS, TaskStatus.BLOCKED, TaskStatus.PENDING]
    if call.arguments.flag("include_completed"):
        states += [state for state in FINAL_STATES if state is not TaskStatus.ARCHIVED]
    with call.read() as (current, work):
        tasks = [
            _short_view(task)
            for state in states
            for task in work.tasks.find(TaskFilter(statuses=(state,)), Page(SHOWN_PER_STATE))
        ]
        counts = work.tasks.counts()
    return {
        "session_id": current.session.id,
        "working_directory": current.session.working_directory,
        "counts": counts_view(counts),
        "tasks": fitting(tasks),
        "shown_per_state": SHOWN_PER_STATE,
    }


def query_tasks(call: Call) -> Reply:
    """Find tasks (Contract TASK-7).

    Raises:
        Refusal: a limit or offset is negative, or a time is no ISO time.
    """
    wanted = _filter(call)
    page = Page(call.arguments.size("limit"), call.arguments.size("offset"))
    with call.read() as (_, work):
        tasks = work.tasks.find(wanted, page)
        total = work.tasks.count(wanted)
        views = _views(call, work, tasks)
        if call.arguments.flag("include_children"):
            _add_children(call, work, views, with_archive=TaskStatus.ARCHIVED in wanted.statuses)
    shown = fitting(views)
    reply: View = {"tasks": shown, "total_count": total, "limit": page.limit, "offset": page.offset}
    follows = page.offset + len(shown)
    if shown and follows < total:
        reply["next_offset"] = follows
    return reply


def _filter(call: Call) -> TaskFilter:
    arguments = call.arguments
    after, before = arguments.text_or_none("created_after"), arguments.text_or_none("created_before")
    return TaskFilter(
        statuses=tuple(status_from(name) for name in arguments.texts("status")),
        task_types=arguments.choices("task_type", TaskType),
        specialists=arguments.choices("specialist_type", Specialist),
        complexities=arguments.choices("complexity", Complexity),
        parent_task_id=arguments.text_or_none("parent_task_id"),
        search_text=arguments.text_or_none("search_text"),
        created_after=None if after is None else parse_moment("created_after", after),
        created_before=None if before is None else parse_moment("created_before", before),
    )


def _views(call: Call, work: Transaction, tasks: list[Task]) -> list[View]:
    """The tasks as they are shown, with their artifacts if they were asked for."""
    if not call.arguments.flag("include_artifacts"):
        return [task_view(task) for task in tasks]
    artifacts = artifacts_by_task(work, tasks)
    return [task_view(task, artifacts[task.id]) for task in tasks]


def _add_children(call: Call, work: Transaction, views: list[View], *, with_archive: bool) -> None:
    """Show the children of the tasks found, whether or not they fit the question themselves."""
    children = work.tasks.children([str(view["task_id"]) for view in views])
    shown = [child for child in children if with_archive or child.status is not TaskStatus.ARCHIVED]
    families: dict[object, list[View]] = {view["task_id"]: [] for view in views}
    for child in _views(call, work, shown):
        families[child["parent_task_id"]].append(child)
    for view in views:
        view["children"] = families[view["task_id"]]


def _short_view(task: Task) -> View:
    """A task without its long texts, for a status that is asked for often."""
    return {
        "task_id": task.id,
        "title": task.title,
        "status": task.status,
        "task_type": task.task_type,
        "specialist_type": task.specialist_type,
        "parent_task_id": task.parent_task_id,
        "created_at": task.created_at,
        "updated_at": task.updated_at,
    }


_SHORT_TASK: Final = record(
    {
        "task_id": text("The task's id."),
        "title": text("What is to be done, in a few words."),
        "status": choice(TaskStatus, "The state that the task is in."),
        "task_type": choice(TaskType, "Kind of task."),
        "specialist_type": nullable(choice(Specialist, "Who is to do it, if that was said.")),
        "parent_task_id": nullable(text("The task that it is a part of.")),
        "created_at": text("When it was planned, ISO time in UTC."),
        "updated_at": text("When it was last changed, ISO time in UTC."),
    }
)

TOOLS: Final = (
    Tool(
        name="orchestrator_get_status",
        title="Tell where the work stands",
        description=(
            "Count the tasks in every state, and show the newest that are in progress, blocked and pending, in short."
        ),
        parameters={"include_completed": flag("Also show completed, failed and cancelled tasks.", default=False)},
        effect=Effect.LOOKS,
        output=record(
            {
                "session_id": text("The current session."),
                "working_directory": text("Where it works."),
                "counts": COUNTS,
                "tasks": objects(_SHORT_TASK, "The newest tasks, state by state."),
                "shown_per_state": number("How many tasks of a state are shown at most."),
            }
        ),
        run=get_status,
    ),
    Tool(
        name="orchestrator_query_tasks",
        title="Find tasks",
        description=(
            "Find the tasks that match all filters, newest first; of a list, one value must match. "
            "Archived tasks only if that state is given. A page of long texts ends early: go on at "
            "`next_offset`."
        ),
        parameters={
            "status": choices(STATUS_NAMES, "States to include; active means in_progress."),
            "task_type": choices(TaskType, "Task types to include."),
            "specialist_type": choices(Specialist, "Assigned specialists to include."),
            "parent_task_id": text("Only subtasks of this task."),
            "complexity": choices(Complexity, "Complexities to include."),
            "search_text": text("Literal text in title or description, in any case."),
            "created_after": text("Planned after this ISO date or time; UTC without a zone."),
            "created_before": text("Planned before this ISO date or time; UTC without a zone."),
            "include_children": flag("Add the subtasks of each task found.", default=False),
            "include_artifacts": flag("Add the submitted work of each task.", default=False),
            "limit": number("At most so many tasks, 0 or more.", default=100),
            "offset": number("Skip so many tasks first, 0 or more.", default=0),
        },
        effect=Effect.LOOKS,
        output=record(
            {
                "tasks": objects(TASK, "The tasks of this page, the newest first."),
                "total_count": number("How many tasks fit, on all pages."),
                "limit": number("How many were asked for."),
                "offset": number("How many were left out first."),
                "next_offset": number("Where the next page begins; left out on the last page."),
            },
            optional=["next_offset"],
        ),
        run=query_tasks,
    ),
)
