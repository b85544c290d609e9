"""Folders that were half made when a run was killed; what somebody still makes is held by a lock, or is too young."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import time
from typing import Final

from acceptance.integrity.files import files_below
from acceptance.reporting.merging import merging_prefix
from acceptance.reporting.report import RENDERING
from acceptance.targets.installation import TARGETS

OLD_SECONDS: Final = 3600
"""Rendering ends within minutes, so what is older was left by a process that has ended."""


@dataclass(frozen=True, slots=True)
class Remains:
    """A folder or a file that nobody needs.

    Attributes:
        path: where it is.
        words: what it is.
    """

    path: Path
    words: str

    def remove(self) -> int:
        """Remove it, no link in it followed; returns how many bytes it had.

        Raises:
            OSError: it could not be removed.
        """
        size = size_of(self.path)
        if self.path.is_dir() and not self.path.is_symlink():
            shutil.rmtree(self.path)
        else:
            self.path.unlink(missing_ok=True)
        return size


def half_installations(cache: Path) -> Iterator[Remains]:
    """The environments of targets that lack the mark that they are whole, and that nobody is installing."""
    folder = cache / TARGETS
    if folder.is_symlink() or not folder.is_dir():
        return
    for place in sorted(folder.iterdir()):
        if place.is_symlink() or not place.is_dir() or (folder / f"{place.name}.installed").is_file():
            continue
        with held_if_free(folder / f"{place.name}.lock") as held:
            if held:
                yield Remains(place, "an installation that was cut short")


@contextmanager
def held_if_free(lock: Path) -> Iterator[bool]:
    """Hold a lock while this lasts, unless somebody else does; tells whether it is held."""
    try:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o644)
    except OSError:
        yield False
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        yield False
    else:
        yield True
    finally:
        os.close(descriptor)


def half_pages(cache: Path) -> Iterator[Remains]:
    """The working folders of pages that were never finished."""
    for place in sorted((cache / ".allure").glob(f"{RENDERING}*")):
        if not place.is_symlink() and time() - place.lstat().st_mtime > OLD_SECONDS:
            yield Remains(place, "a page that was not finished")


def half_merges(reports: Path) -> Iterator[Remains]:
    """The working folders of results that were being put together, while nobody does so: the folder's lock is ours."""
    for place in sorted(reports.resolve().parent.glob(f"{merging_prefix(reports)}*")):
        if not place.is_symlink():
            yield Remains(place, "results that were half put together")


def size_of(path: Path) -> int:
    """The bytes of a file, or of all files below a folder; what cannot be read has none."""
    total = 0
    for file in files_below(path) if path.is_dir() and not path.is_symlink() else (path,):
        with suppress(OSError):
            total += file.lstat().st_size
    return total
