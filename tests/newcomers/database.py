"""An SQLite file as the store of a server: every change is durable when it is answered."""

from __future__ import annotations

import atexit
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import Any
from uuid import uuid4

from tests.newcomers.serving import RejectedError

MAGIC, HEADER = b"SQLite format 3\0", 32
"""How the file begins, and how many bytes tell its size: that of a page, and the number of pages."""
PATIENCE = 3.0
"""Seconds that a change waits for another process's lock."""


class Database:
    """The store, opened at the first call."""

    def __init__(self, path: Path, tables: str) -> None:
        self._path = path
        self._tables = tables
        self._lock = RLock()
        self._open: sqlite3.Connection | None = None
        self._inode, self._probe = 0, -1
        self._files: list[Path] = []
        self._damaged = False
        atexit.register(self._leave)
        with suppress(RejectedError), self._told():
            self._opened()

    def rows(self, statement: str, *values: Any) -> list[sqlite3.Row]:
        """What a statement finds."""
        return self._opened().execute(statement, values).fetchall()

    def write(self, statement: str, *values: Any) -> int:
        """Change what is stored; returns the number of the new row."""
        return self._opened().execute(statement, values).lastrowid or 0

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Look at what is stored."""
        with self._lock, self._told():
            yield

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Make a change that is kept before it is answered, or not made at all."""
        until = time.monotonic() + PATIENCE
        while not self._begun():
            if time.monotonic() > until:
                raise RejectedError("The store is locked by another process. Try again when it is released.")
            time.sleep(0.02)
        self._files.clear()
        try:
            with self._told():
                yield
                self._commit()
        except BaseException:
            self._undo()
            raise
        finally:
            self._lock.release()

    def keep(self, folder: Path, text: str) -> tuple[str, int]:
        """Keep a text as a file of its own, as a part of a change; returns its path and its size in bytes."""
        path, content = folder / f"{uuid4().hex}.md", text.encode()
        try:
            folder.mkdir(exist_ok=True)
            if folder.is_symlink():
                raise RejectedError(f"{folder} is a link, and nothing is written through it.")
            self._files.append(path)
            with path.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise RejectedError(f"{folder} cannot be written ({error.strerror}). Nothing was changed.") from None
        return str(path), len(content)

    def _commit(self) -> None:
        self._opened().commit()

    def _undo(self) -> None:
        """Have nothing left of a change that was rejected: its checks come before whatever it writes."""
        for path in self._files:
            path.unlink(missing_ok=True)
        with suppress(RejectedError), self._told():
            self._commit()

    def _begun(self) -> bool:
        self._lock.acquire()
        try:
            with self._told():
                store = self._opened()
                if not store.in_transaction:
                    store.execute("BEGIN IMMEDIATE")
                return True
        except LockedError:
            self._lock.release()
            return False
        except BaseException:
            self._lock.release()
            raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            if self._open is not None and self._open.in_transaction:
                self._open.rollback()
            if "locked" in str(error):
                raise LockedError from None
            raise RejectedError("The store cannot be read or written. Nothing was changed; look at tasks.db.") from None

    def _opened(self) -> sqlite3.Connection:
        if self._open is None:
            store = sqlite3.connect(self._path, timeout=0, check_same_thread=False, isolation_level=None)
            store.row_factory = sqlite3.Row
            store.executescript(f"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; {self._tables}")
            self._inode, self._open = self._path.stat().st_ino, store
            # Never closed: the close of any descriptor of the file would give up the locks that SQLite has on it.
            self._probe = os.open(self._path, os.O_RDONLY)
        with suppress(OSError):
            start, status = os.pread(self._probe, HEADER, 0), self._path.stat()
            size = int.from_bytes(start[16:18]) * int.from_bytes(start[28:32])
            if status.st_ino == self._inode and start.startswith(MAGIC) and size <= status.st_size:
                return self._open
        self._damaged = True
        raise RejectedError("The store tasks.db was deleted or damaged. Nothing was changed.")

    def _leave(self) -> None:
        """End without a close, which would write into a store that is damaged."""
        if self._damaged:
            os._exit(0)


class LockedError(RejectedError):
    """Another process holds the store."""
