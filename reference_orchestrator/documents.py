"""Documents for whoever comes next: an overview of the workspace, and a handover (Contract MAINT-3)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from reference_orchestrator.artifacts import FOLDER, own_path
from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.domain.tasks import Artifact, Task
from reference_orchestrator.durability import write_whole

DOCUMENTS: Final = FOLDER / "documents"


def write_document(workspace: Path, name: str, lines: Iterable[str]) -> tuple[str, int]:
    """Write a document in the place of an earlier one.

    Args:
        workspace: absolute, with its own symbolic links resolved.
        name: of the file.
        lines: of the document.

    Returns:
        The path relative to the workspace, and the size in bytes.

    Raises:
        Refusal: it cannot be written, or a symbolic link leads out of the workspace.
    """
    folder = own_path(workspace, DOCUMENTS)
    content = ("\n".join(lines) + "\n").encode("utf-8")
    try:
        write_whole(folder / name, content)
    except OSError as error:
        raise Refusal(
            f"The document cannot be written to {folder}: {error.strerror}. Make room, and try again."
        ) from error
    return str(DOCUMENTS / name), len(content)


def overview(tasks: Sequence[Task], artifacts: Mapping[str, Sequence[Artifact]], moment: str) -> Iterator[str]:
    """The lines of an overview: every task in its place, with its state and its result."""
    yield from ("# Overview", "", f"Written {moment}: {len(tasks)} tasks.", "")
    known = {task.id for task in tasks}
    children: dict[str, list[Task]] = {}
    roots: list[Task] = []
    for task in tasks:
        inside = task.parent_task_id in known
        (children.setdefault(str(task.parent_task_id), []) if inside else roots).append(task)
    waiting = [(task, 0) for task in reversed(roots)]
    while waiting:
        task, depth = waiting.pop()
        indent = "  " * depth
        yield f"{indent}- {in_one_line(task.title)} ({task.status.words}, {task.id})"
        if task.summary:
            yield f"{indent}  Result: {in_one_line(task.summary)}"
        yield from (f"{indent}  Artifact: {artifact.path}" for artifact in artifacts.get(task.id, ()))
        waiting += [(child, depth + 1) for child in reversed(children.get(task.id, ()))]


def handover(tasks: Sequence[Task], moment: str) -> Iterator[str]:
    """The lines of a handover: every open task with its state, who is to do it, what it waits for, what was done."""
    yield from ("# Handover", "", f"Written {moment}: {len(tasks)} open tasks.")
    for task in tasks:
        yield from ("", f"## {in_one_line(task.title)}", "")
        yield f"- State: {task.status.words}"
        yield f"- Id: {task.id}"
        yield f"- Specialist: {task.specialist_type or 'generalist'}"
        if task.dependencies:
            yield f"- Waits for: {', '.join(task.dependencies)}"
        if task.due_date:
            yield f"- Due: {in_one_line(task.due_date)}"
        if task.summary:
            yield f"- Done so far: {in_one_line(task.summary)}"
        if task.description.strip():
            yield f"- What is to be done: {in_one_line(task.description)}"


def in_one_line(text: str) -> str:
    """A text without its line ends, which would break the line that it stands in."""
    return re.sub(r"\s*[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+\s*", " ", text).strip()
