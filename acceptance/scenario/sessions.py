"""The sessions of a scenario, and the directories that they work in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from acceptance.confinement.files import WorkspaceFiles
from acceptance.confinement.trees import remove_folder
from acceptance.contract.reply import Reply
from acceptance.contract.samples import bad_place
from acceptance.contract.values import Cleanup
from acceptance.contract.views import SessionView
from acceptance.errors import NotArrangedError, TargetFaultError
from acceptance.evidence.call_trail import REFUSED

if TYPE_CHECKING:
    from acceptance.scenario.state import ScenarioState


MANY_SESSIONS: Final = 1_000
"""More than any scenario opens."""
UNKNOWN: Final = "an unknown session"
"""What the features call a session that does not exist."""

WORKSPACES: Final[Mapping[str, str | None]] = {
    "the workspace": "",
    "the workspace by default": None,
    "the workspace by its relative path": ".",
}
"""How the features name the server's own directory, and which path is sent for it; for an empty one its whole path."""


class Sessions:
    """What a scenario does with sessions; they are known by the names of their directories.

    Attributes:
        noted: the identities and directories of all sessions that were listed when they were noted.
    """

    def __init__(self, state: ScenarioState) -> None:
        self.noted: frozenset[tuple[str | None, str | None]] = frozenset()
        self._state = state
        self._rejected: dict[str, Reply] = {}

    def initialize(self, name: str) -> None:
        """Open a session in a directory of the scenario, or in the server's own workspace where no name is given.

        Raises:
            NotJudgedError: which directory the workspace is is not known.
        """
        if name:
            directory = self._state.directories[name] = self.directory(name)
            self._initialize(str(directory), name)
        else:
            self.initialize_workspace("the workspace")

    def initialize_workspace(self, named: str) -> None:
        """Open a session in the server's own directory, named as one of `WORKSPACES`.

        Raises:
            NotJudgedError: which directory the workspace is is not known.
        """
        path = WORKSPACES[named]
        self._initialize(self._state.orchestrator.workspace_name if path == "" else path, "")

    def initialize_many(self, count: int) -> None:
        """Open so many sessions, each in a new directory of its own."""
        for number in range(1, count + 1):
            self.initialize(f"number-{number}")

    def open_bad_place(self, name: str) -> None:
        """Try to open a session where no working directory can be, by the features' name for it."""
        self._initialize(str(bad_place(name, self._state.servers.source.new_directory("a-file"))), "")

    def open_at(self, path: str) -> Reply:
        """Try to open a session at any path."""
        return self._state.verbs.initialize(path)

    def directory(self, name: str) -> Path:
        """A directory of the scenario by its name; a new one is not on the disk until a session makes it."""
        return self._state.directories.get(name) or self._state.servers.source.new_directory(name)

    def path(self, name: str) -> Path:
        """Return a directory of the scenario by its name, or the server's workspace where no name is given."""
        return self.directory(name) if name else self._state.orchestrator.workspace

    def files_in(self, name: str) -> WorkspaceFiles:
        """The files of a directory of the scenario by its name, or of the server's workspace where no name is given."""
        if not name:
            return self._state.orchestrator.files
        return WorkspaceFiles(Path(os.path.realpath(self.directory(name))))

    def note(self) -> None:
        """Note which sessions there are, completed ones too."""
        self.noted = self.listed()

    def listed(self) -> frozenset[tuple[str | None, str | None]]:
        """The identities and directories of all sessions that are listed; leaves the scenario's last reply alone."""
        reply = self._state.orchestrator.list_sessions(completed=True, limit=MANY_SESSIONS)
        return frozenset((one.identity, one.directory) for one in reply.sessions)

    def session(self, name: str = "") -> SessionView:
        """Return the session that was opened in the workspace, or in a directory of the scenario.

        Raises:
            TargetFaultError: none was opened.
            UnreadableReplyError: the reply did not say which one it is.
        """
        opened = self._state.sessions
        if name not in opened:
            raise self._not_opened(name)
        return opened[name].session

    def delete_directory(self, name: str) -> None:
        """Delete a directory of the scenario with all that is in it.

        Raises:
            TargetFaultError: no session was opened there, or something in it cannot be removed.
        """
        if name not in self._state.sessions:
            raise self._not_opened(name)
        remove_folder(self.directory(name))

    def identity(self, session: str) -> str:
        """Return the identity of a session by the words of the features.

        Raises:
            TargetFaultError: no such session was opened.
        """
        return self.unknown() if session == UNKNOWN else str(self.session(*session.split('"')[1:2]).identity)

    def unknown(self) -> str:
        """Return the id of a session that does not exist."""
        return f"session_{uuid4().hex}"

    def list(self, *, completed: bool | None = None, limit: int | None = None) -> Reply:
        """List the sessions."""
        return self._state.verbs.list_sessions(completed=completed, limit=limit)

    def request_status(self, session: str) -> Reply:
        """Request the status of a session.

        Args:
            session: `an unknown session`, `the session`, or `the session in "…"`, in the words of the features.

        Raises:
            TargetFaultError: no such session was opened.
        """
        return self._state.verbs.session_status(self.identity(session))

    def resume(self, identity: str) -> Reply:
        """Resume a session by its identity."""
        return self._state.verbs.resume(identity)

    def clean_up(self, cleanup: Cleanup, *, dry_run: bool | None) -> Reply:
        """Clean up sessions.

        Args:
            cleanup: which sessions.
            dry_run: whether nothing is to be changed; `None` leaves that to the orchestrator's default.
        """
        return self._state.verbs.clean_up(replace(cleanup, dry_run=dry_run))

    def _initialize(self, directory: str | None, name: str) -> None:
        reply = self._state.verbs.initialize(directory)
        if reply.accepted:
            self._state.sessions[name] = reply
        else:
            self._rejected[name] = reply

    def _not_opened(self, name: str) -> TargetFaultError:
        """That no session was opened in a directory, with what was answered to the request for it."""
        rejected, where = self._rejected.get(name), name or "the workspace"
        if rejected is None:
            return TargetFaultError(f"no session was opened in {where}: {self._state.reply.shortened()}")
        words = rejected.shortened()
        tool = rejected.call.promised
        return NotArrangedError(f"no session was opened in {where}: {words}", tool=tool, ended=REFUSED, answer=words)
