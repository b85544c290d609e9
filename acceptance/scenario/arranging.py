"""Bringing a task into the state that a scenario begins with, by whatever way the orchestrator offers.

What a scenario begins with is not what it is about. So a way that is refused is no end: perhaps the state was reached
all the same, and where another way leads there, it is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from acceptance.contract.reply import Reply
from acceptance.contract.values import Deletion, HandIn, NextAction, TaskPlan, TaskState
from acceptance.errors import ConnectionLostError, NoAnswerError, NotArrangedError, NotOfferedError, TargetFaultError
from acceptance.evidence.call_trail import ACCEPTED, REFUSED

if TYPE_CHECKING:
    from acceptance.scenario.tasks import Task


@dataclass(frozen=True, slots=True)
class Move:
    """One call on the way to a state.

    Attributes:
        state: the state that it leads to.
        make: makes the call.
    """

    state: TaskState
    make: Callable[[], Reply]


def reach(task: Task, state: TaskState) -> None:
    """Bring a task into a state.

    Raises:
        NotArrangedError: no way led there; it tells of the first.
        TargetFaultError: the orchestrator did not answer.
    """
    first: NotArrangedError | None = None
    for way in ways_to(task, state):
        try:
            _go(task, way)
        except NotArrangedError as error:
            first = first or error
        except NotOfferedError:
            # Another way may need what is not offered; the first one tells what the scenario cannot do without.
            if first is None:
                raise
        else:
            return
    if first is not None:
        raise first


def ways_to(task: Task, state: TaskState) -> Sequence[Sequence[Move]]:
    """The ways that lead from pending to a state, the one with the fewest tools first."""

    def change(new: TaskState) -> Move:
        return Move(new, lambda: task.change({}, new))

    start = Move(TaskState.IN_PROGRESS, task.execute)
    block = Move(TaskState.BLOCKED, lambda: task.hand_in(HandIn(next_action=NextAction.BLOCKED)))
    ways: dict[TaskState, list[list[Move]]] = {
        TaskState.PENDING: [[]],
        TaskState.IN_PROGRESS: [[start], [change(TaskState.IN_PROGRESS)]],
        TaskState.BLOCKED: [[change(TaskState.BLOCKED)], [start, block]],
        TaskState.COMPLETED: [[start, Move(TaskState.COMPLETED, lambda: task.hand_in(HandIn()))]],
        TaskState.FAILED: [[start, change(TaskState.FAILED)]],
        TaskState.CANCELLED: [[Move(TaskState.CANCELLED, lambda: task.cancel("it is not wanted any more"))]],
        TaskState.ARCHIVED: [[Move(TaskState.ARCHIVED, lambda: task.delete(Deletion()))]],
    }
    found = ways[state]
    at = task.state.orchestrator
    changes = at.offers(at.dialect.change("", TaskPlan({}), TaskState.BLOCKED))
    return found if changes else sorted(found, key=lambda way: way[:1] != [start])[:1]


def _go(task: Task, way: Sequence[Move]) -> None:
    """Go one way, call by call; what was refused counts as done where the task is in the state nevertheless."""
    trail = task.state.trail
    mark = trail.mark()
    for move in way:
        reply = move.make()
        if reply.refused and not is_seen_in(task, move.state):
            raise _not_reached(task, way[-1].state, f"was refused: {reply.shortened()}", reply)
        if move is way[-1] and reply.accepted:
            _check(task, move.state, reply)
    trail.excuse(mark)


def _check(task: Task, state: TaskState, reply: Reply) -> None:
    """Check that an accepted call has led to a state, by its reply and by a look; what nothing shows is believed."""
    shown = [reply.told_state, _seen_state(task)]
    if wrong := [one for one in shown if one not in {None, state}]:
        raise _not_reached(task, state, f"was accepted, but the task is shown as {wrong[0]} after it", reply)


def is_seen_in(task: Task, state: TaskState) -> bool:
    """Whether the orchestrator shows a task in a state; not, where it shows it nowhere."""
    return _seen_state(task) is state


def _seen_state(task: Task) -> TaskState | None:
    """The state in which the orchestrator shows a task; `None` where it does not show it."""
    trail = task.state.trail
    mark = trail.mark()
    try:
        view = task.find()
    except (ConnectionLostError, NoAnswerError):
        raise
    except (TargetFaultError, NotOfferedError):
        view = None
    # A look of the suite's own: where it does not work, it is not to blame for what comes after.
    trail.excuse(mark)
    return view.state if view is not None else None


def not_planned(task: Task) -> NotArrangedError:
    """That the plan of a task did not come about, with the words of its reply."""
    reply = task.reply
    words = reply.shortened() if reply else "it is not in the reply"
    return NotArrangedError(
        f'"{task.name}" was not planned: {words}',
        tool=reply.call.promised if reply else "",
        ended=REFUSED if reply and reply.refused else ACCEPTED,
        answer=words,
    )


def _not_reached(task: Task, state: TaskState, why: str, reply: Reply) -> NotArrangedError:
    words = f'the task "{task.name}" could not be put into the state {state}: the {reply.call.verb} {why}'
    ended = REFUSED if reply.refused else ACCEPTED
    return NotArrangedError(words, tool=reply.call.promised, ended=ended, answer=reply.shortened())
