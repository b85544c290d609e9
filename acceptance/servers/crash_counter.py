"""The crashes of the server that all scenarios share: each is reported, and too many of them end the run's patience."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from acceptance.errors import ConnectionLostError
from acceptance.transport.endings import how_it_ended

if TYPE_CHECKING:
    from acceptance.evidence.evidence import Evidence
    from acceptance.transport.server import Server

# A shared server that dies is replaced; one that dies this often without answering a call in between is not.
REPLACEMENTS: Final = 3


class CrashCounter:
    """Counts the crashes between which no call was answered."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._count = 0
        self._answered_before = -1

    def note(self, dead: Server) -> None:
        """Keep as evidence that a server died.

        Raises:
            ConnectionLostError: it has died too often to be replaced once more.
        """
        code, words = dead.exit_code, dead.last_words()
        self._evidence.event("server died", exit_code=code, last_words=words)
        answered = self._evidence.answered
        self._count = 1 if answered > self._answered_before else self._count + 1
        self._answered_before = answered
        if self._count > REPLACEMENTS:
            raise ConnectionLostError(f"each time that it was started, {how_it_ended(code or 0, words)}")
