"""Assertions about tasks and replies, with expectations and findings in the words of the domain."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Generic, TypeVar

from hamcrest.core.base_matcher import BaseMatcher
from hamcrest.core.description import Description
from hamcrest.core.string_description import StringDescription

from acceptance.errors import TargetFaultError
from acceptance.reply import Reply
from acceptance.tasks import Task
from acceptance.values import TaskState, Value
from acceptance.views import TaskView, texts_in

T = TypeVar("T")

# What a refusal may call the cause; wordings differ, the cause must be there.
CAUSES: Final[Mapping[str, str]] = {
    "the task is cancelled": r"cancel",
    "the task is completed": r"complete",
    "the task is unknown": r"unknown|not found|no such|no task|does ?n.t exist|not exist",
}
# Where the specialist's own instructions stand (contract, "Reply fields").
INSTRUCTION_FIELDS: Final = ("specialist_context", "specialist_prompts", "execution_instructions")
SHOWN_CHARACTERS: Final = 160


class Finding(BaseMatcher[T], Generic[T]):
    """A matcher that looks once: `find` brings what is there, `fits` judges it, `tell` says it in words."""

    def __init__(
        self,
        expected: str,
        find: Callable[[T], Any],
        fits: Callable[[Any], bool],
        tell: Callable[[T, Any], str],
    ) -> None:
        self._expected = expected
        self._find = find
        self._fits = fits
        self._tell = tell
        self._found: Any = None

    def _matches(self, item: T) -> bool:
        self._found = self._find(item)
        return self._fits(self._found)

    def describe_to(self, description: Description) -> None:
        """Say what is expected."""
        description.append_text(self._expected)

    def describe_mismatch(self, item: T, mismatch_description: Description) -> None:
        """Say what was found instead."""
        mismatch_description.append_text(self._tell(item, self._found))


def is_in_state(state: TaskState) -> Finding[Task]:
    """The task is in a state, by whatever tool shows it."""
    return Finding(
        f"the task is {state}",
        lambda task: task.find(),
        lambda view: view is not None and view.state is state,
        lambda task, view: _tell_state(task, view) + _aside(task),
    )


def each(matcher: Finding[Task]) -> Finding[Sequence[Task]]:
    """Every one of several tasks is as the matcher expects; the first that is not is told."""
    return Finding(
        f"of every task: {StringDescription().append_description_of(matcher)}",
        lambda tasks: next((task for task in tasks if not matcher.matches(task)), None),
        lambda stray: stray is None,
        lambda tasks, stray: str(_mismatch(matcher, stray)),
    )


def have_identities_of_their_own() -> Finding[Sequence[Task]]:
    """No two tasks have the same identity."""
    return Finding(
        "every task has an identity of its own",
        lambda tasks: [task.identity for task in tasks],
        lambda found: len(set(found)) == len(found) > 1,
        lambda tasks, found: f"their identities are {listed(found)}",
    )


def is_gone() -> Finding[Task]:
    """No tool shows the task any more."""
    return Finding(
        "the task is gone",
        lambda task: task.find(),
        lambda view: view is None,
        lambda task, view: _tell_state(task, view) + _aside(task),
    )


def is_cancelled_because(reason: str) -> Finding[Task]:
    """The task is cancelled, and a look at it tells the reason."""
    return Finding(
        f'the task is cancelled because "{reason}"',
        lambda task: task.find(),
        lambda view: view is not None and view.state is TaskState.CANCELLED and _mentions(view.raw, reason),
        lambda task, view: f"{_tell_state(task, view)}, and the reason is not told",
    )


def has_value(value: Value, expected: Any) -> Finding[Task]:
    """The task has a value, in every character."""
    return Finding(
        f"its {value} is {quoted(expected)}",
        lambda task: task.told(value),
        lambda found: bool(found == expected),
        lambda task, found: f'the {value} of "{task.name}" was {quoted(found)}' + _aside(task),
    )


def has_no(value: Value) -> Finding[Task]:
    """The task has no such value: none, or an empty one."""
    return Finding(
        f"it has no {value}",
        lambda task: task.look().values.get(value),
        lambda found: not found,
        lambda task, found: f'the {value} of "{task.name}" was {quoted(found)}',
    )


def waits_for(awaited: Sequence[Task]) -> Finding[Task]:
    """The task waits for exactly these tasks."""
    return Finding(
        f"it waits for {listed(task.name for task in awaited)}",
        lambda task: task.value(Value.WAITS_FOR) or [],
        lambda found: sorted(map(str, found)) == sorted(task.identity for task in awaited),
        lambda task, found: f'"{task.name}" waits for {listed(map(task.world.name_of, found))}',
    )


def has_changed_only(value: Value) -> Finding[Task]:
    """Since the last change, the task differs in one value only; times do not count."""
    return Finding(
        f"nothing but its {value} has changed",
        lambda task: _differences(task.before, task.look()),
        lambda found: set(found) <= {value},
        lambda task, found: f"these have changed: {listed(found)}",
    )


def tells_summary(summary: str) -> Finding[Task]:
    """A look at the task, or the synthesis of its parent, tells the summary of its result."""
    return Finding(
        f'its summary is "{summary}"',
        lambda task: task.texts_of_result(),
        lambda texts: any(summary in text for text in texts),
        lambda task, texts: f'what shows "{task.name}" does not tell it',
    )


def is_accepted(action: str) -> Finding[Reply]:
    """What was asked for was done, as far as the reply says."""
    return Finding(
        f"the {action} is accepted",
        lambda reply: reply.refused or reply.call.verb != action,
        lambda refused: not refused,
        lambda reply, refused: f"the {reply.call.verb} was refused: {reply.shortened()}",
    )


def is_refused(action: str) -> Finding[Reply]:
    """What was asked for was refused, flagged or in words; the reply must be to that very request."""
    return Finding(
        f"the {action} is refused",
        lambda reply: reply.refused and reply.call.verb == action,
        bool,
        lambda reply, refused: f"the {reply.call.verb} was accepted: {reply.shortened()}",
    )


def is_refused_because(action: str, cause: str) -> Finding[Reply]:
    """What was asked for was refused, and the words tell the cause (contract PROTO-1)."""
    return Finding(
        f"the {action} is refused because {cause}",
        lambda reply: reply.refused and bool(re.search(CAUSES[cause], reply.words, re.IGNORECASE)),
        bool,
        lambda reply, refused: f"the reply to the {reply.call.verb} was: {reply.shortened()}",
    )


def names(task: Task) -> Finding[Reply]:
    """The reply names a task, by its identity or its title."""
    return Finding(
        f'the reply names "{task.name}"',
        lambda reply: reply.words + "\n".join(texts_in(reply.body)),
        lambda words: task.identity in words or task.title in words,
        lambda reply, words: f"it says: {reply.shortened()}",
    )


def does_not_mention(words: str) -> Finding[Reply]:
    """What was asked for was done, and the reply does not tell these words."""
    return Finding(
        f'it does not mention "{words}"',
        lambda reply: reply,
        lambda reply: reply.accepted and words not in reply.words and not _mentions(reply.body, words),
        lambda reply, found: f"it says: {reply.shortened()}",
    )


def tells(words: str) -> Finding[Reply]:
    """The reply tells these words, wherever in it."""
    return Finding(
        f'it tells "{words}"',
        lambda reply: reply,
        lambda reply: reply.accepted and (words in reply.words or _mentions(reply.body, words)),
        lambda reply, found: f"it says: {reply.shortened()}",
    )


def tells_state(state: TaskState) -> Finding[Reply]:
    """The reply to a verb tells the state of its task."""
    return Finding(
        f"the reply tells that the task is {state}",
        lambda reply: reply.planned.state,
        lambda found: found is state,
        lambda reply, found: f"it tells {quoted(found)}: {reply.shortened()}",
    )


def tells_specialist(name: str) -> Finding[Reply]:
    """The context handed back is that of a specialist, with instructions that are not empty."""
    return Finding(
        f"the specialist handed back is the {name}",
        lambda reply: reply.body.get("specialist_type") or reply.words,
        lambda found: name in str(found).lower(),
        lambda reply, found: f"it says: {reply.shortened()}",
    )


def are_handed_different_instructions() -> Finding[Sequence[tuple[Task, Reply]]]:
    """Two tasks are handed different instructions; that they name different tasks does not count."""
    return Finding(
        "they are handed different instructions",
        lambda pairs: [instructions(task, reply) for task, reply in pairs],
        lambda found: all(found) and len(set(found)) == len(found) > 1,
        lambda pairs, found: f"both were handed: {quoted(found[0])}" if found[0] else "no instructions were handed",
    )


def instructions(task: Task, reply: Reply) -> str:
    """What the specialist is told to do, without what names the task or the role.

    Raises:
        TargetFaultError: the execution was refused.
    """
    if reply.refused:
        raise TargetFaultError(f'the execution of "{task.name}" was refused: {reply.shortened()}')
    parts = [reply.body[name] for name in INSTRUCTION_FIELDS if name in reply.body]
    text = "\n".join(texts_in(parts)) if parts else reply.words
    own = (task.identity, task.title, str(reply.body.get("specialist_type") or "\0"))
    return re.sub("|".join(map(re.escape, own)), "", text).strip()


def _mismatch(matcher: Finding[T], item: T) -> StringDescription:
    description = StringDescription()
    matcher.describe_mismatch(item, description)
    return description


def _tell_state(task: Task, view: TaskView | None) -> str:
    if view is None:
        return f'no tool shows "{task.name}"'
    return f'"{task.name}" is {view.state or quoted(view.raw.get("status"))}'


def _aside(task: Task) -> str:
    """What explains a wrong state most often: that the last request was refused."""
    reply = task.world.last_reply
    refused = reply is not None and reply.refused
    return f" (the {reply.call.verb} was refused: {reply.shortened()})" if reply and refused else ""


def _mentions(content: Any, words: str) -> bool:
    return any(words in text for text in texts_in(content))


def _differences(before: TaskView | None, after: TaskView) -> list[str]:
    known = before.values if before else {}
    differing = [value for value in Value if known.get(value) != after.values.get(value)]
    state_moved = before is None or before.state is not after.state
    return [*differing, *(["state"] if state_moved else [])]


def quoted(content: Any) -> str:
    """A value as a person writes it, shortened."""
    if content is None:
        return "not told"
    text = str(content)
    return f'"{text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS] + " …"}"'


def listed(items: Any) -> str:
    """Names as a person lists them."""
    names_told = [f'"{item}"' for item in items]
    return ", ".join(names_told) or "nothing"
