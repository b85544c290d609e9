"""The verbs of sessions and of the status."""

from __future__ import annotations

from acceptance.contract.calls import Call
from acceptance.contract.dialects.speaker import Speaker, given
from acceptance.contract.values import Cleanup


class SessionVerbs(Speaker):
    """Sessions, and the count of tasks."""

    def initialize(self, directory: str | None) -> Call:
        """Open a directory as the workspace; without one, the directory that the server runs in."""
        return self.say("open_session", given(working_directory=directory))

    def list_sessions(self, *, completed: bool | None = None, limit: int | None = None) -> Call:
        """List the sessions."""
        return self.say("list_sessions", given(include_completed=completed, limit=limit))

    def session_status(self, session: str) -> Call:
        """Tell of one session."""
        return self.say("session_status", {"session_id": session})

    def resume(self, session: str) -> Call:
        """Take a session up again."""
        return self.say("resume_session", {"session_id": session})

    def clean_up(self, cleanup: Cleanup) -> Call:
        """Clean sessions away."""
        arguments = given(cleanup_type=cleanup.kind, older_than_days=cleanup.older_than_days, dry_run=cleanup.dry_run)
        return self.say("clean_up_sessions", arguments)

    def status(self, *, completed: bool | None = None) -> Call:
        """Tell of the tasks by state."""
        return self.say("status", given(include_completed=completed))
