"""Server control: health, restart, readiness for a shutdown, reconnection (Contract CTRL-1 to CTRL-5)."""

import os
import secrets
from dataclasses import asdict
from pathlib import Path
from typing import Final

from reference_orchestrator import SERVER_NAME, __version__
from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.domain.restarts import Restart, RestartReason
from reference_orchestrator.domain.tasks import TaskStatus
from reference_orchestrator.domain.times import stamp
from reference_orchestrator.registry import find_session, known_sessions
from reference_orchestrator.server_context import ServerContext
from reference_orchestrator.store import Database
from reference_orchestrator.toolbox import Call, Effect, Reply, Tool, choice, flag, number, record, text
from reference_orchestrator.tools.control_views import (
    HEALTH,
    READINESS,
    RECONNECTION,
    RESTART_STATUS,
)
from reference_orchestrator.views import View
from reference_orchestrator.workspace import STORE, has_store

ABRUPT_SECONDS: Final = 1.0
"""How long calls under way may still take at a restart that is not graceful: what is begun is still made durable."""


def health_check(call: Call) -> Reply:
    """Tell how the server is, by asking the store a real question now (Contract CTRL-1)."""
    wanted = call.arguments.flag
    connected, problem, tasks = _ask_store(call.server_context)
    checks: View = {}
    if wanted("include_database_status"):
        checks["database"] = {"connected": connected, "problem": problem, "tasks": tasks}
    current = call.server_context.current_if_known()
    if wanted("include_connection_status"):
        checks["connections"] = {
            "calls_under_way": call.server_context.activity.under_way - 1,
            "calls_answered": call.server_context.activity.answered,
            "session_id": current.session.id if current else None,
        }
    if wanted("include_reboot_readiness"):
        checks["reboot_readiness"] = {
            "restarting": call.server_context.activity.restarting,
            "state_is_stored": connected,
        }
    return {"healthy": connected, "server_name": SERVER_NAME, "server_version": __version__, "checks": checks}


def restart_server(call: Call) -> Reply:
    """Answer, finish what is under way, and end with code 0, to be started again (Contract CTRL-2).

    Raises:
        Refusal: a restart is under way already, or it cannot be noted in the store.
    """
    arguments, server_context = call.arguments, call.server_context
    graceful = arguments.flag("graceful")
    restart = Restart(
        id=f"restart_{secrets.token_hex(8)}",
        reason=arguments.choice("reason", RestartReason),
        graceful=graceful,
        preserve_state=arguments.flag("preserve_state"),
        requested_at=stamp(server_context.now()),
        process_before=os.getpid(),
    )
    others = server_context.activity.under_way - 1
    seconds = arguments.number("timeout") if graceful else ABRUPT_SECONDS
    # Opened before the restart is announced: only then is an earlier one noted to have come about.
    home, _ = server_context.workspace(server_context.home)
    # In this order: the end begins only when the restart is durable in the store.
    with server_context.activity.restart(seconds), home.database.write(arrived=call.arrived) as work:
        work.restarts.add(restart)
    return {
        "status": "restarting",
        "restart_id": restart.id,
        "reason": restart.reason,
        "graceful": graceful,
        "preserve_state": restart.preserve_state,
        "requested_at": restart.requested_at,
        "calls_under_way": others,
    }


def restart_status(call: Call) -> Reply:
    """Tell the phase, and the restarts before (Contract CTRL-3).

    Raises:
        Refusal: the store that keeps the history cannot be read.
    """
    server_context = call.server_context
    history: list[Restart] = []
    if has_store(server_context.home):
        with server_context.workspace(server_context.home)[0].database.read() as look:
            history = look.restarts.all()
    reply: View = {"phase": "restarting" if server_context.activity.restarting else "running", "restarts": len(history)}
    if call.arguments.flag("include_history"):
        reply["history"] = [_restart_view(restart) for restart in history]
    if call.arguments.flag("include_error_details"):
        unfinished = [
            restart for restart in history if restart.finished_at is None and not server_context.activity.restarting
        ]
        reply["errors"] = [f"The restart {one.id}, asked for at {one.requested_at}, did not end." for one in unfinished]
    return reply


def shutdown_prepare(call: Call) -> Reply:
    """Tell whether nothing would be lost by a shutdown, and otherwise what is in the way (Contract CTRL-4)."""
    wanted = call.arguments.flag
    blocking: list[View] = []
    in_progress, under_way = 0, call.server_context.activity.under_way - 1
    if wanted("check_client_connections") and under_way > 0:
        blocking.append({"kind": "call_under_way", "what": f"{under_way} calls are not answered yet."})
    connected, problem, _ = _ask_store(call.server_context)
    if wanted("check_database_state") and not connected:
        blocking.append({"kind": "store", "what": problem})
    if wanted("check_active_tasks") and connected and call.server_context.peek():
        with call.read() as (_, work):
            tasks = work.tasks.in_state(TaskStatus.IN_PROGRESS)
        in_progress = len(tasks)
        blocking += [
            {
                "kind": "task_in_progress",
                "what": f"The task {task.name} is in progress.",
                "task_id": task.id,
                "title": task.title,
                "status": task.status,
            }
            for task in tasks
        ]
    return {
        "ready": not blocking,
        "blocking": blocking,
        "tasks_in_progress": in_progress,
        "calls_under_way": under_way,
    }


