"""Assertions about the documents that maintenance writes: the overview and the handover."""

from __future__ import annotations

import re
from typing import Final

from acceptance.confinement.files import WorkspaceFile, WorkspaceFiles
from acceptance.contract.content import names_in_an_entry
from acceptance.contract.reply import Reply
from acceptance.contract.state_machine import OPEN
from acceptance.contract.values import TaskState
from acceptance.contract.views import read_task, texts_in
from acceptance.errors import ForbiddenFileError, TargetFaultError, UnreadableReplyError
from acceptance.matchers.findings import Finding, listed, quoted
from acceptance.scenario.tasks import Task

DOCUMENT_FIELDS: Final = ("path", "document_path", "file_path", "output_path")
PATH: Final = re.compile(r"`[^`\n]+`|\"[^\"\n]+\"|[^\s`'\"(),;]*/[^\s`'\"(),;]*[^\s`'\"(),;.]")
"""A path in prose; one with blanks stands between quotation marks."""


def does_not_list_as_open(task: Task, files: WorkspaceFiles) -> Finding[Reply]:
    """Neither the reply nor the document, near the task's title, says that the task is open."""

    def found(reply: Reply) -> list[str]:
        text = document(reply, files).text()
        states = [state.value for state in OPEN if _tells_state(text, task.title, state)]
        if _tells_state(text, task.title, TaskState.COMPLETED):
            states = []
        return [*(["listed as open in the reply"] if _listed_as_open(reply, task) else []), *states]

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
    told = next((str(reply.body[name]) for name in DOCUMENT_FIELDS if reply.body.get(name)), None)
    told = told or path_told_in(reply, files)
    if told is None:
        raise UnreadableReplyError(f"the reply does not say where the document is: {reply.shortened()}")
    return WorkspaceFile(files, told)


def path_told_in(reply: Reply, files: WorkspaceFiles) -> str | None:
    """The path that a reply tells, under whatever name: that of a file in the workspace, or else the first; or None."""
    texts = list(texts_in(reply.body)) if reply.body else PATH.findall(reply.words)
    told = [text.strip("`'\"()") for text in texts if ("/" in text or "." in text) and "\n" not in text]
    paths = (path for path in told if "/" in path)
    return next((path for path in told if _is_file(files, path)), next(paths, None))


def _is_file(files: WorkspaceFiles, path: str) -> bool:
    try:
        return files.has_file(path)
    except ForbiddenFileError:
        # Of several paths one may be the workspace's own; the first is opened where none is inside, and fails there.
        return False


def _listed_as_open(reply: Reply, task: Task) -> bool:
    if isinstance(listed_there := reply.body.get("open_tasks"), list):
        return task.identity in [view.identity for view in map(read_task, listed_there)]
    return names_in_an_entry(reply.body, reply.words, (task.identity, task.title))


def _tells_state(text: str, title: str, state: TaskState) -> bool:
    """Whether a paragraph or line that names the title tells the state, in any way of writing it."""
    words = {state.value, state.wire, state.value.replace(" ", "-")}
    lines = text.casefold().splitlines()
    near = [" ".join(lines[number : number + 4]) for number, line in enumerate(lines) if title.casefold() in line]
    return any(word in passage for word in words for passage in near)
