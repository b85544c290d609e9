"""Lies about sessions and the directories they work in (contract SESSION-1 to SESSION-3, STATUS-1)."""

from pathlib import Path

from reference_orchestrator import server_context
from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.tools import sessions
from tests.flawed.lying import Lie, flaw, given, with_given

PAGE = 100


@flaw(
    "a-new-store-is-told-to-be-old",
    "Initialising in an empty directory says that the store was there already.",
    breaks="SESSION-1",
    caught_by="Opening a session in a new directory reports a new data store",
)
def _(lie: Lie) -> None:
    lie.reply(
        "orchestrator_initialize_session",
        lambda reply, call: {**reply, "created": False, "message": "It was there."} if reply["created"] else None,
    )


@flaw(
    "an-old-store-is-told-to-be-new",
    "Initialising again in the same directory says that a new store was created.",
    breaks="SESSION-1",
    caught_by="A second session in a directory reports an existing data store",
)
def _(lie: Lie) -> None:
    lie.reply(
        "orchestrator_initialize_session",
        lambda reply, call: None if reply["created"] else {**reply, "created": True, "message": "Created a new store."},
    )


@flaw(
    "another-directory-is-told",
    "Initialising tells the directory above the one that is really used.",
    breaks="SESSION-1",
    caught_by=(
        "A session has an identifier and reports its directory",
        "Opening a session in a new directory reports a new data store",
    ),
    touches="PLAN-1 SESSION-2",
)
def _(lie: Lie) -> None:
    lie.reply(
        "orchestrator_initialize_session",
        lambda reply, call: {**reply, "working_directory": str(Path(reply["working_directory"]).parent)},
    )


@flaw(
    "every-directory-is-home",
    "Whatever directory is initialised, the tasks are those of the process's own directory.",
    breaks="SESSION-1",
    caught_by="A task is not found from a session in another directory",
    touches="PLAN-1 SESSION-2 SESSION-3",
)
def _(lie: Lie) -> None:
    def make(original):
        def workspace(self, directory):
            if directory != self.home:
                lie.told()
                original(self, directory)
                return original(self, self.home)[0], True
            return original(self, directory)

        return workspace

    lie.patch(server_context.ServerContext, "workspace", make)


@flaw(
    "a-file-is-a-directory",
    "A file given as working directory is quietly replaced by the directory of the process.",
    breaks="SESSION-1",
    caught_by=("A session cannot be opened in a file", "Opening a session in the secret file itself is rejected"),
    touches="SAFE-8 PROTO-1 PROTO-2",
)
def _(lie: Lie) -> None:
    def make(original):
        def make_directory(path, home):
            try:
                return original(path, home)
            except Refusal:
                if path is None or not (home / path).is_file():
                    raise
                lie.told()
                return home

        return make_directory

    lie.patch(sessions, "make_directory", make)


@flaw(
    "the-limit-of-sessions-is-ignored",
    "A list of sessions holds them all, whatever limit is given.",
    breaks="SESSION-2",
    caught_by="The list of sessions can be limited to 1",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "limit") < PAGE:
            lie.told()
        return run(with_given(call, limit=PAGE) if given(call, "limit") >= 0 else call)

    lie.around("orchestrator_list_sessions", wrap)


