"""Lies that a store brings to light that is harmed, locked or without room (contract SAFE-3 to SAFE-5; FAULT-5)."""

from threading import Timer

from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.domain.times import stamp
from reference_orchestrator.store import database
from tests.flawed.flaws.stores import take_plans_in_vain
from tests.flawed.lying import Lie, flaw, given, with_given

WORKLOADS = (
    "Work interrupted by a locked data store continues, losing no confirmed change",
    "Work interrupted by a full disk continues, losing no confirmed change",
    "Work interrupted by a read-only data store continues, losing no confirmed change",
    "Work survives a network connection that drops",
    "Work survives a network connection that is reset",
    "Work survives a network connection that is half-closed",
    "Work survives a network connection that breaks in the middle of a reply",
    "Work survives a network connection that drops and is refused for a while",
    "Work survives a network connection that is slow for a while",
    "Work survives a network connection that stalls for a while",
    "A lost call takes effect once or not at all",
    "The second random kill during work loses nothing that was answered",
    "The third random kill during work loses nothing that was answered",
    "A second kill during startup loses nothing that was answered",
    "A graceful restart during work loses nothing that was answered",
    "A forced restart during work loses nothing that was answered",
)
EVERY = 3


@flaw(
    "now-and-then-a-plan-is-not-kept",
    "Of three plans of a stream of work one is told to be accepted, and undone.",
    breaks="SAFE-1",
    caught_by=WORKLOADS,
    touches=(
        "FAULT-1 FAULT-2 FAULT-3 FAULT-4 FAULT-5 OSM-4 SAFE-2 SAFE-3 SAFE-4 SAFE-5 SAFE-6 TASK-1 TASK-2 TASK-3 TASK-4 "
        "TASK-5 TASK-6 TASK-7 STATUS-1 RESULT-1 PLAN-4 VALID-4 VALID-5 VALID-6 VALID-9 SESSION-1 SESSION-2 EXEC-4"
    ),
)
def _(lie: Lie) -> None:
    plans = []

    def wrap(run, call):
        reply = run(call)
        if "stream" not in str(reply["title"]):
            return reply
        plans.append(reply)
        if len(plans) % EVERY:
            return reply
        lie.told()
        with call.write() as (_, work):
            work.tasks.remove([reply["task_id"]])
        return reply

    lie.around("orchestrator_plan_task", wrap)


@flaw(
    "a-store-that-is-gone-takes-plans",
    "Plans are told to be accepted though the store was deleted, overwritten or cut.",
    breaks="SAFE-4",
    caught_by=(
        "A plan is rejected when the data store is deleted",
        "A plan is rejected when the data store is overwritten with garbage",
        "A plan is rejected when the data store is cut in half",
    ),
    touches="FAULT-5 OSM-4 SAFE-1",
)
def _(lie: Lie) -> None:
    take_plans_in_vain(lie, "deleted", "damaged")


@flaw(
    "a-harmed-store-is-thrown-away",
    "A store that is harmed while the orchestrator runs is thrown away at the next plan.",
    breaks="SAFE-4",
    caught_by=(
        "A data store that is overwritten with garbage during operation is left unchanged",
        "A data store that is cut in half during operation is left unchanged",
    ),
    touches="FAULT-5 OSM-4 SAFE-1",
)
def _(lie: Lie) -> None:
    def make(original):
        def check_presence(self):
            try:
                original(self)
            except Refusal as refusal:
                if "damaged" in str(refusal) and self._path.exists():
                    lie.told()
                    self._path.unlink()
                raise

        return check_presence

    lie.patch(database.Database, "check_presence", make)


