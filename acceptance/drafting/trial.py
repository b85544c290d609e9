"""Speaks each verb of a dialect to a live server, in the order of a task's life, and tells what was read."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from acceptance.contract.calls import Call
from acceptance.contract.dialects import Dialect
from acceptance.contract.dialects.tasks import FILTER_PARAMETERS
from acceptance.contract.values import Deletion, Filter, HandIn, TaskField, TaskPlan, TaskQuery, TaskState
from acceptance.drafting.advice import Expected
from acceptance.drafting.samples import FEW, NEW_TITLE, SAMPLES, WORD, sayable, title
from acceptance.drafting.spoken import Spoken

Lines = Generator[str, None, None]
OTHERS: Final[Mapping[str, Callable[[Dialect], Call]]] = {
    "status": lambda dialect: dialect.status(),
    "list_sessions": lambda dialect: dialect.list_sessions(),
    "health": lambda dialect: dialect.check_health(),
    "restart_status": lambda dialect: dialect.restart_status(),
    "prepare_shutdown": lambda dialect: dialect.prepare_shutdown(),
    "test_reconnection": lambda dialect: dialect.test_reconnection(),
    "list_templates": lambda dialect: dialect.list_templates(),
    "installation_status": lambda dialect: dialect.installation_status(),
}
"""The verbs that need no task."""
REASON: Final = "it was only a trial"
SUMMARY: Final = "The fence is painted, on both of its sides"
NOTHING: Final[Mapping[TaskField, Any]] = {}
UNKNOWN: Final = "an unknown task"
LATER_AND_BACK: Final = (TaskState.BLOCKED, TaskState.IN_PROGRESS)
"""The states that a task in progress is put into by a change."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A task of the trial.

    Attributes:
        identity: as the server gave it.
        title: its title now.
        values: what it was planned with.
    """

    identity: str
    title: str
    values: Mapping[TaskField, Any] = field(default_factory=dict)

    def expected(self, state: TaskState | None, **more: Any) -> Expected:
        """What a reply that shows it should be read as."""
        return Expected(self.identity, self.title, state, must_identify=True, **more)


@dataclass(slots=True)
class Trial:
    """One trial of a dialect.

    Attributes:
        spoken: what was spoken so far.
        workspace: the folder that the server works in.
    """

    spoken: Spoken
    workspace: str
    _count: int = 0
    _stateless: bool = True

    @property
    def dialect(self) -> Dialect:
        """What is spoken."""
        return self.spoken.dialect

    def has(self, verb: str) -> bool:
        """Whether the dialect has a verb."""
        return verb in self.dialect.form.verbs

    def lines(self) -> Lines:
        """Speak every verb that the dialect has, and tell line by line what came of it."""
        if self.has("open_session"):
            yield from self.spoken.speak("open_session", self.dialect.initialize(self.workspace), Expected())
        if self.has("plan"):
            yield from self._tasks()
        for verb, call in OTHERS.items():
            if self.has(verb):
                counted = verb == "status" and self.spoken.understood.count("plan") > 0
                yield from self.spoken.speak(verb, call(self.dialect), Expected(counted=counted))

    def _tasks(self) -> Lines:
        main = yield from self._planned("plan", samples=True)
        if main is None:
            return
        yield from self._looked("look", main, TaskState.PENDING, values=main.values, whole=True)
        other = yield from self._depending(main)
        if self.has("search"):
            # A list may tell less of a task than a look at it does.
            state = None if self.has("look") else TaskState.PENDING
            yield from self._search("search", TaskQuery(), main.expected(state))
        yield from self._started(main)
        yield from self._filtered(main, other, TaskState.IN_PROGRESS)
        main = yield from self._changed(main)
        yield from self._below(other or main)
        if self.has("submit"):
            yield from self._submitted(main)
        if self._stateless:
            yield from self._by_state(main, other, TaskState.COMPLETED)
        yield from self._unknown(main.identity)
        yield from self._ended("cancel", lambda task: self.dialect.cancel(task, REASON), TaskState.CANCELLED)
        yield from self._deleted()

    def _planned(
        self, name: str, given: Mapping[TaskField, Any] = NOTHING, *, samples: bool = False
    ) -> Generator[str, None, Tried | None]:
        """Plan a task, and give what the reply shows of it; `None` if that is no identity."""
        self._count += 1
        plan = sayable(self.dialect, {TaskField.TITLE: title(self._count), **given}, SAMPLES if samples else FEW)
        expected = Expected("", plan.title, values=plan.given, must_identify=True)
        reply = yield from self.spoken.speak(name, self.dialect.plan(plan), expected)
        if reply is None or reply.refused:
            return None
        view = reply.tasks[0] if reply.tasks else reply.told_task
        return Tried(str(view.identity), plan.title, plan.given) if view.identity else None

    def _looked(self, name: str, task: Tried, state: TaskState | None, **more: Any) -> Lines:
        """Look at a task, by itself or in the list."""
        if self.has("look"):
            yield from self.spoken.speak(name, self.dialect.look_at(task.identity), task.expected(state, **more))
        elif self.has("search"):
            yield from self._search(name.replace("look", "search", 1), TaskQuery(), task.expected(state, **more))

    def _search(self, name: str, query: TaskQuery, expected: Expected) -> Lines:
        yield from self.spoken.speak(name, self.dialect.look_up(query), replace(expected, listed=True))

    def _depending(self, first: Tried) -> Generator[str, None, Tried | None]:
        """Plan a second task, which depends on the first if a plan can say so, else by a change."""
        on_first = {TaskField.DEPENDS_ON: [first.identity]}
        if not self.dialect.plan(TaskPlan({TaskField.TITLE: title(2), **on_first})).lacking:
            second = yield from self._planned("plan (depending on the first)", on_first)
            if second is not None:
                yield from self._looked("look (dependencies)", second, TaskState.PENDING, values=on_first, whole=True)
            return second
        second = yield from self._planned("plan (a second task)")
        if second is not None and self.has("change"):
            call = self.dialect.change(second.identity, TaskPlan(on_first), None)
            if not call.lacking:
                yield from self.spoken.speak("change (dependencies)", call, Expected())
                yield from self._looked("look (dependencies)", second, TaskState.PENDING, values=on_first, whole=True)
        return second

    def _started(self, task: Tried) -> Lines:
        if self.has("start"):
            yield from self.spoken.speak("start", self.dialect.execute(task.identity), Expected())
            yield from self._looked("look (after start)", task, TaskState.IN_PROGRESS)

    def _filtered(self, found: Tried, other: Tried | None, state: TaskState) -> Lines:
        """Search with each filter that the dialect can say."""
        if not self.has("search"):
            return
        if self.has("start"):
            yield from self._by_state(found, other, state)
        now = datetime.now(UTC)
        sent = {one: [found.values[one]] for one in found.values if one is not TaskField.TITLE}
        filters: dict[Filter, Any] = {
            Filter.WORDS: WORD,
            Filter.KIND: sent.get(TaskField.KIND),
            Filter.SPECIALIST: sent.get(TaskField.SPECIALIST),
            Filter.COMPLEXITY: sent.get(TaskField.COMPLEXITY),
            Filter.PLANNED_AFTER: (now - timedelta(days=1)).isoformat(),
            Filter.PLANNED_BEFORE: (now + timedelta(days=1)).isoformat(),
        }
        without = {other.identity: other.title} if other is not None else {}
        for name, value in filters.items():
            expected = found.expected(None, without=without if name is Filter.WORDS else {})
            yield from self._filter(name, value, expected)
        page = TaskQuery(limit=1, offset=0)
        if not self.dialect.look_up(page).lacking:
            yield from self.spoken.speak("search by page", self.dialect.look_up(page), Expected(listed=True, most=1))

    def _filter(self, name: Filter, value: Any, expected: Expected) -> Lines:
        """Search with one filter, if the dialect can say it."""
        query = TaskQuery({name: value})
        if value is not None and not self.dialect.look_up(query).lacking:
            yield from self._search(f"search by {FILTER_PARAMETERS[name]}", query, expected)

    def _by_state(self, found: Tried, other: Tried | None, state: TaskState) -> Lines:
        if not self.has("search") or self.dialect.look_up(TaskQuery({Filter.STATE: [state.wire]})).lacking:
            return
        self._stateless = False
        without = {other.identity: other.title} if other is not None else {}
        yield from self._filter(Filter.STATE, [state.wire], found.expected(None, without=without))

    def _changed(self, task: Tried) -> Generator[str, None, Tried]:
        """Change what can be changed of a task, and its state there and back; gives it as it is then."""
        if not self.has("change"):
            return task
        call = self.dialect.change(task.identity, TaskPlan({TaskField.TITLE: NEW_TITLE}), None)
        if not call.lacking:
            yield from self.spoken.speak("change", call, Expected())
            task = Tried(task.identity, NEW_TITLE, task.values)
            yield from self._looked("look (after change)", task, None)
        for state in LATER_AND_BACK if self.has("start") else ():
            call = self.dialect.change(task.identity, TaskPlan({}), state)
            if not call.lacking:
                yield from self.spoken.speak(f"change (to {state})", call, Expected())
                yield from self._looked(f"look (after change to {state})", task, state)
        return task

    def _below(self, parent: Tried) -> Lines:
        """Plan a subtask, and find it by its parent, if the dialect can say that."""
        below = {TaskField.PARENT: parent.identity}
        if self.dialect.plan(TaskPlan({TaskField.TITLE: title(1), **below})).lacking:
            return
        child = yield from self._planned("plan (a subtask)", below)
        if child is None:
            return
        yield from self._looked("look (at a subtask)", child, TaskState.PENDING, values=below, whole=True)
        if self.has("search"):
            expected = child.expected(None, without={parent.identity: parent.title})
            yield from self._filter(Filter.PARENT, parent.identity, expected)

    def _submitted(self, task: Tried) -> Lines:
        work = HandIn(summary=SUMMARY)
        reply = yield from self.spoken.speak("submit", self.dialect.hand_in(task.identity, work), Expected())
        if reply is not None:
            told = "" if "summary" in self.dialect.form.verbs["submit"].ignored else SUMMARY
            yield from self._looked("look (after submit)", task, TaskState.COMPLETED, summary=told, whole=True)

    def _ended(self, verb: str, call: Callable[[str], Call], state: TaskState) -> Lines:
        """End a task of its own, and look at it."""
        if not self.has(verb):
            return
        task = yield from self._planned(f"plan (for {verb})")
        if task is not None:
            reply = yield from self.spoken.speak(verb, call(task.identity), Expected())
            if reply is not None:
                yield from self._looked(f"look (after {verb})", task, state)

    def _deleted(self) -> Lines:
        """Delete a task of its own, for good if the dialect can say that, and look whether it is gone."""
        if not self.has("delete"):
            return
        task = yield from self._planned("plan (for delete)")
        if task is None:
            return
        calls = (self.dialect.delete(task.identity, Deletion(archive=archive)) for archive in (False, True, None))
        choices = list(calls)
        call = next((one for one in choices if not one.lacking), choices[0])
        reply = yield from self.spoken.speak("delete", call, Expected())
        if reply is not None and self.has("look"):
            gone = Expected(task.identity, task.title, gone=True)
            yield from self.spoken.speak("look (after delete)", self.dialect.look_at(task.identity), gone)

    def _unknown(self, known: str) -> Lines:
        """Ask for a task that there is not."""
        unknown = "999999999" if known.isdigit() else "no-such-task"
        calls: dict[str, Callable[[], Call]] = {
            "look": lambda: self.dialect.look_at(unknown),
            "start": lambda: self.dialect.execute(unknown),
            "delete": lambda: self.dialect.delete(unknown, Deletion(archive=False)),
        }
        asking = next((verb for verb in calls if self.has(verb)), None)
        if asking is not None:
            yield from self.spoken.speak(f"{asking} ({UNKNOWN})", calls[asking](), Expected(refused=True))
