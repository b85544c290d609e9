"""Lies of requests that only read and change something, and of annotations that are not true (contract CLIENT-4)."""

from dataclasses import replace

from reference_orchestrator import server
from reference_orchestrator.domain.times import stamp
from tests.flawed.lying import Lie, flaw, given


@flaw(
    "a-search-is-noted-in-a-file",
    "Each search is noted in a file of the workspace.",
    breaks="CLIENT-4",
    caught_by="A search changes neither the data store nor a file",
)
def _(lie: Lie) -> None:
    def change(reply, call):
        with call.read() as (current, _):
            notes = current.workspace.directory / ".task_orchestrator" / "searches.json"
        lie.told()
        with notes.open("a", encoding="utf-8") as file:
            file.write(f"{reply['total_count']}\n")

    lie.reply("orchestrator_query_tasks", change)


def _touching(lie: Lie, tool: str) -> None:
    """Have a look note in every task that it was looked at."""

    def change(reply, call):
        with call.write() as (_, work):
            for task in work.tasks.all():
                lie.told()
                work.tasks.save(task, replace(task, last_call_at=stamp(call.server_context.now())))

    lie.reply(tool, change)


@flaw(
    "a-health-check-touches-every-task",
    "A health check notes in every task that it was looked at.",
    breaks="CLIENT-4",
    caught_by="A health check changes neither the data store nor a file",
)
def _(lie: Lie) -> None:
    _touching(lie, "orchestrator_health_check")


@flaw(
    "a-session-status-touches-every-task",
    "The status of a session notes in every task that it was looked at.",
    breaks="CLIENT-4",
    caught_by="A session's status changes neither the data store nor a file",
)
def _(lie: Lie) -> None:
    _touching(lie, "orchestrator_session_status")


@flaw(
    "a-preview-is-kept",
    "The preview of a template is kept in a file of the workspace.",
    breaks="CLIENT-4",
    caught_by="A template's preview changes neither the data store nor a file",
)
def _(lie: Lie) -> None:
    def change(reply, call):
        if given(call, "create_tasks"):
            return
        with call.read() as (current, _):
            lie.told()
            (current.workspace.directory / ".task_orchestrator" / "preview.json").write_text("{}", encoding="utf-8")

    lie.reply("template_instantiate", change)


@flaw(
    "a-loaded-template-is-counted",
    "How often a template is loaded is counted in a file of the workspace.",
    breaks="CLIENT-4",
    caught_by="Having a template loaded changes neither the data store nor a file",
)
def _(lie: Lie) -> None:
    loads = [0]

    def change(reply, call):
        with call.read() as (current, _):
            loads[0] += 1
            lie.told()
            place = current.workspace.directory / ".task_orchestrator" / "loads.json"
            place.write_text(str(loads[0]), encoding="utf-8")

    lie.reply("template_load", change)


def _annotated(lie: Lie, tool: str, **hints: bool) -> None:
    """Annotate a tool otherwise."""

    def make(original):
        def listed(one):
            found = original(one)
            if one.name != tool:
                return found
            lie.told()
            return found.model_copy(update={"annotations": found.annotations.model_copy(update=hints)})

        return listed

    lie.patch(server, "_listed", make)


@flaw(
    "a-plan-is-annotated-as-read-only",
    "The tool that plans tasks is annotated as read-only.",
    breaks="CLIENT-4",
    caught_by=(
        "The annotations of orchestrator_plan_task agree with what it changes",
        "No tool that plans, changes or deletes is annotated as read-only",
    ),
    touches="PROTO-5",
)
def _(lie: Lie) -> None:
    _annotated(lie, "orchestrator_plan_task", read_only_hint=True, idempotent_hint=True)


@flaw(
    "a-deletion-is-annotated-as-harmless",
    "The tool that deletes tasks is annotated as one that takes nothing away.",
    breaks="CLIENT-4",
    caught_by=(
        "The annotations of orchestrator_delete_task agree with what it changes",
        "No tool that deletes or overwrites is annotated as harmless",
    ),
    touches="PROTO-5",
)
def _(lie: Lie) -> None:
    _annotated(lie, "orchestrator_delete_task", destructive_hint=False)


@flaw(
    "a-plan-is-annotated-as-idempotent",
    "The tool that plans tasks is annotated as one that can be called twice.",
    breaks="CLIENT-4",
    caught_by="The annotations of orchestrator_plan_task agree with what it changes",
    touches="PROTO-5",
)
def _(lie: Lie) -> None:
    _annotated(lie, "orchestrator_plan_task", idempotent_hint=True)
