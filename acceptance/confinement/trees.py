"""Whole folders that a target worked in: removed and copied, and nothing else with them."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from acceptance.confinement.descriptors import emptied_in, folder_at, folder_in, kind_of, mount_of
from acceptance.confinement.files import WorkspaceFiles
from acceptance.confinement.paths import forbidden, shown
from acceptance.errors import NotInjectableError, TargetFaultError

MOST_BYTES_COPIED: Final = 256 * 1024 * 1024
"""A larger folder is not copied."""


def remove_folder(folder: Path) -> None:
    """Remove a folder with all that lies in it, however deep; what symbolic links and mount points lead to stays.

    Args:
        folder: absolute, as it was made: none of its parents is a symbolic link.

    Raises:
        ForbiddenFileError: there is something else by now, a symbolic link for example.
        TargetFaultError: it is not there, or something in it cannot be removed.
    """
    try:
        with folder_at(folder.parent) as parent:
            status = os.stat(folder.name, dir_fd=parent, follow_symlinks=False)
            if not stat.S_ISDIR(status.st_mode):
                raise forbidden(folder, f"is {kind_of(status)} where a folder was created")
            with folder_at(folder) as found, emptied_in(parent, folder.name, mount_of(found)) as top:
                _empty(top)
            os.rmdir(folder.name, dir_fd=parent)
    except OSError as error:
        raise TargetFaultError(f"the folder {shown(folder)} cannot be removed: {error.strerror or error}") from None


@dataclass(slots=True)
class _Level:
    """A folder that is being emptied: its name in the one above, which one it is, and the folders still in it."""

    name: str
    identity: tuple[int, int]
    folders: list[str]


def _empty(top: int) -> None:
    """Remove all that lies in a folder; what cannot be removed, and what lies behind a mount point, stays.

    One folder is open at a time, so that no depth is too deep, neither for the stack of this program nor for the
    number of files that it may have open.

    Raises:
        OSError: a folder was moved away while it was emptied.
    """
    here, mount = os.dup(top), mount_of(top)
    levels = [_Level("", _identity(here), _remove_files(here))]
    try:
        while levels[-1].folders or len(levels) > 1:
            if levels[-1].folders:
                name = levels[-1].folders.pop()
                with suppress(OSError), emptied_in(here, name, mount) as inner:
                    levels.append(_Level(name, _identity(inner), _remove_files(inner)))
                    os.dup2(inner, here, inheritable=False)
                continue
            done = levels.pop()
            with folder_in(here, "..") as above:
                os.dup2(above, here, inheritable=False)
            if _identity(here) != levels[-1].identity:
                raise NotADirectoryError("a folder was moved away while it was emptied")
            with suppress(OSError):
                os.rmdir(done.name, dir_fd=here)
    finally:
        os.close(here)


def _identity(descriptor: int) -> tuple[int, int]:
    status = os.fstat(descriptor)
    return status.st_dev, status.st_ino


def _remove_files(folder: int) -> list[str]:
    """Remove all that lies in a folder but the folders; returns their names."""
    folders = []
    for name in os.listdir(folder):
        with suppress(OSError):
            if stat.S_ISDIR(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
                folders.append(name)
            else:
                os.unlink(name, dir_fd=folder)
    return folders


def copy_folder(source: Path, workspace: Path) -> None:
    """Copy what lies in a folder into a workspace.

    Args:
        source: what the person who describes the target named.
        workspace: where the copy comes to lie; it is made.

    Raises:
        NotInjectableError: the folder is not there, is too large, or has something in it that leads out of it, or that
            is no plain file.
    """
    root = Path(os.path.realpath(source))
    if not root.is_dir():
        raise NotInjectableError(f"the folder of an earlier version does not exist: {shown(source)}")
    # An installer may have linked the files from a cache of its own, so more than one name is no reason to refuse them.
    files, copied = WorkspaceFiles(root, hard_links=True), 0
    workspace.mkdir(parents=True, exist_ok=True)
    try:
        for path, status in sorted(files.entries()):
            copied += status.st_size
            if copied > MOST_BYTES_COPIED:
                raise NotInjectableError(f"the folder {shown(source)} has more than {MOST_BYTES_COPIED:,} bytes")
            _copy(files, path, status, workspace / path)
    except TargetFaultError as fault:
        raise NotInjectableError(f"the folder {shown(source)} cannot be copied: {fault}") from None


def _copy(files: WorkspaceFiles, path: str, status: os.stat_result, copy: Path) -> None:
    """Copy one file, folder or symbolic link."""
    if stat.S_ISDIR(status.st_mode):
        copy.mkdir(exist_ok=True)
    elif stat.S_ISLNK(status.st_mode):
        place = files.place(path)
        copy.symlink_to(os.path.relpath(place, (files.root / path).parent))
    else:
        copy.write_bytes(files.read(path, MOST_BYTES_COPIED))
        copy.chmod(stat.S_IMODE(status.st_mode))
