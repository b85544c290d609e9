"""Learns how a server replies: a few tasks are created, shown, started, completed and deleted in an empty workspace."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from acceptance.commandline.stdio_client import Speaking
from acceptance.contract.calls import Call, ToolResult
from acceptance.contract.dialects import Dialect, Form, named
from acceptance.contract.dialects.reading import Told, told_by
from acceptance.contract.refusals import tells_refusal
from acceptance.contract.values import Deletion, HandIn, TaskField, TaskPlan, TaskQuery, TaskState
from acceptance.display import one_line
from acceptance.drafting.arguments import toml
from acceptance.drafting.shapes import (
    Found,
    fields_of,
    identity_in,
    identity_of,
    state_rules,
    state_word,
    task_with,
)
from acceptance.drafting.verbs import VerbsDraft
from acceptance.drafting.writing import Replies, dialect_text
from acceptance.errors import TargetFaultError

DESCRIPTION: Final = "Written to see how the server replies"
REFUSED: Final = r"(?i)^\W*(error|sorry|unknown|invalid|cannot|no such)|\b(not found|does not exist)\b"
"""How prose usually begins or reads that rejects a call."""


def renamed(dialect: Dialect, task: str) -> Call:
    """The call that changes the title of a task, or its state if that is all that can be changed."""
    call = dialect.change(task, TaskPlan({TaskField.TITLE: f"Draft {task}, renamed"}), None)
    return dialect.change(task, TaskPlan({}), TaskState.IN_PROGRESS) if call.lacking else call


CHANGES: Final[tuple[tuple[str, str, Callable[[Dialect, str], Call]], ...]] = (
    ("start", "in_progress", lambda dialect, task: dialect.execute(task)),
    ("submit", "completed", lambda dialect, task: dialect.hand_in(task, HandIn())),
    ("change", "", renamed),
    ("cancel", "cancelled", lambda dialect, task: dialect.cancel(task, None)),
    ("delete", "", lambda dialect, task: dialect.delete(task, Deletion(archive=False))),
)
"""The verbs that change a task, with the state that it is in afterwards."""


def form_of(text: str) -> Form:
    """A dialect file, read from its text.

    Raises:
        DialectError: it is wrong.
    """
    with tempfile.TemporaryDirectory(prefix="orchestrator-draft-") as folder:
        (Path(folder) / "draft.toml").write_text(text, encoding="utf-8")
        return named("draft.toml", Path(folder))


@dataclass(slots=True)
class Probe:
    """One look at the replies of a server.

    Attributes:
        talk: the server.
        drafted: the verbs as they are known so far.
        dialect: what is spoken meanwhile.
        replies: what was learned so far.
        unclear: what was not understood, in sentences.
    """

    talk: Speaking
    drafted: VerbsDraft
    dialect: Dialect
    replies: Replies = field(default_factory=Replies)
    unclear: list[str] = field(default_factory=list)
    _count: int = 0

    def learn(self) -> tuple[VerbsDraft, Replies]:
        """Learn what can be learned."""
        task = self._plan()
        if task is not None:
            self._look(task)
            for verb, state, call in CHANGES:
                if verb in self.drafted.verbs:
                    self._change(verb, state, call)
            self._unknown(task)
        return self.drafted, replace(self.replies, unclear=tuple(self.unclear))

    def _plan(self) -> Found | None:
        """Create a task, and learn where its reply and the list have it."""
        if "plan" not in self.drafted.verbs:
            tools = ", ".join(one_line(str(tool["name"])) for tool in self.talk.tools)
            self.unclear.append(
                "No tool was found that creates a task, so nothing was called. If one does, write [verbs.plan] "
                f"with its name and the arguments that it takes (docs/dialects.md). The server's tools: {tools}."
            )
            return None
        title, told = self._created()
        if told is None:
            return None
        replied = task_with(told.fields, title) or identity_in(told.fields)
        listed = self._listed(title)
        task = task_with(told.fields, title) or listed
        if task is None:
            self.unclear.append(
                f"The new task is in no reply that is JSON. The reply to its creation: {_brief(told.prose)} "
                "For prose, write [task] with patterns (docs/dialects.md, Replies)."
            )
            return None
        fields = fields_of(task.content, title, DESCRIPTION)
        word = state_word(task.content)
        self.replies = replace(
            self.replies,
            task=fields,
            status="" if word else state_rules(task.content),
            where=toml(replied.path) if replied is not None else "",
            states={"pending": word} if word else {},
        )
        if replied is None and listed is not None:
            search = self.drafted.verbs["search"]
            self.drafted = self.drafted.with_verb(replace(self.drafted.verbs["plan"], reply="{}", found_in_list=search))
        return task

    def _created(self) -> tuple[str, Told | None]:
        self._count += 1
        title = f"Draft {self._count} of a dialect"
        plan = TaskPlan({TaskField.TITLE: title, TaskField.DESCRIPTION: DESCRIPTION})
        call = self.dialect.plan(plan)
        if call.lacking:
            call = self.dialect.plan(TaskPlan({TaskField.TITLE: title}))
        return title, self._ask("plan", call)

    def _listed(self, title: str) -> Found | None:
        """The task in the list; where the list is, is learned."""
        if "search" not in self.drafted.verbs:
            return None
        told = self._ask("search", self.dialect.look_up(TaskQuery()))
        found = task_with(told.fields, title) if told is not None else None
        if found is not None and found.list_path is not None:
            reply = f"{{ tasks = {toml(found.list_path)} }}"
            self.drafted = self.drafted.with_verb(replace(self.drafted.verbs["search"], reply=reply))
        elif told is not None:
            self.unclear.append(f"The reply to the search has no list with the new task in it: {_brief(told.prose)}")
        return found

    def _look(self, task: Found) -> None:
        identity = identity_of(task.content)
        if "look" not in self.drafted.verbs or identity is None:
            return
        told = self._ask("look", self.dialect.look_at(str(identity)))
        self._note_reply("look", told, identity)

    def _change(self, verb: str, state: str, call: Callable[[Dialect, str], Call]) -> None:
        """Change a new task, and learn where the reply has it and what the state is called then."""
        title, told = self._created()
        task = task_with(told.fields, title) if told is not None else None
        task = task or self._listed(title) or (identity_in(told.fields) if told is not None else None)
        identity = identity_of(task.content) if task is not None else None
        if identity is None:
            return
        if verb == "submit" and "start" in self.drafted.verbs:
            self._ask("start", self.dialect.execute(str(identity)))
        told = self._ask(verb, call(self.dialect, str(identity)))
        self._note_reply(verb, told, identity)
        word = self._state_now(told, identity) if state else None
        if word and word not in self.replies.states.values():
            self.replies = replace(self.replies, states={**self.replies.states, state: word})

    def _state_now(self, told: Told | None, identity: str | int) -> str | None:
        replies = [told] if told is not None else []
        if "look" in self.drafted.verbs and (shown := self._ask("look", self.dialect.look_at(str(identity)))):
            replies.append(shown)
        found = (task_with(one.fields, identity) for one in replies)
        return next((word for one in found if one is not None and (word := state_word(one.content))), None)

    def _note_reply(self, verb: str, told: Told | None, identity: str | int) -> None:
        """Keep where the reply to a verb has the task, if that is elsewhere than in others."""
        if told is None:
            return
        found = task_with(told.fields, identity)
        told_there = found is not None and identity_of(found.content) == identity
        where = toml(found.path) if found is not None and told_there else ""
        if where != self.replies.where:
            reply = f"{{ task = {where} }}" if where else "{}"
            self.drafted = self.drafted.with_verb(replace(self.drafted.verbs[verb], reply=reply))

    def _unknown(self, task: Found) -> None:
        """Ask for a task that there is not, and learn how that is rejected."""
        verb = next((one for one in ("look", "delete", "start") if one in self.drafted.verbs), None)
        if verb is None:
            return
        unknown = "999999999" if isinstance(identity_of(task.content), int) else "no-such-task"
        call = {
            "look": self.dialect.look_at(unknown),
            "delete": self.dialect.delete(unknown, Deletion(archive=False)),
            "start": self.dialect.execute(unknown),
        }[verb]
        result = self._result(verb, call)
        if result is None or result.is_error:
            return
        told = told_by(result)
        if isinstance(told.fields, dict) and tells_refusal(told.fields):
            return
        if form_of_refusal := _refused_by(told):
            self.replies = replace(self.replies, refusal=(form_of_refusal,))
        else:
            self.unclear.append(
                f"{call.tool} of a task that there is not was answered: {_brief(told.prose)} If that is a rejection, "
                'write [refusal] with if = "PATH" or pattern = "PATTERN".'
            )

    def _ask(self, verb: str, call: Call) -> Told | None:
        result = self._result(verb, call)
        if result is not None and result.is_error:
            self.unclear.append(f"{call.tool} ({verb}) was rejected: {_brief(result.text)}")
            return None
        return told_by(result) if result is not None else None

    def _result(self, verb: str, call: Call) -> ToolResult | None:
        if call.lacking:
            self.unclear.append(f"{verb} cannot be said yet: {call.lacking}.")
        if call.lacking or call.later:
            return None
        try:
            return self.talk.call(call.tool, call.arguments)
        except TargetFaultError as error:
            self.unclear.append(f"{call.tool} ({verb}) was not answered: {error}.")
            return None


def learned(talk: Speaking, drafted: VerbsDraft, workspace: Path) -> tuple[VerbsDraft, Replies]:
    """Learn how a server replies to the drafted verbs."""
    form = form_of(dialect_text("a draft", drafted, Replies()))
    return Probe(talk, drafted, Dialect(form, str(workspace))).learn()


def unfinished(text: str, mark: str) -> Iterator[tuple[int, str]]:
    """The lines of a draft that a person must finish, with their numbers."""
    for number, line in enumerate(text.splitlines(), start=1):
        if f"# {mark}" in line:
            yield number, line


def _refused_by(told: Told) -> str:
    prose = told.prose.strip().strip('"')
    return f"pattern = '{REFUSED}'" if re.search(REFUSED, prose) else ""


def _brief(text: str) -> str:
    line = " ".join(text.split())
    return (line if len(line) <= 160 else f"{line[:160]} …").rstrip(".") + "."
