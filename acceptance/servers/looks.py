"""Looks at one task by several tools, of which some may not work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acceptance.contract.calls import Call
from acceptance.contract.views import TaskView
from acceptance.errors import ConnectionLostError, NoAnswerError, TargetFaultError

if TYPE_CHECKING:
    from acceptance.servers.orchestrator import Orchestrator


class Looks:
    """What the tools that may show a task said, one after the other.

    Attributes:
        identity: of the task that is looked for.
    """

    def __init__(self, identity: str) -> None:
        self.identity = identity
        self._worked = False
        self._trouble: list[TargetFaultError] = []
        self._silent: set[str] = set()

    def take(self, at: Orchestrator, call: Call) -> TaskView | None:
        """Look once; `None` where this look does not show the task, or does not work.

        Raises:
            ConnectionLostError: the orchestrator is gone.
        """
        if call.tool in self._silent:
            return None
        try:
            for reply in at.pages(call):
                if reply.refused:
                    self._trouble.append(TargetFaultError(f"the {call.verb} was rejected: {reply.shortened()}"))
                # A status that lists no task, a mere count, says nothing of this one where searches do not work.
                self._worked |= reply.accepted and (call.paged or reply.lists_tasks)
                for view in reply.shown:
                    if view.identity == self.identity:
                        return view
        except ConnectionLostError:
            raise
        except NoAnswerError as error:
            self._silent.add(call.tool)
            self._trouble.append(error)
        except TargetFaultError as error:
            self._trouble.append(error)
        return None

    def check(self) -> None:
        """Check that a look worked, so that a task that none shows is not there.

        Raises:
            TargetFaultError: none did; it tells why the first did not.
        """
        if self._trouble and not self._worked:
            raise self._trouble[0]
