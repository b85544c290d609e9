"""The files of a workspace, in the manner of Go's `os.Root`: whatever path is named, nothing outside is touched."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from acceptance.confinement.descriptors import QUIETLY, folder_at, listing_of, mount_of, objection_to
from acceptance.confinement.listing import Listing
from acceptance.confinement.paths import forbidden, resolved, shown
from acceptance.errors import TargetFaultError

MOST_BYTES: Final = 64 * 1024 * 1024
"""A larger file is not read: the largest work that a scenario submits has 10 MB."""


@dataclass(frozen=True, slots=True)
class WorkspaceFiles(Listing):
    """All files that a target may name, and the only way in which the suite touches them.

    A path is absolute, or relative to the root. Its symbolic links are followed as long as they stay inside. What they
    lead to is opened name by name without following any further link, and looked at again once it is open, so that a
    target that exchanges names meanwhile cannot lead the suite out. Only plain files with one name are opened.

    Attributes:
        root: the workspace, absolute and free of symbolic links.
        hard_links: whether plain files with several names are opened too: only where nothing is written, and the root
            is not a target's own.
    """

    hard_links: bool = False

    def status(self, path: str) -> os.stat_result | None:
        """What a path leads to, without opening it; None: nothing is there.

        Raises:
            ForbiddenFileError: it leads out of the workspace.
        """
        parts = resolved(self.root, path)
        with suppress(OSError), folder_at(self.root, parts[:-1]) as folder:
            return os.stat(parts[-1] if parts else ".", dir_fd=folder, follow_symlinks=False)
        return None

    def has_file(self, path: str) -> bool:
        """Whether there is a file, which is a plain one.

        Raises:
            ForbiddenFileError: what is there is no plain file with one name, or the path leads out of the workspace.
        """
        status = self.status(path)
        if status is not None:
            self._check(path, status)
        return status is not None

    def place(self, path: str) -> Path:
        """Where a path leads to inside the workspace, free of symbolic links.

        Raises:
            ForbiddenFileError: it leads out of the workspace.
        """
        return self.root.joinpath(*resolved(self.root, path))

    def read(self, path: str, most: int = MOST_BYTES) -> bytes:
        """What a file holds.

        Args:
            path: which file.
            most: a file of more bytes is not read.

        Raises:
            ForbiddenFileError: it is no plain file of the workspace.
            TargetFaultError: it is not there, cannot be read, or is too large.
        """
        with _told(path, "read"), self.opened(path) as descriptor:
            return _read(path, descriptor, most)

    def content(self, path: str, most: int = MOST_BYTES) -> bytes | None:
        """The same; None: there is no file, or it cannot be read.

        Raises:
            ForbiddenFileError: it is no plain file of the workspace.
            TargetFaultError: it is too large.
        """
        with suppress(OSError), self.opened(path) as descriptor:
            return _read(path, descriptor, most)
        return None

    def beginning(self, path: str, count: int) -> bytes:
        """The first bytes of a file; none where it cannot be read.

        Raises:
            ForbiddenFileError: it is no plain file of the workspace.
        """
        with suppress(OSError), self.opened(path) as descriptor:
            return os.pread(descriptor, count, 0)
        return b""

    def remove(self, path: str) -> None:
        """Remove a file; one that is not there is no error.

        Raises:
            ForbiddenFileError: it is no plain file of the workspace.
            TargetFaultError: it cannot be removed.
        """
        parts = resolved(self.root, path)
        with _told(path, "removed"), suppress(FileNotFoundError), folder_at(self.root, parts[:-1]) as folder:
            name = parts[-1] if parts else "."
            self._check(path, os.stat(name, dir_fd=folder, follow_symlinks=False))
            os.unlink(name, dir_fd=folder)

    def rewrite(self, path: str, change: Callable[[bytes], bytes]) -> None:
        """Give a file another content in place, so that whoever has it open has that too.

        Args:
            path: which file.
            change: gets the content, and gives the new one.

        Raises:
            ForbiddenFileError: it is no plain file of the workspace.
            TargetFaultError: it is not there, is too large, or cannot be written.
        """
        with _told(path, "written"), self.opened(path, os.O_RDWR) as descriptor:
            _write(descriptor, change(_read(path, descriptor, MOST_BYTES)))

    def write(self, path: str, content: bytes) -> None:
        """Give a file a content in place; make it where it is not there.

        Raises:
            ForbiddenFileError: what is there is no plain file of the workspace.
            TargetFaultError: it cannot be written.
        """
        parts = resolved(self.root, path)
        with _told(path, "written"):
            if self.status(path) is not None:
                with self.opened(path, os.O_RDWR) as descriptor:
                    _write(descriptor, content)
                return
            with folder_at(self.root, parts[:-1]) as folder:
                # What came to lie there meanwhile is left alone (O_EXCL).
                made = os.open(parts[-1], os.O_RDWR | os.O_CREAT | os.O_EXCL | QUIETLY, 0o644, dir_fd=folder)
            try:
                _write(made, content)
            finally:
                os.close(made)

    def change_mode(self, path: str, mode: int) -> None:
        """Change the rights of a plain file, or of a folder.

        Raises:
            ForbiddenFileError: it is neither, or lies outside the workspace.
            TargetFaultError: it is not there, or its rights cannot be changed.
        """
        status = self.status(path)
        with _told(path, "given other rights"):
            if status is None or not stat.S_ISDIR(status.st_mode):
                with self.opened(path) as descriptor:
                    os.fchmod(descriptor, mode)
                return
            with folder_at(self.root, resolved(self.root, path)) as folder, listing_of(folder) as descriptor:
                os.fchmod(descriptor, mode)

    def plant_link(self, name: str, target: Path) -> None:
        """Make a symbolic link at the top of the workspace.

        Raises:
            TargetFaultError: the workspace is gone, or is no folder any more.
        """
        with _told(name, "made"), folder_at(self.root) as folder:
            os.symlink(target, name, dir_fd=folder)

    def replace_folder(self, path: str, target: Path) -> None:
        """Put a symbolic link in the place of a folder below the root; the folder is renamed.

        Raises:
            ForbiddenFileError: it lies outside the workspace.
            TargetFaultError: it is not there, or cannot be renamed.
        """
        parts = resolved(self.root, path)
        with _told(path, "replaced"), folder_at(self.root, parts[:-1]) as above:
            os.rename(parts[-1], f"{parts[-1]}-aside", src_dir_fd=above, dst_dir_fd=above)
            os.symlink(target, parts[-1], dir_fd=above)

    def remove_link(self, name: str) -> None:
        """Remove a name at the top of the workspace, whatever it is by now; one that is gone is no error."""
        with suppress(OSError), folder_at(self.root) as folder:
            os.unlink(name, dir_fd=folder)

    def plain_files(self) -> Iterator[str]:
        """The paths of all plain files with one name; symbolic links are not followed.

        Raises:
            ForbiddenFileError: there is too much to be searched.
        """
        return (path for path, status in self.entries() if not objection_to(status))

    def _check(self, path: str, status: os.stat_result) -> None:
        if objection := objection_to(status, hard_links=self.hard_links):
            raise forbidden(path, objection)

    @contextmanager
    def opened(self, path: str, flags: int = os.O_RDONLY) -> Iterator[int]:
        """A plain file of the workspace, open.

        Args:
            path: which file.
            flags: how it is opened; nothing is made, followed or waited for in any case.

        Raises:
            ForbiddenFileError: it is no plain file of the workspace.
            OSError: it is not there, or must not be opened.
        """
        parts = resolved(self.root, path)
        with folder_at(self.root, parts[:-1]) as folder:
            name = parts[-1] if parts else "."
            # A device is not even opened: that alone may do something.
            self._check(path, os.stat(name, dir_fd=folder, follow_symlinks=False))
            try:
                descriptor = os.open(name, flags | QUIETLY, dir_fd=folder)
            except OSError as error:
                if error.errno in {errno.ELOOP, errno.EMLINK, errno.ENXIO, errno.EISDIR}:
                    raise forbidden(path, "changed while it was read") from None
                raise
            try:
                self._check(path, os.fstat(descriptor))
                if mount_of(descriptor) != mount_of(folder):
                    raise forbidden(path, "is a mount point")
                yield descriptor
            finally:
                os.close(descriptor)


@dataclass(frozen=True, slots=True)
class WorkspaceFile:
    """One file that the target named, be it there or not.

    Attributes:
        files: the workspace.
        path: as the target named it.
    """

    files: WorkspaceFiles
    path: str

    @property
    def exists(self) -> bool:
        """Whether it is there, a plain file of the workspace.

        Raises:
            ForbiddenFileError: what is there is none.
        """
        return self.files.has_file(self.path)

    def read(self) -> bytes:
        """What it holds.

        Raises:
            ForbiddenFileError: it is no plain file of the workspace.
            TargetFaultError: it is not there, cannot be read, or is too large.
        """
        return self.files.read(self.path)

    def text(self) -> str:
        """The same as text; what is no UTF-8 is replaced."""
        return self.read().decode("utf-8", errors="replace")

    def __str__(self) -> str:
        return shown(self.path)


@contextmanager
def _told(path: str, done: str) -> Iterator[None]:
    """Tell an error of the system in words: what the target did to its files meanwhile is no defect of the suite."""
    try:
        yield
    except OSError as error:
        raise TargetFaultError(f"the file {shown(path)} cannot be {done}: {error.strerror or error}") from None


def _read(path: str, descriptor: int, most: int) -> bytes:
    size = os.fstat(descriptor).st_size
    with open(descriptor, "rb", closefd=False) as file:
        found = b"" if size > most else file.read(most + 1)
    if size > most or len(found) > most:
        words = f"the file {shown(path)} has {max(size, len(found)):,} bytes, and the suite reads no more than {most:,}"
        raise TargetFaultError(words)
    return found


def _write(descriptor: int, content: bytes) -> None:
    with open(descriptor, "wb", closefd=False) as file:
        file.seek(0)
        file.write(content)
    os.ftruncate(descriptor, len(content))
