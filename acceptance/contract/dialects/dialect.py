"""A dialect: every verb of the domain, said as a dialect file has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from acceptance.contract.calls import Call
from acceptance.contract.dialects.limits import Limits
from acceptance.contract.dialects.server import ServerVerbs
from acceptance.contract.dialects.sessions import SessionVerbs
from acceptance.contract.dialects.speaking import Saying
from acceptance.contract.dialects.tasks import PLAN_PARAMETERS, TaskVerbs
from acceptance.contract.dialects.templates import TemplateVerbs
from acceptance.contract.dialects.vocabulary import VERBS
from acceptance.contract.reply import Reply
from acceptance.contract.values import Filter, SubtaskPlan, TaskField, TaskPlan, TaskQuery, TaskState


@dataclass(frozen=True, slots=True)
class Looks:
    """How a task is looked for.

    Attributes:
        order: the looks, the cheapest first, by their names in a dialect file.
        longest_search: the most characters of a title that is searched for; a longer one is looked for by other means.
        artifacts: whether the artifacts are asked for as well.
    """

    order: tuple[str, ...] = ()
    longest_search: int = 120
    artifacts: bool = False


@dataclass(frozen=True, slots=True)
class StoreFiles:
    """Where the target keeps its tasks.

    Attributes:
        files: a glob below the workspace; empty where it is not known.
        kind: what they are, by its name in a dialect file; empty where it is not known.
    """

    files: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """What a dialect file says, ready to be spoken.

    Attributes:
        path: the file.
        speaks: what it speaks, in words.
        verbs: how each verb is said, by its name.
        not_offered: why a verb is not said, by its name.
        marks: the tools that a target lists that speaks it.
        lacks: the tools that such a target does not list.
        looks: how a task is looked for.
        shows: what a look at a task tells of it, by the contract's names; `None` for all.
        shows_work: whether it tells of the work that was submitted.
        limits: what the target can hold.
        store: where it keeps its tasks.
        own: whether it is the contract's own: a target that wants other arguments breaks it.
        text: the file as it is written.
    """

    path: Path
    speaks: str
    verbs: Mapping[str, Saying]
    not_offered: Mapping[str, str] = field(default_factory=dict)
    marks: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    looks: Looks = field(default_factory=Looks)
    shows: frozenset[str] | None = None
    shows_work: bool = True
    limits: Limits = field(default_factory=Limits)
    store: StoreFiles = field(default_factory=StoreFiles)
    own: bool = False
    text: str = field(default="", repr=False)


class Dialect(TaskVerbs, SessionVerbs, ServerVerbs, TemplateVerbs):
    """All verbs, said to one server.

    Attributes:
        form: what its file says.
    """

    def __init__(self, form: Form, workspace: str = "") -> None:
        """Speak a dialect.

        Args:
            form: what its file says.
            workspace: the directory that the server works in; empty where that is not known.
        """
        self.form = form
        stand_ins = {"{workspace}": workspace}
        self._verbs = {name: replace(saying, stand_ins=stand_ins) for name, saying in form.verbs.items()}
        self._depths: dict[str, int] = {}

    def say(self, verb: str, asked: Mapping[str, Any], *, words: str = "") -> Call:
        """A verb as a call; what cannot be said is told as lacking, and found when the call is required or made."""
        words = words or VERBS[verb].words
        saying = self._verbs.get(verb)
        if saying is None:
            why = self.form.not_offered.get(verb, f"dialect {self.form.path.stem}")
            return Call(words, words, lacking=f"{words} ({why})")
        call = saying.say(Call(words, "", paged=verb == "search" and saying.pages), asked)
        if verb in {"plan", "change"} and self._too_deep(asked):
            return replace(call, lacking=f"{call.tool}(parent_task_id below level {self.form.limits.depth})")
        return call

    def shows(self, value: TaskField) -> bool:
        """Whether a look at a task tells this value at all."""
        return self.form.shows is None or PLAN_PARAMETERS[value] in self.form.shows

    @property
    def shows_work(self) -> bool:
        """Whether a look at a task tells of the work that was submitted."""
        return self.form.shows_work

    def plan_family(self, parent: TaskPlan, members: Sequence[SubtaskPlan]) -> Call | None:
        """The one call that plans a whole family, or `None` where each task is planned by a call of its own."""
        return self.plan_tree(parent, members) if "plan_tree" in self._verbs else None

    def looks(self, identity: str, title: str, parent: str | None) -> Iterator[Call]:
        """The calls that may show a task, the cheapest first."""
        looks, archived = self.form.looks, {Filter.STATE: [TaskState.ARCHIVED.wire]}
        searchable = title.strip() and len(title) <= looks.longest_search
        filters: dict[str, Mapping[Filter, Any] | None] = {
            "title": {Filter.WORDS: title} if searchable else None,
            "title in the archive": {Filter.WORDS: title, **archived} if searchable else None,
            "parent": {Filter.PARENT: parent} if parent else None,
            "all": {},
            "archive": archived,
        }
        for name in looks.order:
            if name == "task":
                yield self.look_at(identity)
            elif name == "status":
                yield self.status(completed=True)
            elif (wanted := filters[name]) is not None:
                yield self.look_up(TaskQuery(wanted, artifacts=looks.artifacts))

    def everything(self, *, archived: bool = False) -> TaskQuery:
        """The query for all tasks, or for the archive, with all that a look tells of them."""
        filters = {Filter.STATE: [TaskState.ARCHIVED.wire]} if archived else {}
        return TaskQuery(filters, artifacts=self.form.looks.artifacts)

    def note(self, reply: Reply) -> None:
        """Note the level of a task that was planned, where the target has only so many."""
        if self.form.limits.depth is None or reply.refused or reply.call.verb != VERBS["plan"].words:
            return
        inner = reply.body.get("task")
        identity = inner.get("task_id") if isinstance(inner, Mapping) else reply.body.get("task_id")
        self._depths[str(identity)] = self._depths.get(str(reply.call.asked.get("parent_task_id")), 0) + 1

    def _too_deep(self, asked: Mapping[str, Any]) -> bool:
        depth, parent = self.form.limits.depth, asked.get("parent_task_id")
        return depth is not None and parent is not None and self._depths.get(str(parent), 1) >= depth
