"""Connections and transactions: every call is one transaction, durable before it is answered (Contract SAFE-1)."""

import ctypes
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.store.artifacts import ArtifactTable
from reference_orchestrator.store.errors import as_refusals
from reference_orchestrator.store.files import MAGIC, check_whole, connect, create_or_check
from reference_orchestrator.store.restarts import RestartTable
from reference_orchestrator.store.sessions import SessionTable
from reference_orchestrator.store.tasks import TaskTable

LOCK_TIMEOUT: Final = 3.0
"""Seconds that a writing call waits for a store that another process has locked (Contract SAFE-3)."""

PROBE_LOCK_TIMEOUT: Final = 0.5
"""Seconds that a look at the store's health waits for a lock: it should tell of it rather than wait."""


class Transaction:
    """One look at the store, or one change of it.

    Attributes:
        tasks: the table of tasks and what they wait for.
        artifacts: the table of artifacts; the files are the workspace's.
        sessions: the table of sessions.
        restarts: the table of restarts.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.tasks = TaskTable(connection)
        self.artifacts = ArtifactTable(connection)
        self.sessions = SessionTable(connection)
        self.restarts = RestartTable(connection)
        self.undo: list[Callable[[], None]] = []
        self.finish: list[Callable[[], None]] = []

    def if_undone(self, action: Callable[[], None]) -> None:
        """Have something outside the store taken back if this transaction does not come about."""
        self.undo.append(action)

    def when_done(self, action: Callable[[], None]) -> None:
        """Have something outside the store done once this transaction is durable."""
        self.finish.append(action)


class Database:
    """The store of one workspace, open: readers never wait, writers go one by one.

    Attributes:
        lock_timeout: seconds that a writer waits for another process that writes.
    """

    def __init__(self, path: Path) -> None:
        """Use a store file that `open` has found to be in order."""
        self.lock_timeout = LOCK_TIMEOUT
        self._path = path
        # Kept open for as long as any connection is: closing it would take the locks of this process away with it.
        self._file = os.open(path, os.O_RDONLY)
        status = os.fstat(self._file)
        self._identity = (status.st_dev, status.st_ino)
        self._size = status.st_size
        self._idle: list[sqlite3.Connection] = []
        self._writing = threading.Lock()
        self._locked_out_at = 0.0

    @classmethod
    def open(cls, path: Path) -> tuple["Database", bool]:
        """Open a store, or create it if there is none.

        Args:
            path: of the file; its directory exists.

        Returns:
            The store, and whether it was created just now.

        Raises:
            Refusal: it is damaged, locked, of a newer version, or cannot be read or written.
        """
        with as_refusals(path):
            created = create_or_check(path, LOCK_TIMEOUT)
            return cls(path), created

    def check_presence(self) -> None:
        """Make sure that the file is still the one that was opened (Contract SAFE-4).

        Raises:
            Refusal: it was deleted, replaced, truncated or overwritten.
        """
        try:
            status = self._path.stat()
        except OSError:
            status = None
        if status is None or (status.st_dev, status.st_ino) != self._identity:
            raise Refusal(
                f"The store {self._path} was deleted or replaced while it was in use. Initialise a session in its "
                "directory (orchestrator_initialize_session) to go on with what is there now."
            )
        if status.st_size < self._size or os.pread(self._file, len(MAGIC), 0) != MAGIC:
            raise Refusal(
                f"The store {self._path} is damaged: it was cut off or overwritten while it was in use. It is left as "
                "it is; restore it from a copy, or initialise a session in another directory."
            )

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """Look at the store as it is at one moment.

        Raises:
            Refusal: the store cannot be read.
        """
        with as_refusals(self._path), self._connection() as connection:
            connection.execute("BEGIN")
            try:
                yield Transaction(connection)
            finally:
                connection.rollback()

    @contextmanager
    def write(self, *, arrived: float | None = None, lock_timeout: float | None = None) -> Iterator[Transaction]:
        """Change the store: all of it, or nothing.

        Args:
            arrived: when the call came in (`time.monotonic`); now, if not given.
            lock_timeout: seconds to wait for another process that writes; the store's own, if not given.

        Raises:
            Refusal: the store is locked, full, damaged or read-only; nothing was changed.
        """
        arrived = time.monotonic() if arrived is None else arrived
        lock_timeout = self.lock_timeout if lock_timeout is None else lock_timeout
        with self._writer_lock(lock_timeout), as_refusals(self._path), self._connection() as connection:
            # Who queued behind a call that waited for a locked store in vain has waited long enough.
            waits = 0 if self._locked_out_at > arrived else lock_timeout
            self._begin(connection, waits)
            transaction = Transaction(connection)
            try:
                yield transaction
                connection.commit()
            except BaseException:
                try:
                    connection.rollback()
                finally:
                    for action in reversed(transaction.undo):
                        action()
                raise
        for action in transaction.finish:
            action()

    @staticmethod
    def probe(path: Path) -> int:
        """Ask a store file a real question, over a connection of its own that waits for nobody (Contract CTRL-1).

        Args:
            path: of the file.

        Returns:
            How many tasks it holds.

        Raises:
            Refusal: it is missing, damaged, locked, or cannot be read.
        """
        if not path.is_file():
            raise Refusal(f"The store {path} is gone: initialise a session in its directory again.")
        with as_refusals(path):
            check_whole(path)
            with closing(connect(path, PROBE_LOCK_TIMEOUT)) as connection:
                (number,) = connection.execute("SELECT count(*) FROM tasks").fetchone()
                return int(number)

    def damage(self) -> list[str]:
        """What SQLite itself finds wrong with the whole file; nothing if it is in order (Contract MAINT-2).

        Raises:
            Refusal: it cannot be read at all.
        """
        with as_refusals(self._path), self._connection() as connection:
            rows = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)")]
            return [] if rows == ["ok"] else rows

    def close(self) -> None:
        """Close the connections that are not in use; the last one of all processes moves the log into the store."""
        while self._idle:
            self._discard(self._idle.pop())
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _discard(self, connection: sqlite3.Connection) -> None:
        """Close a connection; not if the store is damaged, since the last one to be closed would write to it."""
        try:
            self.check_presence()
        except Refusal:
            # Never closed, not even when the interpreter ends. A rollback lets go of its locks.
            ctypes.pythonapi.Py_IncRef(ctypes.py_object(connection))
        else:
            connection.close()

    @contextmanager
    def _writer_lock(self, lock_timeout: float) -> Iterator[None]:
        """Wait for the writers of this process that came before; without a timeout, none is waited for.

        Raises:
            Refusal: another writer is at work, and the timeout is 0.
        """
        if not self._writing.acquire(blocking=lock_timeout > 0):
            raise Refusal("Somebody else writes to the store just now: try again.")
        try:
            yield
        finally:
            self._writing.release()

    def _begin(self, connection: sqlite3.Connection, waits: float) -> None:
        connection.execute(f"PRAGMA busy_timeout = {int(waits * 1000)}")
        try:
            # At once for writing, so that nobody else can change what is read here before it is written.
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            # Who did not wait, as the tidying at the start, tells nothing about how long others have waited.
            if waits:
                self._locked_out_at = time.monotonic()
            raise

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection; one that met trouble is not lent again."""
        self.check_presence()
        connection: sqlite3.Connection | None = None
        with suppress(IndexError):
            connection = self._idle.pop()
        connection = connection or connect(self._path, LOCK_TIMEOUT)
        try:
            yield connection
        except sqlite3.Error:
            self._discard(connection)
            raise
        except BaseException:
            self._idle.append(connection)
            raise
        self._idle.append(connection)
