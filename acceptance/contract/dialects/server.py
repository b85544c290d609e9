"""The verbs of server control and of maintenance."""

from __future__ import annotations

from acceptance.contract.calls import Call
from acceptance.contract.dialects.speaker import Speaker, given
from acceptance.contract.values import Maintenance, Restart


class ServerVerbs(Speaker):
    """Health, restart, shutdown, reconnection, maintenance."""

    def check_health(self, **included: bool) -> Call:
        """Ask how the server is; each part of the answer can be left out."""
        return self.say("health", dict(included))

    def restart(self, restart: Restart) -> Call:
        """Ask the server to restart."""
        arguments = given(
            graceful=restart.graceful,
            preserve_state=restart.keep_state,
            timeout=restart.seconds,
            reason=restart.reason,
        )
        return self.say("restart", arguments)

    def restart_status(self, **included: bool) -> Call:
        """Ask for the phase of a restart, and for the restarts before; each part of the answer can be left out."""
        return self.say("restart_status", dict(included))

    def prepare_shutdown(self, **checked: bool) -> Call:
        """Ask whether the server could be shut down; each check can be left out."""
        return self.say("prepare_shutdown", dict(checked))

    def test_reconnection(self, session: str | None = None, **included: bool) -> Call:
        """Ask which sessions a client can reconnect to."""
        return self.say("test_reconnection", given(session_id=session, **included))

    def maintain(self, maintenance: Maintenance) -> Call:
        """Ask for maintenance."""
        arguments = given(
            action=maintenance.action,
            scope=maintenance.scope,
            validation_level=maintenance.level,
            target_task_id=maintenance.task,
        )
        return self.say("maintain", arguments)
