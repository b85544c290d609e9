"""Lies told only when the usual thing is asked for another way: for good, elsewhere, a second time, after an end."""

import unicodedata
from dataclasses import replace

from reference_orchestrator.domain import templates as domain
from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.domain.tasks import TaskType
from reference_orchestrator.domain.templates import read_template
from reference_orchestrator.template_folder import Category
from reference_orchestrator.tools import template_removal
from tests.flawed.lying import Lie, flaw, given, with_given


@flaw(
    "refused-work-takes-the-place-of-the-first",
    "The work of a second result is refused, and written over that of the first.",
    breaks="TASK-3",
    caught_by="A completed task rejects a second result and keeps the first artifact",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        try:
            return run(call)
        except Refusal as refusal:
            if "completed" in str(refusal):
                with call.read() as (current, work):
                    for artifact in work.artifacts.of([given(call, "task_id")]):
                        lie.told()
                        place = current.workspace.directory / artifact.path
                        place.write_text(given(call, "detailed_work"), encoding="utf-8")
            raise

    lie.around("orchestrator_complete_task", wrap)


@flaw(
    "archived-tasks-are-still-pending-in-the-count",
    "A pending task that goes into the archive is still counted as pending.",
    breaks="STATUS-1 VALID-5",
    caught_by="An archived task is no longer counted as pending",
)
def _(lie: Lie) -> None:
    def change(reply, call):
        with call.read() as (_, work):
            archived = [one for one in work.tasks.in_state("archived") if one.archived_from == "pending"]
        counts = reply["counts"]
        return {**reply, "counts": {**counts, "pending": counts["pending"] + len(archived)}} if archived else None

    lie.reply("orchestrator_get_status", change)


@flaw(
    "a-deletion-for-good-asks-no-dependant",
    "A task that another waits for is deleted for good without force.",
    breaks="TASK-6",
    caught_by="A task that another depends on cannot be permanently deleted without force",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        try:
            return run(call)
        except Refusal as refusal:
            reasons = str(refusal).partition(". Delete")[0]
            if given(call, "archive_instead") is not False or "is under it" in reasons:
                raise
            lie.told()
            return run(with_given(call, force=True))

    lie.around("orchestrator_delete_task", wrap)


@flaw(
    "an-effort-is-made-up",
    "A task that is planned without an estimated effort gets one.",
    breaks="TASK-1",
    caught_by="A plan with a title and a description makes up no estimated effort",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "estimated_effort") is not None:
            return run(call)
        lie.told()
        return run(with_given(call, estimated_effort="1 hour"))

    lie.around("orchestrator_plan_task", wrap)


@flaw(
    "failed-tasks-are-not-found-by-their-state",
    "A search for failed tasks finds none.",
    breaks="TASK-7 VALID-4",
    caught_by="A search for failed tasks finds exactly the failed subtask",
)
def _(lie: Lie) -> None:
    lie.reply(
        "orchestrator_query_tasks",
        lambda reply, call: (
            {**reply, "tasks": [], "total_count": 0} if given(call, "status") == ["failed"] and reply["tasks"] else None
        ),
    )


@flaw(
    "failed-tasks-are-found-by-their-state-only",
    "A search without a state leaves out failed tasks.",
    breaks="TASK-7 VALID-4",
    caught_by="A search without a state filter includes failed tasks",
)
def _(lie: Lie) -> None:
    def change(reply, call):
        kept = [one for one in reply["tasks"] if one["status"] != "failed"]
        left_out = len(reply["tasks"]) - len(kept)
        # Whoever looks at one task searches for its title, and must still see it.
        if given(call, "status") or given(call, "search_text") or not left_out:
            return None
        return {**reply, "tasks": kept, "total_count": reply["total_count"] - left_out}

    lie.reply("orchestrator_query_tasks", change)


@flaw(
    "a-new-title-is-composed",
    "A title that an update gives is stored in composed letters.",
    breaks="TASK-4 SAFE-7",
    caught_by="A changed title with an accent as a separate character reads back exactly as entered",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        title = given(call, "title")
        if title is None or unicodedata.is_normalized("NFC", title):
            return run(call)
        lie.told()
        return run(with_given(call, title=unicodedata.normalize("NFC", title)))

    lie.around("orchestrator_update_task", wrap)


@flaw(
    "a-milestone-of-a-template-is-a-standard-task",
    "A milestone that a template plans is a standard task.",
    breaks="TMPL-3",
    caught_by='The task "Release Metis" takes its kind from the template',
)
def _(lie: Lie) -> None:
    def make(original):
        def fill(self, key, values):
            filled = original(self, key, values)
            if filled.task_type is not TaskType.MILESTONE:
                return filled
            lie.told()
            return replace(filled, task_type=TaskType.STANDARD)

        return fill

    lie.patch(domain.Template, "_fill_task", make)


@flaw(
    "an-uninstalled-template-still-loads",
    "A template that was uninstalled is not listed, and still loads.",
    breaks="TMPL-4",
    caught_by="An uninstalled template can no longer be loaded",
)
def _(lie: Lie) -> None:
    kept: dict[str, str] = {}

    def uninstall(run, call):
        name, folder = given(call, "template_id"), template_removal.folder_of(call)
        content = folder.read(name, Category.USER) if folder.exists(name, Category.USER) else None
        reply = run(call)
        if content is not None:
            kept[name] = content
        return reply

    def load(run, call):
        try:
            return run(call)
        except Refusal:
            content = kept.get(given(call, "template_id"))
            if content is None:
                raise
            lie.told()
            template, _ = read_template(content)
            found = {"template_id": given(call, "template_id"), "category": "user"}
            return {**found, "template": template.value, "content": content}

    lie.around("template_uninstall", uninstall)
    lie.around("template_load", load)


@flaw(
    "shared-templates-are-not-uninstalled",
    "A template that is uninstalled from the shared ones stays.",
    breaks="TMPL-4",
    caught_by="A template uninstalled from the shared templates is no longer listed",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        name = given(call, "template_id")
        if given(call, "category") != "shared" or not template_removal.folder_of(call).exists(name, Category.SHARED):
            return run(call)
        lie.told()
        return {"template_id": name, "category": "shared", "deleted": True}

    lie.around("template_uninstall", wrap)


@flaw(
    "a-built-in-template-goes-all-the-same",
    "The removal of a built-in template is refused, and it is gone.",
    breaks="TMPL-4",
    caught_by="A built-in template that someone tried to have deleted is still listed",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        try:
            return run(call)
        except Refusal as refusal:
            if "built-in" in str(refusal):
                lie.told()
                template_removal.folder_of(call).remove(given(call, "template_id"), Category.BUILTIN)
            raise

    lie.around("template_delete", wrap)


@flaw(
    "examples-are-never-overwritten",
    "A second installation of the examples skips what is there though it was told to overwrite.",
    breaks="TMPL-5",
    caught_by="A second installation of the example templates overwrites them on request",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "overwrite"):
            lie.told()
        return run(with_given(call, overwrite=False))

    lie.around("template_install_examples", wrap)
