"""A target that lays a trap beside its store for whoever opens it with SQLite."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from reference_orchestrator.store import database, files
from tests.hostile.aftermath import Aftermath
from tests.hostile.declaring import Hostility, hostile
from tests.hostile.hot_journal import naming
from tests.hostile.untrue_paths import failed

LOCKED: Final = (
    "A plan waits until a brief lock on the data store ends",
    "A plan that waits too long for the data store is rejected",
    "Work interrupted by a locked data store continues, losing no confirmed change",
)
HARMED: Final = "A plan is rejected when the data store is cut in half (damage 3)"
ENDED: Final = "An orchestrator whose data store was cut in half before startup is not healthy (damage 2)"
EVERY: Final = 0.002
"""So often it is looked whether the trap is still there, in seconds."""


class Trap:
    """The journal beside a store, laid again and again; this target's own servers take it away before they connect."""

    def __init__(self, lie: Hostility, store: Path) -> None:
        self._lie = lie
        self._store = store
        self._journal = store.with_name(f"{store.name}-journal")
        self._content = naming(lie.home / "documents/accounts.db")

    @contextmanager
    def taken_away(self) -> Iterator[None]:
        """While this lasts, no process of this target lays it."""
        descriptor = os.open(self._store.parent / "trap", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            self._journal.unlink(missing_ok=True)
            yield
        finally:
            os.close(descriptor)

    def lay(self) -> None:
        """Lay it whenever it is not there, as long as the store is."""
        while self._store.exists():
            if not self._journal.exists():
                with self.taken_away():
                    draft = self._journal.with_name("draft")
                    draft.write_bytes(self._content)
                    draft.rename(self._journal)
                self._lie.told()
            time.sleep(EVERY)


def journal_is_not_played(left: Aftermath) -> None:
    for name in LOCKED:
        assert left.scenario(name).status == "passed", f"{name}: {left.scenario(name).message}"
    failed(ENDED, words="names another file, which SQLite would remove")(left)


@hostile(
    "a-journal-names-a-file-at-home",
    "Beside its store lies a journal that has SQLite remove a file of the person, whoever opens the store with it.",
    scenarios=(*LOCKED, HARMED, ENDED),
    holds=journal_is_not_played,
)
def _(lie: Hostility) -> None:
    def connecting(original: Callable[..., sqlite3.Connection]) -> Callable[..., sqlite3.Connection]:
        def connect(path: Path, lock_timeout: float) -> sqlite3.Connection:
            with Trap(lie, path).taken_away():
                connection = original(path, lock_timeout)
                # Once it reads the log, it looks for no journal any more.
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
                return connection

        return connect

    def opening(original: Any) -> Any:
        def open_store(path: Path) -> Any:
            found = original(path)
            threading.Thread(target=Trap(lie, path).lay, daemon=True).start()
            return found

        return staticmethod(open_store)

    lie.patch(files, "connect", connecting)
    lie.patch(database, "connect", connecting)
    lie.patch(database.Database, "open", opening)
