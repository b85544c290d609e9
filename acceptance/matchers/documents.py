"""Assertions about the documents that maintenance writes: the overview and the handover."""

from __future__ import annotations

from typing import Final

from acceptance.confinement.files import WorkspaceFile, WorkspaceFiles
from acceptance.contract.reply import Reply
from acceptance.contract.state_machine import OPEN
from acceptance.contract.values import TaskState
from acceptance.contract.views import read_task
from acceptance.errors import TargetFaultError, UnreadableReplyError
from acceptance.matchers.findings import Finding, listed, quoted
from acceptance.scenario.tasks import Task

DOCUMENT_FIELDS: Final = ("path", "document_path", "file_path", "output_path")


def does_not_list_as_open(task: Task, files: WorkspaceFiles) -> Finding[Reply]:
    """Neither the reply nor the document, near the task's title, says that the task is open."""

    def found(reply: Reply) -> list[str]:
        text = document(reply, files).text()
        listed_there = [str(view.identity) for view in map(read_task, reply.body.get("open_tasks", []))]
        states = [state.value for state in OPEN if _tells_state(text, task.title, state)]
        if _tells_state(text, task.title, TaskState.COMPLETED):
            states = []
        return [*(["listed as open in the reply"] if task.identity in listed_there else []), *states]

    return Finding(
        f'the handover document does not list "{task.name}" as open',
        found,
        lambda signs: not signs,
        lambda reply, signs: f"it says that it is {listed(signs)}: {reply.shortened()}",
    )


def mentions_in_document(task: Task, files: WorkspaceFiles, state: TaskState | None = None) -> Finding[Reply]:
    """The written document contains the title of a task, and near it the task's state where one is given."""
    return Finding(
        f'the document mentions "{task.title}"' + (f" as {state}" if state else ""),
        lambda reply: document(reply, files).text(),
        lambda text: task.title in text and (state is None or _tells_state(text, task.title, state)),
        lambda reply, text: f"it says: {quoted(' '.join(text.split()))}",
    )


def does_not_mention_in_document(task: Task, files: WorkspaceFiles) -> Finding[Reply]:
    """The written document contains neither the title nor the identity of a task."""
    return Finding(
        f'the document does not mention "{task.title}"',
        lambda reply: document(reply, files).text(),
        lambda text: task.title not in text and task.identity not in text,
        lambda reply, text: f"it says: {quoted(' '.join(text.split()))}",
    )


def wrote_inside(files: WorkspaceFiles) -> Finding[Reply]:
    """The written document lies in the workspace, whatever links lead to it."""
    return Finding(
        "the document is inside the workspace",
        lambda reply: document(reply, files),
        lambda file: file.exists,
        lambda reply, file: f"there is no file at {file}",
    )


def document(reply: Reply, files: WorkspaceFiles) -> WorkspaceFile:
    """Where the document lies that was written, as it is told.

    Raises:
        TargetFaultError: it was refused.
        UnreadableReplyError: the reply does not tell where.
    """
    if reply.refused:
        raise TargetFaultError(f"the {reply.call.verb} was rejected: {reply.shortened()}")
    told = next((reply.body[name] for name in DOCUMENT_FIELDS if reply.body.get(name)), None)
    if told is None:
        raise UnreadableReplyError(f"the reply does not say where the document is: {reply.shortened()}")
    return WorkspaceFile(files, str(told))


def _tells_state(text: str, title: str, state: TaskState) -> bool:
    """Whether a paragraph or line that names the title tells the state, in any way of writing it."""
    words = {state.value, state.wire, state.value.replace(" ", "-")}
    lines = text.casefold().splitlines()
    near = [" ".join(lines[number : number + 4]) for number, line in enumerate(lines) if title.casefold() in line]
    return any(word in passage for word in words for passage in near)
