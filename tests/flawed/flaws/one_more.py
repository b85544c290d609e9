"""Lies that show only with one more step: a call later, another process, another task beside the one that is meant."""

from reference_orchestrator.server_context import Current, ServerContext
from reference_orchestrator.tools import maintenance
from tests.flawed.lying import Lie, flaw, given, with_given

MAINTENANCE = "orchestrator_maintenance_coordinator"


@flaw(
    "resuming-is-no-call",
    "A session that is resumed is as old as it was before.",
    breaks="SESSION-3",
    caught_by="Cleanup of old sessions keeps one that was resumed two days ago",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        known = {one.id: one.last_call_at for one in maintenance.known_sessions(call.server_context)}
        reply = run(call)
        session = given(call, "session_id")
        lie.told()
        for place in call.server_context._session_stores(call.server_context.current().workspace):
            with place.database.write() as work:
                work.sessions.touch(session, known[session])
        return reply

    lie.around("orchestrator_resume_session", wrap)


@flaw(
    "a-rehearsal-names-nothing-old",
    "The rehearsal of a clean-up of old sessions names none.",
    breaks="SESSION-3",
    caught_by="A dry run of cleanup of old sessions names an old one",
)
def _(lie: Lie) -> None:
    def change(reply, call):
        is_meant = reply["dry_run"] and reply["cleanup_type"] == "old" and reply["sessions"]
        return {**reply, "sessions": []} if is_meant else None

    lie.reply("orchestrator_cleanup_sessions", change)


@flaw(
    "the-current-session-is-everybodys",
    "The session that any process opened last is the current one of all processes.",
    breaks="SESSION-2",
    caught_by="A session opened by another orchestrator does not become the current one",
    touches="SESSION-1 SAFE-6",
)
def _(lie: Lie) -> None:
    def make(original):
        def current(self):
            mine = original(self)
            home, _ = self.workspace(self.home)
            with home.database.read() as work:
                newest = work.sessions.all()[0]
            if newest.id == mine.session.id or newest.created_at <= mine.session.created_at:
                return mine
            lie.told()
            self._current = Current(newest, self.workspace(maintenance.Path(newest.working_directory))[0])
            return self._current

        return current

    lie.patch(ServerContext, "current", make)


@flaw(
    "tasks-are-in-the-way-unasked",
    "A task in progress is in the way of a shutdown also where tasks are not to be looked at.",
    breaks="CTRL-4",
    caught_by="Without task checks, a task in progress does not prevent a shutdown",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        reply = run(call)
        if given(call, "check_active_tasks") is not False:
            return reply
        lie.told()
        return {**reply, "ready": run(with_given(call, check_active_tasks=True))["ready"]}

    lie.around("orchestrator_shutdown_prepare", wrap)


def _alone(lie: Lie, action: str, *, below: bool) -> None:
    """Maintain one task without those below it, or all there are in its place."""

    def make(original):
        def tasks_in(call, work):
            found = original(call, work)
            if given(call, "action") != action or given(call, "target_task_id") is None:
                return found
            lie.told()
            return found[:1] if below else work.tasks.all()

        return tasks_in

    lie.patch(maintenance, "_tasks_in", make)


@flaw(
    "the-damage-below-a-task-is-not-its-own",
    "Validation of one task does not look at the tasks below it.",
    breaks="MAINT-2",
    caught_by="Validation of a task reports damage to its subtask",
)
def _(lie: Lie) -> None:
    _alone(lie, "validate_structure", below=True)


@flaw(
    "a-scan-of-one-task-scans-all",
    "A scan of one task reports every stale task.",
    breaks="MAINT-1",
    caught_by="A scan of a single task reports only that task",
)
def _(lie: Lie) -> None:
    _alone(lie, "scan_cleanup", below=False)


@flaw(
    "a-handover-of-one-task-hands-over-all",
    "A handover of one task lists every open task.",
    breaks="MAINT-3",
    caught_by="The handover document of a single task leaves out other tasks",
)
def _(lie: Lie) -> None:
    _alone(lie, "prepare_handover", below=False)


@flaw(
    "an-overview-of-one-task-lists-all",
    "An overview of one task lists every task.",
    breaks="MAINT-3",
    caught_by="The overview of a single task leaves out other tasks",
)
def _(lie: Lie) -> None:
    _alone(lie, "update_documentation", below=False)


@flaw(
    "a-handover-ends-at-a-page",
    "A handover lists at most a hundred tasks.",
    breaks="MAINT-3",
    caught_by="The handover document lists the first and the last of 122 tasks",
)
def _(lie: Lie) -> None:
    def make(original):
        def handover(tasks, now):
            if len(list(tasks)) > 100:
                lie.told()
            return original(list(tasks)[:100], now)

        return handover

    lie.patch(maintenance, "handover", make)


@flaw(
    "a-template-that-is-not-there-is-a-failed-query",
    "Filling in a template that nobody knows is answered with a message of the database.",
    breaks="PROTO-1",
    caught_by="A flagged rejection explains that an unknown template cannot be used",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        try:
            return run(call)
        except maintenance.Refusal as refusal:
            lie.told()
            raise maintenance.Refusal("no such table: templates_by_name") from refusal

    lie.around("template_instantiate", wrap)
