"""Fresh flaws of sessions, health, restart and shutdown."""

from dataclasses import replace

from reference_orchestrator.domain.sessions import CleanupType, SessionState, SessionStatus
from reference_orchestrator.domain.tasks import TaskStatus
from reference_orchestrator.store.restarts import RestartTable
from reference_orchestrator.tools import sessions
from tests.flawed.fresh.declaring import fresh
from tests.flawed.lying import Lie, given, with_given

# Sessions


@fresh(
    "the-default-directory-is-where-one-is",
    "Initialising without a directory begins a session where the current one works, not in the process's own.",
    breaks="SESSION-1",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        current = call.server_context.current_if_known()
        if given(call, "working_directory") is None and current:
            if current.workspace.directory != call.server_context.home:
                lie.told()
            call = with_given(call, working_directory=str(current.workspace.directory))
        return run(call)

    lie.around("orchestrator_initialize_session", wrap)


@fresh(
    "the-limit-counts-sessions-that-are-not-shown",
    "The list of sessions is cut to its limit before the completed ones are left out.",
    breaks="SESSION-2",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "include_completed") or given(call, "limit") < 0:
            return run(call)
        sound = run(call)
        everything = run(with_given(call, include_completed=True))["sessions"]
        listed = [one for one in everything if one["status"] != SessionStatus.COMPLETED]
        if listed != sound["sessions"]:
            lie.told()
        return {**sound, "sessions": listed}

    lie.around("orchestrator_list_sessions", wrap)


@fresh(
    "a-session-of-blocked-tasks-is-completed",
    "A session whose open tasks are all blocked counts as completed, and is cleaned up as such.",
    breaks="SESSION-2 SESSION-3",
)
def _(lie: Lie) -> None:
    def make(_):
        def unfinished(self):
            if self.counts.get(TaskStatus.BLOCKED):
                lie.told()
            return sum(self.counts.get(state, 0) for state in (TaskStatus.PENDING, TaskStatus.IN_PROGRESS))

        return property(unfinished)

    lie.patch(SessionState, "unfinished", make)


@fresh(
    "old-is-counted-from-the-beginning",
    "A session is old when it was begun long ago, even if a call was made in it yesterday.",
    breaks="SESSION-3",
)
def _(lie: Lie) -> None:
    def make(original):
        def is_taken(state, kind, older_than_days, now):
            begun = replace(state, session=replace(state.session, last_call_at=state.session.created_at))
            taken = original(begun if kind is CleanupType.OLD else state, kind, older_than_days, now)
            if taken and not original(state, kind, older_than_days, now):
                lie.told()
            return taken

        return is_taken

    lie.patch(sessions, "is_taken", make)


# Health, restart, shutdown, reconnection


@fresh(
    "who-does-not-ask-for-the-store-hears-healthy",
    "Health without include_database_status does not ask the store, and is always healthy.",
    breaks="CTRL-1",
)
def _(lie: Lie) -> None:
    def change(reply, call):
        if given(call, "include_database_status") or reply["healthy"]:
            return None
        return {**reply, "healthy": True}

    lie.reply("orchestrator_health_check", change)


@fresh(
    "the-history-ends-at-a-hundred",
    "Of more than a hundred restarts, the history tells the last hundred.",
    breaks="CTRL-3",
)
def _(lie: Lie) -> None:
    def make(original):
        def history(self):
            found = original(self)
            if len(found) > 100:
                lie.told()
            return found[:100]

        return history

    lie.patch(RestartTable, "all", make)


@fresh(
    "what-blocks-a-shutdown-is-named-up-to-ten",
    "A shutdown's preparation names the first ten tasks in progress; the count is right.",
    breaks="CTRL-4",
)
def _(lie: Lie) -> None:
    def change(reply, _):
        return {**reply, "blocking": reply["blocking"][:10]} if len(reply["blocking"]) > 10 else None

    lie.reply("orchestrator_shutdown_prepare", change)


@fresh(
    "a-gone-directory-can-be-reconnected-to",
    "The reconnection test says of every session that is known that a client can reconnect to it.",
    breaks="CTRL-5",
)
def _(lie: Lie) -> None:
    def change(reply, _):
        if all(one["reconnectable"] for one in reply["sessions"]):
            return None
        return {**reply, "sessions": [{**one, "reconnectable": True} for one in reply["sessions"]]}

    lie.reply("orchestrator_reconnect_test", change)
