"""Lies about what comes of a hand-in (contract TASK-3, SAFE-8)."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from reference_orchestrator.domain.tasks import TaskStatus
from reference_orchestrator.tools import tasks
from tests.flawed.lying import Lie, flaw, given, with_given

CUT = 64 * 1024


@flaw(
    "an-afterthought-replaces-the-result",
    "Work handed in on a completed task takes the place of the first result.",
    breaks="TASK-3",
    caught_by=(
        "A completed task rejects a second result and keeps the first summary",
        "A task that is completed rejects a submission and stays completed",
    ),
)
def _(lie: Lie) -> None:
    def make(original):
        def check(task, to, cause):
            if task.status is TaskStatus.COMPLETED and cause == "handed in":
                lie.told()
                return
            original(task, to, cause)

        return check

    lie.patch(tasks, "check_transition", make)


@flaw(
    "a-cancelled-task-completes",
    "Work handed in on a cancelled task completes it.",
    breaks="TASK-3 TASK-5",
    caught_by=(
        "A task that is cancelled rejects a submission and stays cancelled",
        "The rejection of a submission says that the task is cancelled",
    ),
    touches="FAULT-3",
)
def _(lie: Lie) -> None:
    def make(original):
        def check(task, to, cause):
            if task.status is TaskStatus.CANCELLED and cause == "handed in":
                lie.told()
                return
            original(task, to, cause)

        return check

    lie.patch(tasks, "check_transition", make)


@flaw(
    "work-to-be-continued-completes",
    "Work handed in to be continued completes the task.",
    breaks="TASK-3",
    caught_by=(
        "A task whose result is submitted with more work to follow is in progress",
        "A second submission completes a task that had more work to follow",
    ),
    touches="TASK-5 VALID-9 MAINT-2",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "next_action") == "continue":
            lie.told()
            return {**run(with_given(call, next_action="complete")), "next_action": "continue"}
        return run(call)

    lie.around("orchestrator_complete_task", wrap)


@flaw(
    "blocked-work-stays-in-progress",
    "Work handed in as blocked leaves the task in progress.",
    breaks="TASK-3",
    caught_by="A task whose result is submitted as blocked is blocked",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "next_action") == "blocked":
            lie.told()
            return {**run(with_given(call, next_action="continue")), "next_action": "blocked"}
        return run(call)

    lie.around("orchestrator_complete_task", wrap)


@flaw(
    "a-hand-in-needs-no-summary",
    "Work can be handed in with a blank summary.",
    breaks="TASK-3",
    caught_by="A result submitted without a summary is rejected without effect",
    touches="PROTO-1",
)
def _(lie: Lie) -> None:
    def make(original):
        def check_filled(name, text):
            if name != "summary":
                original(name, text)
            elif not text.strip():
                lie.told()

        return check_filled

    lie.patch(tasks, "check_filled", make)


@flaw(
    "a-refused-hand-in-leaves-its-work",
    "The work of a hand-in that was refused for its blank summary is stored all the same.",
    breaks="TASK-3",
    caught_by="A result submitted without a summary is rejected without effect",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if not given(call, "summary").strip():
            lie.told()
            with suppress(Exception):
                run(with_given(call, summary="A summary", next_action="continue"))
        return run(call)

    lie.around("orchestrator_complete_task", wrap)


@flaw(
    "named-files-are-forgotten",
    "The files named with the work are not recorded.",
    breaks="TASK-3",
    caught_by="Files named in a submission are recorded as given",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "file_paths"):
            lie.told()
        return run(with_given(call, file_paths=None))

    lie.around("orchestrator_complete_task", wrap)


@flaw(
    "named-files-are-read",
    "The files named with the work are opened, and what they say is stored with it.",
    breaks="SAFE-8 TASK-3",
    caught_by=(
        "A submission listing the absolute path of the secret keeps the secret safe",
        "A submission listing a relative path to the secret keeps the secret safe",
        "A submission listing a link to the secret keeps the secret safe",
    ),
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        home = call.server_context.current().workspace.directory
        for name in given(call, "file_paths", []):
            with suppress(OSError, ValueError):
                file = home / name
                if file.is_file():
                    lie.told()
                    (home / f"copy-of-{Path(name).name}").write_bytes(file.read_bytes())
        return run(call)

    lie.around("orchestrator_complete_task", wrap)


def _copies(lie: Lie, read_name) -> None:
    """Let files named with the work be opened and stored, where a name is read in another way than it is written."""

    def wrap(run, call):
        home = call.server_context.current().workspace.directory
        for name in given(call, "file_paths", []):
            with suppress(OSError, ValueError):
                file = home / read_name(name)
                if read_name(name) != name and file.is_file():
                    lie.told()
                    (home / f"copy-of-{file.name}").write_bytes(file.read_bytes())
        return run(call)

    lie.around("orchestrator_complete_task", wrap)


@flaw(
    "named-files-are-decoded-and-read",
    "The name of a file is decoded as in an address, and the file behind it is opened and stored.",
    breaks="SAFE-8 TASK-3",
    caught_by="A submission listing an encoded path to the secret keeps the secret safe",
)
def _(lie: Lie) -> None:
    _copies(lie, unquote)


@flaw(
    "named-files-are-read-by-backslashes",
    "Backslashes in the name of a file are taken for slashes, and the file behind it is opened and stored.",
    breaks="SAFE-8 TASK-3",
    caught_by="A submission listing a path with backslashes to the secret keeps the secret safe",
)
def _(lie: Lie) -> None:
    _copies(lie, lambda name: name.replace("\\", "/"))


@flaw(
    "work-without-a-kind-is-code",
    "Work that is handed in without a kind is taken for code.",
    breaks="TASK-3",
    caught_by='An artifact submitted without a type has the type "general"',
)
def _(lie: Lie) -> None:
    lie.parameter("orchestrator_complete_task", "artifact_type", default="code")
    lie.reply(
        "orchestrator_complete_task", lambda reply, call: reply if given(call, "artifact_type") == "code" else None
    )


@flaw(
    "a-completed-task-stays-in-progress",
    "Handing in as complete says that the task is completed, and leaves it in progress.",
    breaks="TASK-3",
    caught_by="Submitting a result completes the task",
    touches=(
        "SAFE-1 EXEC-4 EXEC-1 VALID-8 PLAN-4 TASK-2 TASK-4 "
        "TASK-5 TASK-6 TASK-7 STATUS-1 VALID-4 VALID-5 VALID-6 VALID-7 "
        "VALID-9 SESSION-2 SESSION-3 CTRL-2 CTRL-4 MAINT-1 MAINT-3 RESULT-1 PROTO-1 FLOW-1 FLOW-2 FLOW-3 FLOW-4 FLOW-5 "
        "SYS-2 TMPL-3"
    ),
)
def _(lie: Lie) -> None:
    def make(original):
        def save_change(call, work, before, after):
            if after.status is TaskStatus.COMPLETED:
                lie.told()
                after = replace(after, status=before.status)
            original(call, work, before, after)

        return save_change

    lie.patch(tasks, "save_change", make)
    lie.reply(
        "orchestrator_complete_task",
        lambda reply, call: {**reply, "status": "completed"} if reply["next_action"] == "complete" else None,
    )
