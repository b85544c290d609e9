"""What the process has in front of it: opened workspaces, and the session that calls belong to (Contract SESSION-1)."""

import os
import secrets
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from reference_orchestrator.activity import Activity
from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.domain.sessions import Session
from reference_orchestrator.domain.times import stamp
from reference_orchestrator.store import Transaction
from reference_orchestrator.workspace import Workspace, has_store

NOTE_LOOKS_EVERY: Final = timedelta(hours=1)
"""A call that only looks is noted in its session at most this often: it should not cost a write."""


@dataclass(frozen=True)
class Current:
    """The session that calls belong to, and its workspace."""

    session: Session
    workspace: Workspace


class ServerContext:
    """The state of the process; used by several threads at once.

    Attributes:
        home: the working directory of the process, absolute, with symbolic links resolved.
        activity: the calls under way.
    """

    def __init__(self, home: Path) -> None:
        self.home = home.resolve()
        self.activity = Activity()
        self._open: dict[Path, Workspace] = {}
        self._current: Current | None = None
        self._noted_at = datetime.min.replace(tzinfo=UTC)
        self._lock = threading.RLock()

    def now(self) -> datetime:
        """The moment, by the wall clock."""
        return datetime.now(UTC)

    def workspace(self, directory: Path) -> tuple[Workspace, bool]:
        """The workspace of a directory, opened if it is not open yet.

        Args:
            directory: absolute, with symbolic links resolved.

        Returns:
            The workspace, and whether its store was created just now.

        Raises:
            Refusal: it cannot be opened.
        """
        known = self._usable(directory)
        if known is not None:
            return known, False
        with self._lock:
            known = self._usable(directory)
            if known is not None:
                return known, False
            if directory in self._open:
                self._open.pop(directory).database.close()
            opened, created = Workspace.open(directory)
            self._open[directory] = opened
            if directory == self.home and not created:
                self._note_restart(opened)
            return opened, created

    def current_if_known(self) -> Current | None:
        """The current session if it is known by now; waits for nobody, and opens nothing."""
        return self._current

    def current(self) -> Current:
        """The current session; at first the newest of the home, or a new one if there is none.

        Raises:
            Refusal: the home's store cannot be used.
        """
        # Without the lock at first: a call that only looks must not wait for one that opens a locked store.
        if self._current is not None:
            return self._current
        with self._lock:
            return self.peek() or self.begin(self.workspace(self.home)[0])

    def peek(self) -> Current | None:
        """The current session if there is one, without creating a store or a session.

        Raises:
            Refusal: the home's store cannot be used.
        """
        if self._current is not None:
            return self._current
        with self._lock:
            if self._current is None and has_store(self.home):
                workspace, _ = self.workspace(self.home)
                with workspace.database.read() as work:
                    newest = work.sessions.newest_in(str(self.home))
                self._current = Current(newest, workspace) if newest else None
            return self._current

    def begin(self, workspace: Workspace) -> Current:
        """Begin a new session in a workspace, and make it the current one.

        Raises:
            Refusal: it cannot be noted in the stores; nothing has changed then.
        """
        return self.switch(self._new_session(workspace.directory), workspace)

    def begin_in(self, directory: Path) -> tuple[Current, bool]:
        """Begin a new session in a directory, and make it the current one.

        Args:
            directory: absolute, with symbolic links resolved; it exists.

        Returns:
            The session and its workspace, and whether the store was created just now.

        Raises:
            Refusal: the directory cannot be a workspace, or the session cannot be noted; no new store is left then.
        """
        with self._lock, ExitStack() as stores:
            session = self._new_session(directory)
            if not has_store(directory):
                # What can refuse the session is asked first: a store that was made once might be in use at once.
                for home in self._home_beside(directory):
                    stores.enter_context(home.database.write()).sessions.put(session)
            workspace, created = self.workspace(directory)
            if not created:
                stores.close()
                return self.switch(session, workspace), False
            stores.enter_context(workspace.database.write()).sessions.put(session)
            stores.close()
            return self._take_up(session, workspace), True

    def switch(self, session: Session, workspace: Workspace) -> Current:
        """Make a session the current one, and keep it in its own store and in the home's, where a new process looks.

        Raises:
            Refusal: it cannot be noted in the stores; nothing has changed then.
        """
        # Resuming a session is a call in it, so that a session of long ago is no longer old.
        session = replace(session, last_call_at=stamp(self.now()))
        with self._lock, ExitStack() as stores:
            # In the order of their names, so that two processes never wait for each other.
            for place in sorted(self._session_stores(workspace), key=lambda store: store.directory):
                stores.enter_context(place.database.write()).sessions.put(session)
            stores.close()
            return self._take_up(session, workspace)

    def _take_up(self, session: Session, workspace: Workspace) -> Current:
        self._current = Current(session, workspace)
        self._noted_at = self.now()
        return self._current

    def _new_session(self, directory: Path) -> Session:
        now = stamp(self.now())
        return Session(
            id=f"session_{secrets.token_hex(8)}",
            working_directory=str(directory),
            created_at=now,
            last_call_at=now,
        )

    def _note_restart(self, workspace: Workspace) -> None:
        """Note in the store of the home that this process has come after a restart, if there was one."""
        if self.activity.restarting:
            # This is the process that is to end.
            return
        with suppress(Refusal):
            with workspace.database.read() as look:
                waiting = any(restart.finished_at is None for restart in look.restarts.all())
            if waiting:
                with workspace.database.write() as work:
                    work.restarts.finish(os.getpid(), stamp(self.now()))

    def _usable(self, directory: Path) -> Workspace | None:
        """The opened workspace of a directory, unless its store was deleted or replaced."""
        known = self._open.get(directory)
        if known is not None:
            with suppress(Refusal):
                known.database.check_presence()
                return known
        return None

    def _session_stores(self, workspace: Workspace) -> list[Workspace]:
        """The workspaces whose stores keep a session of this one."""
        return [workspace, *self._home_beside(workspace.directory)]

    def _home_beside(self, directory: Path) -> list[Workspace]:
        """The home's workspace, if it is another than this directory's."""
        if directory != self.home:
            with suppress(Refusal):
                return [self.workspace(self.home)[0]]
        # A home that cannot be written keeps nothing, but the session works all the same.
        return []

    @contextmanager
    def read(self) -> Iterator[tuple[Current, Transaction]]:
        """Look at the current workspace.

        Raises:
            Refusal: its store cannot be read.
        """
        current = self.current()
        with current.workspace.database.read() as work:
            yield current, work
        self._note_look(current)

    @contextmanager
    def write(self, arrived: float) -> Iterator[tuple[Current, Transaction]]:
        """Change the current workspace: all of it, or nothing.

        Args:
            arrived: when the call came in (`time.monotonic`).

        Raises:
            Refusal: its store cannot be written; nothing was changed.
        """
        current = self.current()
        with current.workspace.database.write(arrived=arrived) as work:
            yield current, work
            work.sessions.touch(current.session.id, stamp(self.now()))

    def close(self) -> None:
        """Close all stores."""
        with self._lock:
            for workspace in self._open.values():
                workspace.database.close()

    def _note_look(self, current: Current) -> None:
        now = self.now()
        if now - self._noted_at < NOTE_LOOKS_EVERY:
            return
        # A store that somebody else is writing to right now is noted in with a later call.
        with suppress(Refusal), current.workspace.database.write(lock_timeout=0) as work:
            work.sessions.touch(current.session.id, stamp(now))
            self._noted_at = now
