"""The record of work that went on while a fault happened: every call, with its answer or the absence of one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from time import monotonic
from typing import Final

from acceptance.contract.values import TaskState
from acceptance.errors import TargetFaultError


class Verb(StrEnum):
    """What a stream of work does with a task."""

    PLAN = "plan"
    EXECUTE = "start"
    HAND_IN = "submission"
    CANCEL = "cancellation"
    LOOK = "look"


class Outcome(StrEnum):
    """What came of a call."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNANSWERED = "unanswered"


LEADS_TO: Final = {
    Verb.PLAN: TaskState.PENDING,
    Verb.EXECUTE: TaskState.IN_PROGRESS,
    Verb.HAND_IN: TaskState.COMPLETED,
    Verb.CANCEL: TaskState.CANCELLED,
}
"""The state that a verb brings a task to; a look brings it to none."""


@dataclass(frozen=True, slots=True)
class Told:
    """What an answer told of the task that it was about; None: not told.

    Attributes:
        identity: the id of the one task that it is about, whichever was asked for.
        state: its state.
        path: where the artifact of its work lies, relative to the workspace or absolute.
        seen: by the title, the state of every task of the work that a look showed.
    """

    identity: str | None = None
    state: TaskState | None = None
    path: str | None = None
    seen: dict[str, TaskState | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One call of the work.

    Attributes:
        verb: what was asked for.
        title: the title of the task, which no other task of the work has; empty for a look at all of them.
        outcome: what came of it.
        begun: when it was sent, by the monotonic clock, in seconds.
        ended: when its answer came, or it was clear that none would.
        text: what was given with it: a description, the whole work, a reason.
        summary: the summary that was handed in.
        told: what the answer told.
        words: the words of a refusal, or why there was no answer.
        misshapen: whether a whole answer came that breaks what the server declares for such a call.
    """

    verb: Verb
    title: str
    outcome: Outcome
    begun: float
    ended: float
    text: str = ""
    summary: str = ""
    told: Told = field(default_factory=Told)
    words: str = ""
    misshapen: bool = False

    @property
    def answered(self) -> bool:
        """Whether any answer came."""
        return self.outcome is not Outcome.UNANSWERED


@dataclass(slots=True)
class Fault:
    """One fault, from its cause to the end of the cause.

    Attributes:
        kind: what it was, in a few words: `killed`, `store locked`.
        begun: when it struck, by the monotonic clock, in seconds.
        ended: when answers could be expected again: the cause is gone, and whoever lost the connection has a new one.
        gone: when its cause was gone; None while it lasts.
        recovered: when the first change was accepted after it; None: none was.
        awaited: whether anybody looked whether it was recovered from.
        trace: what showed that it really happened; empty: nothing did.
        silences: whether no answer can be expected while it lasts.
    """

    kind: str
    begun: float
    ended: float | None = None
    gone: float | None = None
    recovered: float | None = None
    awaited: bool = False
    trace: str = ""
    silences: bool = False

    @property
    def seconds(self) -> float | None:
        """How long the recovery took, from the end of its cause to the first change accepted; None: there was none."""
        return None if self.gone is None or self.recovered is None else self.recovered - self.gone

    def over(self) -> None:
        """Note that its cause is gone, and that answers can be expected from now on."""
        self.ended = monotonic()
        self.gone = self.ended if self.gone is None else self.gone


class History:
    """The calls of the work in the order of their ends, and the faults; used by several threads at once."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._strikes: list[Fault] = []
        self._grown = threading.Condition()

    @property
    def entries(self) -> list[Entry]:
        """The calls so far."""
        with self._grown:
            return list(self._entries)

    @property
    def strikes(self) -> list[Fault]:
        """The faults so far."""
        with self._grown:
            return list(self._strikes)

    def add(self, entry: Entry) -> None:
        """Keep a call."""
        with self._grown:
            self._entries.append(entry)
            self._grown.notify_all()

    def strike(self, strike: Fault) -> Fault:
        """Keep a fault."""
        with self._grown:
            self._strikes.append(strike)
            return strike

    def wait_for(self, what: str, reached: Callable[[list[Entry]], bool], seconds: float) -> None:
        """Wait until the calls so far are such as is wanted.

        Raises:
            TargetFaultError: they were not, when so many seconds had passed.
        """
        deadline = monotonic() + seconds
        with self._grown:
            if not self._grown.wait_for(lambda: reached(self._entries), deadline - monotonic()):
                last = next((one.words for one in reversed(self._entries) if one.words), "nothing was answered")
                raise TargetFaultError(f"{what} within {seconds:g} s. The last call: {last}")
