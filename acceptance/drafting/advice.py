"""What was not understood of a reply, and what to write in the dialect file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from acceptance.contract.calls import ToolResult
from acceptance.contract.dialects.reading import told_by
from acceptance.contract.dialects.tasks import PLAN_PARAMETERS
from acceptance.contract.reply import Reply
from acceptance.contract.values import TaskField, TaskState
from acceptance.contract.views import TaskView
from acceptance.drafting.read_lines import shown, total_of, values_of
from acceptance.drafting.shapes import Found, fields_of, identity_of, state_word, task_with
from acceptance.messages.shown import ends_of

MOST_CHARACTERS = 200
UNSENT: Final = ("created_at", "updated_at")
"""What a server tells of a task without being told."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a reply should be read as.

    Attributes:
        identity: the identity of its task; empty for any.
        title: the title of its task; empty for any.
        state: the state of its task; `None` for any.
        values: what its task was planned with or changed to.
        must_identify: whether it must show an identity.
        refused: whether it must be a rejection.
        listed: whether it must list the task.
        without: the title of a task that a list must not have, by its identity.
        most: the most tasks that a list can have; `None` for any number.
        gone: whether the task must not be shown any more.
        counted: whether it must count the tasks in each state.
        summary: the summary that was submitted for its task, if it was sent.
        whole: whether all that a reply tells of a task should be read.
    """

    identity: str = ""
    title: str = ""
    state: TaskState | None = None
    values: Mapping[TaskField, Any] = field(default_factory=dict)
    must_identify: bool = False
    refused: bool = False
    listed: bool = False
    without: Mapping[str, str] = field(default_factory=dict)
    most: int | None = None
    gone: bool = False
    counted: bool = False
    summary: str = ""
    whole: bool = False


def missing(reply: Reply, answers: Sequence[ToolResult], expected: Expected) -> list[str]:
    """What was not understood, each in a sentence that says what to write; empty if nothing is missing."""
    return list(_missing(reply, answers, expected))


def differing(reply: Reply, answers: Sequence[ToolResult], expected: Expected) -> list[str]:
    """What may be the server's manner as well as a mistake of the file, each in a sentence that says what to check."""
    if reply.refused or expected.refused or expected.gone:
        return []
    view, raw = _view(reply, expected), _raw(answers, expected)
    found = [*_lists(reply, expected), *(_others(view, expected) if view is not None else [])]
    return found + (list(_unread(view, raw, expected)) if view is not None and expected.whole else [])


def _without_summary(view: TaskView, raw: Found | None, expected: Expected) -> Iterator[str]:
    """The summary that was sent and is not read."""
    if expected.summary and not view.raw.get("summary"):
        name = (
            next((key for key, value in raw.content.items() if value == expected.summary), "FIELD") if raw else "FIELD"
        )
        yield f"summary was sent and is not read. If the reply has it, write summary = {json.dumps(name)} in [task]."


def _missing(reply: Reply, answers: Sequence[ToolResult], expected: Expected) -> Iterator[str]:
    if expected.gone:
        view = None if reply.refused else _view(reply, expected)
        if view is not None and view.state is not TaskState.ARCHIVED:
            yield "the task that was deleted is still shown. Correct the arguments of the verb delete."
        return
    if expected.refused:
        if not reply.refused:
            yield (
                "a call with an unknown task is read as accepted. If the reply rejects it, write "
                '[refusal] with if = "PATH" (a field that is then true) or pattern = "PATTERN" (in prose).'
            )
        return
    if reply.refused:
        yield f"the call was rejected: {_brief(reply.words)} Correct the arguments of the verb."
        return
    if expected.counted and not reply.counts:
        yield "no counts are read. Write counts = { pending = PLACE, … } in [verbs.status.reply]."
    if not expected.must_identify:
        return
    view, raw = _view(reply, expected), _raw(answers, expected)
    if view is None:
        yield _where(raw, listed=expected.listed)
        return
    yield from _values(view, raw, expected)


