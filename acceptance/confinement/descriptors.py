"""Folders and files opened so that no symbolic link is followed, nothing is waited for, and no device is spoken to."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

# Linux opens a folder to go through it without any right to list it (O_PATH); other systems need that right.
_THROUGH: Final = getattr(os, "O_PATH", os.O_RDONLY) | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_LISTING: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
QUIETLY: Final = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY
"""How a file is opened that may be exchanged for something else at any moment."""


@contextmanager
def folder_at(root: Path, parts: Sequence[str] = ()) -> Iterator[int]:
    """A folder below a root, opened name by name from the top of the file system, none of them a symbolic link.

    Args:
        root: absolute.
        parts: the names from the root down to the folder.

    Yields:
        A descriptor to reach what lies in the folder; it cannot be listed.

    Raises:
        OSError: a name is missing, is no folder or is a symbolic link, or the folder lies behind a mount point.
    """
    with _descended(os.open(root.anchor, _THROUGH), root.parts[1:]) as top, _descended(os.dup(top), parts) as folder:
        if mount_of(folder) != mount_of(top):
            raise NotADirectoryError("a mount point leads out of the folder")
        yield folder


@contextmanager
def listing_of(folder: int) -> Iterator[int]:
    """The same folder, opened to be listed.

    Raises:
        OSError: it must not be listed.
    """
    with folder_in(folder, ".") as descriptor:
        yield descriptor


@contextmanager
def folder_in(folder: int, name: str) -> Iterator[int]:
    """A folder that lies in another one, opened to be listed.

    Raises:
        OSError: it is missing, is no folder or is a symbolic link, or must not be listed.
    """
    descriptor = os.open(name, _LISTING, dir_fd=folder)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def emptied_in(folder: int, name: str, mount: str) -> Iterator[int]:
    """A folder that lies in another one, opened to be emptied; its owner gets the rights that a target took away.

    Args:
        folder: the other one.
        name: its name in it.
        mount: the mount that it has to lie in, or nothing is done to it.

    Raises:
        OSError: it is missing, is no folder, is a symbolic link or a mount point, or is somebody else's.
    """
    passing = os.open(name, _THROUGH, dir_fd=folder)
    try:
        if mount_of(passing) != mount:
            raise NotADirectoryError("a mount point leads out of the folder")
        mode = stat.S_IMODE(os.fstat(passing).st_mode)
        if mode & stat.S_IRWXU != stat.S_IRWXU:
            # The descriptor is the folder itself: its name may be that of a link by now, which would be followed.
            os.chmod(f"/proc/self/fd/{passing}", mode | stat.S_IRWXU)  # noqa: PTH101 - no path
        with folder_in(passing, ".") as descriptor:
            yield descriptor
    finally:
        os.close(passing)


@contextmanager
def _descended(descriptor: int, parts: Sequence[str]) -> Iterator[int]:
    """What lies below a descriptor, which is closed."""
    try:
        for part in parts:
            deeper = os.open(part, _THROUGH, dir_fd=descriptor)
            os.close(descriptor)
            descriptor = deeper
        yield descriptor
    finally:
        os.close(descriptor)


def mount_of(descriptor: int) -> str:
    """The mount through which something was opened; where the system does not tell, its device (on Linux, proc(5))."""
    try:
        lines = Path(f"/proc/self/fdinfo/{descriptor}").read_text(encoding="ascii").splitlines()
    except OSError:
        return str(os.fstat(descriptor).st_dev)
    return next(line for line in lines if line.startswith("mnt_id:"))


def kind_of(status: os.stat_result) -> str:
    """What a file is that is no plain file, in words."""
    kinds = {
        stat.S_IFDIR: "a folder",
        stat.S_IFLNK: "a symbolic link",
        stat.S_IFIFO: "a named pipe",
        stat.S_IFSOCK: "a socket",
    }
    return kinds.get(stat.S_IFMT(status.st_mode), "a device")


def objection_to(status: os.stat_result, *, hard_links: bool = False) -> str:
    """Why a file must not be opened, as the predicate of a sentence; empty for a plain file with one name.

    Args:
        status: what is there.
        hard_links: whether a plain file may have several names.
    """
    if not stat.S_ISREG(status.st_mode):
        return f"is {kind_of(status)}"
    if status.st_nlink != 1 and not hard_links:
        # It may be a file of somebody else, who has it under another name outside.
        return f"has {status.st_nlink} names (hard links), of which some may lie outside"
    return ""
