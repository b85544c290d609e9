"""Work that is running during a fault: several streams that plan, start, complete, cancel and read tasks."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count
from secrets import token_hex
from time import monotonic
from typing import Final

from acceptance.contract.calls import Call
from acceptance.contract.reply import Reply
from acceptance.contract.values import Filter, HandIn, SubtaskPlan, TaskField, TaskPlan, TaskQuery
from acceptance.errors import (
    BrokenSchemaError,
    ConnectionLostError,
    NoAnswerError,
    TargetFaultError,
    UnreadableReplyError,
)
from acceptance.faults.history import Entry, History, Outcome, Told, Verb
from acceptance.servers.orchestrator import Attempt, Orchestrator

# Every so many tasks of a stream one is cancelled in place of being completed.
CANCELLED_EVERY: Final = 3
# What a rejected stream waits before it tries something else, in seconds: a store that is gone rejects very fast.
# After each further rejection it waits twice as long, so that one that stays away does not fill the evidence.
AFTER_A_REJECTION: Final = 0.02
LONGEST_AFTER_A_REJECTION: Final = 0.16
# So many tasks in a row that end before their work is submitted, and nobody waits for a submission any more.
TASKS_IN_VAIN: Final = 40
# How many bytes the works have, in turn: from a sentence to what no single write takes.
SIZES: Final = (40, 3_000, 70_000)
JOIN_SECONDS: Final = 15.0


@dataclass(frozen=True, slots=True)
class Manner:
    """How streams of work run.

    Attributes:
        timeout: seconds in which each call must be answered; `None`: the target's own limit.
        sizes: how many bytes the results have, in turn.
        beside: how many more orchestrators in the same workspace take part.
    """

    timeout: float | None = None
    sizes: tuple[int, ...] = SIZES
    beside: int = 0


MANNERS: Final = {
    "": Manner(),
    " with a timeout of 0.4 s per call": Manner(timeout=0.4),
    " with results of 3 MB": Manner(sizes=(3_000_000,)),
    " with two orchestrators in the same workspace": Manner(beside=1),
}
"""How streams of work run, by the features' words."""


