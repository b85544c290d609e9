"""A dialect: every verb of the domain, said as a dialect file has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from acceptance.contract.calls import Call, ToolResult
from acceptance.contract.dialects.limits import Limits
from acceptance.contract.dialects.reading import Refusal, told_by
from acceptance.contract.dialects.server import ServerVerbs
from acceptance.contract.dialects.sessions import SessionVerbs
from acceptance.contract.dialects.speaking import Saying
from acceptance.contract.dialects.tasks import PLAN_PARAMETERS, TaskVerbs
from acceptance.contract.dialects.templates import TemplateVerbs
from acceptance.contract.dialects.vocabulary import STANDS_FOR, VERBS
from acceptance.contract.reply import Reply
from acceptance.contract.values import Filter, SubtaskPlan, TaskField, TaskPlan, TaskQuery, TaskState
from acceptance.errors import NeverOfferedError, NotApplicableError


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
        keeps_artifacts: whether submitted work is kept in a place that a reply names.
        limits: what the target can hold.
        store: where it keeps its tasks, as a glob below the workspace; empty where it is not known.
        own: whether it is the contract's own: a target that wants other arguments breaks it.
        refusal: what tells a refusal, where no verb says something else.
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
    keeps_artifacts: bool = True
    limits: Limits = field(default_factory=Limits)
    store: str = ""
    own: bool = False
    refusal: Refusal = field(default_factory=Refusal)
    text: str = field(default="", repr=False)

    def refuses(self, call: Call, result: ToolResult) -> bool:
        """Whether the answer to a call of one of the target's tools is a refusal, as the file tells it."""
        steps = [step for saying in self.verbs.values() for step in saying.steps if step.makes(call)]
        told = told_by(result)
        return any(one.in_(result, told) is not None for one in [step.refusal for step in steps] or [self.refusal])


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

    def working_in(self, workspace: str) -> Dialect:
        """The same dialect, said to a server that works in another directory."""
        return Dialect(self.form, workspace)

    def say(self, verb: str, asked: Mapping[str, Any], *, words: str = "") -> Call:
        """A verb as a call; what cannot be said is told as lacking, and found when the call is required or made."""
        words = words or VERBS[verb].words
        saying = self._verbs.get(verb)
        if saying is None:
            why = self.form.not_offered.get(verb, f"dialect {self.form.path.stem}")
            return Call(words, words, lacking=f"{words} ({why})")
        paged = verb == "search" and saying.paged(asked)
        call = saying.say(Call(words, "", paged=paged, stands_for=STANDS_FOR[verb]), asked)
        if verb in {"plan", "change"} and self._too_deep(asked):
            return replace(call, lacking=f"{call.tool}(parent_task_id below level {self.form.limits.depth})")
        return call

    def own_tools(self, tool: str) -> list[str]:
        """The target's own tools that do what a tool of the contract does; none where the dialect is the contract's."""
        if self.form.own:
            return []
        steps = [one for verb, saying in self._verbs.items() if STANDS_FOR[verb] == tool for one in saying.steps]
        return list(dict.fromkeys(step.tool for step in steps if not step.looks))

    def shows(self, value: TaskField) -> bool:
        """Whether a look at a task tells this value at all."""
        return self.form.shows is None or PLAN_PARAMETERS[value] in self.form.shows

    def fills(self, value: TaskField) -> bool:
        """Whether a plan without this value sends something else in its place, which a look then shows."""
        plan = self._verbs.get("plan")
        steps = () if plan is None else plan.steps
        return any(PLAN_PARAMETERS[value] in one.replaced for step in steps for one in step.arguments.values())

    @property
    def shows_work(self) -> bool:
        """Whether a look at a task tells of the work that was submitted."""
        return self.form.shows_work

    def require_the_contract(self, what: str) -> None:
        """Check that the target speaks the contract itself, for a scenario about what the contract alone has.

        Raises:
            NotApplicableError: it has a dialect of its own.
        """
        if not self.form.own:
            raise NotApplicableError(f"this is about {what} of the contract, and the target speaks {self.form.speaks}")

    def require_artifacts(self) -> None:
        """Check that submitted work is kept in a place that a reply names.

        Raises:
            NeverOfferedError: it is not.
        """
        if not self.form.keeps_artifacts:
            raise NeverOfferedError("artifacts of submitted work")

    def require_sent(self, verb: str, name: str) -> None:
        """Check that the target is told something that is asked for with a verb.

        Raises:
            NeverOfferedError: it has no place for it.
        """
        saying = self._verbs.get(verb)
        if saying is not None and name in saying.ignored:
            raise NeverOfferedError(f"{VERBS[verb].words} ({name})")

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

    @property
    def looks_singly(self) -> bool:
        """Whether a look at one task tells more of it than a list does, or is the only one that tells it reliably."""
        return "task" in self.form.looks.order

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
