"""Assertions about the protocol: what is refused, how refusals are told, what stops nobody."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

from acceptance.contract.reply import Reply
from acceptance.errors import NotJudgedError
from acceptance.matchers.findings import Finding, listed, quoted
from acceptance.scenario.invalid_calls import InvalidCalls, Probe

if TYPE_CHECKING:
    from mcp_types import Tool

    from acceptance.transport.server import Server

# What a program says to programmers: a person can act on none of it.
MACHINE_WORDS: Final = re.compile(
    r"Traceback \(most recent call last\)|sqlite3\.|OperationalError|IntegrityError|KeyError|AttributeError|"
    r"TypeError|NoneType|\bSELECT\b.*\bFROM\b|UNIQUE constraint|FOREIGN KEY constraint"
)
FEWEST_WORDS: Final = 3


def refused_all(fewest: int) -> Finding[Probe]:
    """Each of many wrong calls was refused, and there were enough of them."""
    return Finding(
        f"each of at least {fewest} wrong calls is refused",
        lambda probe: probe,
        lambda probe: probe.failure is None and probe.tried >= fewest,
        lambda probe, found: (
            f"{probe.tool} {probe.failure}" if probe.failure else f"only {probe.tried} were made of {probe.tool}"
        ),
    )


def is_flagged() -> Finding[Reply]:
    """The refusal is flagged as the protocol wants it (contract PROTO-1)."""
    return Finding(
        "the refusal is flagged as an error",
        lambda reply: reply.result.is_error,
        bool,
        lambda reply, found: (
            f"the {reply.call.verb} was {'refused in words only' if reply.refused else 'accepted'}: {reply.shortened()}"
        ),
    )


def is_for_people() -> Finding[Reply]:
    """The refusal says something that a person can act on: words, and none of a program's insides."""
    return Finding(
        "the refusal is in words that a person can act on",
        lambda reply: reply.words,
        lambda words: len(words.split()) >= FEWEST_WORDS and not MACHINE_WORDS.search(words),
        lambda reply, words: f"it says: {reply.shortened() or 'nothing'}",
    )


def is_taken_as_without() -> Finding[Reply]:
    """A call with an unknown parameter is refused, or does what it does without."""
    return Finding(
        "the unknown parameter is refused, or changes nothing",
        lambda reply: reply.refused or "blue" not in reply.words,
        bool,
        lambda reply, found: f"it was taken in: {reply.shortened()}",
    )


def kept_apart(count: int) -> Finding[InvalidCalls]:
    """Calls that were made at the same time were all answered, each with what it asked for."""
    return Finding(
        f"each of the {count} answers is about the task that was asked for",
        lambda invalid_calls: (len(invalid_calls.at_once), invalid_calls.mixed_up()),
        lambda found: found == (count, []),
        lambda invalid_calls, found: f"{found[0]} were answered" + "".join(f"; {one}" for one in found[1]),
    )


def spoke_messages_only() -> Finding[Server]:
    """Since it began, the server wrote nothing to its output that is no message of the protocol."""
    return Finding(
        "nothing but messages was spoken",
        _bad_lines,
        lambda lines: not lines,
        lambda process, lines: f"{len(lines)} lines or more were no messages; the first: {quoted(lines[0])}",
    )


def left_nothing_outside() -> Finding[InvalidCalls]:
    """Nothing lies beside the workspace."""
    return Finding(
        "nothing was written outside the workspace",
        lambda invalid_calls: invalid_calls.outside(),
        lambda found: not found,
        lambda invalid_calls, found: f"there lie {listed(found)}",
    )


def were_answered(count: int) -> Finding[Sequence[Mapping[str, Any]]]:
    """So many good lines were answered with results that are no refusals."""
    return Finding(
        f"{count} good calls were answered",
        lambda answers: [one for one in answers if isinstance(one.get("result"), Mapping)],
        lambda found: len(found) == count and not any(one["result"].get("isError") for one in found),
        lambda answers, found: f"the answers were: {quoted(list(answers))}",
    )


def is_the_same_list_as(before: Sequence[Tool]) -> Finding[Sequence[Tool]]:
    """The tools are listed as they were before: the same ones, in the same order, with the same words and schemas."""
    return Finding(
        "the tools are listed as they were when the run began",
        lambda now: [(tool or old).name for tool, old in zip_longest(now, before) if tool != old],
        lambda changed: not changed,
        lambda now, changed: f"{len(now)} are listed, and {len(before)} were; others than then are {listed(changed)}",
    )


def tells_itself() -> Finding[tuple[str, str]]:
    """The server tells a name and a version."""
    return Finding(
        "the orchestrator tells its name and its version",
        lambda told: told,
        all,
        lambda told, found: f"it tells the name {quoted(found[0])} and the version {quoted(found[1])}",
    )


def _bad_lines(server: Server) -> list[str]:
    if not server.speaks_lines:
        raise NotJudgedError("an output that only messages are written to is standard output; this target speaks HTTP")
    return list(server.bad_lines)
