"""The store's file: made whole, found whole, brought up to date, or refused and left as it is (Contract SAFE-4)."""

import sqlite3
import uuid
from contextlib import closing
from pathlib import Path
from typing import Final

from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.durability import one_at_a_time, sync_directory
from reference_orchestrator.store.schema import CASEFOLD, MIGRATIONS

LOG_PAGES: Final = 256
"""So many pages of the log, a megabyte in all, are moved into the store, and the log is then written from its start."""

LOOK_SECONDS: Final = 1.0
"""So long a look at the store and its log waits for whoever restores the log."""

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
    connection.create_function(CASEFOLD, 1, str.casefold, deterministic=True)
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
    with one_at_a_time(path.parent):
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
    if not (_is_whole_alone(path) or _is_whole_with_log(path)):
        raise Refusal(
            f"The store {path} is damaged: its {path.stat().st_size} bytes are no whole SQLite file. It is left as "
            "it is; restore it from a copy, or move it away and initialise a session again."
        )


def _is_whole_alone(path: Path) -> bool:
    """Whether a file is as long as its own header says.

    Raises:
        sqlite3.Error: it is no store.
    """
    size = path.stat().st_size
    try:
        # As if nobody could write to it: without a log, without a lock.
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            (pages,) = connection.execute("PRAGMA page_count").fetchone()
            (page_size,) = connection.execute("PRAGMA page_size").fetchone()
    except sqlite3.DatabaseError as error:
        if not _is_corruption(error):
            raise
        return False
    return size >= max(1, int(pages) * int(page_size))


def _is_whole_with_log(path: Path) -> bool:
    """Whether a file that is too short is whole together with its log.

    The log is moved into the file with the header first and the pages behind it. Whoever looks meanwhile, or after that
    was interrupted (by a kill, by a full disk), finds the file too short, and all that it lacks in the log.

    Raises:
        sqlite3.Error: SQLite cannot read it.
    """
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=LOOK_SECONDS)) as connection:
            (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        if not _is_corruption(error):
            raise
        return False
    return path.stat().st_size > 0 and found == "ok"


def _is_corruption(error: sqlite3.DatabaseError) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_CORRUPT


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
