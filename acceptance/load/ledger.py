"""What all workers of a load know together, and what is found when all is read back."""

from __future__ import annotations

from dataclasses import dataclass, field

from acceptance.contract.calls import Call
from acceptance.contract.dialects import Dialect
from acceptance.contract.reply import Reply
from acceptance.contract.values import Filter, TaskField, TaskQuery, TaskState
from acceptance.load.tally import Tally


@dataclass(slots=True)
class Ledger:
    """What all workers of a load know together.

    Attributes:
        dialect: how verbs are said.
        parent: the identity of the task below which all others are planned.
        tally: what came of it.
        known: the title of each task whose planning was answered, by its identity.
    """

    dialect: Dialect
    parent: str
    tally: Tally = field(default_factory=Tally)
    known: dict[str, str] = field(default_factory=dict)

    def all_tasks(self) -> Call:
        """The call that brings all tasks of the load, page by page."""
        return self.dialect.look_up(TaskQuery({Filter.PARENT: self.parent}))


class Findings:
    """What is there when all is read back."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._found: dict[str, TaskState | None] = {}

    def note(self, reply: Reply) -> None:
        """Hold one page against what is known."""
        tally, known = self._ledger.tally, self._ledger.known
        if reply.refused:
            tally.refuse("reading back", reply.shortened())
        for view in reply.tasks:
            identity = str(view.identity)
            if identity in self._found:
                tally.doubt("a task is listed twice when all are read back")
            if identity in known and view.values.get(TaskField.TITLE) != known[identity]:
                tally.doubt("a task has another title when it is read back")
            self._found[identity] = view.state

    def settle(self) -> None:
        """Count what is completed; more tasks than were planned are a wrong answer, unless a plan went unanswered."""
        tally, known = self._ledger.tally, self._ledger.known
        tally.confirmed = sum(self._found.get(identity) is TaskState.COMPLETED for identity in known)
        if lost := tally.completed - tally.confirmed:
            tally.complaints[
                f"{lost} of the tasks completed were not there, or not completed, when all were read back"
            ] += 1
        strangers = len(self._found.keys() - known.keys())
        if strangers > tally.unanswered:
            tally.doubt(f"{strangers} tasks exist whose plans were not answered")
