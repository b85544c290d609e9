"""The store of an orchestrator, seen from outside: where it lies, what it holds, and the harm that is done to it."""

from __future__ import annotations

import os
import sqlite3
import stat
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Final

from acceptance.confinement.files import MOST_BYTES, WorkspaceFiles
from acceptance.confinement.paths import forbidden
from acceptance.errors import ForbiddenFileError, NotInjectableError, TargetFaultError
from acceptance.servers.orchestrator import Orchestrator
from acceptance.servers.store_lock import BESIDE_A_STORE, SQLITE, StoreLock
from acceptance.targets.target import Target

WRITING: Final = 0o222
READING: Final = 0o444
"""Everybody's right to write or to read a file."""
RUBBISH: Final = b"This was a store once. "
SUPER_JOURNAL: Final = bytes.fromhex("d9d505f920a163d7")
"""How a rollback journal ends that names a super-journal, which SQLite removes with it (sqlite.org/fileformat.html)."""


@dataclass(frozen=True, slots=True)
class Store:
    """The files of a store.

    Attributes:
        files: the files themselves, without what SQLite keeps beside them; relative to the workspace.
        workspace: the workspace in which they lie.
    """

    files: tuple[str, ...]
    workspace: WorkspaceFiles

    @classmethod
    def of(cls, orchestrator: Orchestrator) -> Store:
        """The store that a server has open now.

        Raises:
            NotInjectableError: it is not known.
            ForbiddenFileError: it is no plain file of the workspace.
        """
        target = orchestrator.connection.target
        named = replace(target, store=target.store or orchestrator.dialect.form.store)
        return cls.below(orchestrator.files, named, orchestrator.connection.process.pid)

    @classmethod
    def below(cls, workspace: WorkspaceFiles, target: Target, pid: int | None) -> Store:
        """The store in a workspace: by the target's own word for it, or by what its process holds open.

        Raises:
            NotInjectableError: it is not known.
            ForbiddenFileError: what is found is a link that leads out, or a file that has other names too.
        """
        found = workspace.matching(target.store) if target.store else held_open(pid, workspace)
        files = tuple(sorted({_plain(workspace, path) for path in found} - {""}))
        if not files:
            unknown = "no file of the data store is known; name it in targets.toml (key `store`)"
            raise NotInjectableError(unknown, lasting=False)
        return cls(files, workspace)

    @property
    def all_files(self) -> list[str]:
        """The files, and what SQLite keeps beside them.

        Raises:
            ForbiddenFileError: one of them is no plain file of the workspace.
        """
        return [
            path + ending for path in self.files for ending in BESIDE_A_STORE if self.workspace.has_file(path + ending)
        ]

    @property
    def largest(self) -> int:
        """How many bytes the largest of the files has."""
        return max((status.st_size for status in map(self.workspace.status, self.all_files) if status), default=0)

    @property
    def folders(self) -> list[str]:
        """The folders from the workspace down to where the files lie, and those below."""
        around = {str(PurePath(path).parent) for path in self.files}
        below = ((path, status) for folder in around for path, status in self.workspace.entries(folder))
        return sorted({".", *around, *(path for path, status in below if stat.S_ISDIR(status.st_mode))})

    def content(self) -> dict[str, bytes]:
        """What the files hold, without what SQLite makes anew by itself.

        Raises:
            ForbiddenFileError: one of them is no plain file of the workspace.
            NotInjectableError: they are so large that they could not be put back.
        """
        files = [path for path in self.all_files if not self._is_made_anew(path)]
        if self.largest > MOST_BYTES:
            raise NotInjectableError(f"the store has files of more than {MOST_BYTES:,} bytes, which are not put back")
        contents = {path: self.workspace.content(path) for path in files}
        return {path: content for path, content in contents.items() if content is not None}

    def lock(self) -> StoreLock:
        """Lock it for writing, as another program would.

        Raises:
            NotInjectableError: it is no SQLite file, or its writer does not let go of it.
        """
        return StoreLock(self)

    def settle(self) -> None:
        """Have what SQLite keeps beside the files written into them, once no server has them open.

        A server that ends without that leaves it to whoever opens the store next. Harmed and put back with the files,
        it would be lost to a server that has them open by then, which is not that server's doing.
        """
        for path in self.files:
            for ending in BESIDE_A_STORE:
                self.workspace.has_file(path + ending)
            beside = {ending: self.workspace.content(path + ending) for ending in ("-wal", "-journal")}
            if any(beside.values()):
                self._settle(path, {"": self.workspace.content(path), **beside})

    def _settle(self, path: str, contents: Mapping[str, bytes | None]) -> None:
        """Have SQLite settle a copy, where no target can put anything beside it, and take over what came of it.

        Raises:
            ForbiddenFileError: SQLite would remove a file that the journal names.
        """
        if (contents["-journal"] or b"").endswith(SUPER_JOURNAL):
            raise forbidden(f"{path}-journal", "names another file, which SQLite would remove")
        with tempfile.TemporaryDirectory(prefix="settled-", dir=tempfile.gettempdir()) as folder:
            copy = Path(folder) / "store"
            for ending, content in contents.items():
                if content is not None:
                    copy.with_name(copy.name + ending).write_bytes(content)
            # What is no SQLite file has nothing beside it.
            with suppress(sqlite3.Error), closing(sqlite3.connect(copy)) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.close()
                settled = copy.read_bytes()
                self.workspace.rewrite(path, lambda _: settled)
                for ending in BESIDE_A_STORE[1:]:
                    self.workspace.remove(path + ending)

    def harm(self, harm: str) -> None:
        """Do to it what the features call it: deleted, overwritten with garbage, cut in half.

        Raises:
            ForbiddenFileError: one of its files is no plain file of the workspace; then nothing is harmed.
        """
        for path in self.all_files:
            if harm == "deleted":
                self.workspace.remove(path)
            elif harm == "cut in half" and not path.endswith("-shm"):
                self.workspace.rewrite(path, lambda content: content[: len(content) // 2])
            elif harm == "overwritten with garbage" and not path.endswith("-shm"):
                self.workspace.rewrite(path, rubbish_for)

    def put_back(self, content: Mapping[str, bytes]) -> None:
        """Put back what it held, in place where there is a file, so that whoever has it open has it back too."""
        for path in self.all_files:
            if path not in content and not self._is_made_anew(path):
                self.workspace.remove(path)
        for path, held in content.items():
            self.workspace.write(path, held)

    def protect(self, rights: int = WRITING) -> Callable[[], None]:
        """Take rights to its files away, and those to make one beside them; returns what brings the rights back."""
        status = {path: self.workspace.status(path) for path in (*self.all_files, *self.folders)}
        before = {path: stat.S_IMODE(found.st_mode) for path, found in status.items() if found is not None}

        def unprotect() -> None:
            for path, mode in before.items():
                # What a server removed meanwhile, or put something else in place of, needs no rights any more.
                with suppress(TargetFaultError):
                    self.workspace.change_mode(path, mode)

        for path, mode in before.items():
            self.workspace.change_mode(path, mode & ~(rights if path in self.all_files else WRITING))
        return unprotect

    def _is_made_anew(self, path: str) -> bool:
        """Whether SQLite makes a file by itself, beside a store that is opened and not written to."""
        status = self.workspace.status(path)
        return path.endswith("-shm") or (path.endswith("-wal") and status is not None and status.st_size == 0)


def held_open(pid: int | None, workspace: WorkspaceFiles) -> Iterator[str]:
    """The SQLite files of a workspace that a process, or one of its children, holds open; relative to the workspace."""
    for process in () if pid is None else group_of(leader_of(pid)):
        with suppress(OSError):
            for entry in Path(f"/proc/{process}/fd").iterdir():
                with suppress(OSError, ForbiddenFileError):
                    path = entry.readlink()
                    if path.is_relative_to(workspace.root) and workspace.beginning(str(path), len(SQLITE)) == SQLITE:
                        yield str(path.relative_to(workspace.root))


def leader_of(pid: int) -> int:
    """The first process of a process's group: over HTTP the one that answers need not be the one that was started."""
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        # Servers are started as the first of their groups.
        return pid


def group_of(group: int) -> list[int]:
    """The processes of a process group that have not ended; none where the system does not tell."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, IndexError, ValueError):
            fields = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            if int(fields[2]) == group and fields[0] not in {"Z", "X"}:
                found.append(int(folder.name))
    return found


def _plain(workspace: WorkspaceFiles, path: str) -> str:
    """Where a path leads to, relative to the workspace; empty for what is a folder, or nothing.

    Raises:
        ForbiddenFileError: it leads out of the workspace, or is a file that has other names too.
    """
    status = workspace.status(path)
    if status is None or not stat.S_ISREG(status.st_mode):
        return ""
    workspace.has_file(path)
    return str(workspace.place(path).relative_to(workspace.root))


def rubbish_for(content: bytes) -> bytes:
    """As much rubbish as there is content."""
    return (RUBBISH * (len(content) // len(RUBBISH) + 1))[: len(content)]
