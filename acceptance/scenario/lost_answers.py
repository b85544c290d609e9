"""A client that lost the answer to a request, and finds out by a look whether to repeat it (contract SAFE-1)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING, Final

from acceptance.contract.values import TaskField, TaskPlan, TaskQuery
from acceptance.errors import TargetFaultError

if TYPE_CHECKING:
    from acceptance.contract.views import TaskView
    from acceptance.scenario.state import ScenarioState
    from acceptance.transport.talk import Talk

PLAN: Final = TaskPlan(
    {TaskField.TITLE: "Planned by a client that left", TaskField.DESCRIPTION: "Nobody waited for the answer."}
)


def plan_again_if_lost(state: ScenarioState, greet: Callable[[Talk], None]) -> list[TaskView]:
    """Send a plan and leave without its answer; look for the task from elsewhere, and plan it again if it is not there.

    Args:
        state: of the scenario, whose own connection looks and plans again.
        greet: begins the conversation of the client that leaves.

    Returns:
        The tasks that are there in the end.

    Raises:
        NotOfferedError: the target has no search, or plans in several calls.
        NotJudgedError: the target is spoken to over HTTP.
        TargetFaultError: a look or the second plan was rejected.
    """
    # Only here: the SDK is imported while the first server is.
    from acceptance.transport.talk import LineTalk  # noqa: PLC0415

    orchestrator = state.orchestrator
    lost = orchestrator.dialect.plan(PLAN).alone()
    for call in (lost, orchestrator.dialect.look_up(TaskQuery())):
        orchestrator.require(call)
    with closing(LineTalk(state.pool.converse(orchestrator.workspace))) as talk:
        greet(talk)
        talk.conversation.send([talk.conversation.call_line(lost)[1]])
    if not _found(state):
        again = orchestrator.plan(PLAN)
        if again.refused:
            raise TargetFaultError(f"the task was not there, and planning it again was rejected: {again.shortened()}")
    return _found(state)


def _found(state: ScenarioState) -> list[TaskView]:
    replies = state.orchestrator.find(TaskQuery())
    if any(reply.refused for reply in replies):
        raise TargetFaultError(f"the search was rejected: {replies[-1].shortened()}")
    return [view for reply in replies for view in reply.listing if view.values.get(TaskField.TITLE) == PLAN.title]