class Workload:
    """Streams of work, each in a thread of its own, over one connection or several.

    Attributes:
        history: what was asked and answered.
    """

    def __init__(
        self,
        history: History,
        *orchestrators: Orchestrator,
        streams: int,
        manner: Manner,
    ) -> None:
        """Describe the work; `begin` begins it.

        Args:
            history: where every call is kept.
            orchestrators: the connections that the streams are dealt out to.
            streams: how many there are.
            manner: how they run.
        """
        self.history = history
        self._name = f"Work {token_hex(3)}"
        self._manner = manner
        self._handing_in = 0
        self._handed_in = 0
        self._in_vain = 0
        self._at: tuple[Orchestrator, ...] = orchestrators
        self._moved = threading.Condition()
        self._ending = threading.Event()
        self._attempts: list[tuple[Orchestrator, Attempt]] = []
        self._threads = [
            threading.Thread(target=self._stream, args=(number,), name=f"stream {number}", daemon=True)
            for number in range(1, streams + 1)
        ]

    def begin(self) -> None:
        """Begin all streams.

        Raises:
            NotOfferedError: the target lists no way to plan or to look at tasks, or takes no work as large as this.
        """
        first, largest = self._at[0], work_of("Work", max(self._manner.sizes))
        first.require(_plan(first, "Work", "What is to be done"))
        first.require(first.dialect.hand_in("a task", HandIn(summary="The result of Work", work=largest)))
        for thread in self._threads:
            thread.start()

    def wait_for_hand_in(self, seconds: float) -> bool:
        """Whether a work comes to be handed in before so many seconds have passed, after another one was answered.

        Where none is answered in that time, it is enough that one is being handed in. Where task after task ends before
        that, nothing is waited for.
        """
        with self._moved:
            # What is kept too late is lost only after an answer, so there has to be one before the fault.
            self._moved.wait_for(
                lambda: (self._handing_in > 0 and self._handed_in > 0) or self._in_vain >= TASKS_IN_VAIN, seconds
            )
            return self._handing_in > 0

    def move_to(self, *orchestrators: Orchestrator) -> None:
        """Have the streams go on over other connections; those whose connection is lost wait for this."""
        with self._moved:
            self._at = orchestrators
            self._handed_in = self._in_vain = 0
            self._moved.notify_all()

    def end(self) -> None:
        """End all streams after the calls that they have under way, and keep the calls as evidence."""
        self._ending.set()
        with self._moved:
            self._moved.notify_all()
        deadline = monotonic() + JOIN_SECONDS
        for thread in self._threads:
            if thread.is_alive():
                thread.join(max(0.0, deadline - monotonic()))
        kept, self._attempts = self._attempts, []
        for orchestrator, attempt in kept:
            orchestrator.keep(attempt, shown=False)

    def _stream(self, number: int) -> None:
        if number == 1:
            # One task is in progress whenever a fault strikes: whether the others are is a matter of chance.
            at = self._connection(number)
            self._begin(at, f"{self._name}, a task that takes long")
        rest = AFTER_A_REJECTION
        for task in count(1):
            if self._ending.is_set():
                return
            title = f"{self._name}, stream {number}, task {task}"
            at = self._connection(number)
            entry = self._live(at, title, task)
            with self._moved:
                self._in_vain += 1
                self._moved.notify_all()
            if entry.outcome is Outcome.UNANSWERED and not at.alive:
                self._wait_for_another(number, at)
            elif entry.outcome is not Outcome.ACCEPTED:
                self._ending.wait(rest)
                rest = min(2 * rest, LONGEST_AFTER_A_REJECTION)
            else:
                rest = AFTER_A_REJECTION

    def _live(self, at: Orchestrator, title: str, number: int) -> Entry:
        """Lead one task through its life, until something is refused or not answered; returns the last call."""
        entry, identity = self._begin(at, title)
        if identity is None:
            return entry
        if entry.outcome is not Outcome.ACCEPTED:
            return entry
        # A look that is rejected is in the history, and no reason to give the task up.
        looked = self._look(at, title)
        if looked.outcome is Outcome.UNANSWERED:
            return looked
        cancelling = at.dialect.cancel(identity, "it is not wanted any more")
        if number % CANCELLED_EVERY == 0 and at.offers(cancelling):
            entry = self._do(at, cancelling, Entry(Verb.CANCEL, title, *_ASKED))
        else:
            work = work_of(title, self._manner.sizes[number % len(self._manner.sizes)])
            summary = f"The result of {title}"
            call = at.dialect.hand_in(identity, HandIn(summary=summary, work=work))
            entry = self._do(at, call, Entry(Verb.HAND_IN, title, *_ASKED, text=work, summary=summary))
        return self._look(at, "") if entry.outcome is Outcome.ACCEPTED else entry

    def _begin(self, at: Orchestrator, title: str) -> tuple[Entry, str | None]:
        """Plan a task and execute it; returns the last call, and the identity of the task where it has one."""
        description = f"What is to be done in {title}, from its first word to its last."
        entry = self._do(at, _plan(at, title, description), Entry(Verb.PLAN, title, *_ASKED, text=description))
        identity = entry.told.identity
        if identity is None:
            return entry, None
        return self._do(at, at.dialect.execute(identity), Entry(Verb.EXECUTE, title, *_ASKED)), identity

    def _look(self, at: Orchestrator, title: str) -> Entry:
        """Look at one task of the work, or at the newest there are."""
        filters = {Filter.WORDS: title} if title else {}
        calls = [at.dialect.look_up(TaskQuery(filters, limit=20)), at.dialect.status(completed=True)]
        offered = [call for call in calls if at.offers(call)]
        if not offered:
            return Entry(Verb.LOOK, title, Outcome.ACCEPTED, monotonic(), monotonic())
        return self._do(at, offered[0], Entry(Verb.LOOK, title, *_ASKED))

    def _do(self, at: Orchestrator, call: Call, asked: Entry) -> Entry:
        """Make a call and keep what came of it."""
        begun = monotonic()
        self._note_hand_in(asked, 1)
        try:
            attempt = at.attempt(call, seconds=self._manner.timeout)
        finally:
            self._note_hand_in(asked, -1)
        self._attempts.append((at, attempt))
        entry = replace(self._read(asked, attempt), begun=begun, ended=monotonic())
        self.history.add(entry)
        if entry.verb is Verb.HAND_IN and entry.answered:
            with self._moved:
                self._handed_in += 1
                self._moved.notify_all()
        return entry

    def _note_hand_in(self, asked: Entry, more: int) -> None:
        if asked.verb is Verb.HAND_IN:
            with self._moved:
                self._handing_in += more
                self._in_vain = 0
                self._moved.notify_all()

    def _read(self, asked: Entry, attempt: Attempt) -> Entry:
        if isinstance(attempt.outcome, NoAnswerError | ConnectionLostError):
            return replace(asked, outcome=Outcome.UNANSWERED, words=str(attempt.outcome))
        if isinstance(attempt.outcome, TargetFaultError):
            # Something came, but nothing that the protocol allows: what it meant is as unknown as without an answer.
            misshapen = isinstance(attempt.outcome, BrokenSchemaError)
            return replace(asked, outcome=Outcome.UNANSWERED, words=str(attempt.outcome), misshapen=misshapen)
        reply = Reply(attempt.call, attempt.outcome)
        if reply.refused:
            return replace(asked, outcome=Outcome.REFUSED, words=reply.shortened())
        return replace(asked, outcome=Outcome.ACCEPTED, told=_told(asked, reply, self._name))

    def _connection(self, number: int) -> Orchestrator:
        with self._moved:
            return self._at[number % len(self._at)]

    def _wait_for_another(self, number: int, lost: Orchestrator) -> None:
        """Wait until the streams were moved away from a connection that is lost."""
        with self._moved:
            self._moved.wait_for(lambda: self._ending.is_set() or self._at[number % len(self._at)] is not lost)


