"""What a workspace and the home of its servers hold, as digests: the rows of tables, and the bytes of other files."""

from __future__ import annotations

import hashlib
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from acceptance.confinement.files import WorkspaceFiles
from acceptance.errors import TargetFaultError
from acceptance.servers.store_lock import BESIDE_A_STORE, SQLITE

if TYPE_CHECKING:
    from acceptance.servers.orchestrator import Orchestrator

Content = dict[str, str]
"""Digests, by what was read: a file, or a table of one."""
LOGS: Final = re.compile(r"(^|/)logs?(/|$)|\.log(\.\d+)?$")
"""The paths of logs, which may grow whenever they please."""
NO_MOMENT: Final = re.compile(rb"\bNone\b")
"""What a row holds in the place of a moment that has not come yet."""
MOMENT: Final = re.compile(rb"'?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?'?")
INSTRUCTIONS: Final = 50_000_000
"""So many instructions of its machine SQLite may need for one file."""
TABLES: Final = """
    SELECT name FROM sqlite_schema
    WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'sqlite_%'
"""


def content_of(orchestrator: Orchestrator, home: Path | None, *, moments: bool = True) -> Content:
    """What an orchestrator's workspace and home hold.

    Args:
        orchestrator: whose.
        home: the home that was made for its servers; None where they have none of their own.
        moments: whether times count.

    Raises:
        TargetFaultError: a file is too large to be read, or is no plain file of the workspace.
    """
    found = dict(_digests(orchestrator.files, moments=moments))
    if home is not None and home.is_dir():
        found |= {f"~/{path}": digest for path, digest in _digests(WorkspaceFiles(home.resolve()), moments=moments)}
    return found


def _digests(files: WorkspaceFiles, *, moments: bool) -> Iterator[tuple[str, str]]:
    paths = sorted(path for path in files.plain_files() if not LOGS.search(path))
    stores = [path for path in paths if files.beginning(path, len(SQLITE)) == SQLITE]
    beside = {store + ending for store in stores for ending in BESIDE_A_STORE[1:]}
    for path in paths:
        if path in stores:
            yield from _tables(files, path, moments=moments)
        elif path not in beside and not PurePath(path).name.endswith("-shm"):
            yield path, _digest(files.content(path) or b"", moments=moments)


def _tables(files: WorkspaceFiles, path: str, *, moments: bool) -> Iterator[tuple[str, str]]:
    """The rows of a data store, read from a copy in a folder of its own; of its log, but of no journal."""
    with tempfile.TemporaryDirectory(prefix="looked-at-") as folder:
        copy = Path(folder) / "store"
        for ending in ("", "-wal"):
            content = files.content(path + ending) if files.status(path + ending) else None
            if content is not None:
                copy.with_name(copy.name + ending).write_bytes(content)
        try:
            with closing(sqlite3.connect(copy)) as connection:
                connection.execute("PRAGMA trusted_schema = OFF")
                connection.set_progress_handler(lambda: 1, INSTRUCTIONS)
                for (table,) in connection.execute(TABLES).fetchall():
                    name = str(table).replace('"', '""')
                    rows = sorted(repr(row) for row in connection.execute(f'SELECT * FROM "{name}"'))
                    held = "\n".join(rows).encode(errors="replace")
                    held = held if moments else NO_MOMENT.sub(b"(a moment)", held)
                    yield f"{path}, table {table}", _digest(held, moments=moments)
        except sqlite3.Error as error:
            raise TargetFaultError(f"the data store {path} cannot be read: {error}") from None


def _digest(content: bytes, *, moments: bool) -> str:
    return hashlib.sha256(content if moments else MOMENT.sub(b"(a moment)", content)).hexdigest()
