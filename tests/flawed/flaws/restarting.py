"""Lies about calls around a restart, and about what an operator is told or can leave out (CTRL-2 to CTRL-5)."""

import asyncio
import os
import time
from functools import partial

import anyio

from reference_orchestrator import activity, server, server_context
from tests.flawed.flaws.rejecting import unflagged, without_schemas
from tests.flawed.lying import Lie, flaw, given, with_given

HELD_SECONDS = 0.3
ENDLESS_SECONDS = 3600.0
PLAN = "orchestrator_plan_task"
RECONNECTION = "orchestrator_reconnect_test"


@flaw(
    "a-restart-drops-calls-in-flight",
    "A restart ends the process without an answer to the calls in flight.",
    breaks="CTRL-2",
    caught_by="A restart answers every call in flight and accepts no new call",
    touches="FAULT-1 SAFE-1 VALID-2 OSM-4",
)
def _(lie: Lie) -> None:
    def make(original):
        def restart(self, seconds):
            lie.told()
            return original(self, 0.0)

        return restart

    lie.patch(activity.Activity, "restart", make)
    lie.patch(server_context.ServerContext, "close", lambda _: lambda self: os._exit(0))

    def wrap(run, call):
        reply = run(call)
        if call.server_context.activity.restarting:
            time.sleep(HELD_SECONDS)
        return reply

    lie.around(PLAN, wrap)


@flaw(
    "a-restart-waits-for-every-reader",
    "A restart waits for calls in flight, whatever its timeout.",
    breaks="CTRL-2",
    caught_by="Unread answers delay a restart no longer than its timeout",
)
def _(lie: Lie) -> None:
    def make(original):
        def restart(self, seconds):
            lie.told()
            return original(self, ENDLESS_SECONDS)

        return restart

    lie.patch(activity.Activity, "restart", make)


@flaw(
    "a-restart-takes-new-calls",
    "New calls are accepted while the restart waits for those in flight.",
    breaks="CTRL-2",
    caught_by="A restart answers every call in flight and accepts no new call",
    touches="FAULT-1",
)
def _(lie: Lie) -> None:
    def make(original):
        def call(self, *, during_restart):
            if self.restarting and not during_restart:
                lie.told()
            return original(self, during_restart=True)

        return call

    lie.patch(activity.Activity, "call", make)
    lie.patch(activity.Activity, "end_by", lambda original: lambda self, end: original(self, _later(end)))


def _later(end):
    """End a moment later than was asked for, and read on until then."""

    def begin(seconds):
        ending = partial(asyncio.create_task, anyio.to_thread.run_sync(end, seconds))
        asyncio.get_running_loop().call_later(HELD_SECONDS, ending)

    return lambda seconds: anyio.from_thread.run_sync(begin, seconds)


@flaw(
    "a-second-restart-is-rejected-without-a-flag",
    "The rejection of a second restart is not flagged as an error.",
    breaks="PROTO-1",
    caught_by="The rejection of a second restart is flagged and explained",
    touches="CTRL-2",
)
def _(lie: Lie) -> None:
    def make(original):
        def refused(words):
            if "restarting" not in words:
                return original(words)
            lie.told()
            return unflagged(original(words))

        return refused

    lie.patch(server, "_refused", make)
    without_schemas(lie)


@flaw(
    "the-details-of-errors-cannot-be-left-out",
    "The restart status is rejected where it is requested without the details of errors.",
    breaks="CTRL-3",
    caught_by="The restart status can be requested without the details of errors",
    touches="PROTO-2",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "include_error_details"):
            return run(call)
        lie.told()
        raise activity.Refusal("include_error_details is false, and must be true.")

    lie.around("orchestrator_restart_status", wrap)


@flaw(
    "what-blocks-is-miscounted",
    "Preparing a shutdown tells one task in progress fewer than there are.",
    breaks="CTRL-4",
    caught_by="Preparing a shutdown counts the tasks in progress",
)
def _(lie: Lie) -> None:
    lie.reply(
        "orchestrator_shutdown_prepare",
        lambda reply, call: (
            {**reply, "tasks_in_progress": reply["tasks_in_progress"] - 1} if reply["tasks_in_progress"] else None
        ),
    )


@flaw(
    "connections-are-checked-unasked",
    "Calls in flight prevent a shutdown although connections are not checked.",
    breaks="CTRL-4",
    caught_by="Without connection checks, calls in flight do not prevent a shutdown",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if not given(call, "check_client_connections"):
            lie.told()
        return run(with_given(call, check_client_connections=True))

    lie.around("orchestrator_shutdown_prepare", wrap)


@flaw(
    "a-session-that-is-gone-is-offered",
    "A reconnection test offers a session whose directory is gone like any other.",
    breaks="CTRL-5",
    caught_by="A reconnection test does not offer a session whose directory was deleted",
)
def _(lie: Lie) -> None:
    def change(reply, call):
        if all(one["reconnectable"] for one in reply["sessions"]):
            return None
        return {**reply, "sessions": [{**one, "reconnectable": True} for one in reply["sessions"]]}

    lie.reply(RECONNECTION, change)


@flaw(
    "buffer-and-statistics-are-always-told",
    "A reconnection test tells the buffer status and the statistics although they were to be left out.",
    breaks="CTRL-5",
    caught_by=(
        "A reconnection test lists the session and leaves out the buffer status",
        "A reconnection test lists the session and leaves out the statistics",
    ),
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if not (given(call, "include_buffer_status") and given(call, "include_reconnection_stats")):
            lie.told()
        return run(with_given(call, include_buffer_status=True, include_reconnection_stats=True))

    lie.around(RECONNECTION, wrap)
