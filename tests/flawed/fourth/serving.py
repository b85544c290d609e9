"""Flaws in sessions, in the control of the server, and in the protocol."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any, Final

from mcp.server.transport_security import TransportSecurityMiddleware
from starlette.types import Message, Receive, Scope, Send

from reference_orchestrator.arguments import Arguments, Schema
from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.domain.restarts import Restart
from reference_orchestrator.domain.tasks import JsonObject
from reference_orchestrator.domain.times import stamp
from reference_orchestrator.http.worker import WithoutServerStream
from reference_orchestrator.registry import find_session
from reference_orchestrator.store.tasks import TaskTable
from reference_orchestrator.toolbox import Call, Reply
from reference_orchestrator.workspace import has_store
from tests.flawed.fourth.declaring import fourth
from tests.flawed.lying import Lie, Run, given, with_given

NAMED: Final = 10
GONE: Final = 404


# SESSION-2: "`limit` and `include_completed` do what they say".
@fourth(
    "the-limit-counts-hidden-sessions",
    "A list of sessions without the completed ones is cut before these are left out.",
    breaks="SESSION-2",
)
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        reply = run(call)
        listed: Any = run(with_given(call, include_completed=True))["sessions"]
        shown = [one for one in listed if given(call, "include_completed") or one["status"] != "completed"]
        if shown == reply["sessions"]:
            return reply
        lie.told()
        return {**reply, "sessions": shown}

    lie.around("orchestrator_list_sessions", wrap)


# Sessions and workspace: "*old* = no call for `older_than_days`".
@fourth("zero-days-are-seven", "A cleanup by the age of no days takes an age of seven.", breaks="SESSION-3")
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        if given(call, "older_than_days") != 0 or given(call, "cleanup_type") != "old":
            return run(call)
        lie.told()
        return run(with_given(call, older_than_days=7))

    lie.around("orchestrator_cleanup_sessions", wrap)


# Sessions and workspace: "`working_directory` … (default: the process's own)".
@fourth(
    "the-default-directory-is-the-current-one",
    "A session that is opened without a directory works in the current session's.",
    breaks="SESSION-1",
)
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        current = call.server_context.current_if_known()
        elsewhere = current and current.workspace.directory != call.server_context.home
        if current is None or not elsewhere or given(call, "working_directory") is not None:
            return run(call)
        lie.told()
        return run(with_given(call, working_directory=str(current.workspace.directory)))

    lie.around("orchestrator_initialize_session", wrap)


# CLIENT-4: "no row of the store and no file changes by a … status".
@fourth(
    "asking-about-a-session-renews-it",
    "A look at the status of a session counts as a call in it, so that it is not old any more.",
    breaks="CLIENT-4 SESSION-3",
)
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        reply, context = run(call), call.server_context
        directory = Path(find_session(context, given(call, "session_id")).working_directory)
        if has_store(directory):
            lie.told()
            with context.workspace(directory)[0].database.write(arrived=call.arrived) as work:
                work.sessions.touch(given(call, "session_id"), stamp(context.now()))
        return reply

    lie.around("orchestrator_session_status", wrap)


# CTRL-4: "counts and names what blocks".
@fourth("readiness-names-ten", "Of what keeps the server from a shutdown, ten are named.", breaks="CTRL-4")
def _(lie: Lie) -> None:
    def cut(reply: dict[str, Any], _: Call) -> dict[str, Any] | None:
        return {**reply, "blocking": reply["blocking"][:NAMED]} if len(reply["blocking"]) > NAMED else None

    lie.reply("orchestrator_shutdown_prepare", cut)


# CTRL-3: "every restart in the history"; a refusal leaves the state as before.
@fourth(
    "refused-restarts-stand-in-the-history",
    "A second restart is refused while one runs, and stands in the history.",
    breaks="CTRL-2 CTRL-3 PROTO-1",
)
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        try:
            return run(call)
        except Refusal:
            context = call.server_context
            if context.activity.restarting:
                lie.told()
                refused = Restart(
                    id=f"restart_{secrets.token_hex(8)}",
                    reason=given(call, "reason"),
                    graceful=given(call, "graceful"),
                    preserve_state=given(call, "preserve_state"),
                    requested_at=stamp(context.now()),
                    process_before=os.getpid(),
                )
                with context.workspace(context.home)[0].database.write(arrived=call.arrived) as work:
                    work.restarts.add(refused)
            raise

    lie.around("orchestrator_restart_server", wrap)


# CTRL-5: "the sessions that a client can reconnect to".
@fourth("what-is-gone-can-be-reconnected", "Sessions without a directory count as reconnectable.", breaks="CTRL-5")
def _(lie: Lie) -> None:
    def change(reply: dict[str, Any], _: Call) -> dict[str, Any] | None:
        sessions = [{**one, "reconnectable": True} for one in reply["sessions"]]
        return {**reply, "sessions": sessions} if sessions != reply["sessions"] else None

    lie.reply("orchestrator_reconnect_test", change)


# PROTO-2: "what breaks a tool's own input schema is refused: … wrong type".
@fourth("null-counts-as-left-out", "A parameter that may be left out may be null.", breaks="PROTO-2")
def _(lie: Lie) -> None:
    def check(old: Any) -> Any:
        def lenient(schema: Schema, values: JsonObject) -> Arguments:
            kept = {name: value for name, value in values.items() if value is not None or name in schema._required}
            if kept != values:
                lie.told()
            checked: Arguments = old(schema, kept)
            return checked

        return lenient

    lie.patch(Schema, "check", check)


# Readings, "A refusal names the parameter or thing at fault and the value".
@fourth("which-dependency-is-unknown-is-not-said", "A plan's refusal says not which task is unknown.", breaks="PROTO-1")
def _(lie: Lie) -> None:
    def get(old: Any) -> Any:
        def unnamed(table: TaskTable, task_id: str, parameter: str = "task_id") -> Any:
            if parameter == "One of the dependencies" and not table.get_all([task_id]):
                lie.told()
                raise Refusal("One of the dependencies is no task of this workspace: give only tasks that are.")
            return old(table, task_id, parameter)

        return unnamed

    lie.patch(TaskTable, "get", get)


# SAFE-9: "a foreign `Host` or `Origin` is refused".
@fourth("hosts-are-known-by-their-beginning", "A host that begins like one of the own is let in.", breaks="SAFE-9")
def _(lie: Lie) -> None:
    def validate(old: Any) -> Any:
        def lenient(middleware: TransportSecurityMiddleware, host: str | None) -> bool:
            is_known = bool(old(middleware, host))
            if not is_known and (host or "").startswith(("localhost", "127.0.0.1")):
                lie.told()
                return True
            return is_known

        return lenient

    lie.patch(TransportSecurityMiddleware, "_validate_host", validate)


# CLIENT-1: "over HTTP an unknown session is 404".
@fourth("unknown-http-sessions-can-be-ended", "Over HTTP, an unknown session can be ended.", breaks="CLIENT-1")
def _(lie: Lie) -> None:
    def answer(old: Any) -> Any:
        async def polite(app: WithoutServerStream, scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http" or scope["method"] != "DELETE":
                await old(app, scope, receive, send)
                return

            async def accept(message: Message) -> None:
                if message.get("status") == GONE:
                    lie.told()
                    message = {**message, "status": 200}
                await send(message)

            await old(app, scope, receive, accept)

        return polite

    lie.patch(WithoutServerStream, "__call__", answer)