@flaw(
    "completed-sessions-are-always-listed",
    "A list of sessions holds the completed ones though nobody asked for them.",
    breaks="SESSION-2",
    caught_by="Completed sessions are listed only on request",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if not given(call, "include_completed"):
            lie.told()
        return run(with_given(call, include_completed=True))

    lie.around("orchestrator_list_sessions", wrap)


@flaw(
    "any-session-has-a-status",
    "The status of a session that nobody knows is that of the current one.",
    breaks="SESSION-2",
    caught_by="A status request for an unknown session is rejected",
    touches="PROTO-1 PROTO-2 SAFE-8",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        try:
            return run(call)
        except Refusal:
            lie.told()
            return run(with_given(call, session_id=call.server_context.current().session.id))

    lie.around("orchestrator_session_status", wrap)


@flaw(
    "a-resumed-session-is-not-current",
    "Resuming a session says that it was resumed, and goes on with the one before.",
    breaks="SESSION-2",
    caught_by="A task planned in a resumed session is not found elsewhere",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        before = call.server_context.peek()
        reply = run(call)
        lie.told()
        call.server_context._current = before
        return reply

    lie.around("orchestrator_resume_session", wrap)


@flaw(
    "sessions-elsewhere-are-forgotten",
    "A new process does not know the sessions that an earlier one began in other directories.",
    breaks="SESSION-2",
    caught_by="A session in another directory is resumed with its task",
    touches="SESSION-3",
)
def _(lie: Lie) -> None:
    def make(original):
        def homes(self, directory):
            lie.told()
            return []

        return homes

    lie.patch(server_context.ServerContext, "_home_beside", make)


@flaw(
    "a-rehearsal-cleans-up",
    "The rehearsal of a clean-up takes the sessions away.",
    breaks="SESSION-3",
    caught_by="Cleanup with default settings keeps a completed session",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if not given(call, "dry_run") or given(call, "older_than_days") < 0:
            return run(call)
        lie.told()
        return {**run(with_given(call, dry_run=False)), "dry_run": True}

    lie.around("orchestrator_cleanup_sessions", wrap)


@flaw(
    "a-clean-up-is-never-a-rehearsal-by-default",
    "A clean-up that does not say whether it is a rehearsal takes the sessions away.",
    breaks="SESSION-3",
    caught_by=(
        "Cleanup of completed sessions is a dry run by default",
        "Cleanup of all sessions is a dry run by default",
        "Cleanup of all sessions is a dry run by default",
        "Cleanup of old sessions is a dry run by default",
    ),
)
def _(lie: Lie) -> None:
    lie.parameter("orchestrator_cleanup_sessions", "dry_run", default=False)
    lie.reply("orchestrator_cleanup_sessions", lambda reply, call: None if given(call, "dry_run") else reply)


@flaw(
    "a-clean-up-takes-unfinished-sessions",
    "A clean-up of completed sessions takes those with unfinished tasks too.",
    breaks="SESSION-3",
    caught_by="Cleanup of completed sessions keeps unfinished ones",
)
def _(lie: Lie) -> None:
    def make(original):
        def is_taken(state, kind, days, now):
            if not original(state, kind, days, now):
                lie.told()
            return True

        return is_taken

    lie.patch(sessions, "is_taken", make)


@flaw(
    "a-clean-up-takes-the-current-session",
    "A clean-up of any kind of sessions takes the current one as well.",
    breaks="SESSION-3",
    caught_by=(
        "Cleanup of completed sessions keeps the current one",
        "Cleanup of orphaned sessions keeps the current one",
        "Cleanup of all sessions keeps the current one",
    ),
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "dry_run") is not False:
            return run(call)
        lie.told()
        reply = run(call)
        sessions.forget(call.server_context, [call.server_context.current().session])
        return reply

    lie.around("orchestrator_cleanup_sessions", wrap)


@flaw(
    "a-clean-up-cleans-nothing",
    "A clean-up says which sessions went, and leaves them where they are.",
    breaks="SESSION-3",
    caught_by=(
        "Cleanup of completed sessions removes them",
        "Cleanup of orphaned sessions removes them",
    ),
)
def _(lie: Lie) -> None:
    def make(original):
        def forget(place, going):
            if going:
                lie.told()

        return forget

    lie.patch(sessions, "forget", make)


@flaw(
    "sessions-of-less-than-no-days",
    "A clean-up of sessions older than -1 days is taken for one of 1 day.",
    breaks="SESSION-3",
    caught_by="Cleanup rejects a negative number of days",
    touches="PROTO-1 PROTO-2",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "older_than_days") < 0:
            lie.told()
        return run(with_given(call, older_than_days=abs(given(call, "older_than_days"))))

    lie.around("orchestrator_cleanup_sessions", wrap)
