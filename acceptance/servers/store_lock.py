"""A lock on a data store, taken byte by byte as SQLite takes it (sqlite.org: lockingv3.html, walformat.html).

SQLite itself is not asked: whoever opens a store with it also rolls back a journal that a target puts beside the store
at that moment, and with it removes any file that the journal names.
"""

from __future__ import annotations

import fcntl
import os
import struct
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Final

from acceptance.errors import NotApplicableError, NotInjectableError
from acceptance.system.waiting import wait_until

if TYPE_CHECKING:
    from acceptance.servers.store import Store

SQLITE: Final = b"SQLite format 3\0"
BESIDE_A_STORE: Final = ("", "-wal", "-shm", "-journal")
LOCK_SECONDS: Final = 5.0
"""How long a writer is waited for before the store is locked in front of it."""
RESERVED: Final = (0x40000001, 1)
SHARED: Final = (0x40000002, 510)
WAL_WRITE: Final = (120, 1)
"""The bytes that writers lock: in the file itself, and in the index of its write-ahead log. First byte, number."""
WAL_IN_USE: Final = (128, 1)
"""The byte that everybody who has the log open locks for reading; who finds it free rebuilds the index."""
READ_VERSION: Final = 19
WAL: Final = 2
"""What the header says at that byte where there is a write-ahead log."""
SET_LOCK: Final[int | None] = getattr(fcntl, "F_OFD_SETLK", None)
"""Locks an open file (Linux): the lock holds against this process too, and ends with that file alone."""


class StoreLock:
    """A lock on a store, held by this process."""

    def __init__(self, store: Store, patience: float = LOCK_SECONDS) -> None:
        """Take it.

        Args:
            store: the store.
            patience: how many seconds its writer is waited for.

        Raises:
            ForbiddenFileError: it is no plain file of the workspace.
            NotApplicableError: it is no SQLite file.
            NotInjectableError: its writer does not let go of it.
        """
        self._held = ExitStack()
        self._store = store
        try:
            taken = all(wait_until(partial(self._take, path), patience) for path in store.files)
        except BaseException:
            self.release()
            raise
        if not taken:
            self.release()
            held = "the store cannot be locked from outside (its writer does not release it)"
            raise NotInjectableError(held, lasting=False)

    @property
    def holds(self) -> bool:
        """Whether nobody else can lock the store now: tried, and refused."""
        return not is_lockable(self._store)

    def release(self) -> None:
        """Let go of it; a second time does nothing."""
        self._held.close()

    def _take(self, path: str) -> bool:
        with ExitStack() as attempt:
            if not locked(self._store, path, attempt):
                return False
            self._held.push(attempt.pop_all())
            return True


def is_lockable(store: Store) -> bool:
    """Whether nobody holds a lock on the store any more.

    Raises:
        ForbiddenFileError: it is no plain file of the workspace any more.
    """
    for path in store.files:
        with ExitStack() as attempt:
            if not locked(store, path, attempt, anyway=True):
                return False
    return True


def locked(store: Store, path: str, held: ExitStack, *, anyway: bool = False) -> bool:
    """Whether a lock for writing could be taken, which is held as long as the stack.

    Args:
        store: the store.
        path: one of its files.
        held: closes the files, and with them lets go of the lock.
        anyway: whether a store that nobody has open counts as locked.

    Raises:
        ForbiddenFileError: it is no plain file of the workspace.
        NotApplicableError: it is no SQLite file.
        NotInjectableError: nobody has its log open, or this system has no such locks.
    """
    if SET_LOCK is None:
        raise NotInjectableError(
            "the store cannot be locked from outside (this system has no open file description locks)"
        )
    for ending in BESIDE_A_STORE:
        store.workspace.has_file(path + ending)
    try:
        file = held.enter_context(store.workspace.opened(path, os.O_RDWR))
        header = os.pread(file, READ_VERSION + 1, 0)
        if not header.startswith(SQLITE):
            raise NotApplicableError("the store cannot be locked from outside (it is not a SQLite file)")
        if header[READ_VERSION] != WAL:
            return set_lock(file, fcntl.F_RDLCK, SHARED) and set_lock(file, fcntl.F_WRLCK, RESERVED)
        if not store.workspace.has_file(f"{path}-shm"):
            if anyway:
                return True
            raise NotInjectableError(
                "the store cannot be locked from outside (no process has its write-ahead log open)", lasting=False
            )
        index = held.enter_context(store.workspace.opened(f"{path}-shm", os.O_RDWR))
        # Without a user's locks, the last of the others to close the store removes the log, and this lock with it.
        in_use = set_lock(file, fcntl.F_RDLCK, SHARED) and set_lock(index, fcntl.F_RDLCK, WAL_IN_USE)
        return in_use and set_lock(index, fcntl.F_WRLCK, WAL_WRITE)
    except OSError as error:
        raise NotInjectableError(f"the store cannot be locked from outside ({error.strerror})") from None


def set_lock(descriptor: int, kind: int, place: tuple[int, int]) -> bool:
    """Whether some bytes of an open file could be locked; nothing is waited for.

    Raises:
        OSError: the system knows no such locks here.
    """
    if SET_LOCK is None:
        return False
    start, length = place
    try:
        # struct flock of Linux: what kind of lock, from where, and no process.
        fcntl.fcntl(descriptor, SET_LOCK, struct.pack("hhqqi4x", kind, os.SEEK_SET, start, length, 0))
    except (BlockingIOError, PermissionError):
        return False
    return True