def _raw(answers: Sequence[ToolResult], expected: Expected) -> Found | None:
    """The table of the replies that has the task, as far as they are JSON."""
    found = (task_with(told_by(answer).fields, expected.title) for answer in reversed(answers))
    return next((one for one in found if one), None)


def _view(reply: Reply, expected: Expected) -> TaskView | None:
    """The task that the reply should show; `None` if it shows none."""
    told = [one for one in reply.tasks if not expected.identity or one.identity == expected.identity]
    if told or expected.listed:
        return told[0] if told else None
    view = reply.told_task
    return view if view.identity and expected.identity in {"", view.identity} else None


def _where(raw: Found | None, *, listed: bool) -> str:
    what = "the list has no task that was just planned" if listed else "the reply shows no identity of a task"
    if raw is None:
        also = "" if listed else ', or finds = ["title"] in a second step that lists the tasks'
        return f"{what}. Write reply with a path or a pattern that finds it{also} (docs/dialects.md, Replies)."
    name = next((key for key in raw.content if identity_of({key: raw.content[key]}) is not None), "FIELD")
    key, path = ("tasks", raw.list_path or raw.path) if listed else ("task", raw.path)
    return f"{what}. Write reply = {{ {key} = {json.dumps(path)} }}, and task_id = {json.dumps(name)} in [task]."


def _values(view: TaskView, raw: Found | None, expected: Expected) -> Iterator[str]:
    if view.values.get(TaskField.TITLE, expected.title) != expected.title:
        title = view.values[TaskField.TITLE]
        yield f'the title is read as {_brief(str(title))} Write title = "FIELD" in [task] for the field that has it.'
    if expected.state is None or view.state is expected.state:
        return
    word = str(view.raw.get("status") or (state_word(raw.content) if raw is not None else None) or "")
    if not word:
        yield 'no state is read. Write status in [task]: a path with values = "states", or rules.'
    elif view.state is None:
        yield f"{_brief(word)[:-1]} is no state. Write {expected.state.wire} = {json.dumps(word)} in [states]."
    else:
        yield (
            f"the task is read as {view.state.value} and should be {expected.state.value}. "
            "Correct the arguments of the verb, or [states]."
        )


def _others(view: TaskView, expected: Expected) -> Iterator[str]:
    """The values that are read as something else than was sent."""
    for value, sent in expected.values.items():
        told = view.values.get(value)
        same = set(sent) <= set(told) if isinstance(sent, list) and isinstance(told, list) else told == sent
        if told is not None and not same:
            name = PLAN_PARAMETERS[value]
            yield f"{name} was sent as {shown(sent)} and is read as {shown(told)}. Correct [task] if it is wrong there."


def _lists(reply: Reply, expected: Expected) -> Iterator[str]:
    """What a list has too much, or does not tell."""
    if not expected.listed:
        return
    identities = {one.identity for one in reply.tasks}
    for identity, title in expected.without.items():
        if identity in identities:
            yield f'"{title}" does not match and is found too. If the server can filter so, correct the argument.'
    if expected.most is not None and len(reply.tasks) > expected.most:
        yield f"a page of {expected.most} was asked for, and {len(reply.tasks)} tasks are listed. Correct the argument."
    if expected.most is not None and total_of(reply) is None:
        yield "no total_count is read. If the reply has it, write total_count = PLACE in [verbs.search.reply]."


def _unread(view: TaskView, raw: Found | None, expected: Expected) -> Iterator[str]:
    """What was sent or is told, and is not read."""
    yield from _without_summary(view, raw, expected)
    read = values_of(view)
    named = fields_of(raw.content, expected.title, str(expected.values.get(TaskField.DESCRIPTION))) if raw else {}
    for name in (*(PLAN_PARAMETERS[one] for one in expected.values), *UNSENT):
        if name in read:
            continue
        if name in named:
            yield f"{name} is not read. Write {name} = {named[name]} in [task]."
        elif name not in UNSENT:
            yield f'{name} was sent and is not read. If the reply has it, write {name} = "FIELD" in [task].'


def _brief(text: str) -> str:
    return f'"{ends_of(" ".join(text.split()), MOST_CHARACTERS)}".'
