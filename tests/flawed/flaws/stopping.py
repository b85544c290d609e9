"""Lies about restarts told, shutdown and reconnection (contract CTRL-3 to CTRL-5)."""

from reference_orchestrator.arguments import Schema
from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.store.restarts import RestartTable
from reference_orchestrator.tools import control
from tests.flawed.lying import Lie, flaw, given, with_given


@flaw(
    "the-history-holds-one-restart",
    "The history tells the last restart only.",
    breaks="CTRL-3",
    caught_by="The restart history contains two restarts with their reasons",
)
def _(lie: Lie) -> None:
    def make(original):
        def all_restarts(self):
            found = original(self)
            if len(found) > 1:
                lie.told()
            return found[:1]

        return all_restarts

    lie.patch(RestartTable, "all", make)


@flaw(
    "the-reason-of-a-restart-is-another",
    "The history tells every restart as asked for by hand.",
    breaks="CTRL-3",
    caught_by="The restart history contains a restart with the reason schema migration",
)
def _(lie: Lie) -> None:
    def make(original):
        def view(restart):
            lie.told()
            return {**original(restart), "reason": "manual_request"}

        return view

    lie.patch(control, "_restart_view", make)


@flaw(
    "the-history-is-always-told",
    "The history is told though nobody asked for it.",
    breaks="CTRL-3",
    caught_by="The restart status leaves out the history by default",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if not given(call, "include_history"):
            lie.told()
        return run(with_given(call, include_history=True))

    lie.around("orchestrator_restart_status", wrap)


@flaw(
    "a-restart-has-no-time",
    "A restart that gives calls under way the longest time there is is refused.",
    breaks="CTRL-2",
    caught_by="Restarted within 300 seconds, the orchestrator keeps the task in a new process",
)
def _(lie: Lie) -> None:
    lie.parameter("orchestrator_restart_server", "timeout", maximum=299)

    def make(original):
        def refuse(self, path, value):
            if value == 300:
                lie.told()
            original(self, path, value)

        return refuse

    lie.patch(Schema, "_refuse", make)


@flaw(
    "always-ready-for-a-shutdown",
    "A shutdown is told to lose nothing while a task is in progress.",
    breaks="CTRL-4",
    caught_by="With work in progress, the orchestrator is not ready to shut down",
    touches="FAULT-4",
)
def _(lie: Lie) -> None:
    lie.reply("orchestrator_shutdown_prepare", lambda reply, call: None if reply["ready"] else {**reply, "ready": True})


@flaw(
    "what-blocks-is-not-named",
    "Preparing a shutdown does not name the task that stands in the way.",
    breaks="CTRL-4",
    caught_by="Preparing a shutdown names the task in progress",
    touches="FAULT-4",
)
def _(lie: Lie) -> None:
    lie.reply(
        "orchestrator_shutdown_prepare",
        lambda reply, call: (
            {**reply, "blocking": [{"kind": "task_in_progress", "what": "Some task is in progress."}]}
            if reply["blocking"]
            else None
        ),
    )


@flaw(
    "a-pending-task-blocks-a-shutdown",
    "Tasks that nobody has begun keep the orchestrator from being ready.",
    breaks="CTRL-4",
    caught_by="With only a pending task, the orchestrator is ready to shut down",
    touches="FAULT-4",
)
def _(lie: Lie) -> None:
    def change(reply, call):
        with call.read() as (_, work):
            pending = work.tasks.counts()["pending"]
        return {**reply, "ready": False} if pending and reply["ready"] else None

    lie.reply("orchestrator_shutdown_prepare", change)


@flaw(
    "preparing-shuts-down",
    "Preparing a shutdown gives up the tasks in progress.",
    breaks="CTRL-4",
    caught_by="Preparing a shutdown does not change a task in progress",
    touches="FAULT-4",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        reply = run(call)
        with call.write() as (_, work):
            lie.told()
            work.tasks._connection.execute("UPDATE tasks SET status = 'cancelled' WHERE status = 'in_progress'")
        return reply

    lie.around("orchestrator_shutdown_prepare", wrap)


@flaw(
    "no-session-can-be-reconnected-to",
    "The reconnection test tells no session.",
    breaks="CTRL-5",
    caught_by="A reconnection test lists the current session",
    touches="VALID-3 FAULT-2",
)
def _(lie: Lie) -> None:
    lie.reply("orchestrator_reconnect_test", lambda reply, call: {**reply, "sessions": []})


@flaw(
    "any-session-can-be-reconnected-to",
    "The reconnection to a session that nobody knows is told to be possible.",
    breaks="CTRL-5",
    caught_by="A reconnection test for an unknown session is rejected",
    touches="PROTO-1 PROTO-2",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        try:
            return run(call)
        except Refusal:
            lie.told()
            return run(with_given(call, session_id=None))

    lie.around("orchestrator_reconnect_test", wrap)
