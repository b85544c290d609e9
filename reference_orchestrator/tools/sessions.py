"""Sessions: initialise, list, tell, resume, clean up (Contract SESSION-1, SESSION-2, SESSION-3)."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.domain.sessions import CleanupType, SessionStatus, is_taken
from reference_orchestrator.domain.tasks import JsonObject
from reference_orchestrator.registry import find_session, forget, known_sessions, states_of
from reference_orchestrator.server_context import Current
from reference_orchestrator.toolbox import Call, Effect, Reply, Tool, choice, flag, number, objects, record, text
from reference_orchestrator.views import SESSION, View, session_view
from reference_orchestrator.workspace import has_store, leaving_no_directory, make_directory

_SESSION_FIELDS: Final = SESSION["properties"]
_OPENED: Final = {
    "type": "object",
    "properties": {
        **(_SESSION_FIELDS if isinstance(_SESSION_FIELDS, Mapping) else {}),
        "created": flag("Whether the directory's store was created by this call."),
        "message": text("What happened, in a sentence."),
    },
    "required": [*_SESSION_FIELDS, "created", "message"] if isinstance(_SESSION_FIELDS, Mapping) else [],
}


def initialize_session(call: Call) -> Reply:
    """Open the workspace of a directory, and begin a session in it (Contract SESSION-1).

    Raises:
        Refusal: the directory cannot be a workspace, or its store cannot be used.
    """
    given, home = call.arguments.text_or_none("working_directory"), call.server_context.home
    with leaving_no_directory(given, home):
        directory = make_directory(given, home)
        current, created = call.server_context.begin_in(directory)
    happened = "A new store was created" if created else "The store was there already; its tasks are found again"
    return _opened(call, current, created, f"{happened} in {directory}.")


def resume_session(call: Call) -> Reply:
    """Go on with a session, with the tasks of its directory (Contract SESSION-2).

    Raises:
        Refusal: the session is unknown, or its directory or store is gone.
    """
    session = find_session(call.server_context, call.arguments.text("session_id"))
    directory = Path(session.working_directory)
    if not has_store(directory):
        raise Refusal(
            f"The session {session.id} cannot be resumed, because there is no store in {directory} any more. "
            "Initialise a session there to begin anew (orchestrator_initialize_session)."
        )
    workspace, created = call.server_context.workspace(directory)
    current = call.server_context.switch(session, workspace)
    return _opened(call, current, created, f"The session is resumed in {directory}, with its tasks.")


def session_status(call: Call) -> Reply:
    """Tell a session's directory, state and counts (Contract SESSION-2).

    Raises:
        Refusal: the session is unknown.
    """
    session = find_session(call.server_context, call.arguments.text("session_id"))
    return session_view(states_of(call.server_context, [session])[0], _current_id(call))


def list_sessions(call: Call) -> Reply:
    """List the sessions that this process knows, the newest first (Contract SESSION-2).

    Raises:
        Refusal: the limit is negative.
    """
    limit = call.arguments.size("limit")
    everything = call.arguments.flag("include_completed")
    states = states_of(call.server_context, known_sessions(call.server_context))
    wanted = [state for state in states if everything or state.status is not SessionStatus.COMPLETED]
    return {
        "sessions": [session_view(state, _current_id(call)) for state in wanted[:limit]],
        "total_count": len(wanted),
        "limit": limit,
    }


def cleanup_sessions(call: Call) -> Reply:
    """Forget sessions that are done with, or name those that would go (Contract SESSION-3).

    Raises:
        Refusal: the number of days is negative.
    """
    kind = call.arguments.choice("cleanup_type", CleanupType)
    days = call.arguments.size("older_than_days")
    rehearsal = call.arguments.flag("dry_run")
    current_id = _current_id(call)
    now = call.server_context.now()
    going = [
        state
        for state in states_of(call.server_context, known_sessions(call.server_context))
        if state.session.id != current_id and is_taken(state, kind, days, now)
    ]
    if not rehearsal:
        forget(call.server_context, [state.session for state in going])
    verb = "would go; nothing was changed" if rehearsal else "went; the tasks of their directories are untouched"
    return {
        "dry_run": rehearsal,
        "cleanup_type": kind,
        "sessions": [session_view(state, current_id) for state in going],
        "total_count": len(going),
        "message": f"{len(going)} sessions {verb}.",
    }


def _current_id(call: Call) -> str | None:
    current = call.server_context.peek()
    return current.session.id if current else None


def _opened(call: Call, current: Current, created: bool, message: str) -> View:
    state = states_of(call.server_context, [current.session])[0]
    return {**session_view(state, current.session.id), "created": created, "message": message}


_ID: Final[Mapping[str, JsonObject]] = {"session_id": text("Id that opening the session returned.")}

TOOLS: Final = (
    Tool(
        name="orchestrator_initialize_session",
        title="Initialise a session",
        description=(
            "Open a session in a directory, the workspace of its tasks and artifacts. Opens the data "
            "store there, or creates it and says so. Later calls belong to this session."
        ),
        parameters={
            "working_directory": text(
                "Absolute, or relative to the server's own directory, which is used if this is left out. "
                "Created if missing."
            )
        },
        effect=Effect.ADDS,
        output=_OPENED,
        run=initialize_session,
    ),
    Tool(
        name="orchestrator_list_sessions",
        title="List sessions",
        description="List the known sessions, newest first, with their directories and task counts.",
        parameters={
            "include_completed": flag("Also sessions whose tasks are all final.", default=False),
            "limit": number("At most so many sessions, 0 or more.", default=10),
        },
        effect=Effect.LOOKS,
        output=record(
            {
                "sessions": objects(SESSION, "The sessions, the newest first."),
                "total_count": number("How many there are, however many are listed."),
                "limit": number("How many were asked for."),
            }
        ),
        run=list_sessions,
    ),
    Tool(
        name="orchestrator_resume_session",
        title="Resume a session",
        description="Make an earlier session the current one, with its tasks.",
        parameters=_ID,
        required=("session_id",),
        effect=Effect.ADDS,
        idempotent=True,
        output=_OPENED,
        run=resume_session,
    ),
    Tool(
        name="orchestrator_session_status",
        title="Tell a session's status",
        description=("Show a session's directory, its state (active, completed, orphaned) and its task counts."),
        parameters=_ID,
        required=("session_id",),
        effect=Effect.LOOKS,
        output=SESSION,
        run=session_status,
    ),
    Tool(
        name="orchestrator_cleanup_sessions",
        title="Clean up sessions",
        description=(
            "Remove finished sessions from the list. Tasks and artifacts stay, and so does the current session."
        ),
        parameters={
            "cleanup_type": choice(
                CleanupType,
                "completed: all tasks final. orphaned: directory gone. old: no call for some days. all: "
                "all but the current one.",
                default=CleanupType.COMPLETED,
            ),
            "older_than_days": number("For `old`: days without a call.", default=7),
            "dry_run": flag("Only list what would be removed.", default=True),
        },
        effect=Effect.REPLACES,
        idempotent=True,
        output=record(
            {
                "dry_run": flag("Whether this was a rehearsal."),
                "cleanup_type": choice(CleanupType, "Which sessions were asked for."),
                "sessions": objects(SESSION, "The sessions that went, or would go."),
                "total_count": number("How many they are."),
                "message": text("What happened, in a sentence."),
            }
        ),
        run=cleanup_sessions,
    ),
)
