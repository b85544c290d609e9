"""Which of many tasks are shown after a measurement, by the first tool that shows tasks."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from acceptance.errors import NotOfferedError

if TYPE_CHECKING:
    from acceptance.contract.views import TaskView
    from acceptance.servers.orchestrator import Orchestrator


def shown_among(
    orchestrator: Orchestrator, identities: Collection[str], fits: Callable[[TaskView], bool] = lambda view: True
) -> set[str]:
    """The tasks that are shown, and fit.

    Args:
        orchestrator: is asked.
        identities: of the tasks.
        fits: what a task must be like.

    Raises:
        NotOfferedError: no tool shows tasks.
        TargetFaultError: no answer came, or none that the protocol allows.
    """
    if orchestrator.dialect.looks_singly:
        return {one for one in identities if _fits_alone(orchestrator, one, fits)}
    calls = list(orchestrator.dialect.looks("", "", None))
    offered = [call for call in calls if orchestrator.offers(call)]
    if not offered:
        raise NotOfferedError(calls[0].tool)
    found: set[str] = set()
    wanted = set(identities)
    for reply in orchestrator.pages(offered[0]):
        found |= wanted & {str(view.identity) for view in reply.tasks if fits(view)}
        if found == wanted:
            break
    return found


def _fits_alone(orchestrator: Orchestrator, identity: str, fits: Callable[[TaskView], bool]) -> bool:
    reply = orchestrator.ask_quietly(orchestrator.dialect.look_at(identity))
    return reply.accepted and any(fits(view) for view in reply.shown)
