"""A reply, read once: accepted or refused, its words, and the domain's things in it.

Servers say the same in many shapes: structured content, JSON in a text, a Python `repr` of a dictionary, prose; and
errors that are flagged, or are not (contract, "A refusal"). Everything that depends on a shape is in this module and in
`views`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NoReturn

from acceptance.contract.calls import Call, ToolResult
from acceptance.contract.content import read_session_list
from acceptance.contract.refusals import tells_refusal
from acceptance.contract.template_views import TemplateView, read_template_list, read_template_value
from acceptance.contract.values import ACTIVE, TaskState
from acceptance.contract.views import (
    IDENTITIES,
    Artifact,
    SessionView,
    TaskView,
    read_artifacts,
    read_session,
    read_task,
    texts_in,
)
from acceptance.errors import NotOfferedError, UnreadableReplyError
from acceptance.messages.cutting import cut_at
from acceptance.messages.embedded import body_of, fields_beside_prose
from acceptance.messages.reading import names_read, why_unreadable_fields
from acceptance.messages.shown import as_json

SHOWN_CHARACTERS = 300
TASK_LISTS = ("tasks", "subtasks", *(f"{state.wire}_tasks" for state in TaskState), "active_tasks")
"""The fields that can hold a list of tasks, or an object whose field `tasks` is one."""
SYNTHESIS_LISTS = ("results", "children")
TOTALS = (("total_count",), ("query_summary", "pagination", "total_count"))
"""Where a search tells how many tasks there are over all pages: the names of fields, from the outermost."""
COUNTS = (
    ("counts", "{state}"),
    ("task_summary", "total_{state}"),
    ("{state}_tasks", "total_count"),
    ("{state}_tasks",),
)
"""Where a status tells how many tasks there are in a state, in the same way."""


@dataclass(frozen=True)
class Reply:
    """What an orchestrator answered to one call."""

    call: Call
    result: ToolResult

    @cached_property
    def body(self) -> Mapping[str, Any]:
        """The reply's fields, whichever part of the reply tells them; empty for prose."""
        if self.result.fields is not None:
            return self.result.fields
        read = self.call.manner.read(self.call, self.result) if self.call.manner is not None else None
        return body_of(self.result.structured, self.result.text) if read is None else read

    @cached_property
    def words(self) -> str:
        """All that the reply says, as text: also what its structured content says and its text does not."""
        text, structured = self.result.text, self.result.structured
        if not structured or fields_beside_prose(text) == structured:
            return text
        return "\n".join(filter(None, (text, *(one for one in texts_in(structured) if one != text))))

    @property
    def accepted(self) -> bool:
        """Whether what was asked for was done, as far as the reply says."""
        return not self.refused

    @cached_property
    def refused(self) -> bool:
        """Whether the orchestrator refused, flagged as the protocol wants it or said otherwise."""
        return self.result.is_error or tells_refusal(self.body)

    @cached_property
    def task(self) -> TaskView:
        """The task that the reply is about.

        Raises:
            UnreadableReplyError: the reply tells no task.
        """
        inner = self.body.get("task")
        view = read_task(inner if isinstance(inner, Mapping) else self.body)
        return view if view.identity else self._unreadable("the task's identity", *IDENTITIES)

    @property
    def told_task(self) -> TaskView:
        """Its task as far as the reply tells it, be it only the state."""
        inner = self.body.get("task")
        return read_task(inner if isinstance(inner, Mapping) else self.body)

    @property
    def told_state(self) -> TaskState | None:
        """The state of its task, where the reply tells one."""
        return self.told_task.state

    @property
    def planned(self) -> TaskView:
        """The one task that was planned, be it alone or as the only child of a tree.

        Raises:
            UnreadableReplyError: the reply tells no task.
        """
        return self.tasks[0] if self.tasks else self.task

    @property
    def planned_parent(self) -> str:
        """The identity of the parent of the family that was planned.

        Raises:
            UnreadableReplyError: the reply does not tell it.
        """
        whole_tree = self.tasks and self.body.get("parent_task_id")
        return str(whole_tree or self.task.identity)

    @cached_property
    def tasks(self) -> list[TaskView]:
        """The tasks that the reply lists, in its order."""
        return [read_task(item) for item in self._listed()]

    @property
    def shown(self) -> list[TaskView]:
        """The tasks that it shows: those that it lists, or the one that it is about."""
        if self.tasks:
            return self.tasks
        inner = self.body.get("task")
        return [read_task(inner)] if isinstance(inner, Mapping) else []

    @cached_property
    def lists_tasks(self) -> bool:
        """Whether the reply has any list of tasks, be it empty: one that would be empty may be left out."""
        return any(isinstance(self.body.get(name), list | Mapping) for name in TASK_LISTS) or self._page_is_empty()

    @property
    def listing(self) -> list[TaskView]:
        """The tasks that the reply lists, where it has a list of tasks, be it empty.

        Raises:
            UnreadableReplyError: it has none.
        """
        return self.tasks if self.lists_tasks else self._unreadable("a list of tasks", "tasks")

    @cached_property
    def total(self) -> int:
        """How many tasks fit the question, before any page was cut.

        Raises:
            NotOfferedError: the target has no way to tell it.
            UnreadableReplyError: the reply tells no count.
        """
        told = self._told_total()
        if told is None and self.call.manner is not None and self.call.manner.never_tells("total_count"):
            raise NotOfferedError("the number of all tasks that a search finds")
        return self._unreadable("how many tasks there are in all", "total_count") if told is None else told

    @cached_property
    def counts(self) -> dict[TaskState, int]:
        """How many tasks the reply tells to be in each state that it mentions."""
        found: dict[TaskState, int] = {}
        for state in TaskState:
            for count in self._count_fields(state):
                if isinstance(count, int) and not isinstance(count, bool):
                    found.setdefault(state, count)
        return found

    @cached_property
    def artifacts(self) -> list[Artifact]:
        """The artifacts that the reply tells of, also within its task."""
        inner = self.body.get("task")
        return read_artifacts(self.body) or (read_artifacts(inner) if isinstance(inner, Mapping) else [])

    @cached_property
    def session(self) -> SessionView:
        """The session that the reply is about.

        Raises:
            UnreadableReplyError: the reply tells no session.
        """
        inner = self.body.get("session")
        view = read_session(inner if isinstance(inner, Mapping) else self.body)
        return view if view.identity else self._unreadable("the session's identity", "session_id")

    @cached_property
    def sessions(self) -> list[SessionView]:
        """The sessions that the reply lists.

        Raises:
            UnreadableReplyError: the reply has no list of sessions.
        """
        listed = read_session_list(self.body)
        return self._unreadable("a list of sessions", "sessions") if listed is None else listed

    @property
    def template(self) -> Any:
        """The template that was loaded, as a value, be it told as one or as its text; None: not told."""
        return read_template_value(self.body)

    @cached_property
    def templates(self) -> list[TemplateView]:
        """The templates that the reply lists.

        Raises:
            UnreadableReplyError: the reply has no list of templates.
        """
        listed = read_template_list(self.body, self.words) if self.accepted else None
        return self._unreadable("a list of templates", "templates") if listed is None else listed

    @cached_property
    def results(self) -> list[Mapping[str, Any]]:
        """The children's results in a synthesis; empty where it is prose."""
        for name in SYNTHESIS_LISTS:
            listed = self.body.get(name)
            if isinstance(listed, list):
                return [item for item in listed if isinstance(item, Mapping)]
        return []

    def shortened(self, around: str = "") -> str:
        """What was judged, in one line, cut to what a person reads in a message; the whole reply is in the evidence.

        Args:
            around: where a long reply is cut; by default, its beginning is shown.
        """
        told = self.result.text
        if self.result.structured and not fields_beside_prose(told):
            # What was judged are the fields: a text that says no more than that it is done tells nobody why.
            told = self.words if self.refused or not self.body else as_json(self.body)
        line = " ".join(told.split())
        return cut_at(line, max(0, line.find(around)), SHOWN_CHARACTERS, SHOWN_CHARACTERS // 3)

    def _page_is_empty(self) -> bool:
        """Whether the page that was asked for lies behind the last task, or has room for none."""
        asked, told = self.call.asked or self.call.arguments, self._told_total()
        return told is not None and (told <= int(asked.get("offset") or 0) or asked.get("limit") == 0)

    def _told_total(self) -> int | None:
        counts = (field_in(self.body, names) for names in TOTALS)
        return next((one for one in counts if isinstance(one, int) and not isinstance(one, bool)), None)

    def _listed(self) -> Iterator[Mapping[str, Any]]:
        for name in TASK_LISTS:
            content = self.body.get(name)
            items = content.get("tasks") if isinstance(content, Mapping) else content
            if isinstance(items, list):
                yield from (item for item in items if isinstance(item, Mapping))

    def _count_fields(self, state: TaskState) -> Iterator[Any]:
        names = [state.wire] + ([ACTIVE.wire] if state is TaskState.IN_PROGRESS else [])
        for name in names:
            for place in COUNTS:
                told = field_in(self.body, tuple(part.format(state=name) for part in place))
                if told is not None and not isinstance(told, Mapping | list):
                    yield told

    def _unreadable(self, what: str, *names: str) -> NoReturn:
        why = "" if self.result.structured else why_unreadable_fields(self.result.text)
        manner = self.call.manner
        places = (manner.places(self.call, names[0]) if manner is not None else ()) or names
        read = names_read(places, list(body_of(self.result.structured, self.result.text)))
        raise UnreadableReplyError(
            f"the reply to the {self.call.verb} does not contain {what}{f' ({why})' if why else ''}: {read}; "
            f"it says: {self.shortened() or '(nothing)'}"
        )


def field_in(body: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    """A field of a reply, from the outermost name to the innermost; None where it is not told."""
    found: Any = body
    for name in names:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found
