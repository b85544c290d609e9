"""The sessions that this process knows: those in the stores of its home and its workspace (Contract SESSION-2)."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from reference_orchestrator.domain.refusals import Refusal, shown
from reference_orchestrator.domain.sessions import Counts, Session, SessionState
from reference_orchestrator.server_context import ServerContext
from reference_orchestrator.workspace import Workspace, has_store


def known_sessions(server_context: ServerContext) -> list[Session]:
    """All sessions that this process knows, the newest first.

    Raises:
        Refusal: a store that keeps them cannot be read.
    """
    sessions: dict[str, Session] = {}
    for workspace in _session_stores(server_context):
        with workspace.database.read() as work:
            for session in work.sessions.all():
                sessions.setdefault(session.id, session)
    return sorted(sessions.values(), key=lambda session: session.created_at, reverse=True)


def find_session(server_context: ServerContext, session_id: str) -> Session:
    """The session with this id.

    Raises:
        Refusal: this process knows none.
    """
    for session in known_sessions(server_context):
        if session.id == session_id:
            return session
    raise Refusal(
        f"session_id is {shown(session_id)}, and no such session is known here: orchestrator_list_sessions lists those "
        "that are."
    )


def states_of(server_context: ServerContext, sessions: Iterable[Session]) -> list[SessionState]:
    """What can be seen of sessions now; each directory is looked at once.

    Raises:
        Refusal: a store cannot be read.
    """
    seen: dict[str, tuple[bool, Counts, dict[str, Session]]] = {}
    states: list[SessionState] = []
    for session in sessions:
        if session.working_directory not in seen:
            seen[session.working_directory] = _look(server_context, Path(session.working_directory))
        exists, counts, own = seen[session.working_directory]
        # The directory's own store knows best when the last call was made.
        newest = own.get(session.id, session)
        states.append(SessionState(session=newest, directory_exists=exists, counts=counts))
    return states


def forget(server_context: ServerContext, sessions: Iterable[Session]) -> None:
    """Remove sessions from the stores that keep them; no task is touched.

    Raises:
        Refusal: a store cannot be written.
    """
    for session in sessions:
        directory = Path(session.working_directory)
        stores = {workspace.directory: workspace for workspace in _session_stores(server_context)}
        if has_store(directory):
            stores.setdefault(directory, server_context.workspace(directory)[0])
        for workspace in stores.values():
            with workspace.database.write() as work:
                work.sessions.remove(session.id)


def _session_stores(server_context: ServerContext) -> list[Workspace]:
    """The workspaces whose stores keep sessions that this process knows."""
    current = server_context.peek()
    if current is None:
        return []
    stores = {current.workspace.directory: current.workspace}
    if has_store(server_context.home):
        # A damaged home is no reason not to tell of the current workspace.
        with suppress(Refusal):
            stores.setdefault(server_context.home, server_context.workspace(server_context.home)[0])
    return list(stores.values())


def _look(server_context: ServerContext, directory: Path) -> tuple[bool, Counts, dict[str, Session]]:
    """Whether a directory is there, its tasks by state, and its own sessions by id."""
    if not directory.is_dir():
        return False, {}, {}
    if not has_store(directory):
        return True, {}, {}
    with server_context.workspace(directory)[0].database.read() as work:
        return True, work.tasks.counts(), {session.id: session for session in work.sessions.all()}
