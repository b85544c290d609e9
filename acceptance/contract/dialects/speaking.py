"""How a verb is said to a target, in one call or several, and what its replies come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from acceptance.contract.calls import Call, Conversation, Manner, ToolResult
from acceptance.contract.dialects.expressions import is_true
from acceptance.contract.dialects.limits import Limits, check_unremarkable, page_of
from acceptance.contract.dialects.reading import WHOLE, Field, merged, places, told_by
from acceptance.contract.dialects.step import Step
from acceptance.contract.dialects.vocabulary import VERBS, Verb
from acceptance.contract.dialects.wording import (
    CannotSayError,
    roots_of,
    said,
    within,
)
from acceptance.contract.refusals import tells_refusal
from acceptance.errors import ConnectionLostError, NotOfferedError
from acceptance.messages.embedded import body_of

ALWAYS_KNOWN: Final = frozenset({"task_id", "told", "item"})
"""What the steps of a verb know beside what is asked for: the identity and the task that a reply told, and an entry."""


@dataclass(frozen=True, slots=True)
class Saying(Manner):
    """How one verb is said.

    Attributes:
        verb: the verb.
        steps: its calls.
        task: where each value of a task is told.
        limits: what the target can hold.
        only: the values that can be asked for without being sent, by name.
        ignored: what makes no difference to the target, so that it is not sent.
        needed: what must be asked for, because the target does something else than the contract where it is left out.
        stand_ins: what is known of the server that is spoken to.
    """

    verb: Verb
    steps: tuple[Step, ...]
    task: Mapping[str, Field] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    only: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()
    needed: tuple[str, ...] = ()
    stand_ins: Mapping[str, str] = field(default_factory=dict)

    @property
    def page_bound(self) -> int | None:
        """The most entries that a page of its answer can have; `None` for no bound."""
        return self.limits.page

    def paged(self, asked: Mapping[str, Any]) -> bool:
        """Whether a page of the answer can be asked for, by the calls that this is asked for with."""
        return any(step.has_pages for step in self._chosen(self._given(asked)))

    def say(self, call: Call, asked: Mapping[str, Any]) -> Call:
        """The first call that the verb takes; what cannot be said is told as lacking."""
        given = self._given(asked)
        steps = self._chosen(given)
        tool = steps[0].tool if steps else self.steps[0].tool
        try:
            self._check(steps, asked)
            first = {**given, **next(self._entries(steps[0], given), {})}
            arguments = said(steps[0].arguments, first)
        except CannotSayError as error:
            return replace(call, tool=tool, asked=asked, manner=self, lacking=f"{tool}({error})")
        known = frozenset(given) | ALWAYS_KNOWN | frozenset().union(*(step.kept for step in self.steps))
        later = tuple((step.tool, step.parameters(known)) for step in steps)
        repeated = bool(steps[0].each or steps[0].until)
        said_by = replace(call, tool=tool, arguments=arguments, asked=asked, manner=self, lacking="")
        if len(steps) == 1 and not repeated:
            return replace(said_by, later=())
        # What an earlier reply keeps is there for another call to do it.
        done = not (repeated or steps[0].kept) and all(step.looks for step in steps[1:])
        return replace(said_by, later=later, done_by_first=done)

    def converse(self, call: Call) -> Conversation:
        """The calls that it takes; the first refusal ends it. The time of looks among them does not count.

        Raises:
            NotOfferedError: by what the replies tell, the target has no way to do it.
        """
        if not call.later:
            return (yield from self._alone(call))
        given, body = self._given(call.asked), dict[str, Any]()
        result, milliseconds = ToolResult("", None, is_error=False, milliseconds=0), 0.0
        for step in self.steps:
            if step.condition is not None and not is_true(step.condition.search(given)):
                continue
            if step.impossible is not None and is_true(step.impossible.search(given)):
                raise NotOfferedError(f"{step.tool} ({step.impossible.text})")
            if step is not self.steps[0] and "task_id" in roots_of(step.arguments) and "task_id" not in given:
                # No reply told the task: the next call would be rejected for that, and hide it.
                break
            for entry in self._entries(step, given):
                for _ in range(step.at_most if step.until else 1):
                    result = yield from self._ask(call, step, {**given, **entry})
                    milliseconds += 0 if step.looks else result.milliseconds
                    told = result.fields or {}
                    if result.is_error or tells_refusal(told):
                        return replace(result, milliseconds=milliseconds)
                    body = merged(body, told)
                    given |= self._learned(step, given, result, body)
                    if step.until and body.get(WHOLE, {}).get("status") == step.until:
                        break
        return replace(result, milliseconds=milliseconds, fields=body)

    def read(self, call: Call, result: ToolResult) -> Mapping[str, Any] | None:
        """The reply's fields by the contract's names, by the step that the call belongs to."""
        return self.read_step(self._chosen(self._given(call.asked))[0], call.asked, result)

    def _alone(self, call: Call) -> Conversation:
        steps = self._chosen(self._given(call.asked))
        if not steps[0].refusal.by_ending:
            return (yield call)
        try:
            return (yield call)
        except ConnectionLostError as error:
            return ended(error)

    def _ask(self, call: Call, step: Step, given: Mapping[str, Any]) -> Conversation:
        try:
            arguments = said(step.arguments, given)
        except CannotSayError as error:
            return ToolResult("", None, is_error=False, milliseconds=0, fields={"error": str(error)})
        try:
            manner = OneStep(self, step)
            result = yield replace(call, tool=step.tool, arguments=arguments, asked=given, manner=manner, later=())
        except ConnectionLostError as error:
            if step.refusal.by_ending:
                return ended(error)
            raise
        fields = self.read_step(step, given, result)
        return replace(result, fields=body_of(result.structured, result.text) if fields is None else fields)

    def never_tells(self, name: str) -> bool:
        """Whether none of its replies tells a field."""
        return not any(step.reading is None or name in step.reading.fields for step in self.steps)

    def places(self, call: Call, name: str) -> tuple[str, ...]:
        """Where a field is read in the replies, as the file says it."""
        return places([step.reading for step in self.steps if step.reading is not None], self.task, name)

    def read_step(self, step: Step, given: Mapping[str, Any], result: ToolResult) -> Mapping[str, Any] | None:
        """The reply's fields to one of the calls, by the contract's names; `None` where it has these names anyway."""
        if step.reading is None:
            return None
        told = told_by(result)
        why = step.refusal.in_(result, told)
        if why is not None:
            states = self.task["status"].words if "status" in self.task else None
            return {"error": why if states is None else states.explained(why)}
        body = step.reading.read(told, self.task)
        if self.verb is VERBS["search"] and not step.has_pages and "tasks" in body:
            # A list that has no pages has all that there is.
            body.setdefault("total_count", len(body["tasks"]))
        if step.finds:
            wanted = {name: given.get(name) for name in step.finds}
            same = [one for one in body.pop("tasks", []) if wanted.items() <= one.items()]
            # Of several the one that was planned last is meant: lists have them in the order in which they were.
            body |= {WHOLE: same[-1]} if same else {}
        return body

    def _learned(
        self, step: Step, given: Mapping[str, Any], result: ToolResult, body: Mapping[str, Any]
    ) -> dict[str, Any]:
        told, task = told_by(result), body.get(WHOLE, {})
        learned = {name: value for name, one in step.carry.items() if (value := one.read(told)) is not None}
        for name, one in step.gather.items():
            learned[name] = [*given.get(name, []), one.read(told)]
        known = {"task_id": task["task_id"]} if "task_id" in task and "task_id" not in given else {}
        return {**learned, **known, "told": task}

    def _given(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        return {**asked, **self.stand_ins, **page_of(asked)}

    def _chosen(self, given: Mapping[str, Any]) -> list[Step]:
        """The steps that are taken, as far as it is known before the first reply."""
        later = frozenset().union(*(step.kept for step in self.steps)) | (ALWAYS_KNOWN - given.keys())
        return [
            step
            for step in self.steps
            if step.condition is None or step.condition.roots & later or is_true(step.condition.search(given))
            if step.each is None or step.each.roots & later or step.each.search(given)
        ]

    @staticmethod
    def _entries(step: Step, given: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        """What is known of each entry of the list that a step is made for."""
        if step.each is None:
            yield {}
            return
        for item in step.each.search(given) or []:
            yield within({}, item)

    def _check(self, steps: list[Step], asked: Mapping[str, Any]) -> None:
        """Check that everything that is asked for has its place.

        Raises:
            CannotSayError: something has none.
        """
        self.limits.check(asked)
        if not steps:
            conditions = frozenset().union(*(one.condition.roots for one in self.steps if one.condition is not None))
            name = next((name for name in asked if name in conditions), None)
            raise CannotSayError("nothing of it" if name is None else f"{name} {asked[name]}")
        placed = self.ignored.union(*(step.roots for step in steps))
        if "page" in placed:
            placed |= {"offset"}
            if (asked.get("offset") or 0) % (asked.get("limit") or 1):
                raise CannotSayError("offset that begins no page")
        for name in self.needed:
            if name not in asked:
                raise CannotSayError(f"no {name}")
        for name, value in asked.items():
            allowed = self.only.get(name)
            if name in self.ignored and isinstance(value, str):
                check_unremarkable(name, value)
            if allowed is not None and value not in allowed:
                raise CannotSayError(f"{name} {value}")
            if allowed is None and name not in placed:
                raise CannotSayError(f"{name} {value}" if name == "status" else name)


@dataclass(frozen=True, slots=True)
class OneStep(Manner):
    """How one call of several is read."""

    saying: Saying
    step: Step

    def say(self, call: Call, asked: Mapping[str, Any]) -> Call:
        """The same call: it is put together already."""
        return call

    def converse(self, call: Call) -> Conversation:
        """The call alone."""
        return (yield call)

    def read(self, call: Call, result: ToolResult) -> Mapping[str, Any] | None:
        """The reply's fields by the contract's names."""
        return self.saying.read_step(self.step, call.asked, result)


def ended(error: ConnectionLostError) -> ToolResult:
    """What the end of the process comes to, where it is how a target refuses."""
    words = str(error)
    return ToolResult(words, None, is_error=False, milliseconds=0, fields={"error": words})
