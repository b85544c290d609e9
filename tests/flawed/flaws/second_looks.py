"""Lies about what a second start, a subtask, an archived task or a changed one shows."""

from reference_orchestrator.store import tasks as task_store
from tests.flawed.lying import Lie, flaw, given, with_given

EXECUTE = "orchestrator_execute_task"
# What a plan that leaves a value out is given for it, before the tool sees the call.
INHERITED = {
    "task_type": "standard",
    "complexity": "moderate",
    "due_date": None,
    "estimated_effort": None,
    "context": None,
}


@flaw(
    "a-subtask-has-the-values-of-its-parent",
    "A subtask gets from its parent each value that its plan leaves out.",
    breaks="TASK-1",
    caught_by=(
        "A subtask gets the default kind, not that of its parent",
        "A subtask gets the default complexity, not that of its parent",
        "A subtask does not inherit the due date of its parent",
        "A subtask does not inherit the estimated effort of its parent",
        "A subtask does not inherit the context of its parent",
    ),
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if not given(call, "parent_task_id"):
            return run(call)
        with call.read() as (_, work):
            parent = work.tasks.get(given(call, "parent_task_id"))
        lie.told()
        taken = {name: getattr(parent, name) for name, default in INHERITED.items() if given(call, name) == default}
        return run(with_given(call, **{name: value for name, value in taken.items() if value}))

    lie.around("orchestrator_plan_task", wrap)


@flaw(
    "title-and-description-are-one-text",
    "A search looks in title and description as in one text, with a blank between them.",
    breaks="TASK-7",
    caught_by='The term "lamp Does", spanning a title and a description, finds nothing',
)
def _(lie: Lie) -> None:
    def make(original):
        def values(task):
            lie.told()
            return {**original(task), "search": f"{task.title} {task.description}".casefold()}

        return values

    lie.patch(task_store, "_values", make)


@flaw(
    "the-first-specialist-stays-assigned",
    "A task that is started again is assigned to the specialist of its first start.",
    breaks="TASK-2 EXEC-2",
    caught_by="A second start assigns the new specialist after a change",
)
def _(lie: Lie) -> None:
    first = {}

    def change(reply, _call):
        kept = first.setdefault(reply["task_id"], reply["specialist_type"])
        return {**reply, "specialist_type": kept} if kept != reply["specialist_type"] else None

    lie.reply(EXECUTE, change)


@flaw(
    "a-second-brief-has-no-instructions",
    "Whoever starts a task again is told neither its own instructions nor its context.",
    breaks="TASK-2 EXEC-3",
    caught_by=(
        "The brief of a task already in progress contains its instructions",
        "The brief of a task already blocked contains its instructions",
    ),
)
def _(lie: Lie) -> None:
    started = set()

    def change(reply, _call):
        if reply["task_id"] not in started:
            started.add(reply["task_id"])
            return None
        return {**reply, "execution_instructions": [], "context": {}}

    lie.reply(EXECUTE, change)


@flaw(
    "the-archive-keeps-no-files",
    "When a task is archived, the files of its artifacts are removed.",
    breaks="TASK-3 TASK-6",
    caught_by="An archived task keeps its submitted work unchanged",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        with call.read() as (_, work):
            artifacts = work.artifacts.of([given(call, "task_id")])
        reply = run(call)
        with call.write() as (current, work):
            for artifact in artifacts:
                lie.told()
                work.when_done(current.workspace.artifacts.remover(artifact.path))
        return reply

    lie.around("orchestrator_delete_task", wrap)


@flaw(
    "what-was-changed-is-not-searched-by-complexity",
    "A search by complexity or specialist leaves out tasks that were changed since they were planned.",
    breaks="TASK-7",
    caught_by="After a change to trivial, a search for complexity trivial is correct",
)
def _(lie: Lie) -> None:
    def change(reply, call):
        kept = [one for one in reply["tasks"] if one["updated_at"] == one["created_at"]]
        is_meant = given(call, "complexity") or given(call, "specialist_type")
        return {**reply, "tasks": kept} if is_meant and len(kept) < len(reply["tasks"]) else None

    lie.reply("orchestrator_query_tasks", change)
