"""Lies about what is done on the side by a scan, a validation, a submission; and about what a reply leaves out."""

from contextlib import suppress
from itertools import islice
from pathlib import Path

from reference_orchestrator.domain import templates
from reference_orchestrator.registry import known_sessions
from reference_orchestrator.template_folder import OWN, TemplateFolder
from tests.flawed.lying import Lie, flaw, given

MAINTENANCE = "orchestrator_maintenance_coordinator"
BEGINNING = 1_000
"""So many characters are read of what a submission names: some files have no end."""


def _after_a_scan(lie: Lie, change) -> None:
    """Do something after each scan, with its call."""

    def wrap(run, call):
        reply = run(call)
        if reply["action"] == "scan_cleanup":
            change(call)
        return reply

    lie.around(MAINTENANCE, wrap)


@flaw(
    "a-scan-forgets-sessions",
    "A scan removes the sessions that are not the current one.",
    breaks="MAINT-1",
    caught_by="A scan changes neither the sessions nor the templates",
    touches="SESSION-2 SESSION-3",
)
def _(lie: Lie) -> None:
    def change(call):
        current = call.server_context.current()
        with current.workspace.database.write() as work:
            for session in known_sessions(call.server_context):
                if session.id != current.session.id:
                    lie.told()
                    work.sessions.remove(session.id)

    _after_a_scan(lie, change)


@flaw(
    "a-scan-deletes-templates",
    "A scan deletes the templates of users.",
    breaks="MAINT-1",
    caught_by="A scan changes neither the sessions nor the templates",
    touches="TMPL-1",
)
def _(lie: Lie) -> None:
    def change(call):
        folder = TemplateFolder(call.server_context.current().workspace.directory)
        for category, name in list(folder.names(OWN)):
            lie.told()
            folder.remove(name, category)

    _after_a_scan(lie, change)


def _after_a_validation(lie: Lie, change) -> None:
    """Do something with the file of each damaged artifact that a validation finds."""

    def wrap(run, call):
        reply = run(call)
        for one in reply.get("damage", []):
            if one["path"]:
                lie.told()
                change(call.server_context.current().workspace.directory / one["path"])
        return reply

    lie.around(MAINTENANCE, wrap)


@flaw(
    "a-validation-removes-what-is-damaged",
    "A validation removes the damaged artifacts that it finds.",
    breaks="MAINT-2",
    caught_by="A full audit neither repairs nor removes an artifact that was shortened",
)
def _(lie: Lie) -> None:
    _after_a_validation(lie, lambda path: path.unlink(missing_ok=True))


@flaw(
    "a-validation-puts-something-in-the-place-of-what-is-missing",
    "A validation writes an empty file where an artifact is missing.",
    breaks="MAINT-2",
    caught_by="A full audit neither repairs nor removes an artifact that was removed",
)
def _(lie: Lie) -> None:
    _after_a_validation(lie, lambda path: path.touch(exist_ok=True))


@flaw(
    "what-another-process-began-is-never-stale",
    "A scan does not report the stale tasks that another process began.",
    breaks="MAINT-1 CMD-1",
    caught_by="The cleanup command reports a task without a call for a day",
    touches="FAULT-1",
)
def _(lie: Lie) -> None:
    begun = set()

    def start(run, call):
        reply = run(call)
        begun.add(given(call, "task_id"))
        return reply

    def change(reply, call):
        kept = [one for one in reply.get("stale", []) if one["task_id"] in begun]
        return {**reply, "stale": kept} if kept != reply.get("stale", []) else None

    lie.around("orchestrator_execute_task", start)
    lie.reply(MAINTENANCE, change)


@flaw(
    "the-reply-to-a-plan-says-nothing-of-dependencies-and-context",
    "The reply to a plan shows neither the dependencies nor the context, which are stored.",
    breaks="TASK-1",
    caught_by=(
        "The reply to a plan shows the planned dependency",
        "The reply to a plan shows the planned context",
    ),
)
def _(lie: Lie) -> None:
    lie.reply(
        "orchestrator_plan_task",
        lambda reply, call: (
            {**reply, "dependencies": [], "context": {}} if reply["dependencies"] or reply["context"] else None
        ),
    )


@flaw(
    "older-artifacts-are-read",
    "What lies at the path of an older artifact is copied into the workspace.",
    breaks="SAFE-8",
    caught_by=(
        "Naming the absolute path of the secret as an older artifact keeps the secret safe",
        "Naming a link to the secret as an older artifact keeps the secret safe",
    ),
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        reply = run(call)
        directory = call.server_context.current().workspace.directory
        for number, name in enumerate(given(call, "legacy_artifacts", [])):
            lie.told()
            with suppress(OSError, ValueError), (directory / Path(name)).open(encoding="utf-8") as file:
                text = "".join(islice(iter(lambda: file.read(1), ""), BEGINNING))
                (directory / f"older-{number}.txt").write_text(text, encoding="utf-8")
        return reply

    lie.around("orchestrator_complete_task", wrap)


@flaw(
    "only-one-part-of-a-value-is-filled-in",
    "Of a list or an object, only the last part is filled in.",
    breaks="TMPL-3",
    caught_by=(
        "A value that is a list fills in with each of its parts",
        "A value that is an object fills in with each of its parts",
    ),
)
def _(lie: Lie) -> None:
    def make(original):
        def written(value):
            parts = list(value.values()) if isinstance(value, dict) else value
            if not isinstance(parts, list) or len(parts) < 2:
                return original(value)
            lie.told()
            return original(parts[-1])

        return written

    lie.patch(templates, "_written", make)
