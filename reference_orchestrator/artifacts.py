"""Artifacts as files of the workspace: whole or not at all, byte for byte (Contract TASK-3, SAFE-1, SAFE-5, SAFE-8)."""

import hashlib
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.durability import sync_directory, write_new

FOLDER: Final = Path(".task_orchestrator")
"""Where a workspace keeps all that is the orchestrator's, relative to the workspace."""
_OURS: Final = re.compile(r"\.?artifact_[0-9a-f]+\.(txt|part)")


def own_path(workspace: Path, relative: Path) -> Path:
    """A path of the orchestrator's own, made sure to lie inside the workspace.

    Args:
        workspace: absolute, with its own symbolic links resolved.
        relative: below the workspace.

    Raises:
        Refusal: a symbolic link leads out of the workspace (Contract SAFE-8).
    """
    path = workspace / relative
    real = path.resolve()
    if not real.is_relative_to(workspace):
        raise Refusal(f"{path} leads out of the workspace, to {real}, and is not followed: remove that symbolic link.")
    return path


class ArtifactFolder:
    """The folder of a workspace that holds its artifacts, one file each."""

    def __init__(self, workspace: Path) -> None:
        """Describe the folder; it is made when the first artifact is written.

        Args:
            workspace: absolute, with its own symbolic links resolved.
        """
        self._workspace = workspace
        self._relative = FOLDER / "artifacts"

    def write(self, artifact_id: str, text: str) -> tuple[str, int]:
        """Write an artifact durably: under another name first, and then into place.

        Args:
            artifact_id: made by this program, so it is a harmless name.
            text: what was handed in.

        Returns:
            The path relative to the workspace, and the size in bytes.

        Raises:
            Refusal: it cannot be written; no part of it is left.
        """
        folder = own_path(self._workspace, self._relative)
        draft, final = folder / f".{artifact_id}.part", folder / f"{artifact_id}.txt"
        content = text.encode("utf-8")
        try:
            folder.mkdir(exist_ok=True)
            write_new(draft, content)
            draft.rename(final)
            sync_directory(folder)
        except OSError as error:
            for leftover in (draft, final):
                with suppress(OSError):
                    leftover.unlink()
            raise Refusal(
                f"The work of {len(content)} bytes cannot be written to {folder}: {error.strerror}. "
                "Nothing was changed; make room, or give the right to write there, and try again."
            ) from error
        return str(self._relative / final.name), len(content)

    def remover(self, path: str) -> Callable[[], None]:
        """What removes the file of an artifact when it is called.

        Args:
            path: as `write` returned it; whatever it says, only a file directly in the folder is removed.
        """
        file = self._workspace / self._relative / Path(path).name

        def remove() -> None:
            # A file that somebody removed already, or may not be removed, is found by the next sweep.
            with suppress(OSError):
                file.unlink()

        return remove

    def sweep(self, known: Callable[[], set[str]]) -> None:
        """Remove what a killed process left: drafts, and files that no artifact speaks of.

        Args:
            known: asked for the paths of all artifacts, while nobody else writes any.
        """
        folder = own_path(self._workspace, self._relative)
        files = [file for file in folder.iterdir() if _OURS.fullmatch(file.name)] if folder.is_dir() else []
        kept = {Path(path).name for path in known()} if files else set()
        for file in files:
            if file.name not in kept:
                file.unlink(missing_ok=True)


def digest_of(content: bytes) -> str:
    """The digest by which altered work is told from what was handed in (SHA-256, in hexadecimal)."""
    return hashlib.sha256(content).hexdigest()
