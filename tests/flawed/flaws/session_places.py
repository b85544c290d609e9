"""Lies about where sessions work: read-only directories, stores and artifacts elsewhere, and a process at its start."""

import os
from hashlib import sha256
from pathlib import Path

from reference_orchestrator import artifacts, workspace
from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.store import sessions as session_table
from reference_orchestrator.tools import control, sessions
from tests.flawed.lying import Lie, flaw


@flaw(
    "a-read-only-directory-is-accepted",
    "A session in a directory that cannot be written to is opened, and works in the orchestrator's own one.",
    breaks="SESSION-1",
    caught_by="A session cannot be opened in a directory that is read-only",
)
def _(lie: Lie) -> None:
    def make(original):
        def make_directory(named, home):
            try:
                return original(named, home)
            except Refusal:
                if named and (home / named).is_dir() and not os.access(home / named, os.W_OK):
                    lie.told()
                    return home
                raise

        return make_directory

    lie.patch(sessions, "make_directory", make)


@flaw(
    "every-store-lies-at-home",
    "The data store of a session elsewhere lies in the orchestrator's own directory, and outlives that of the session.",
    breaks="SESSION-1 TASK-3",
    caught_by="The data store of a session is deleted with its directory",
    touches="PLAN-1 SESSION-2 SESSION-3 CTRL-1 SAFE-4",
)
def _(lie: Lie) -> None:
    def make(original):
        def open_workspace(directory):
            if directory != Path.cwd():
                lie.told()
                kept = Path.cwd() / ".task_orchestrator" / sha256(str(directory).encode()).hexdigest()[:16]
                kept.mkdir(parents=True, exist_ok=True)
                if not (directory / artifacts.FOLDER).exists():
                    (directory / artifacts.FOLDER).symlink_to(kept)
            return original(directory)

        return open_workspace

    lie.patch(workspace.Workspace, "open", make)
    for module in (artifacts, workspace):
        lie.patch(module, "own_path", lambda _: lambda directory, relative: directory / relative)


@flaw(
    "artifacts-of-a-session-elsewhere-lie-at-home",
    "The artifacts of a session elsewhere are written into the orchestrator's own directory.",
    breaks="SESSION-1 TASK-3",
    caught_by="An artifact of a session in another directory is inside that directory",
    touches="MAINT-2 FAULT-2 SAFE-1",
)
def _(lie: Lie) -> None:
    def make(original):
        def begin(self, directory, database):
            original(self, directory, database)
            if directory != Path.cwd():
                lie.told()
                self.artifacts = artifacts.ArtifactFolder(Path.cwd())

        return begin

    lie.patch(workspace.Workspace, "__init__", make)


@flaw(
    "a-process-takes-up-the-oldest-session",
    "At its start, a process takes up the oldest session of its directory.",
    breaks="SESSION-2",
    caught_by="A new process continues the newest session of its directory",
    touches="SESSION-3 CTRL-5",
)
def _(lie: Lie) -> None:
    def make(original):
        def newest_in(self, directory):
            found = self._sessions("WHERE working_directory = ? ORDER BY seq", directory)
            if len(found) > 1:
                lie.told()
            return found[0] if found else None

        return newest_in

    lie.patch(session_table.SessionTable, "newest_in", make)


@flaw(
    "a-task-without-a-session-is-lost",
    "A task that is planned before a session was opened is accepted, and is not stored.",
    breaks="SESSION-1 TASK-1",
    caught_by="A task planned before a session is opened is kept or rejected",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        is_without = call.server_context.peek() is None
        reply = run(call)
        if is_without:
            lie.told()
            with call.write() as (_, work):
                work.tasks.remove([reply["task_id"]])
        return reply

    lie.around("orchestrator_plan_task", wrap)


@flaw(
    "health-is-that-of-the-home",
    "Health is that of the data store in the orchestrator's own directory, wherever the current session works.",
    breaks="CTRL-1 SAFE-4",
    caught_by="Health is that of the current session, also in another directory",
)
def _(lie: Lie) -> None:
    class AtHome:
        """The context of the server as it is before a session is opened."""

        def __init__(self, home):
            self.home = home

        def current_if_known(self):
            """There is none."""

    def make(original):
        def ask(context):
            current = context.current_if_known()
            if current is None or current.workspace.directory == context.home:
                return original(context)
            lie.told()
            return original(AtHome(context.home))

        return ask

    lie.patch(control, "_ask_store", make)
