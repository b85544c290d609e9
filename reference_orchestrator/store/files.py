"""The store's file: made whole, found whole, brought up to date, or refused and left as it is (Contract SAFE-4)."""

import fcntl
import os
import sqlite3
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.durability import sync_directory
from reference_orchestrator.store.schema import MIGRATIONS

LOG_PAGES: Final = 256
"""So many pages of the log, a megabyte in all, are moved into the store, and the log is then written from its start."""

CHECKPOINT_SECONDS: Final = 0.4
"""So long the moving of a log into the store may take, while the store looks as if it were cut off."""

MAGIC: Final = b"SQLite format 3\x00"
"""What every SQLite file begins with."""


def connect(path: Path, lock_timeout: float) -> sqlite3.Connection:
    """Connect to a store that exists; a missing one is never made by accident.

    Args:
        path: of the file.
        lock_timeout: seconds to wait for a lock.
    """
    connection = sqlite3.connect(
        f"{path.as_uri()}?mode=rw", uri=True, timeout=lock_timeout, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    # A log that still grows costs each commit a change of the file's size as well, so it is used over and over soon.
    connection.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
    return connection


def create_or_check(path: Path, lock_timeout: float) -> bool:
    """Make sure that there is a store in order.

    Args:
        path: of the file; its directory exists.
        lock_timeout: seconds to wait for a lock.

    Returns:
        Whether it was created just now.

    Raises:
        Refusal: the file is damaged, or of a newer version.
        sqlite3.Error: SQLite cannot read or write it.
    """
    with _one_at_a_time(path.parent):
        if not path.exists():
            _create(path, lock_timeout)
            return True
        check_whole(path)
        connection = connect(path, lock_timeout)
        try:
            _migrate(connection, path)
        finally:
            connection.close()
        return False


@contextmanager
def _one_at_a_time(directory: Path) -> Iterator[None]:
    """Let one process at a time make or migrate a store; a lock on the directory leaves no file behind."""
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _create(path: Path, lock_timeout: float) -> None:
    """Make a store under another name and move it into place, so that nobody ever meets half a store."""
    # A log that was left behind by a deleted store would be played into the new one.
    for leftover in (*path.parent.glob(f"{path.name}.*.new*"), *path.parent.glob(f"{path.name}-*")):
        leftover.unlink()
    draft = path.with_name(f"{path.name}.{uuid.uuid4().hex}.new")
    draft.touch(mode=0o600)
    try:
        connection = connect(draft, lock_timeout)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            _migrate(connection, draft)
        finally:
            connection.close()
        draft.rename(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    sync_directory(path.parent)


def check_whole(path: Path) -> None:
    """Refuse a file that is no store or was cut off, before SQLite may write to it.

    The file is read by SQLite itself: whoever opens and closes it by other means takes the locks of its own process
    away with that, and then another process that ends believes that it is the last one, and removes the log in use.

    Raises:
        Refusal: it is cut off or empty.
        sqlite3.Error: it is no store.
    """
    deadline = time.monotonic() + CHECKPOINT_SECONDS
    while True:
        late = time.monotonic() > deadline
        if _is_whole(path, last_look=late):
            return
        if late:
            raise Refusal(
                f"The store {path} is damaged: its {path.stat().st_size} bytes are no whole SQLite file. It is left as "
                "it is; restore it from a copy, or move it away and initialise a session again."
            )
        # Somebody may be moving the log into it just now: the header comes first, and the rest of the pages behind it.
        # SQLite tells nobody when that is done, so there is nothing to wait for but a second look, within the bound.
        time.sleep(CHECKPOINT_SECONDS / 20)


def _is_whole(path: Path, *, last_look: bool) -> bool:
    """Whether a file is as long as its own header says; SQLite itself may notice first that it is not.

    Raises:
        sqlite3.Error: it is no store, or still is not whole at the last look.
    """
    size = path.stat().st_size
    try:
        # As if nobody could write to it: without a log, without a lock.
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            (pages,) = connection.execute("PRAGMA page_count").fetchone()
            (page_size,) = connection.execute("PRAGMA page_size").fetchone()
    except sqlite3.DatabaseError as error:
        if last_look or getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        return False
    return size >= max(1, int(pages) * int(page_size))


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring a store to the newest version, in one transaction.

    Raises:
        Refusal: it is newer than this program.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(MIGRATIONS):
        raise Refusal(
            f"The store {path} has version {version}, and this orchestrator knows versions up to {len(MIGRATIONS)}: "
            "use the newer orchestrator that wrote it."
        )
    if version < len(MIGRATIONS):
        steps = "".join(MIGRATIONS[version:])
        connection.executescript(f"BEGIN IMMEDIATE;{steps}PRAGMA user_version = {len(MIGRATIONS)};COMMIT;")
