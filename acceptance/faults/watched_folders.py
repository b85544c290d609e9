"""Folders that a server's work is not to touch: what lies in them is compared before and after."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Final

MOST_FILES: Final = 100_000
"""So many files of one folder are looked at."""
MOST_FOLDERS: Final = 20_000
"""In so many folders below one; a tree of empty ones would have no end otherwise."""
LEFT_OUT: Final = frozenset({"__pycache__"})
"""Folders of an interpreter's own cache, which it fills whenever it pleases."""

Seen = dict[str, tuple[int, int]]


class WatchedFolders:
    """Folders outside the workspace, and what lay in each of them when it was noted."""

    def __init__(self) -> None:
        self._noted: dict[Path, tuple[Path | None, Seen]] = {}

    @property
    def noted(self) -> bool:
        """Whether any folder is watched."""
        return bool(self._noted)

    def note(self, folders: Mapping[Path, Path | None]) -> None:
        """Note what lies in folders.

        Args:
            folders: each with a folder in it that does not count; None where all of it does.
        """
        self._noted |= {folder: (but, _seen(folder, but)) for folder, but in folders.items()}

    def changed(self) -> list[str]:
        """The files in these folders that are new, gone or written to since they were noted."""
        found = []
        for folder, (but, before) in self._noted.items():
            now = _seen(folder, but)
            found += [path for path in sorted({*before, *now}) if before.get(path) != now.get(path)]
        return found


def _seen(folder: Path, but: Path | None) -> Seen:
    """Size and time of the last writing of each file in a folder; no link is followed."""
    return {str(path): _stamp(path) for path, _ in zip(_files(folder, but), range(MOST_FILES), strict=False)}


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.lstat()
    except OSError:
        return (0, 0)
    return (status.st_size, status.st_mtime_ns)


def _files(folder: Path, but: Path | None) -> Iterator[Path]:
    for place, folders, files in islice(os.walk(folder), MOST_FOLDERS):
        here = Path(place)
        folders[:] = sorted(name for name in folders if name not in LEFT_OUT and here / name != but)
        yield from (here / name for name in sorted(files))
