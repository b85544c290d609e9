"""The store of an orchestrator, seen from outside: where it lies, what it holds, and the harm that is done to it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from acceptance.errors import NotInjectableError
from acceptance.scenario.tampering import BESIDE_A_STORE, RUBBISH, SQLITE
from acceptance.servers.orchestrator import Orchestrator
from acceptance.targets.target import Target

LOCK_SECONDS: Final = 5.0
"""How long a writer is waited for before the store is locked in front of it."""


@dataclass(frozen=True, slots=True)
class Store:
    """The files of a store.

    Attributes:
        files: the files themselves, without what SQLite keeps beside them.
        workspace: the workspace in which they lie.
    """

    files: tuple[Path, ...]
    workspace: Path

    @classmethod
    def of(cls, orchestrator: Orchestrator) -> Store:
        """The store that a server has open now.

        Raises:
            NotInjectableError: it is not known.
        """
        return cls.below(orchestrator.workspace, orchestrator.connection.target, orchestrator.connection.process.pid)

    @classmethod
    def below(cls, workspace: Path, target: Target, pid: int | None) -> Store:
        """The store in a workspace: by the target's own word for it, or by what its process holds open.

        Raises:
            NotInjectableError: it is not known.
        """
        found = workspace.glob(target.store) if target.store else held_open(pid, workspace)
        files = tuple(sorted({path for path in found if path.is_file()}))
        if not files:
            raise NotInjectableError("store unknown; name it in targets.toml: store = GLOB")
        return cls(files, workspace)

    @property
    def all_files(self) -> list[Path]:
        """The files, and what SQLite keeps beside them."""
        beside = (path.with_name(path.name + ending) for path in self.files for ending in BESIDE_A_STORE)
        return [path for path in beside if path.is_file()]

    @property
    def folders(self) -> list[Path]:
        """The folders from the workspace down to where the files lie, and those below."""
        below = {folder for path in self.files for folder in (path.parent, *path.parent.rglob("*")) if folder.is_dir()}
        return sorted({self.workspace, *below})

    def content(self) -> dict[Path, bytes]:
        """What the files hold, without what SQLite makes anew by itself."""
        return {path: path.read_bytes() for path in self.all_files if not is_made_anew(path)}

    def lock(self) -> StoreLock:
        """Lock it for writing, as another program would.

        As long as it is held, its files must not be opened and closed by other means in this process: the system would
        let go of the lock.

        Raises:
            NotInjectableError: it is no SQLite file, or its writer does not let go of it.
        """
        return StoreLock(self.files)

    def settle(self) -> None:
        """Have what SQLite keeps beside the files written into them, once no server has them open.

        A server that ends without that leaves it to whoever opens the store next. Harmed and put back with the files,
        it would be lost to a server that has them open by then, which is not that server's doing.
        """
        for path in self.files:
            # What is no SQLite file has nothing beside it.
            with suppress(sqlite3.Error), closing(_connect(path, LOCK_SECONDS)) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def harm(self, harm: str) -> None:
        """Do to it what the features call it: deleted, overwritten with rubbish, cut in half."""
        for path in self.all_files:
            if harm == "deleted":
                path.unlink()
            elif harm == "cut in half" and not path.name.endswith("-shm"):
                os.truncate(path, path.stat().st_size // 2)
            elif harm == "overwritten with rubbish" and not path.name.endswith("-shm"):
                overwrite(path, (RUBBISH * (path.stat().st_size // len(RUBBISH) + 1))[: path.stat().st_size])

    def put_back(self, content: Mapping[Path, bytes]) -> None:
        """Put back what it held, in place where there is a file, so that whoever has it open has it back too."""
        for path in self.all_files:
            if path not in content and not is_made_anew(path):
                path.unlink()
        for path, held in content.items():
            overwrite(path, held)

    def protect(self) -> Callable[[], None]:
        """Take away every right to write to it, or to make a file beside it; returns what brings the rights back."""
        before = {path: path.stat().st_mode for path in (*self.all_files, *self.folders)}

        def unprotect() -> None:
            for path, mode in before.items():
                # What a server removed meanwhile needs no rights any more.
                with suppress(FileNotFoundError):
                    path.chmod(mode)

        for path, mode in before.items():
            path.chmod(mode & ~0o222)
        return unprotect


class StoreLock:
    """A lock on a store, held by this process."""

    def __init__(self, files: tuple[Path, ...]) -> None:
        """Take it.

        Raises:
            NotInjectableError: it is no SQLite file, or its writer does not let go of it.
        """
        self._held: list[sqlite3.Connection] = []
        self._files = files
        try:
            for path in files:
                self._held.append(_connect(path, LOCK_SECONDS))
                self._held[-1].execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            self.release()
            raise NotInjectableError(f"the store cannot be locked from outside ({error})") from None

    @property
    def holds(self) -> bool:
        """Whether nobody else can lock the store now: tried, and refused."""
        return bool(self._held) and all(not _lockable(path) for path in self._files)

    def release(self) -> None:
        """Let go of it; a second time does nothing."""
        while self._held:
            connection = self._held.pop()
            with suppress(sqlite3.Error):
                connection.rollback()
            connection.close()


def is_lockable(store: Store) -> bool:
    """Whether nobody holds a lock on the store any more."""
    return all(_lockable(path) for path in store.files)


def held_open(pid: int | None, workspace: Path) -> Iterator[Path]:
    """The SQLite files below a workspace that a process, or one of its children, holds open."""
    real = workspace.resolve()
    for process in () if pid is None else group_of(leader_of(pid)):
        with suppress(OSError):
            for entry in Path(f"/proc/{process}/fd").iterdir():
                with suppress(OSError):
                    path = entry.readlink()
                    if path.is_relative_to(real) and _is_sqlite(path):
                        yield path


def leader_of(pid: int) -> int:
    """The first process of a process's group: over HTTP the one that answers need not be the one that was started."""
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        # Servers are started as the first of their groups.
        return pid


def group_of(group: int) -> list[int]:
    """The processes of a process group that have not ended; None where the system does not tell."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, IndexError, ValueError):
            fields = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            if int(fields[2]) == group and fields[0] not in {"Z", "X"}:
                found.append(int(folder.name))
    return found


def overwrite(path: Path, content: bytes) -> None:
    """Give a file another content in place, so that whoever has it open has that too."""
    with path.open("r+b" if path.exists() else "wb") as file:
        file.write(content)
        file.truncate()


def copy_workspace(source: Path, workspace: Path) -> None:
    """Lay the content of a folder into a workspace."""
    shutil.copytree(source, workspace, dirs_exist_ok=True)


def is_made_anew(path: Path) -> bool:
    """Whether SQLite makes a file by itself, beside a store that is opened and not written to."""
    return path.name.endswith("-shm") or (path.name.endswith("-wal") and path.stat().st_size == 0)


def _is_sqlite(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(SQLITE)) == SQLITE


def _connect(path: Path, patience: float) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.as_uri()}?mode=rw", uri=True, timeout=patience, isolation_level=None, check_same_thread=False
    )


def _lockable(path: Path) -> bool:
    connection = _connect(path, 0)
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.rollback()
    except sqlite3.OperationalError:
        return False
    finally:
        connection.close()
    return True
