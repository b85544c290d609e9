"""What lies in a workspace: listed without following a symbolic link, and never without an end."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePath
from typing import Final

from acceptance.confinement.descriptors import folder_at, listing_of
from acceptance.confinement.paths import forbidden, resolved
from acceptance.errors import ForbiddenFileError

MOST_ENTRIES: Final = 200_000
"""A workspace with more files and folders is not searched."""
MOST_LEVELS: Final = 200
"""A workspace with folders inside folders deeper than this is not searched."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The names in a workspace.

    Attributes:
        root: the workspace, absolute and free of symbolic links.
    """

    root: Path

    def entries(self, below: str = "") -> Iterator[tuple[str, os.stat_result]]:
        """All that lies in the workspace or in a folder of it, at any depth; symbolic links are not followed.

        Yields:
            The path relative to the root, and what is there. What vanishes meanwhile, or cannot be listed, is left
            out.

        Raises:
            ForbiddenFileError: there is too much of it, or the folder lies outside the workspace.
        """
        waiting, count = [resolved(self.root, below)], 0
        while waiting:
            parts = waiting.pop()
            for name, status in self._listed(parts):
                count += 1
                if count > MOST_ENTRIES or len(parts) > MOST_LEVELS:
                    words = (
                        f"has more than {MOST_ENTRIES:,} files, or more than {MOST_LEVELS} folders inside each other"
                    )
                    raise forbidden(self.root, words)
                if stat.S_ISDIR(status.st_mode):
                    waiting.append((*parts, name))
                yield str(Path(*parts, name)), status

    def names(self) -> list[str]:
        """What lies at the top of the workspace; nothing where it is gone."""
        return sorted(name for name, _ in self._listed(()))

    def matching(self, pattern: str) -> list[str]:
        """The paths that a glob finds, of whatever is there; folders outside are not listed.

        Args:
            pattern: relative to the workspace, as `pathlib.Path.glob` takes it.

        Raises:
            ForbiddenFileError: there is too much to be searched.
        """
        found = {""}
        for part in PurePath(pattern).parts:
            if part == "**":
                folders = ((path, status) for one in found for path, status in self.entries(one))
                found |= {path for path, status in folders if stat.S_ISDIR(status.st_mode)}
            elif any(sign in part for sign in "*?["):
                found = {_below(one, name) for one in found for name in self._names(one) if fnmatchcase(name, part)}
            else:
                found = {_below(one, part) for one in found}
        return sorted(path for path in found - {""} if self._stands(path))

    def _names(self, path: str) -> list[str]:
        """The names in a folder; none where it lies outside."""
        with suppress(ForbiddenFileError):
            return [name for name, _ in self._listed(resolved(self.root, path))]
        return []

    def _stands(self, path: str) -> bool:
        """Whether a name is there, be it a link that leads nowhere, in a folder that lies inside."""
        folder, name = PurePath(path).parent, PurePath(path).name
        with suppress(ForbiddenFileError, OSError), folder_at(self.root, resolved(self.root, str(folder))) as above:
            os.stat(name, dir_fd=above, follow_symlinks=False)
            return True
        return False

    def _listed(self, parts: tuple[str, ...]) -> Iterator[tuple[str, os.stat_result]]:
        with (
            suppress(OSError),
            folder_at(self.root, parts) as above,
            listing_of(above) as folder,
            os.scandir(folder) as found,
        ):
            for entry in found:
                with suppress(OSError):
                    yield entry.name, entry.stat(follow_symlinks=False)


def _below(folder: str, name: str) -> str:
    return str(PurePath(folder, name))
