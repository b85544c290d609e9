"""Speaks each verb of a dialect once to a live server, and tells what was read of the replies and what was not."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from acceptance.commandline.stdio_client import Speaking
from acceptance.contract.calls import Call, ToolResult, conversation
from acceptance.contract.dialects import Dialect
from acceptance.contract.reply import Reply
from acceptance.contract.values import Deletion, HandIn, TaskField, TaskPlan, TaskQuery, TaskState
from acceptance.contract.views import TaskView
from acceptance.display import one_line
from acceptance.drafting.advice import Expected, missing
from acceptance.drafting.probing import renamed
from acceptance.errors import SuiteError, TargetFaultError
from acceptance.messages.shown import as_json, ends_of

TITLE: Final = "Try the dialect"
DESCRIPTION: Final = "Each verb is spoken once"
SHOWN_CHARACTERS: Final = 400
OTHERS: Final[Mapping[str, Callable[[Dialect], Call]]] = {
    "open_session": lambda dialect: dialect.initialize(None),
    "status": lambda dialect: dialect.status(),
    "list_sessions": lambda dialect: dialect.list_sessions(),
    "health": lambda dialect: dialect.check_health(),
    "restart_status": lambda dialect: dialect.restart_status(),
    "prepare_shutdown": lambda dialect: dialect.prepare_shutdown(),
    "test_reconnection": lambda dialect: dialect.test_reconnection(),
    "list_templates": lambda dialect: dialect.list_templates(),
    "installation_status": lambda dialect: dialect.installation_status(),
}
"""The verbs that need no task; the first is spoken before all others."""

CHANGING: Final[tuple[tuple[str, TaskState | None, Callable[[Dialect, str], Call]], ...]] = (
    ("start", TaskState.IN_PROGRESS, lambda dialect, task: dialect.execute(task)),
    ("submit", TaskState.COMPLETED, lambda dialect, task: dialect.hand_in(task, HandIn())),
    ("change", None, renamed),
    ("cancel", TaskState.CANCELLED, lambda dialect, task: dialect.cancel(task, None)),
    ("delete", None, lambda dialect, task: dialect.delete(task, Deletion(archive=False))),
)
UNKNOWN: Final = "an unknown task"


@dataclass(slots=True)
class Trial:
    """One trial of a dialect.

    Attributes:
        talk: the server.
        dialect: what is spoken.
        workspace: the folder that the server works in.
        understood: the verbs whose replies were read as they should.
        problems: what was not understood, by verb.
    """

    talk: Speaking
    dialect: Dialect
    workspace: str
    understood: list[str] = field(default_factory=list)
    problems: dict[str, list[str]] = field(default_factory=dict)
    _count: int = 0

    def lines(self) -> Iterator[str]:
        """Speak every verb that the dialect has, and tell line by line what came of it."""
        verbs = self.dialect.form.verbs
        if "open_session" in verbs:
            yield from self._speak("open_session", self.dialect.initialize(self.workspace), Expected())
        if "plan" in verbs:
            yield from self._tasks()
        for verb, call in OTHERS.items():
            if verb in verbs and verb != "open_session":
                yield from self._speak(verb, call(self.dialect), Expected())

    def _tasks(self) -> Iterator[str]:
        task = yield from self._planned("plan")
        if task is None:
            return
        identity, verbs = str(task.identity), self.dialect.form.verbs
        if "look" in verbs:
            yield from self._speak("look", self.dialect.look_at(identity), self._expected(identity, TaskState.PENDING))
        if "search" in verbs:
            expected = self._expected(identity, TaskState.PENDING, listed=True)
            yield from self._speak("search", self.dialect.look_up(TaskQuery()), expected)
        for verb, state, call in CHANGING:
            if verb in verbs:
                yield from self._changed(verb, state, call)
        asking = next((verb for verb in ("look", "start", "delete") if verb in verbs), None)
        if asking is not None:
            unknown = "999999999" if identity.isdigit() else "no-such-task"
            about_unknown = {name: one for name, _, one in CHANGING}.get(asking, Dialect.look_at)(self.dialect, unknown)
            yield from self._speak(f"{asking} ({UNKNOWN})", about_unknown, Expected(refused=True))

    def _planned(self, verb: str) -> Generator[str, None, TaskView | None]:
        """Plan a task, and give what the reply shows of it; `None` if that is no identity."""
        self._count += 1
        asked = {TaskField.TITLE: f"{TITLE} {self._count}", TaskField.DESCRIPTION: DESCRIPTION}
        call = self.dialect.plan(TaskPlan(asked))
        if call.lacking:
            call = self.dialect.plan(TaskPlan({TaskField.TITLE: asked[TaskField.TITLE]}))
        expected = Expected(identity="", title=asked[TaskField.TITLE], must_identify=True)
        reply = yield from self._speak(verb, call, expected)
        if reply is None or reply.refused:
            return None
        view = reply.tasks[0] if reply.tasks else reply.told_task
        return view if view.identity else None

    def _changed(self, verb: str, state: TaskState | None, call: Callable[[Dialect, str], Call]) -> Iterator[str]:
        """Change a task of its own, and look whether it is in the state that it should be in."""
        task = yield from self._planned(f"plan (for {verb})")
        if task is None:
            return
        identity = str(task.identity)
        if verb == "submit" and "start" in self.dialect.form.verbs:
            yield from self._speak("start (for submit)", self.dialect.execute(identity), Expected())
        yield from self._speak(verb, call(self.dialect, identity), Expected())
        if state is not None:
            yield from self._looked(verb, identity, state)

    def _looked(self, verb: str, identity: str, state: TaskState) -> Iterator[str]:
        """Look at a task that was changed, by itself or in the list."""
        if "look" in self.dialect.form.verbs:
            call = self.dialect.look_at(identity)
            yield from self._speak(f"look (after {verb})", call, self._expected(identity, state))
        elif "search" in self.dialect.form.verbs:
            call, expected = self.dialect.look_up(TaskQuery()), self._expected(identity, state, listed=True)
            yield from self._speak(f"search (after {verb})", call, expected)

    def _expected(self, identity: str, state: TaskState, *, listed: bool = False) -> Expected:
        return Expected(identity, f"{TITLE} {self._count}", state, must_identify=True, listed=listed)

    def _speak(self, verb: str, call: Call, expected: Expected) -> Generator[str, None, Reply | None]:
        """Speak one verb; gives its reply, or `None` if there is none."""
        yield f"\n{verb}"
        try:
            made, result = self._converse(call)
        except SuiteError as error:
            yield f"  not spoken: {one_line(str(error))}"
            self.problems.setdefault(verb, []).append(str(error))
            return None
        for one, answer in made:
            yield f"  --> {one_line(one.tool)} {_shown(one.arguments)}"
            flagged = "(flagged as an error) " if answer.is_error else ""
            yield f"  <-- {flagged}{_shown(answer.structured or answer.text)}"
        reply = Reply(call, result)
        self.dialect.note(reply)
        yield f"  read: {one_line(told(reply))}"
        wrong = missing(reply, [answer for _, answer in made], expected)
        for sentence in wrong:
            yield f"  NOT UNDERSTOOD: {one_line(sentence)}"
        if wrong:
            self.problems.setdefault(verb, []).extend(wrong)
        else:
            self.understood.append(verb)
        return reply

    def _converse(self, call: Call) -> tuple[list[tuple[Call, ToolResult]], ToolResult]:
        """Make the calls of a verb.

        Raises:
            SuiteError: the dialect cannot say it, or the server did not answer.
        """
        made: list[tuple[Call, ToolResult]] = []
        talk = conversation(call)
        try:
            one = next(talk)
            while True:
                try:
                    result = self.talk.call(one.tool, one.arguments)
                except TargetFaultError as fault:
                    one = talk.throw(fault)
                else:
                    made.append((one, result))
                    one = talk.send(result)
        except StopIteration as end:
            outcome: ToolResult = end.value
            return made, outcome


def told(reply: Reply) -> str:
    """What was read of a reply, in one line."""
    if reply.refused:
        return f"rejected, because {ends_of(str(reply.body.get('error') or reply.words), SHOWN_CHARACTERS)}"
    if reply.tasks:
        return f"accepted, {len(reply.tasks)} tasks: {'; '.join(_task(one) for one in reply.tasks[:3])}"
    return f"accepted, {_task(reply.told_task)}"


def _task(view: TaskView) -> str:
    values: dict[str, Any] = {
        "task_id": view.identity,
        "status": view.state.wire if view.state else view.raw.get("status"),
        **{str(name): value for name, value in view.values.items()},
    }
    return ", ".join(f"{name} {_shown(value)}" for name, value in values.items() if value is not None) or "no task"


def _shown(content: Any) -> str:
    text = content if isinstance(content, str) else as_json(content)
    return (
        ends_of(" ".join(text.split()), SHOWN_CHARACTERS)
        if isinstance(content, dict | list | str)
        else json.dumps(content)
    )
