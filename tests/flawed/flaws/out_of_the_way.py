"""Lies about what is seldom tried: a name with an underscore, a place that is told, an end in between."""

import time
from pathlib import Path

from reference_orchestrator import artifacts
from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.template_folder import TemplateFolder
from tests.flawed.lying import Lie, flaw, given, with_given

BRIEF = ("specialist_context", "execution_instructions")
"""What the reply to a start tells beside the task."""


@flaw(
    "a-refused-template-names-no-place",
    "The refusal of a template does not tell what is wrong where.",
    breaks="TMPL-1",
    caught_by=(
        'The rejection of a template with no tasks names "tasks"',
        'The rejection of a template with an unknown parent names "nobody"',
    ),
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        try:
            return run(call)
        except Refusal as refusal:
            if "no valid template" not in str(refusal):
                raise
            lie.told()
            raise Refusal("template_content is no valid template. Please mend it.") from None

    lie.around("template_create", wrap)


@flaw(
    "a-name-holds-no-underscore",
    "A template cannot have an underscore in its name.",
    breaks="TMPL-1",
    caught_by="A template can have an underscore in its name",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if "_" in given(call, "template_id"):
            lie.told()
            raise Refusal("template_id holds an underscore: give letters, digits and hyphens.")
        return run(call)

    lie.around("template_create", wrap)


@flaw(
    "a-description-leads-out",
    "A template is described by any path, also where that leads out of the workspace.",
    breaks="SAFE-8",
    caught_by="No template whose name is the absolute path of the secret can be described",
    touches="TMPL-1 PROTO-1 PROTO-2",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        path = Path(given(call, "template_id"))
        if not path.is_absolute() or not path.is_file():
            return run(call)
        lie.told()
        return {
            "template_id": str(path),
            "category": "user",
            "metadata": {"description": path.read_text(encoding="utf-8", errors="replace")},
            "parameters": {},
            "tasks": [],
            "size": path.stat().st_size,
        }

    lie.around("template_info", wrap)


@flaw(
    "templates-live-as-long-as-their-process",
    "A template that was created is gone when the orchestrator is started anew.",
    breaks="TMPL-1 SAFE-1",
    caught_by="A created template and an archived task are kept after a kill",
    touches="FAULT-1 CTRL-2 VALID-2 TMPL-4 TMPL-5",
)
def _(lie: Lie) -> None:
    written: set[Path] = set()
    write, path_of = TemplateFolder.write, TemplateFolder._path

    def note(self, template_id, category, content):
        write(self, template_id, category, content)
        written.add(path_of(self, template_id, category))

    def without_older(self, template_id, category):
        path = path_of(self, template_id, category)
        if path.exists() and path not in written:
            lie.told()
            path.unlink()
        return path

    TemplateFolder.write, TemplateFolder._path = note, without_older


def tell_it_is_done(lie: Lie, tool: str, status: str, *, trouble: str) -> None:
    """Answer a call that is refused for the store's trouble as if it were done, by the reply to its start."""
    last: dict[str, dict[str, object]] = {}

    def note(run, call):
        reply = run(call)
        last[reply["task_id"]] = {name: told for name, told in reply.items() if name not in BRIEF}
        return reply

    def wrap(run, call):
        try:
            return run(call)
        except Refusal as refusal:
            if given(call, "task_id") not in last or trouble not in str(refusal):
                raise
            lie.told()
            return {**last[given(call, "task_id")], "status": status}

    lie.around("orchestrator_execute_task", note)
    lie.around(tool, wrap)


@flaw(
    "a-gone-store-gives-tasks-away",
    "A task is told to be cancelled though the store was deleted or damaged.",
    breaks="SAFE-4",
    caught_by="The cancellation is rejected when the data store is deleted",
    touches="FAULT-5 OSM-4",
)
def _(lie: Lie) -> None:
    tell_it_is_done(lie, "orchestrator_cancel_task", "cancelled", trouble="The store")


@flaw(
    "a-change-behind-a-lock-is-told-to-be-done",
    "A task is told to be blocked though the store was locked all the time.",
    breaks="SAFE-3",
    caught_by="Submissions, changes and deletions behind a long lock are rejected without effect",
    touches="FAULT-5 OSM-4",
)
def _(lie: Lie) -> None:
    tell_it_is_done(lie, "orchestrator_update_task", "blocked", trouble="is locked")


@flaw(
    "a-linked-folder-is-followed",
    "Work is written where the folder of artifacts leads by a link, also outside the workspace.",
    breaks="SAFE-8",
    caught_by="A folder of artifacts replaced by a link is not followed",
    touches="TASK-3",
)
def _(lie: Lie) -> None:
    def make(original):
        def own_path(workspace, relative):
            path = workspace / relative
            if not path.resolve().is_relative_to(workspace):
                lie.told()
            return path

        return own_path

    lie.patch(artifacts, "own_path", make)


@flaw(
    "a-gone-store-holds-no-tasks",
    "A search finds nothing, and is not refused, when the store was deleted or damaged.",
    breaks="SAFE-4",
    caught_by="The search is rejected when the data store is deleted",
    touches="FAULT-5 OSM-4",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        try:
            return run(call)
        except Refusal as refusal:
            if "The store" not in str(refusal):
                raise
            lie.told()
            return {"tasks": [], "total_count": 0, "limit": given(call, "limit"), "offset": given(call, "offset")}

    lie.around("orchestrator_query_tasks", wrap)


@flaw(
    "a-lock-blocks-the-synthesis",
    "Results are not put together while the store is locked.",
    breaks="SAFE-3",
    caught_by="The synthesis is accepted while a plan waits for a lock",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        lie.told()
        with call.write():
            pass
        return run(call)

    lie.around("orchestrator_synthesize_results", wrap)


@flaw(
    "an-update-writes-what-it-read",
    "An update writes all texts of a task as it read them a moment before.",
    breaks="SAFE-6 TASK-4",
    caught_by="Two clients updating a task at the same time lose neither update",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        with call.read() as (_, work):
            before = work.tasks.get(given(call, "task_id"))
        if before.is_final:
            return run(call)
        lie.told()
        time.sleep(0.05)
        texts = {"description": before.description, "estimated_effort": before.estimated_effort}
        return run(with_given(call, **{name: given(call, name, text) for name, text in texts.items()}))

    lie.around("orchestrator_update_task", wrap)
