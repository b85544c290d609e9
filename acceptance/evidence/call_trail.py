"""The calls of the scenario under way that no assertion has judged yet: when it fails, one of them is to blame."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from acceptance.errors import NotArrangedError

ACCEPTED: Final = "accepted"
REFUSED: Final = "refused"
UNANSWERED: Final = "unanswered"
EXPECTED: Final = "expected"
"""It was refused, as a step before the failure expected."""

MOST_CHARACTERS: Final = 400
"""So much is kept of an answer."""


@dataclass(frozen=True, slots=True)
class FailedCall:
    """The call to which a scenario owes that it failed.

    Attributes:
        tool: the tool that was called; empty where nothing was.
        ended: `accepted`, `refused`, `unanswered` or `expected`.
        answer: what was answered, or why nothing was, in one line.
        arranging: whether the scenario was still being arranged: nothing that it is about was judged.
        breaks: the requirement whose promise it breaks, where that was found out; empty where the scenario tells.
        lost: whether something that had been accepted was gone, and nothing else was found wrong.
    """

    tool: str = ""
    ended: str = ""
    answer: str = ""
    arranging: bool = False
    breaks: str = ""
    lost: bool = False

    @property
    def spoiled(self) -> bool:
        """Whether the call itself did not do what was asked for."""
        return self.ended in {REFUSED, UNANSWERED}


class CallTrail:
    """Follows the calls of one scenario, from its first step to the one that fails.

    Attributes:
        failure: the call to blame, once a step has failed.
        lost: whether something that was accepted has been found to be gone.
    """

    def __init__(self) -> None:
        self.failure: FailedCall | None = None
        self.lost = False
        self._spoiled: list[FailedCall] = []
        self._last = self._acted = self._breaking = FailedCall()

    def begin(self) -> None:
        """Begin a scenario: whatever was called before is none of its business."""
        self.failure, self.lost = None, False
        self._spoiled.clear()
        self._last = self._acted = self._breaking = FailedCall()

    def note(self, tool: str, ended: str, answer: str, *, breaks: str = "") -> None:
        """Follow a call; one that is known to break the promise of a requirement is noted with that."""
        # Of a server that ended, all of its last words stand below the sentence that tells so.
        told = answer.partition("\n")[0] if ended == UNANSWERED else answer
        self._last = FailedCall(tool, ended, " ".join(told.split())[:MOST_CHARACTERS], breaks=breaks)
        if self._last.spoiled:
            self._spoiled.append(self._last)
        if breaks:
            self._breaking = self._last

    def mark(self) -> int:
        """Where the trail stands, for `excuse`."""
        return len(self._spoiled)

    def excuse(self, mark: int) -> None:
        """Forget what was refused since a mark: what it was asked for was had in another way."""
        del self._spoiled[mark:]

    def passed(self, kind: str) -> None:
        """Note that a step has passed; a `then` has judged what was refused so far, so that it was meant to be."""
        self._breaking = FailedCall()
        if kind == "then":
            self._spoiled.clear()
        else:
            self._acted = self._last

    def failed(self, kind: str, error: BaseException | None) -> None:
        """Note that a step has failed: the call that could not be arranged is to blame, or the last that was refused.

        Where all were accepted, it is the last thing that the scenario did, and not the look that found it wrong,
        unless that look is known to be wrong itself.

        Args:
            kind: `given`, `when` or `then`.
            error: what the step raised.
        """
        arranging = kind == "given"
        if isinstance(error, NotArrangedError):
            self.failure = FailedCall(error.tool, error.ended, " ".join(error.answer.split())[:MOST_CHARACTERS], True)
            return
        blamed = self._spoiled[-1] if self._spoiled else self._breaking
        if not blamed.tool and kind == "then":
            blamed = self._acted
        blamed = blamed if blamed.tool else self._last
        # What was refused and is not among the unjudged was refused rightly, or had in another way.
        ended = EXPECTED if blamed.spoiled and not self._spoiled else blamed.ended
        self.failure = replace(blamed, ended=ended, arranging=arranging, lost=self.lost)
