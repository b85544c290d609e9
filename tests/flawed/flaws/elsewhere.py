"""Lies about what is not here: sessions, tasks and damage in another directory, or not the first of several."""

from reference_orchestrator.tools import maintenance, sessions
from tests.flawed.lying import Lie, flaw, given, with_given

MAINTENANCE = "orchestrator_maintenance_coordinator"
STATUS = "orchestrator_session_status"


def _is_elsewhere(call) -> bool:
    """Whether a call is about a known session that is not the current one."""
    current = call.server_context.peek()
    return current is not None and given(call, "session_id") != current.session.id


@flaw(
    "every-status-is-that-of-the-current-session",
    "The status of a session elsewhere tells the directory of the current one.",
    breaks="SESSION-2",
    caught_by=(
        "The status of a session in another directory shows that directory",
        "The status of a session can be requested after a new start",
    ),
)
def _(lie: Lie) -> None:
    def change(reply, call):
        current = call.server_context.current().session
        return {**reply, "working_directory": current.working_directory} if _is_elsewhere(call) else None

    lie.reply(STATUS, change)


@flaw(
    "asking-for-a-status-resumes",
    "Asking for the status of a session makes it the current one.",
    breaks="SESSION-2",
    caught_by="Requesting the status of another session does not switch to it",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        reply = run(call)
        if _is_elsewhere(call):
            lie.told()
            session = _asked(call)
            workspace, _ = call.server_context.workspace(maintenance.Path(session.working_directory))
            call.server_context.switch(session, workspace)
        return reply

    lie.around(STATUS, wrap)


def _asked(call):
    """The session that a call is about."""
    return next(one for one in maintenance.known_sessions(call.server_context) if one.id == given(call, "session_id"))


@flaw(
    "a-list-holds-a-hundred-sessions-by-default",
    "A list of sessions holds a hundred of them where no limit is given.",
    breaks="SESSION-2",
    caught_by="Without a limit, 10 of 11 sessions are listed",
)
def _(lie: Lie) -> None:
    lie.parameter("orchestrator_list_sessions", "limit", default=100)
    lie.reply("orchestrator_list_sessions", lambda reply, call: reply if given(call, "limit") == 100 else None)


@flaw(
    "only-here-can-be-reconnected-to",
    "The reconnection test tells only the sessions of the current directory.",
    breaks="CTRL-5",
    caught_by=(
        "A reconnection test lists a session in another directory",
        "A reconnection test for a session elsewhere lists only that session",
    ),
)
def _(lie: Lie) -> None:
    def change(reply, call):
        here = str(call.server_context.current().workspace.directory)
        kept = [one for one in reply["sessions"] if one["working_directory"] == here]
        return {**reply, "sessions": kept} if kept != reply["sessions"] else None

    lie.reply("orchestrator_reconnect_test", change)


@flaw(
    "a-reconnection-to-one-tells-all",
    "The reconnection test of one session tells all there are.",
    breaks="CTRL-5",
    caught_by="A reconnection test for a session elsewhere lists only that session",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        reply = run(call)
        if given(call, "session_id") is None:
            return reply
        lie.told()
        return run(with_given(call, session_id=None))

    lie.around("orchestrator_reconnect_test", wrap)


@flaw(
    "one-task-in-the-way-is-named",
    "Preparing a shutdown names only the first of the tasks that are in the way.",
    breaks="CTRL-4",
    caught_by="Preparing a shutdown names each of three tasks in progress",
)
def _(lie: Lie) -> None:
    lie.reply(
        "orchestrator_shutdown_prepare",
        lambda reply, call: {**reply, "blocking": reply["blocking"][:1]} if len(reply["blocking"]) > 1 else None,
    )


@flaw(
    "a-lost-store-is-not-in-the-way",
    "A shutdown is told to lose nothing while the store is gone.",
    breaks="CTRL-4",
    caught_by="Without its data store, the orchestrator is not ready to shut down",
)
def _(lie: Lie) -> None:
    def change(reply, call):
        if [one["kind"] for one in reply["blocking"]] != ["store"]:
            return None
        return {**reply, "ready": True, "blocking": []}

    lie.reply("orchestrator_shutdown_prepare", change)


@flaw(
    "health-is-silent-about-the-readiness",
    "The health tells neither of the connection nor of the readiness.",
    breaks="CTRL-1",
    caught_by=("Health mentions the connection by default", "Health mentions the readiness by default"),
)
def _(lie: Lie) -> None:
    def change(reply, call):
        return {**reply, "checks": {name: one for name, one in reply["checks"].items() if name == "database"}}

    lie.reply("orchestrator_health_check", change)


@flaw(
    "two-reasons-of-a-restart-are-not-told",
    "A restart for a new configuration or in an emergency is told as one by hand.",
    breaks="CTRL-3",
    caught_by=(
        "The restart history contains a restart with the reason configuration update",
        "The restart history contains a restart with the reason emergency shutdown",
    ),
)
def _(lie: Lie) -> None:
    def change(reply, call):
        rare = {"configuration_update", "emergency_shutdown"}
        if not any(one["reason"] in rare for one in reply.get("history", [])):
            return None
        history = [{**one, "reason": "manual_request"} if one["reason"] in rare else one for one in reply["history"]]
        return {**reply, "history": history}

    lie.reply("orchestrator_restart_status", change)


@flaw(
    "the-first-damage-is-enough",
    "Validation ends at the first damage that it finds.",
    breaks="MAINT-2",
    caught_by="Validation reports the damage to each of two tasks",
)
def _(lie: Lie) -> None:
    lie.reply(
        MAINTENANCE,
        lambda reply, call: {**reply, "damage": reply["damage"][:1]} if len(reply.get("damage", [])) > 1 else None,
    )


def _only_here(lie: Lie, action: str) -> None:
    """Do for the current directory what was asked for the whole project."""

    def wrap(run, call):
        if (given(call, "action"), given(call, "scope")) != (action, "full_project"):
            return run(call)
        lie.told()
        return {**run(with_given(call, scope="current_session")), "scope": "full_project"}

    lie.around(MAINTENANCE, wrap)


@flaw(
    "all-there-is-is-scanned-here-only",
    "A scan of the whole project looks at the current directory alone.",
    breaks="MAINT-1",
    caught_by="Only a scan of the whole project reports a task forgotten elsewhere",
)
def _(lie: Lie) -> None:
    _only_here(lie, "scan_cleanup")


@flaw(
    "all-there-is-is-validated-here-only",
    "A validation of the whole project looks at the current directory alone.",
    breaks="MAINT-2",
    caught_by="Only validation of the whole project reports damage in another directory",
)
def _(lie: Lie) -> None:
    _only_here(lie, "validate_structure")


@flaw(
    "all-there-is-is-described-here-only",
    "An overview of the whole project describes the current directory alone.",
    breaks="MAINT-3",
    caught_by="The overview of the whole project lists tasks in two directories",
)
def _(lie: Lie) -> None:
    _only_here(lie, "update_documentation")


@flaw(
    "the-overview-of-one-task-is-flat",
    "The overview of one task leaves out the tasks below it.",
    breaks="MAINT-3",
    caught_by="The overview of a single task lists its subtask",
)
def _(lie: Lie) -> None:
    def make(original):
        def tasks_in(call, work):
            found = original(call, work)
            if given(call, "action") != "update_documentation" or given(call, "target_task_id") is None:
                return found
            lie.told()
            return found[:1]

        return tasks_in

    lie.patch(maintenance, "_tasks_in", make)


@flaw(
    "the-handover-tells-every-task-in-progress",
    "A handover says of blocked and pending tasks that they are in progress.",
    breaks="MAINT-3",
    caught_by=(
        "The handover document shows that an open task is pending",
        "The handover document shows that an open task is blocked",
    ),
)
def _(lie: Lie) -> None:
    def make(original):
        def handover(tasks, now):
            lie.told()
            in_progress = maintenance.TaskStatus.IN_PROGRESS
            return original([maintenance.replace(task, status=in_progress) for task in tasks], now)

        return handover

    lie.patch(maintenance, "handover", make)


def _places(lie: Lie, is_meant, where) -> None:
    """Open another directory than the one that is meant."""

    def make(original):
        def make_directory(path, home):
            if not is_meant(path):
                return original(path, home)
            lie.told()
            return original(where, home)

        return make_directory

    lie.patch(sessions, "make_directory", make)


@flaw(
    "without-a-directory-a-new-one-is-made",
    "A session for which no directory is given is opened in a new one below the process's own.",
    breaks="SESSION-1",
    caught_by="A session opened in the workspace by default is in the workspace",
    touches="PLAN-1 PROTO-2",
)
def _(lie: Lie) -> None:
    _places(lie, lambda path: path is None, "default")


@flaw(
    "a-relative-directory-is-another",
    "A session in a relative directory is opened in a new one below it.",
    breaks="SESSION-1",
    caught_by="A session opened in the workspace by its relative path is in the workspace",
    touches="PLAN-1",
)
def _(lie: Lie) -> None:
    _places(lie, lambda path: path == ".", "./relative")
