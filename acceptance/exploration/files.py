"""Whether stored work can be read back, and discarded work is gone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from acceptance.confinement.files import WorkspaceFiles
from acceptance.contract.model.operations import Submit
from acceptance.contract.model.promises import Promise
from acceptance.contract.model.state import ModelArtifact
from acceptance.errors import NotJudgedError, TargetFaultError
from acceptance.exploration.disagreement import Disagreement, brief

if TYPE_CHECKING:
    from acceptance.exploration.walk import Walk


def check_stored(walk: Walk, client: int, work: Submit) -> Iterator[Disagreement]:
    """Whether the work of a submission reads back byte for byte at the path that the reply told."""
    artifact = walk.model.workspace(client).tasks[work.task].artifacts[-1]
    files = files_of(walk, client)
    if files is not None and artifact.path is not None:
        yield from _reads_back(files, artifact)


def check_files(walk: Walk, client: int) -> Iterator[Disagreement]:
    """Whether all work that is kept reads back, and what was discarded is gone."""
    files = files_of(walk, client)
    if files is None:
        return
    kept = [one for task in walk.model.workspace(client).tasks.values() for one in task.artifacts if one.path]
    for artifact in kept:
        yield from _reads_back(files, artifact)
    paths = {one.path for one in kept}
    for gone in walk.model.gone:
        if gone.path is not None and gone.path not in paths and _is_there(files, gone.path):
            yield Disagreement(Promise.WORK_PRESERVED, f"{gone.path} to be gone", "the file is still there")


def files_of(walk: Walk, client: int) -> WorkspaceFiles | None:
    """The files of the directory in which a client works; None where they cannot be read from here."""
    directory = walk.clients.directories.get(walk.model.state.current[client])
    try:
        root = directory or walk.clients.all[client].workspace
    except NotJudgedError:
        return None
    return WorkspaceFiles(Path(os.path.realpath(root)))


def _is_there(files: WorkspaceFiles, path: str) -> bool:
    try:
        return files.has_file(path)
    except TargetFaultError:
        return False


def _reads_back(files: WorkspaceFiles, artifact: ModelArtifact) -> Iterator[Disagreement]:
    try:
        content = files.read(str(artifact.path))
    except TargetFaultError as fault:
        yield Disagreement(Promise.STORED, f"the artifact {artifact.path} to be readable", str(fault))
        return
    if content != artifact.text.encode():
        found = content.decode(errors="replace")
        yield Disagreement(
            Promise.STORED,
            f"the artifact to read {brief(artifact.text, found)}",
            f"it reads {brief(found, artifact.text)}",
        )
