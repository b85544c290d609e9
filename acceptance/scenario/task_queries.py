"""Looking tasks up for a scenario, and counting them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, Final

from acceptance.contract.reply import Reply
from acceptance.contract.values import Filter, TaskField, TaskQuery, TaskState
from acceptance.contract.views import TaskView
from acceptance.contract.words import names_in, wire_word
from acceptance.errors import NotOfferedError, TargetFaultError, UnreadableReplyError
from acceptance.evidence.call_trail import ACCEPTED
from acceptance.scenario.tasks import Task

if TYPE_CHECKING:
    from acceptance.scenario.state import ScenarioState

APART: Final = 2
"""So many seconds lie between the planning of two tasks that is shown to the second, if they are to be told apart."""
SEARCHES: Final = "TASK-7"
"""The requirement that all pages of a search together hold what it finds."""

LISTED: Final = frozenset({Filter.STATE, Filter.KIND, Filter.COMPLEXITY, Filter.SPECIALIST})

FILTERED: Final[Mapping[Filter, TaskField]] = {
    Filter.KIND: TaskField.KIND,
    Filter.COMPLEXITY: TaskField.COMPLEXITY,
    Filter.SPECIALIST: TaskField.SPECIALIST,
}


def told_of(view: TaskView, name: Filter) -> str | None:
    """What a reply tells of what tasks are filtered by; `None` where it does not tell it."""
    if name is Filter.STATE:
        return view.state.wire if view.state else None
    found = view.values.get(FILTERED[name])
    return None if found is None else str(found)


class TaskQueries:
    """Asks for tasks in the words of the features, and knows the scenario's own among those found.

    Attributes:
        answer: the pages of the last answer.
        counted: the counts by state that were noted.
        noted: the number of tasks that was noted.
    """

    def __init__(self, state: ScenarioState) -> None:
        self.answer: list[Reply] = []
        self.counted: dict[TaskState, int] = {}
        self.noted = 0
        self._unnoted: TargetFaultError | None = None
        self._searched = True
        self._state = state

    def look_up(
        self, filters: Mapping[Filter, str], parent: str | None = None, *, size: int | None = None, **extras: Any
    ) -> None:
        """Ask for tasks over all pages, by filters in the words of the features, under one parent or everywhere."""
        asked: dict[Filter, Any] = {
            name: [wire_word(word) for word in names_in(content)] if name in LISTED else content
            for name, content in filters.items()
        }
        self._find(TaskQuery({**asked, **self._under(parent)}, **extras), size)

    def adopt(self, name: str) -> Task:
        """Take a task that is there already for one of the scenario's, by its title.

        Raises:
            TargetFaultError: there is none, or more than one.
        """
        replies = self._state.orchestrator.find(TaskQuery({Filter.WORDS: name}))
        views = [view for reply in replies for view in reply.tasks if view.values.get(TaskField.TITLE) == name]
        if len(views) != 1:
            raise TargetFaultError(f'there are {len(views)} tasks "{name}": {replies[-1].shortened()}')
        return self._state.own(Task(self._state, name, name, known_as=views[0].identity))

    def look_up_words(self, words: str) -> None:
        """Ask for tasks by the words in their titles and descriptions, whatever these look like."""
        self._find(TaskQuery({Filter.WORDS: words}))

    def ask(self, question: TaskQuery, parent: str) -> None:
        """Ask one question under a parent as it is, for one page."""
        question = replace(question, filters={**question.filters, **self._under(parent)})
        self.answer = [self._state.verbs.look_up(question)]

    def look_up_around(self, parent: str, when: str, first: str, second: str, spelling: str = "") -> None:
        """Ask for a family's tasks `before` or `after` the moment between the planning of two of them.

        Args:
            parent: of the family.
            when: on which side of the moment.
            first: the task that was planned before it.
            second: the task that was planned after it.
            spelling: one of the `TIME_SPELLINGS`, by which the moment is given.
        """
        moment = TIME_SPELLINGS[spelling](moment_between(*self._views(first, second)))
        self._find(TaskQuery({Filter(f"planned {when}"): moment, **self._under(parent)}))

    def share_a_second(self, first: str, second: str) -> bool:
        """Whether the planning of two tasks is shown to the second, and too close for a moment between them."""
        begin, end = map(planned_at, self._views(first, second))
        return not (begin.microsecond or end.microsecond) and (end - begin).total_seconds() < APART

    def _views(self, first: str, second: str) -> tuple[TaskView, TaskView]:
        orchestrator = self._state.orchestrator
        # What cannot be asked for is found out before anything is read of the two.
        orchestrator.require(
            orchestrator.dialect.look_up(TaskQuery({Filter.PLANNED_AFTER: "2026-01-01T00:00:00+00:00"}))
        )
        return self._state.task(first).look(), self._state.task(second).look()

    def read_pages(self, parent: str | None, size: int) -> None:
        """Read a family page by page, or all tasks there are."""
        self._find(TaskQuery(self._under(parent)), size)

    @property
    def found(self) -> list[TaskView]:
        """The tasks of the last answer, over all its pages, in their order.

        Raises:
            TargetFaultError: the question was refused, or answered with no list.
        """
        for reply in self.answer:
            if reply.refused:
                raise TargetFaultError(f"the question was refused: {reply.shortened()}")
        return [view for reply in self.answer for view in reply.listing]

    def in_full(self, view: TaskView, name: Filter) -> TaskView:
        """A task that was found, as a look at it alone shows it where the list does not tell what is filtered by."""
        at = self._state.orchestrator
        if view.identity is None or told_of(view, name) is not None or not at.dialect.looks_singly:
            return view
        return at.look(view.identity, str(view.values.get(TaskField.TITLE, "")), None) or view

    def require_planned(self, names: Sequence[str]) -> None:
        """Check that the tasks of some names were planned at all.

        Raises:
            NotOfferedError: one is a parent, and the target has no subtasks.
        """
        for task in filter(None, map(self._state.tasks.get, names)):
            if task.not_offered:
                raise NotOfferedError(task.not_offered)

    def names(self, views: Sequence[TaskView], among: Sequence[Task] | None = None) -> list[str]:
        """The scenario's names for tasks that were found.

        Args:
            views: the tasks that were found.
            among: the tasks that count; others are left out. Without it, others are told by their titles.
        """
        own = {task.known_as: task.name for task in (self._state.tasks.values() if among is None else among)}
        if among is not None:
            return [own[view.identity] for view in views if view.identity in own]
        return [own.get(view.identity) or f"somebody else's {view.values.get(TaskField.TITLE)}" for view in views]

    def family(self, parent: str) -> Sequence[Task]:
        """The children of a task that the scenario knows."""
        return self._state.families[parent]

    def subtask(self, name: str) -> Task:
        """A subtask of the scenario, for what is about its being one.

        Raises:
            NotOfferedError: the target has no subtasks, so that it was planned as a task of its own.
        """
        task = self._state.task(name)
        if task.parent is not None and task.parent.not_offered:
            raise NotOfferedError(task.parent.not_offered)
        return task

    def note_number_of_tasks(self) -> None:
        """Note how many tasks there are outside the archive.

        Where that cannot be counted, what is not allowed can be asked for all the same, so it is told when the number
        is compared.
        """
        at = self._state.orchestrator
        self._searched, self._unnoted = at.offers(at.dialect.look_up(TaskQuery(limit=1))), None
        trail = self._state.trail
        mark = trail.mark()
        try:
            self.noted = self.number_of_tasks()
        except UnreadableReplyError as error:
            counted = self.count()
            self._searched, self._unnoted, self.noted = False, None if counted else error, sum(counted.values())
            trail.excuse(mark)

    def number_of_tasks(self) -> int:
        """How many tasks there are in all but the archive, counted as they were when the number was noted.

        Raises:
            TargetFaultError: it is not told, or was not when it was to be noted.
        """
        if self._unnoted is not None:
            raise self._unnoted
        if self._searched:
            return self._state.verbs.look_up(TaskQuery(limit=1)).total
        return sum(self.count().values())

    def count(self, *, completed: bool | None = True) -> dict[TaskState, int]:
        """The orchestrator's own counts by state, with those of completed tasks where nothing else is said."""
        return self._state.verbs.status(completed=completed).counts

    def number_found(self, state: TaskState, counted: int | None) -> int:
        """How many tasks in a state can be found over all pages.

        Args:
            state: the state.
            counted: how many the orchestrator counts: where the search names that number too, its pages are wrong.
        """
        self._find(TaskQuery({Filter.STATE: [state.wire]}))
        found = len(self.found)
        with suppress(NotOfferedError, UnreadableReplyError):
            if found != counted == self.answer[0].total:
                self._blame_pages()
        return found

    def check_pages(self, title: str, times: int) -> None:
        """Note that pages are wrong that do not show the tasks of a title so often, where a search for it does."""
        with suppress(NotOfferedError, TargetFaultError):
            replies = self._state.orchestrator.find(TaskQuery({Filter.WORDS: title}))
            views = [view for reply in replies for view in reply.listing]
            if sum(view.values.get(TaskField.TITLE) == title for view in views) == times:
                self._blame_pages()

    def _blame_pages(self) -> None:
        tool = self._state.orchestrator.dialect.look_up(TaskQuery()).promised
        self._state.trail.note(tool, ACCEPTED, "the pages of a search do not hold all that it finds", breaks=SEARCHES)

    def _find(self, question: TaskQuery, size: int | None = None) -> None:
        self.answer = self._state.orchestrator.find(question, size)
        self._state.last_reply = self.answer[-1]

    def _under(self, parent: str | None) -> dict[Filter, Any]:
        return {} if parent is None else {Filter.PARENT: self._state.task(parent).identity}


