"""The schemas of what the server tells of itself (Contract "Reply fields")."""

from typing import Final

from reference_orchestrator.domain.restarts import RestartReason
from reference_orchestrator.domain.tasks import TaskStatus
from reference_orchestrator.toolbox import choice, flag, nullable, number, objects, record, text, texts

_DATABASE: Final = record(
    {
        "connected": flag("Whether the store answered a real question just now."),
        "problem": nullable(text("What is wrong with it.")),
        "tasks": nullable(number("How many tasks it holds; null before there is a store.")),
    }
)
_CONNECTIONS: Final = record(
    {
        "calls_under_way": number("How many other calls are not answered yet."),
        "calls_answered": number("How many calls were answered since the start."),
        "session_id": nullable(text("The current session.")),
    }
)
_REBOOT: Final = record(
    {
        "restarting": flag("Whether a restart is under way."),
        "state_is_stored": flag("Whether all state is in a store that answers."),
    }
)
HEALTH: Final = record(
    {
        "healthy": flag("Whether the server can do its work."),
        "server_name": text("The server's name, as in the handshake."),
        "server_version": text("The server's version, as in the handshake."),
        "checks": {
            **record(
                {"database": _DATABASE, "connections": _CONNECTIONS, "reboot_readiness": _REBOOT},
                optional=["database", "connections", "reboot_readiness"],
            ),
            "description": "What was looked at; parts that were not wanted are left out.",
        },
    }
)
_RESTART: Final = record(
    {
        "restart_id": text("The restart's id."),
        "status": text("`completed` once another process has come, `requested` before that."),
        "reason": choice(RestartReason, "Why."),
        "graceful": flag("Whether calls under way had time to finish."),
        "preserve_state": flag("Whether caches should be kept."),
        "requested_at": text("When it was asked for, ISO time in UTC."),
        "process_before": number("The id of the process that was asked."),
        "finished_at": nullable(text("When another process had come, ISO time in UTC.")),
        "process_after": nullable(number("The id of that process.")),
    }
)
RESTART_STATUS: Final = record(
    {
        "phase": text("`running`, or `restarting` while calls under way are finished."),
        "restarts": number("How many restarts there were."),
        "history": objects(_RESTART, "Every restart, the newest first."),
        "errors": texts("Restarts that did not come about, in words."),
    },
    optional=["history", "errors"],
)
_BLOCKING: Final = record(
    {
        "kind": text("`task_in_progress`, `call_under_way` or `store`."),
        "what": text("What is in the way, in words."),
        "task_id": text("The task that is in the way."),
        "title": text("Its title."),
        "status": choice(TaskStatus, "Its state."),
    },
    optional=["task_id", "title", "status"],
)
READINESS: Final = record(
    {
        "ready": flag("Whether nothing would be lost."),
        "blocking": objects(_BLOCKING, "What is in the way."),
        "tasks_in_progress": number("How many tasks are in progress."),
        "calls_under_way": number("How many other calls are not answered yet."),
    }
)
_SESSION: Final = record(
    {
        "session_id": text("The session's id."),
        "working_directory": text("The directory that it works in."),
        "reconnectable": flag("Whether its store is there to be taken up again."),
        "current": flag("Whether calls belong to it now."),
    }
)
RECONNECTION: Final = record(
    {
        "sessions": objects(_SESSION, "The sessions, the newest first."),
        "current_session_id": nullable(text("The current session.")),
        "buffer": record(
            {"calls_under_way": number("How many other calls are not answered yet.")},
            "What a client that comes back might still be waiting for.",
        ),
        "statistics": record(
            {
                "calls_answered": number("How many calls were answered since the start."),
                "sessions": number("How many sessions are told of."),
            },
            "Counts since the start of the process.",
        ),
    },
    optional=["buffer", "statistics"],
)