def reconnect_test(call: Call) -> Reply:
    """Tell which sessions a client can reconnect to (Contract CTRL-5).

    Raises:
        Refusal: the session asked about is unknown.
    """
    server_context = call.server_context
    asked = call.arguments.text_or_none("session_id")
    sessions = known_sessions(server_context) if asked is None else [find_session(server_context, asked)]
    current = server_context.peek()
    current_id = current.session.id if current else None
    reply: View = {
        "sessions": [
            {
                "session_id": session.id,
                "working_directory": session.working_directory,
                "reconnectable": has_store(Path(session.working_directory)),
                "current": session.id == current_id,
            }
            for session in sessions
        ],
        "current_session_id": current_id,
    }
    if call.arguments.flag("include_buffer_status"):
        reply["buffer"] = {"calls_under_way": server_context.activity.under_way - 1}
    if call.arguments.flag("include_reconnection_stats"):
        reply["statistics"] = {"calls_answered": server_context.activity.answered, "sessions": len(sessions)}
    return reply


def _ask_store(server_context: ServerContext) -> tuple[bool, str | None, int | None]:
    """Whether the store answers a real question now; otherwise what is wrong; and how many tasks it holds.

    It waits neither for a writer nor for a call that opens a store.
    """
    current = server_context.current_if_known()
    path = (current.workspace.directory if current else server_context.home) / STORE
    try:
        if current is not None:
            current.workspace.database.check_presence()
        elif not has_store(server_context.home):
            # Nothing was stored yet, so there is nothing that could be amiss.
            return True, None, None
        return True, None, Database.probe(path)
    except Refusal as refusal:
        return False, str(refusal), None


def _restart_view(restart: Restart) -> View:
    view = {name: value for name, value in asdict(restart).items() if name != "id"}
    return {"restart_id": restart.id, "status": "completed" if restart.finished_at else "requested", **view}


TOOLS: Final = (
    Tool(
        name="orchestrator_health_check",
        title="Check the health",
        description=("Report whether the server works: healthy only if the data store answers a query now."),
        parameters={
            "include_reboot_readiness": flag("Report whether it could restart now.", default=True),
            "include_connection_status": flag("Report the calls in flight.", default=True),
            "include_database_status": flag("Report the data store.", default=True),
        },
        effect=Effect.LOOKS,
        output=HEALTH,
        during_restart=True,
        run=health_check,
    ),
    Tool(
        name="orchestrator_restart_server",
        title="Restart the server",
        description=("Finish the calls in flight and end with code 0, to be started again. Stored data stays."),
        parameters={
            "graceful": flag("Give calls in flight the whole timeout.", default=True),
            "preserve_state": flag("Keep caches; stored data is kept anyway.", default=True),
            "timeout": number("Seconds for the calls in flight.", default=30, minimum=10, maximum=300),
            "reason": choice(RestartReason, "Kept in the history.", default=RestartReason.MANUAL_REQUEST),
        },
        effect=Effect.REPLACES,
        output=record(
            {
                "status": text("Always `restarting`."),
                "restart_id": text("The id of the entry in the history."),
                "reason": choice(RestartReason, "Why, as given."),
                "graceful": flag("Whether calls under way have time to finish."),
                "preserve_state": flag("Whether caches should be kept."),
                "requested_at": text("When it was asked for, ISO time in UTC."),
                "calls_under_way": number("How many other calls were not answered yet."),
            }
        ),
        run=restart_server,
    ),
    Tool(
        name="orchestrator_restart_status",
        title="Tell of restarts",
        description="Report whether a restart is under way, and the restarts before.",
        parameters={
            "include_history": flag("List every restart, newest first.", default=False),
            "include_error_details": flag("Report restarts that did not happen.", default=True),
        },
        effect=Effect.LOOKS,
        output=RESTART_STATUS,
        during_restart=True,
        run=restart_status,
    ),
    Tool(
        name="orchestrator_shutdown_prepare",
        title="Prepare a shutdown",
        description="Report whether the server can be shut down without loss, and what prevents it.",
        parameters={
            "check_active_tasks": flag("Tasks in progress prevent it.", default=True),
            "check_database_state": flag("A data store that does not answer prevents it.", default=True),
            "check_client_connections": flag("Other calls in flight prevent it.", default=True),
        },
        effect=Effect.LOOKS,
        output=READINESS,
        run=shutdown_prepare,
    ),
    Tool(
        name="orchestrator_reconnect_test",
        title="Test the reconnection",
        description="List the sessions that a client can reconnect to.",
        parameters={
            "session_id": text("Only this session."),
            "include_buffer_status": flag("Report calls without an answer yet.", default=True),
            "include_reconnection_stats": flag("Report counts of calls and sessions.", default=True),
        },
        effect=Effect.LOOKS,
        output=RECONNECTION,
        run=reconnect_test,
    ),
)
