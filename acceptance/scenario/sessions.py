"""The sessions of a scenario, and the directories that they work in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from acceptance.contract.reply import Reply
from acceptance.contract.samples import bad_place
from acceptance.contract.values import Cleanup
from acceptance.contract.views import SessionView
from acceptance.errors import TargetFaultError

if TYPE_CHECKING:
    from acceptance.scenario.state import ScenarioState


class Sessions:
    """What a scenario does with sessions; they are known by the names of their directories."""

    def __init__(self, state: ScenarioState) -> None:
        self._state = state

    def open_workspace(self) -> None:
        """Initialise a session in the server's own workspace.

        Raises:
            NotJudgedError: which directory that is is not known.
        """
        self._open(self._state.orchestrator.workspace_name, "")

    def initialize(self, name: str) -> None:
        """Initialise a session in a directory of the scenario."""
        directory = self._state.directories[name] = self.directory(name)
        self._open(str(directory), name)

    def open_bad_place(self, name: str) -> None:
        """Try to initialise a session where no working directory can be, by the features' name for it."""
        self._open(str(bad_place(name, self._state.servers.source.new_directory("a-file"))), "")

    def open_at(self, path: str) -> Reply:
        """Try to initialise a session at any path."""
        return self._state.verbs.initialize(path)

    def directory(self, name: str) -> Path:
        """A directory of the scenario by its name; a new one is not on the disk until a session makes it."""
        return self._state.directories.get(name) or self._state.servers.source.new_directory(name)

    def session(self, name: str = "") -> SessionView:
        """The session that was initialised in the workspace, or in a directory of the scenario.

        Raises:
            TargetFaultError: none was.
            UnreadableReplyError: which one it is was not told.
        """
        opened = self._state.sessions
        if name not in opened:
            raise TargetFaultError(
                f"no session was initialised in {name or 'the workspace'}: {self._state.reply.shortened()}"
            )
        return opened[name].session

    def unknown(self) -> str:
        """The id of a session that nobody ever initialised."""
        return f"session_{uuid4().hex}"

    def list(self, *, completed: bool | None = None, limit: int | None = None) -> Reply:
        """List the sessions."""
        return self._state.verbs.list_sessions(completed=completed, limit=limit)

    def ask_for_status(self, identity: str | None = None) -> Reply:
        """Ask for the status of the workspace's session, or of another one."""
        return self._state.verbs.session_status(identity or str(self.session().identity))

    def resume(self, identity: str) -> Reply:
        """Take a session up again."""
        return self._state.verbs.resume(identity)

    def clean_up(self, cleanup: Cleanup) -> Reply:
        """Clean sessions away."""
        return self._state.verbs.clean_up(cleanup)

    def _open(self, directory: str, name: str) -> None:
        reply = self._state.verbs.initialize(directory)
        if reply.accepted:
            self._state.sessions[name] = reply
