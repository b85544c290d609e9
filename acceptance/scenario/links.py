"""The fields that link a task to others: not every target lets them be changed."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING, Final

from acceptance.contract.values import TaskField
from acceptance.errors import NotApplicableError, NotOfferedError

if TYPE_CHECKING:
    from acceptance.contract.calls import Call
    from acceptance.servers.orchestrator import Orchestrator

LINKS: Final = (TaskField.PARENT, TaskField.DEPENDS_ON)


def require_change(orchestrator: Orchestrator, call: Call, changed: Container[TaskField]) -> None:
    """Check that a target lists what a change of a task needs.

    Args:
        orchestrator: which target.
        call: the change.
        changed: the fields that it changes.

    Raises:
        NotOfferedError: it does not.
        NotApplicableError: it does not, and a link would be changed, which the contract leaves to each target.
    """
    try:
        orchestrator.require(call)
    except NotOfferedError as error:
        if not any(link in changed for link in LINKS):
            raise
        raise NotApplicableError(f"the links of a task cannot be changed on this target ({error.what})") from None