def _elsewhere(moment: str) -> str:
    """The same moment by a clock five and a half hours ahead."""
    return _with_offset(moment).astimezone(timezone(timedelta(hours=5, minutes=30))).isoformat()


def _without_offset(moment: str) -> str:
    """The same moment in UTC, without saying so (contract, "Readings": without an offset it is UTC)."""
    return _with_offset(moment).astimezone(UTC).replace(tzinfo=None).isoformat()


def _with_offset(moment: str) -> datetime:
    read = datetime.fromisoformat(moment)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


FIRST_TIME: Final = datetime.min.replace(tzinfo=UTC) + timedelta(days=1)
LAST_TIME: Final = datetime.max.replace(tzinfo=UTC) - timedelta(days=1)
"""Between both, the clocks of every time zone show a day that exists."""

TIME_SPELLINGS: Final[Mapping[str, Callable[[str], str]]] = {
    "": lambda moment: moment,
    ", given in another time zone": _elsewhere,
    ", given in UTC without an offset": _without_offset,
}
"""How a moment is given, by the features' words: as the orchestrator itself gives times, or otherwise."""


def moment_between(first: TaskView, second: TaskView) -> str:
    """The ISO time halfway between the planning of two tasks, by the orchestrator's own clock.

    Raises:
        UnreadableReplyError: when one of them was planned is not told, or not in ISO time.
    """
    begin, end = planned_at(first), planned_at(second)
    return (begin + (end - begin) / 2).isoformat()


def planned_at(view: TaskView) -> datetime:
    """When a task was planned; without an offset, the time is UTC (contract, "Readings").

    Raises:
        UnreadableReplyError: it is not told, or not in ISO time.
    """
    try:
        told = _with_offset(str(view.created))
    except ValueError:
        raise UnreadableReplyError(f"when the task was planned cannot be read: {view.created}") from None
    if not FIRST_TIME <= told <= LAST_TIME:
        raise UnreadableReplyError(f"the task was planned at a time that no calendar has everywhere: {view.created}")
    return told
