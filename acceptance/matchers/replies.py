"""Assertions about the reply to one request."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from acceptance.contract.content import numbers_in
from acceptance.contract.internals import internal_words
from acceptance.contract.reply import Reply
from acceptance.contract.values import TaskState
from acceptance.contract.views import texts_in
from acceptance.errors import TargetFaultError
from acceptance.matchers.findings import Finding, quoted
from acceptance.scenario.tasks import Task

# What a rejection may call the cause; wordings differ, the cause must be there.
CAUSES: Final[Mapping[str, str]] = {
    "the task is cancelled": r"cancel",
    "the task is completed": r"complete",
    "the task is unknown": r"unknown|not found|no such|no task|does ?n.t exist|not exist",
}

# Where the specialist's own instructions stand (contract, "Reply fields").
INSTRUCTION_FIELDS: Final = ("specialist_context", "specialist_prompts", "execution_instructions")


def is_accepted(action: str) -> Finding[Reply]:
    """The request was accepted, as far as the reply says."""
    return Finding(
        f"the {action} is accepted",
        lambda reply: reply.refused or reply.call.verb != action,
        lambda refused: not refused,
        lambda reply, refused: f"the {reply.call.verb} was rejected: {reply.shortened()}",
    )


def is_rejected(action: str) -> Finding[Reply]:
    """The request was rejected, with or without the flag; the reply must be to that very request.

    An internal error is no rejection, also where it is flagged as one (contract PROTO-1).
    """

    def in_words(reply: Reply, _: bool) -> str:
        if reply.refused and (inner := internal_words(reply.words)):
            return f'the {reply.call.verb} ended with an internal error ("{inner}"): {reply.shortened()}'
        return f"the {reply.call.verb} was {'rejected' if reply.refused else 'accepted'}: {reply.shortened()}"

    return Finding(
        f"the {action} is rejected",
        lambda reply: reply.refused and reply.call.verb == action and not internal_words(reply.words),
        bool,
        in_words,
    )


def is_rejected_because(action: str, cause: str) -> Finding[Reply]:
    """The request was rejected, and the message gives the cause (contract PROTO-1)."""
    return Finding(
        f"the {action} is rejected because {cause}",
        lambda reply: (
            reply.refused
            and not internal_words(reply.words)
            and bool(re.search(CAUSES[cause], "\n".join((reply.words, *texts_in(reply.body))), re.IGNORECASE))
        ),
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


def is_rejection_that_names(task: Task) -> Finding[Reply]:
    """The request was rejected, and the message names a task by its identity or its title."""
    return Finding(
        f'the rejection mentions "{task.name}"',
        lambda reply: (reply.refused, reply.words + "\n".join(texts_in(reply.body))),
        lambda found: found[0] and (task.identity in found[1] or task.title in found[1]),
        lambda reply, found: f"it says: {reply.shortened()}",
    )


def is_rejection_that_mentions(words: str) -> Finding[Reply]:
    """The request was rejected, and the message contains these words; a number must stand alone in it."""
    return Finding(
        f'the rejection mentions "{words}"',
        lambda reply: (reply.refused, "\n".join((reply.words, *texts_in(reply.body)))),
        lambda found: found[0] and is_mentioned(words, found[1]),
        lambda reply, found: f"it says: {reply.shortened()}",
    )


def contains_number(number: int) -> Finding[Reply]:
    """The request was accepted, and a field of the reply has this number, or a text contains it, which is no moment."""
    alone = re.compile(rf"(?<![\w.:-]){number}(?![\w:-]|\.\d)")
    return Finding(
        f"the reply contains the number {number}",
        lambda reply: (reply.accepted, numbers_in(reply.body), list(texts_in(reply.body)) or [reply.words]),
        lambda found: found[0] and (number in found[1] or any(map(alone.search, found[2]))),
        lambda reply, found: f"it says: {reply.shortened()}",
    )


def is_mentioned(word: str, text: str) -> bool:
    """Whether a text contains a word; a number must not be a part of a name or of another number."""
    if not word.lstrip("-").isdigit():
        return word in text
    return re.search(rf"(?<![\w-]){word}(?![\w-])", text) is not None


def does_not_name(task: Task) -> Finding[Reply]:
    """The request was accepted, and the reply names the task neither by its identity nor by its title."""
    return Finding(
        f'the reply does not name "{task.name}"',
        lambda reply: (reply.accepted, reply.words + "\n".join(texts_in(reply.body))),
        lambda found: found[0] and task.identity not in found[1] and task.title not in found[1],
        lambda reply, found: f"it says: {reply.shortened(task.title)}",
    )


def does_not_mention(words: str) -> Finding[Reply]:
    """The request was accepted, and the reply does not contain these words."""
    return Finding(
        f'the reply does not mention "{words}"',
        lambda reply: reply,
        lambda reply: reply.accepted and words not in reply.words and not _mentions(reply.body, words),
        lambda reply, found: f"it says: {reply.shortened(words)}",
    )


def mentions_in_brief(words: str) -> Finding[Reply]:
    """The reply contains these words, wherever in it."""
    return Finding(
        f'the brief mentions "{words}"',
        lambda reply: reply,
        lambda reply: reply.accepted and (words in reply.words or _mentions(reply.body, words)),
        lambda reply, found: f"it says: {reply.shortened()}",
    )


def shows_state(state: TaskState) -> Finding[Reply]:
    """The reply itself shows the state of its task."""
    return Finding(
        f"the reply shows the task as {state}",
        lambda reply: reply.planned.state,
        lambda found: found is state,
        lambda reply, found: f"it shows {quoted(found)}: {reply.shortened()}",
    )


def assigns_specialist(name: str) -> Finding[Reply]:
    """The brief is that of a specialist, with instructions that are not empty."""
    return Finding(
        f"the assigned specialist is the {name}",
        lambda reply: reply.body.get("specialist_type") or reply.words,
        lambda found: name in str(found).lower(),
        lambda reply, found: f"it says: {reply.shortened()}",
    )


def are_given_different_instructions() -> Finding[Sequence[tuple[Task, Reply]]]:
    """No two of several briefs have the same instructions; that they name different tasks does not count."""
    return Finding(
        "no two of the briefs have the same role instructions",
        lambda pairs: [(task.name, instructions(task, reply)) for task, reply in pairs],
        lambda found: len({told for _, told in found if told}) == len(found) > 1,
        lambda pairs, found: _same_instructions(found),
    )


def _same_instructions(found: Sequence[tuple[str, str]]) -> str:
    """What is wrong with the instructions of several tasks, in words."""
    seen: dict[str, str] = {}
    for name, told in found:
        if not told:
            return f'the brief of "{name}" has no instructions'
        if told in seen:
            return f'the briefs of "{seen[told]}" and "{name}" both have these: {quoted(told)}'
        seen[told] = name
    return f"there are {len(found)} briefs"


def instructions(task: Task, reply: Reply) -> str:
    """What the specialist is told to do, without what names the task or the role.

    Raises:
        TargetFaultError: the start was rejected.
    """
    if reply.refused:
        raise TargetFaultError(f'the start of "{task.name}" was rejected: {reply.shortened()}')
    parts = [reply.body[name] for name in INSTRUCTION_FIELDS if name in reply.body]
    text = "\n".join(texts_in(parts)) if parts else reply.words
    own = (task.identity, task.title, str(reply.body.get("specialist_type") or "\0"))
    return re.sub("|".join(map(re.escape, own)), "", text).strip()


def _mentions(content: Any, words: str) -> bool:
    return any(words in text for text in texts_in(content))
