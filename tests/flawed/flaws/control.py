"""Lies about health, restart, shutdown and reconnection (contract CTRL-1 to CTRL-5)."""

import os

from reference_orchestrator import server_context
from reference_orchestrator.tools import control
from tests.flawed.lying import Lie, flaw, given, with_given


@flaw(
    "health-always-says-yes",
    "The orchestrator is healthy whatever became of its store.",
    breaks="CTRL-1 SAFE-4",
    caught_by=(
        "An orchestrator whose data store is deleted is not healthy",
        "An orchestrator whose data store is overwritten with garbage is not healthy",
    ),
)
def _(lie: Lie) -> None:
    def make(original):
        def ask(place):
            connected, _, tasks = original(place)
            if not connected:
                lie.told()
            return True, None, tasks or 0

        return ask

    lie.patch(control, "_ask_store", make)


@flaw(
    "health-always-says-no",
    "An orchestrator whose store answers is told to be unhealthy.",
    breaks="CTRL-1",
    caught_by=(
        "A working orchestrator reports that it is healthy",
        "A health check during planning reports healthy, and every task is planned",
    ),
    touches="VALID-1",
)
def _(lie: Lie) -> None:
    lie.reply("orchestrator_health_check", lambda reply, call: {**reply, "healthy": False})


@flaw(
    "the-store-is-told-to-be-apart",
    "The health says that the store is not connected, which it is.",
    breaks="CTRL-1",
    caught_by="Health reports the data store as connected",
    touches="VALID-1",
)
def _(lie: Lie) -> None:
    def change(reply, call):
        if "database" not in reply["checks"]:
            return None
        database = {**reply["checks"]["database"], "connected": False}
        return {**reply, "checks": {**reply["checks"], "database": database}}

    lie.reply("orchestrator_health_check", change)


@flaw(
    "the-version-differs",
    "The health tells another version than the introduction.",
    breaks="CTRL-1 PROTO-5",
    caught_by="Health reports the version that the orchestrator gave on connecting",
)
def _(lie: Lie) -> None:
    lie.reply("orchestrator_health_check", lambda reply, call: {**reply, "server_version": "9.9.9"})


@flaw(
    "the-connection-is-always-told",
    "The health tells of the connection though that was to be left out.",
    breaks="CTRL-1",
    caught_by="Health leaves out the connection on request and reports healthy",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if not given(call, "include_connection_status"):
            lie.told()
        return run(with_given(call, include_connection_status=True))

    lie.around("orchestrator_health_check", wrap)


@flaw(
    "a-restart-ends-with-an-error",
    "The old process ends with exit code 3 after a restart.",
    breaks="CTRL-2",
    caught_by="A restart ends the old process without an error",
    touches="VALID-2",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        reply = run(call)
        lie.told()

        def close(self):
            os._exit(3)

        server_context.ServerContext.close = close
        return reply

    lie.around("orchestrator_restart_server", wrap)


@flaw(
    "a-restart-does-not-come-about",
    "A restart is told to be under way, and the process goes on.",
    breaks="CTRL-2",
    caught_by="A restarted orchestrator runs as a new process",
    touches="PROTO-2 VALID-2 CTRL-3 SESSION-2 EXEC-4 FAULT-1",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        call.server_context.activity.end_by(lambda seconds: None)
        lie.told()
        reply = run(call)
        call.server_context.activity._restarting = False
        return reply

    lie.around("orchestrator_restart_server", wrap)


@flaw(
    "a-restart-forgets-the-newest-task",
    "After a restart the task that was planned last is gone.",
    breaks="CTRL-2",
    caught_by=(
        "A task that is pending is still pending after a restart",
        "A task that is in progress is still in progress after a restart",
    ),
    touches="VALID-2 EXEC-4 FAULT-1",
)
def _(lie: Lie) -> None:
    def make(original):
        def note(self, workspace):
            with workspace.database.read() as look:
                waiting = any(restart.finished_at is None for restart in look.restarts.all())
                newest = [task.id for task in look.tasks.all()[-1:]]
            original(self, workspace)
            if waiting and newest:
                lie.told()
                with workspace.database.write() as work:
                    work.artifacts.remove(newest)
                    work.tasks.remove(newest)

        return note

    lie.patch(server_context.ServerContext, "_note_restart", make)


@flaw(
    "a-restart-begins-work-anew",
    "After a restart tasks in progress are pending again.",
    breaks="CTRL-2",
    caught_by="A task that is in progress is still in progress after a restart",
    touches="VALID-2 FAULT-1",
)
def _(lie: Lie) -> None:
    def make(original):
        def note(self, workspace):
            with workspace.database.read() as look:
                waiting = any(restart.finished_at is None for restart in look.restarts.all())
            original(self, workspace)
            if waiting:
                lie.told()
                with workspace.database.write() as work:
                    work.tasks._connection.execute("UPDATE tasks SET status = 'pending' WHERE status = 'in_progress'")

        return note

    lie.patch(server_context.ServerContext, "_note_restart", make)


@flaw(
    "a-restart-forgets-the-sessions",
    "After a restart the sessions of before are gone.",
    breaks="CTRL-2",
    caught_by="A session is still listed after a restart",
    touches="SESSION-2 VALID-2 FAULT-1",
)
def _(lie: Lie) -> None:
    def make(original):
        def note(self, workspace):
            with workspace.database.read() as look:
                waiting = any(restart.finished_at is None for restart in look.restarts.all())
            original(self, workspace)
            if waiting:
                lie.told()
                with workspace.database.write() as work:
                    work.sessions._connection.execute("DELETE FROM sessions")

        return note

    lie.patch(server_context.ServerContext, "_note_restart", make)


@flaw(
    "a-restart-takes-any-time",
    "A restart within less time than is allowed is accepted.",
    breaks="CTRL-2",
    caught_by="A restart with too short a timeout is rejected",
    touches="PROTO-2",
)
def _(lie: Lie) -> None:
    lie.parameter("orchestrator_restart_server", "timeout", minimum=None)
    lie.reply("orchestrator_restart_server", lambda reply, call: reply if given(call, "timeout") < 10 else None)