_ASKED: Final = (Outcome.UNANSWERED, 0.0, 0.0)
"""What is not known yet of a call that is only just asked for."""


def work_of(title: str, size: int) -> str:
    """A work of so many bytes that no other task has, and of which no part can be taken for the whole."""
    line = f"{title}: one line of the work among many.\n"
    return f"{line * (size // len(line) + 1)}The end of {title}."


def accepted_changes(entries: list[Entry], *, since: float = 0.0) -> int:
    """How many changes were accepted among calls that were begun after a moment."""
    return sum(one.outcome is Outcome.ACCEPTED and one.verb is not Verb.LOOK and one.begun > since for one in entries)


def changes(wanted: int, *, since: float = 0.0) -> Callable[[list[Entry]], bool]:
    """Whether so many changes were accepted since a moment."""
    return lambda entries: accepted_changes(entries, since=since) >= wanted


def _plan(at: Orchestrator, title: str, description: str) -> Call:
    """The call that plans one task; where only whole trees can be planned, its parent is named otherwise."""
    plan = TaskPlan({TaskField.TITLE: title, TaskField.DESCRIPTION: description})
    tree = at.dialect.plan_family(TaskPlan({TaskField.TITLE: f"The tree around {title}"}), [SubtaskPlan(plan)])
    return tree or at.dialect.plan(plan)


def _told(asked: Entry, reply: Reply, name: str) -> Told:
    """What an answer told; what cannot be read out of it was not told."""
    identity = None
    with suppress(UnreadableReplyError):
        identity = reply.planned.identity if asked.verb is Verb.PLAN else reply.task.identity
    if asked.verb is Verb.LOOK:
        titles = ((str(view.values.get(TaskField.TITLE)), view.state) for view in reply.tasks)
        seen = {title: state for title, state in titles if title.startswith(name)}
        return Told(identity=None if reply.lists_tasks else identity, seen=seen)
    paths = [one.path for one in reply.artifacts if one.path]
    return Told(identity=identity, state=reply.told_state, path=paths[-1] if paths else None)
