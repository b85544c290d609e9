"""Lies about wishes that contradict each other, and about what is given up (contract TASK-5, SAFE-6; FAULT-3)."""

import json
from datetime import UTC, datetime, timedelta

import anyio
import anyio.lowlevel

from reference_orchestrator import stdio
from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.server import Dispatcher
from reference_orchestrator.views import task_now
from tests.flawed.lying import Lie, flaw, given
from tests.flawed.pulse import Pulse

SAME_MOMENT = timedelta(seconds=1)
STOOD_STILL = 0.8
LATE = 5
# Who gave up waiting while the process stood still gets the first answers; these are for whoever asked afterwards.
MISTAKEN = range(10, 20)


@flaw(
    "both-of-two-contradictions-are-accepted",
    "Who cancels or completes a task that became final a moment ago is told that it was done.",
    breaks="SAFE-6",
    caught_by=(
        "When two clients want a task cancelled and completed, exactly one succeeds",
        "When two clients want a task cancelled and cancelled, exactly one succeeds",
        "When two clients want a task completed and completed, exactly one succeeds",
    ),
    touches="FAULT-3 TASK-3 TASK-5 PROTO-1",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        try:
            return run(call)
        except Refusal:
            with call.read() as (_, work):
                task = work.tasks.get(given(call, "task_id"))
                reply = task_now(work, task.id)
            if not task.is_final or datetime.now(UTC) - datetime.fromisoformat(task.updated_at) > SAME_MOMENT:
                raise
            lie.told()
            return reply

    lie.around("orchestrator_cancel_task", wrap)
    lie.around("orchestrator_complete_task", wrap)


@flaw(
    "a-request-given-up-takes-the-others-with-it",
    "When a client gives one request up, all that are under way go unanswered.",
    breaks="FAULT-3",
    caught_by="When some calls in flight are cancelled, the others are answered",
    touches="SAFE-3 SAFE-1",
)
def _(lie: Lie) -> None:
    def make(original):
        def hand_on(self, line):
            if b"notifications/cancelled" in line:
                for number in list(self._under_way):
                    lie.told()
                    params = {"requestId": number}
                    message = {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": params}
                    original(self, json.dumps(message).encode())
            else:
                original(self, line)

        return hand_on

    lie.patch(stdio.StdioLoop, "_hand_on", make)


@flaw(
    "a-request-given-up-is-done-twice",
    "A request that its client gave up is done once more.",
    breaks="SAFE-1 FAULT-3",
    caught_by="A cancelled call takes effect once or not at all",
    touches="SAFE-3",
)
def _(lie: Lie) -> None:
    def make(original):
        async def call(self, name, arguments):
            try:
                result = await original(self, name, arguments)
                await anyio.lowlevel.checkpoint_if_cancelled()
            except anyio.get_cancelled_exc_class():
                with anyio.CancelScope(shield=True):
                    lie.told()
                    await original(self, name, arguments)
                raise
            return result

        return call

    lie.patch(Dispatcher, "call", make)


@flaw(
    "a-cancellation-takes-its-neighbours-along",
    "A cancellation cancels the siblings too, and what waits for the task.",
    breaks="TASK-5",
    caught_by=(
        "A task that depends on a cancelled task stays pending",
        "Cancelling a subtask leaves its siblings and parent unchanged",
    ),
    touches="FAULT-3 PLAN-4 TASK-2 TASK-3 TASK-4 TASK-7 STATUS-1 RESULT-1 SESSION-2 MAINT-1",
)
def _(lie: Lie) -> None:
    neighbours = (
        "UPDATE tasks SET status = 'cancelled' WHERE status IN ('pending', 'in_progress', 'blocked') AND id <> ?1 AND ("
        "parent_task_id = (SELECT parent_task_id FROM tasks WHERE id = ?1) "
        "OR id IN (SELECT task_id FROM dependencies WHERE depends_on = ?1))"
    )

    def wrap(run, call):
        reply = run(call)
        with call.write() as (_, work):
            if work.tasks._connection.execute(neighbours, (given(call, "task_id"),)).rowcount:
                lie.told()
        return reply

    lie.around("orchestrator_cancel_task", wrap)


@flaw(
    "what-was-given-up-is-unfinished",
    "There is no synthesis while a task of the family is cancelled, as if it were still to be done.",
    breaks="RESULT-1",
    caught_by="A synthesis contains the completed results although one subtask is cancelled",
    touches="FAULT-3",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        with call.read() as (_, work):
            children = work.tasks.children([given(call, "parent_task_id")])
        if any(child.status == "cancelled" for child in children):
            lie.told()
            raise Refusal("There are no results yet: a task of the family is not finished.")
        return run(call)

    lie.around("orchestrator_synthesize_results", wrap)


@flaw(
    "a-cancellation-that-fails-is-told-to-be-done",
    "A cancellation that the store did not take is told to be accepted.",
    breaks="TASK-5 SAFE-3",
    caught_by="While the data store is locked, a cancellation is rejected without effect",
    touches="FAULT-3 FAULT-5",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        try:
            return run(call)
        except Refusal as refusal:
            if "locked" not in str(refusal):
                raise
            lie.told()
            with call.read() as (_, work):
                return {**task_now(work, given(call, "task_id")), "status": "cancelled"}

    lie.around("orchestrator_cancel_task", wrap)


@flaw(
    "after-a-long-sleep-a-late-answer-goes-to-the-next",
    "When the process stood still for long, the next call gets the answer that somebody else gave up waiting for.",
    breaks="SAFE-1",
    caught_by="A freeze beyond the clients' timeout loses nothing that was answered",
    touches="FAULT-1 OSM-4",
)
def _(lie: Lie) -> None:
    pulse = Pulse(STOOD_STILL)
    late = []

    def make_line(original):
        def line(message):
            result = getattr(message, "result", None)
            if result is not None and pulse.since_thaw() < LATE:
                late.append(result)
            if len(late) in MISTAKEN:
                lie.told()
                message = message.model_copy(update={"result": late[0]})
            return original(message)

        return line

    def make_run(original):
        async def run(self, serve):
            pulse.start()
            await original(self, serve)

        return run

    lie.patch(stdio.StdioLoop, "run", make_run)
    lie.patch(stdio, "_line", make_line)
