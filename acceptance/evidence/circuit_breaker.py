"""How long a target that does not answer is still asked, so that it costs a run minutes and not hours."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from acceptance.errors import NoAnswerError
from acceptance.evidence.vain_waits import SHORT_SECONDS

# How many calls of one tool in a row may go unanswered before it is not asked again on this server.
PATIENCE: Final = 3
# So many of them wait for the target's own bound; the last one is asked as well, and waited for a short time.
IN_FULL: Final = 2
# The same over all servers of a run, for a tool that was answered before: each scenario may have a reason of its own.
LONG_PATIENCE: Final = 8
# After so many calls without any answer in a run, nothing more is waited for on any server.
SILENT_AFTER: Final = 3


@dataclass(slots=True)
class CircuitBreaker:
    """How long one server is still asked, in a run that may have learned of others how long they are.

    Attributes:
        run: what was learned of all servers.
        answered: how many calls this one answered.
        unanswered: how many calls of each tool in a row it did not.
    """

    run: RunCircuitBreaker
    answered: int = 0
    unanswered: Counter[str] = field(default_factory=Counter)

    def check(self, tool: str) -> None:
        """Refuse to ask once more what was not answered again and again.

        Raises:
            NoAnswerError: with the number of calls that were waited for in vain.
        """
        most = PATIENCE if self.answered else 1
        if self.unanswered[tool] >= most or (not self.answered and self.unanswered.total() >= most):
            count = self.unanswered[tool] or self.unanswered.total()
            raise NoAnswerError(f"{tool} is not called again: {count} calls in a row were not answered")
        self.run.check(tool)

    def note(self, tool: str, *, answered: bool) -> None:
        """Remember what came of a call."""
        if answered:
            self.answered += 1
            self.unanswered[tool] = 0
        else:
            self.unanswered[tool] += 1


@dataclass(slots=True)
class RunCircuitBreaker:
    """How long a tool is still asked on any server of a run; what goes unanswered under a fault counts as well.

    Attributes:
        answered: the tools that were answered when a step asked.
        unanswered: how many calls of each tool in a row were not.
        replies: how many calls were answered, whoever asked.
        waits: how many calls were waited for to the end of their bounds.
    """

    answered: set[str] = field(default_factory=set)
    unanswered: Counter[str] = field(default_factory=Counter)
    replies: int = 0
    waits: int = 0

    def check(self, tool: str) -> None:
        """Refuse to ask for what no server answers.

        Raises:
            NoAnswerError: with the number of calls that were waited for in vain.
        """
        count = self.unanswered[tool]
        if count >= (LONG_PATIENCE if tool in self.answered else PATIENCE):
            raise NoAnswerError(f"{tool} is not called again: {count} calls in a row were not answered by any server")
        self.check_run(f"{tool} is not called")

    def seconds(self, tool: str, longest: float) -> float | None:
        """How long a call of a tool is waited for, in seconds; None: as long as the target has for it.

        Args:
            tool: the tool.
            longest: the seconds that the target has for a call.
        """
        never = tool not in self.answered and self.unanswered[tool] >= IN_FULL
        return min(SHORT_SECONDS, longest) if never else None

    def check_run(self, otherwise: str) -> None:
        """Refuse to wait for a target that has answered nothing so far, though it was asked often enough to know.

        Args:
            otherwise: what is not done for that, in words.

        Raises:
            NoAnswerError: nothing was answered.
        """
        if self.replies == 0 and self.waits >= SILENT_AFTER:
            raise NoAnswerError(f"{otherwise}: no call of this run was answered")

    def count(self, *, answered: bool, in_vain: bool = False) -> None:
        """Count a call, whoever made it."""
        self.replies += answered
        self.waits += in_vain

    def note(self, tool: str, *, answered: bool) -> None:
        """Remember what came of a call."""
        if answered:
            self.answered.add(tool)
            self.unanswered[tool] = 0
        else:
            self.unanswered[tool] += 1
