"""Lies about requests whose answer nobody waited for, and about how far a request has come (contract CLIENT-1)."""

from collections.abc import Callable
from typing import Any

import anyio.to_thread

from reference_orchestrator import stdio
from tests.flawed.lines import Line, Message
from tests.flawed.lying import Lie, flaw, given

LEFT = "Planned by a client that left"
"""The title of a task whose plan nobody waits to hear of."""
CAUGHT_LOST = "A plan whose answer was lost makes exactly one task"
CAUGHT_PROGRESS = "Progress rises, has the client's token and ends with the answer"


@flaw(
    "what-nobody-waited-for-is-done-twice",
    "A plan whose client has gone meanwhile is carried out a second time, for safety.",
    breaks="CLIENT-1 SAFE-1",
    caught_by=CAUGHT_LOST,
)
def _(lie: Lie) -> None:
    planned = []

    def note(run, call):
        if given(call, "title", "") == LEFT:
            planned.append((run, call))
        return run(call)

    def make_end(original):
        async def answer_all(loop):
            await original(loop)
            for run, call in planned:
                lie.told()
                await anyio.to_thread.run_sync(run, call)

        return answer_all

    lie.around("orchestrator_plan_task", note)
    lie.patch(stdio.StdioLoop, "_answer_all", make_end)


@flaw(
    "what-others-planned-is-found-at-the-second-search",
    "The first search of a process does not find what another process has planned.",
    breaks="CLIENT-1 SAFE-1",
    caught_by=CAUGHT_LOST,
)
def _(lie: Lie) -> None:
    searched = [False]

    def change(reply, call):
        found = [view for view in reply["tasks"] if view["title"] == LEFT]
        if searched[0] or not found:
            return None
        searched[0] = True
        return {**reply, "tasks": [view for view in reply["tasks"] if view not in found]}

    lie.reply("orchestrator_query_tasks", change)


def _tells_progress(lie: Lie, notes: Callable[[Any], list[Message]]) -> None:
    """Tell whoever asks for progress of it, in these notes for a token, before the call is made."""
    line = Line(lie)

    def note(message: Message) -> Message:
        token = message.get("params", {}).get("_meta", {}).get("progressToken")
        if message.get("method") == "tools/call" and token is not None:
            for params in notes(token):
                line.say({"method": "notifications/progress", "params": params})
        return message

    line.coming_in(note)


@flaw(
    "progress-goes-backwards",
    "The progress that is told falls once before the answer.",
    breaks="CLIENT-1",
    caught_by=CAUGHT_PROGRESS,
)
def _(lie: Lie) -> None:
    _tells_progress(lie, lambda token: [{"progressToken": token, "progress": far} for far in (1, 3, 2)])


@flaw(
    "progress-bears-a-token-of-its-own",
    "Progress is told under a token that the client never gave.",
    breaks="CLIENT-1",
    caught_by=CAUGHT_PROGRESS,
)
def _(lie: Lie) -> None:
    _tells_progress(lie, lambda token: [{"progressToken": f"{token}-1", "progress": 1}])
