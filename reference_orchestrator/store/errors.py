"""What goes wrong with the store, in words: no caller ever sees an SQL message (Contract PROTO-1, SAFE-3 to SAFE-5)."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from reference_orchestrator.domain.refusals import Refusal

_LOCKED: Final = "is locked by another process that has not let go of it. Nothing was changed; try again in a moment."
_FULL: Final = "cannot be written: the disk is full or fails. Nothing was changed; make room and try again."
_DAMAGED: Final = (
    "is damaged, or is no store at all. It is left as it is; restore it from a copy, move it away and initialise a "
    "session again, or initialise a session in another directory."
)
_CLOSED: Final = "cannot be opened or written with the rights of this process. Nothing was changed; give it the rights."

_WORDS: Final[Mapping[int, str]] = {
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_IOERR: _FULL,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_READONLY: _CLOSED,
    sqlite3.SQLITE_CANTOPEN: _CLOSED,
    sqlite3.SQLITE_PERM: _CLOSED,
    sqlite3.SQLITE_AUTH: _CLOSED,
}


@contextmanager
def as_refusals(path: Path) -> Iterator[None]:
    """Turn the store's trouble into refusals; a mistake of this program stays what it is.

    Args:
        path: of the store, for the words.

    Raises:
        Refusal: the store is locked, full, damaged, or closed to this process.
    """
    try:
        yield
    except sqlite3.Error as error:
        # The lower byte is the kind of trouble, the rest its details.
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code not in _WORDS:
            raise
        raise Refusal(f"The store {path} {_WORDS[code]}") from error
    except PermissionError as error:
        raise Refusal(f"The store {path} {_CLOSED}") from error
