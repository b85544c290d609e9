"""Whether a server still lists its tasks after a scenario has failed on it."""

from __future__ import annotations

from typing import Final

from acceptance.errors import TargetFaultError
from acceptance.servers.connected_orchestrator import ConnectedOrchestrator

MOST_FAILED: Final = 10
"""What never lists its tasks gains nothing by being replaced again."""


class ListCheck:
    """Finds the servers in which a failed scenario has left what keeps them from listing their tasks.

    A task that was accepted although it is invalid can do so, and every scenario to come would fail for that.
    """

    def __init__(self) -> None:
        self._left = MOST_FAILED

    def fails(self, server: ConnectedOrchestrator) -> bool:
        """Whether a server rejects a plain list, or does not answer it; asked no more after a few that did."""
        if not self._left or server.kept_waiting or not server.alive:
            return False
        try:
            failed = server.refuses_to_list()
        except TargetFaultError:
            # Each look costs as long as an answer is waited for.
            failed, self._left = True, 1
        self._left -= failed
        return failed
