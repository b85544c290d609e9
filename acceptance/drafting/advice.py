"""What was not understood of a reply, and what to write in the dialect file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from acceptance.contract.calls import ToolResult
from acceptance.contract.dialects.reading import told_by
from acceptance.contract.reply import Reply
from acceptance.contract.values import TaskField, TaskState
from acceptance.contract.views import TaskView
from acceptance.drafting.shapes import Found, identity_of, state_word, task_with
from acceptance.messages.shown import ends_of

MOST_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Expected:
    """What a reply should be read as.

    Attributes:
        identity: the identity of its task; empty for any.
        title: the title of its task; empty for any.
        state: the state of its task; `None` for any.
        must_identify: whether it must show an identity.
        refused: whether it must be a rejection.
        listed: whether it must list the task.
    """

    identity: str = ""
    title: str = ""
    state: TaskState | None = None
    must_identify: bool = False
    refused: bool = False
    listed: bool = False


def missing(reply: Reply, answers: Sequence[ToolResult], expected: Expected) -> list[str]:
    """What was not understood, each in a sentence that says what to write; empty if nothing is missing."""
    return list(_missing(reply, answers, expected))


def _missing(reply: Reply, answers: Sequence[ToolResult], expected: Expected) -> Iterator[str]:
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
    if not expected.must_identify:
        return
    view = _view(reply, expected)
    raw = next(
        (one for answer in reversed(answers) if (one := task_with(told_by(answer).fields, expected.title))), None
    )
    if view is None:
        yield _where(raw, listed=expected.listed)
        return
    yield from _values(view, raw, expected)


def _view(reply: Reply, expected: Expected) -> TaskView | None:
    """The task that the reply should show; `None` if it shows none."""
    shown = [one for one in reply.tasks if not expected.identity or one.identity == expected.identity]
    if shown or expected.listed:
        return shown[0] if shown else None
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


def _brief(text: str) -> str:
    return f'"{ends_of(" ".join(text.split()), MOST_CHARACTERS)}".'
