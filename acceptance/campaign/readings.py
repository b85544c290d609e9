"""What the campaign reads out of accepted replies: each reading returns words for the log, or raises what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from acceptance.campaign.record import ComponentRecord
from acceptance.contract.reply import Reply
from acceptance.contract.values import TaskField, TaskState
from acceptance.contract.views import TaskView, texts_in
from acceptance.errors import TargetFaultError

if TYPE_CHECKING:
    from acceptance.confinement.files import WorkspaceFiles


def all_words(reply: Reply) -> str:
    """Everything that a reply says, in its text or in its structured content."""
    return "\n".join([reply.result.text, *texts_in(reply.body)])


def read_progress(views: Sequence[TaskView], tasks: Iterable[ComponentRecord]) -> str:
    """The tasks at work, which a search for tasks in progress must list.

    Raises:
        TargetFaultError: one is missing, or is listed in another state.
    """
    wanted = {task.identity: task.title for task in tasks}
    found = {view.identity for view in views if view.state in {None, TaskState.IN_PROGRESS}}
    missing = [title for identity, title in wanted.items() if identity not in found]
    if missing:
        raise TargetFaultError(f"not listed as in progress: {', '.join(missing)}")
    return f"{len(wanted)} tasks in progress"


def check_update(views: Sequence[TaskView], task: ComponentRecord, description: str) -> None:
    """Check that the description that a task was given at a milestone is the one that is shown.

    Raises:
        TargetFaultError: it is not.
    """
    view = next((one for one in views if one.identity == task.identity), None)
    shown = view.values.get(TaskField.DESCRIPTION) if view else None
    if shown != description:
        seen = f'its description is "{shown}"' if shown is not None else "no description is shown"
        raise TargetFaultError(f"the update of {task.title} was accepted but is not seen afterwards: {seen}")


def read_status(reply: Reply, at_work: int) -> str:
    """The number of tasks in progress that the status tells.

    Raises:
        TargetFaultError: it tells fewer than are at work, or none at all.
    """
    told = reply.counts.get(TaskState.IN_PROGRESS)
    if told is None or told < at_work:
        raise TargetFaultError(f"{at_work} tasks are in progress, and the status counts {told or 'none'}")
    return f"{told} tasks in progress"


def read_health(reply: Reply) -> str:
    """Whether the server is healthy, its data store included.

    Raises:
        TargetFaultError: it is not, or does not say so.
    """
    checks = reply.body.get("checks")
    database = checks.get("database") if isinstance(checks, dict) else None
    connected = database.get("connected") if isinstance(database, dict) else None
    if reply.body.get("healthy") is not True or connected is not True:
        raise TargetFaultError(f"it does not report itself healthy with a connected data store: {reply.shortened()}")
    return "healthy, the data store is connected"


def read_reconnection(reply: Reply, session: str) -> str:
    """Whether a client can reconnect to a session.

    Raises:
        TargetFaultError: the session is not named.
    """
    listed = reply.body.get("sessions")
    found = session in {one.identity for one in reply.sessions} if isinstance(listed, list) else None
    # The contract has a list of sessions; a reply without one is satisfied by naming the session anywhere.
    if not (session in all_words(reply) if found is None else found):
        raise TargetFaultError(f"it does not name the session {session}: {reply.shortened()}")
    return f"the session {session} is named"


def read_brief(reply: Reply, task: ComponentRecord, wanted: Sequence[str]) -> str:
    """What of a specialist's context was handed back at the start of a task; what is missing is kept."""
    told = all_words(reply).lower()
    task.executed = True
    task.context_missing = [words for words in wanted if words.lower() not in told]
    missing = f", without {', '.join(task.context_missing)}" if task.context_missing else ""
    return f"work begins, the specialist's context was returned{missing}"


def read_completed(view: TaskView, work: str, files: WorkspaceFiles | None) -> tuple[str | None, bool]:
    """The state of a task, and whether its result reads back unchanged.

    A target may keep its artifacts where this process cannot read them; then the result did not read back.
    """
    paths = [one.path for one in view.artifacts if one.path] if files is not None else []
    kept = files is not None and any(files.content(path) == work.encode() for path in paths)
    return view.state.value if view.state else None, kept


def told(state: str | None, kept: bool) -> str:
    """What was found of a completed task, in words.

    Raises:
        TargetFaultError: it is not completed, or its result is not what was submitted.
    """
    if state != TaskState.COMPLETED.value:
        raise TargetFaultError(f"its state is {state or 'not shown'}")
    if not kept:
        raise TargetFaultError("its result did not read back unchanged")
    return "completed, with its result unchanged"


def recognised(task: ComponentRecord, reply: Reply, words: str) -> str:
    """Keep the id that the reply to a plan tells.

    Raises:
        UnreadableReplyError: it tells none.
    """
    task.identity = reply.task.identity
    return words


def made(folder: Path) -> Path:
    """A folder that is there, without links."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder.resolve()
