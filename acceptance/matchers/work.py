"""Assertions about submitted work and its artifact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from acceptance.confinement.files import WorkspaceFile, WorkspaceFiles
from acceptance.confinement.paths import shown
from acceptance.contract.views import texts_in
from acceptance.errors import TargetFaultError
from acceptance.matchers.findings import Finding, listed, quoted
from acceptance.scenario.tasks import Task


def has_an_artifact() -> Finding[Task]:
    """The reply names an artifact, and its file exists."""
    return Finding(
        "it has an artifact",
        lambda task: task.artifact_file(),
        lambda file: file.exists,
        lambda task, file: f"there is no file at {file}",
    )


def has_different_artifacts(count: int) -> Finding[Task]:
    """The task has this number of artifacts, and no two with the same identity or the same file."""
    return Finding(
        f"it has {f'{count} artifacts with different identities and paths' if count > 1 else 'exactly one artifact'}",
        lambda task: [(one.identity, one.path) for one in task.look_at_work().artifacts],
        lambda found: len(found) == count and all(len({*names}) == count for names in zip(*found, strict=True)),
        lambda task, found: f"it has: {', '.join(f'{quoted(identity)} at {shown(path)}' for identity, path in found)}",
    )


def has_its_work_unchanged() -> Finding[Task]:
    """The artifact contains byte for byte what was submitted."""
    return Finding(
        "its artifact is byte for byte what was submitted",
        lambda task: (task.artifact_file().read(), _handed_in(task)),
        lambda pair: bool(pair[0] == pair[1]),
        lambda task, pair: _first_difference(*pair),
    )


def has_work(work: str) -> Finding[Task]:
    """The artifact contains these characters in UTF-8 and no others."""
    return Finding(
        f"its artifact is byte for byte {quoted(work)}",
        lambda task: task.artifact_file().read(),
        lambda found: found == work.encode(),
        lambda task, found: _first_difference(found, work.encode()),
    )


def has_in_its_artifact(words: str) -> Finding[Task]:
    """The artifact contains these words."""
    return Finding(
        f'its artifact mentions "{words}"',
        lambda task: task.artifact_file().text(),
        lambda text: words in text,
        lambda task, text: f"it has {len(text):,} characters, which do not: {quoted(text)}",
    )


def has_its_whole_work_left() -> Finding[Task]:
    """A file of its work contains all that was submitted, and possibly more: only losses count."""
    return Finding(
        "its full work can be read",
        lambda task: (*_files_of(task), _handed_in(task)),
        lambda found: any(found[-1] in content for content in found[:-1]),
        lambda task, found: f"{len(found) - 1} files exist, and none contains all of the {len(found[-1])} bytes",
    )


def has_its_size_reported() -> Finding[Task]:
    """The reported size of the artifact is the number of bytes submitted."""
    return Finding(
        "its artifact's size is the number of bytes submitted",
        lambda task: (task.artifact().size, len(_handed_in(task))),
        lambda pair: bool(pair[0] == pair[1]),
        lambda task, pair: f"the reported size is {pair[0]}, and {pair[1]} bytes were submitted",
    )


def has_its_artifact_inside(files: WorkspaceFiles) -> Finding[Task]:
    """The artifact's file lies below this directory, also when symbolic links are followed."""
    return Finding(
        f"its artifact is inside {files.root}",
        lambda task: WorkspaceFile(files, task.artifact_file().path),
        lambda file: file.exists,
        lambda task, file: f"there is no file at {file}",
    )


def has_an_artifact_of_kind(kind: str) -> Finding[Task]:
    """The artifact has a type."""
    return Finding(
        f'its artifact has the type "{kind}"',
        lambda task: task.artifact().kind,
        lambda found: bool(found == kind),
        lambda task, found: f"it has the type {quoted(found)}",
    )


def has_recorded(files: Sequence[str]) -> Finding[Task]:
    """The task, or the reply to the submission, shows the files as they were given, each as often as it was given."""
    return Finding(
        f"the files {listed(files)} are recorded",
        lambda task: (Counter(texts_in(task.look_at_work().raw)), Counter(texts_in(task.state.reply.body))),
        lambda shown: any(Counter(files) <= texts for texts in shown),
        lambda task, shown: "they are not shown, or not as they were given",
    )


def has_no_work_left() -> Finding[Task]:
    """The task has no artifact, and none of the files it had exists."""
    return Finding(
        "none of its work is stored",
        lambda task: ([path for path in task.files_seen if _files(task).status(path)], task.look_at_work().artifacts),
        lambda pair: not pair[0] and not pair[1],
        lambda task, pair: f"{len(pair[0])} files still exist, and {len(pair[1])} artifacts are still shown",
    )


def _files(task: Task) -> WorkspaceFiles:
    return task.state.orchestrator.files


def _files_of(task: Task) -> list[bytes]:
    """What the files contain that were named at the submission or are named now, and exist.

    Raises:
        NotOfferedError: the target keeps no artifacts.
    """
    task.state.orchestrator.dialect.require_artifacts()
    files = _files(task)
    view = None if task.files_seen else task.find()
    told = [one.path for one in view.artifacts if one.path] if view else []
    return [files.read(path) for path in (*task.files_seen, *told) if files.has_file(path)]


def _handed_in(task: Task) -> bytes:
    if task.handed_in is None or task.handed_in.work is None:
        raise TargetFaultError(f'no submission for "{task.name}" was accepted: {task.state.reply.shortened()}')
    return task.handed_in.work.encode()


def _first_difference(found: bytes, expected: bytes) -> str:
    pairs = zip(found, expected, strict=False)
    place = next((number for number, (one, other) in enumerate(pairs) if one != other), min(len(found), len(expected)))
    around = slice(max(0, place - 10), place + 30)
    return (
        f"it has {len(found)} bytes instead of {len(expected)}, and differs from byte {place} on: "
        f"{found[around]!r} instead of {expected[around]!r}"
    )