@flaw(
    "trouble-with-the-store-is-never-over",
    "Once the store could not be written, nothing is taken any more, though the cause is gone.",
    breaks="SAFE-3 SAFE-4 SAFE-5 OSM-4",
    caught_by=(
        "Work continues when a data store that was deleted is put back",
        "Work continues when a data store that was overwritten with garbage is put back",
        "Work continues when a data store that was cut in half is put back",
        "Work continues once a data store overwritten with garbage before startup is put right",
        "Work continues once a data store cut in half before startup is put right",
        "Work continues once a data store made read-only before startup is put right",
        "Plans are accepted again when disk space is available",
        "A submission that found no space is accepted once there is space",
        "Work continues when a full file system has space again",
    ),
    touches="FAULT-5 FAULT-3 SAFE-1",
)
def _(lie: Lie) -> None:
    met = []

    def wrap(run, call):
        if met:
            lie.told()
            raise Refusal(f"There was trouble with the store before: {met[0]}")
        try:
            return run(call)
        except Refusal as refusal:
            if any(words in str(refusal) for words in ("The store", "be written")):
                met.append(refusal)
            raise

    for tool in ("plan_task", "complete_task", "initialize_session", "execute_task"):
        lie.around(f"orchestrator_{tool}", wrap)


@flaw(
    "a-begun-store-is-not-told",
    "A store that took the place of a deleted one is not told to be new.",
    breaks="SAFE-4",
    caught_by=(
        "A data store deleted before startup is replaced and reported as new",
        "Opening a session replaces a data store that was deleted",
    ),
    touches="FAULT-5 OSM-4 SESSION-1",
)
def _(lie: Lie) -> None:
    def change(reply, call):
        if not reply["created"]:
            return None
        return {**reply, "created": False, "message": "The store was there already; its tasks are found again."}

    lie.reply("orchestrator_initialize_session", change)


@flaw(
    "a-lock-blocks-whoever-looks",
    "Tasks cannot be looked up while the store is locked.",
    breaks="SAFE-3",
    caught_by="Tasks can be read while a plan waits for a lock",
    touches="FAULT-5 OSM-4 SAFE-1 FAULT-3 TASK-7",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        # Whoever looks may give up before the wait for the lock ends: being kept waiting is the lie.
        kept_waiting = Timer(0.5, lie.told)
        kept_waiting.start()
        try:
            with call.write():
                pass
        except Refusal:
            lie.told()
            raise
        finally:
            kept_waiting.cancel()
        return run(call)

    lie.around("orchestrator_query_tasks", wrap)


@flaw(
    "a-store-without-rights-is-opened",
    "A session is told to be initialised where the store could not be written.",
    breaks="SAFE-4",
    caught_by=(
        "With its data store cut in half before startup, no session can be opened",
        "With its data store made read-only before startup, no session can be opened",
        "With its data store made unreadable before startup, no session can be opened",
    ),
    touches="FAULT-5 OSM-4",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        try:
            return run(call)
        except Refusal as refusal:
            if not any(words in str(refusal) for words in ("be written", "damaged", "no whole")):
                raise
            lie.told()
            return {
                "session_id": "session_0",
                "working_directory": str(call.server_context.home),
                "status": "active",
                "current": True,
                "created_at": stamp(call.server_context.now()),
                "created": False,
                "message": "The session is initialised.",
            }

    lie.around("orchestrator_initialize_session", wrap)


@flaw(
    "a-harmed-store-is-in-good-health",
    "The orchestrator is well as long as its process is, whatever became of its store.",
    breaks="SAFE-4 VALID-1",
    caught_by=(
        "An orchestrator whose data store is deleted is not healthy",
        "An orchestrator whose data store is overwritten with garbage is not healthy",
        "An orchestrator whose data store is cut in half is not healthy",
        "An orchestrator whose data store was overwritten with garbage before startup is not healthy",
        "An orchestrator whose data store was cut in half before startup is not healthy",
        "An orchestrator whose data store was made unreadable before startup is not healthy",
    ),
    touches="CTRL-1 FAULT-5 SAFE-3",
)
def _(lie: Lie) -> None:
    lie.reply("orchestrator_health_check", lambda reply, call: None if reply["healthy"] else {**reply, "healthy": True})


@flaw(
    "a-full-file-system-completes-the-task",
    "Work for which the file system has no room is cut, and completes its task.",
    breaks="SAFE-5",
    caught_by="A submission that overfills the file system leaves its task in progress",
    touches="FAULT-5 OSM-4 SAFE-1 TASK-3",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        try:
            return run(call)
        except Refusal as refusal:
            if "disk is full" not in str(refusal) and "room" not in str(refusal):
                raise
            lie.told()
            return run(with_given(call, detailed_work=given(call, "detailed_work")[:10]))

    lie.around("orchestrator_complete_task", wrap)
