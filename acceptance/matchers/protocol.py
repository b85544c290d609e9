"""Assertions about the protocol: what is rejected, how rejections look, and what must stop nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

from acceptance.contract.internals import internal_words
from acceptance.contract.reply import Reply
from acceptance.errors import NotApplicableError
from acceptance.matchers.findings import Finding, listed, quoted
from acceptance.scenario.invalid_calls import InvalidCalls, Probe

if TYPE_CHECKING:
    from mcp_types import Tool

    from acceptance.transport.server import Server
    from acceptance.world.world import World

FEWEST_WORDS: Final = 3


def refused_all(fewest: int) -> Finding[Probe]:
    """Each of many invalid calls was rejected, and there were enough of them."""
    return Finding(
        f"each of at least {fewest} invalid calls is rejected",
        lambda probe: probe,
        lambda probe: probe.failure is None and probe.tried >= fewest,
        lambda probe, found: (
            f"{probe.tool} {probe.failure}" if probe.failure else f"only {probe.tried} calls of {probe.tool} were made"
        ),
    )


def is_flagged() -> Finding[Reply]:
    """The rejection is flagged as the protocol defines it (contract PROTO-1)."""
    return Finding(
        "the rejection is flagged as an error",
        lambda reply: reply.result.is_error,
        bool,
        lambda reply, found: (
            f"the {reply.call.verb} was {'rejected without it' if reply.refused else 'accepted'}: {reply.shortened()}"
        ),
    )


def is_for_people() -> Finding[Reply]:
    """The rejection's text says something that a person can act on: words, and no internals of a program."""
    return Finding(
        "the rejection explains what is wrong",
        lambda reply: reply.result.text or reply.words,
        lambda words: len(words.split()) >= FEWEST_WORDS and not internal_words(words),
        lambda reply, words: f"it says: {reply.shortened() or 'nothing'}",
    )


def are_all_rejected_for_people() -> Finding[Sequence[Reply]]:
    """Every one of several requests was rejected, with a message for people; there is at least one."""
    clear = is_for_people()
    return Finding(
        "each of the requests is rejected with a clear message",
        lambda found: [one for one in found if not (one.refused and clear.matches(one))] if found else None,
        lambda others: others == [],
        lambda found, others: (
            "; ".join(f"the reply to the {one.call.verb} was: {one.shortened()}" for one in others or ())
            or "nothing was requested"
        ),
    )


def is_taken_as_without() -> Finding[InvalidCalls]:
    """A call with an unknown parameter is rejected, or has the same effect as without it."""
    return Finding(
        "the unknown parameter is rejected or has no effect",
        lambda invalid_calls: invalid_calls.effect_of_unknown(),
        lambda effect: effect == "",
        lambda invalid_calls, effect: str(effect),
    )


def kept_apart(count: int) -> Finding[InvalidCalls]:
    """Calls that were made at the same time were all answered, each with what it asked for."""
    return Finding(
        f"each of the {count} answers belongs to its own call",
        lambda invalid_calls: (len(invalid_calls.at_once), invalid_calls.mixed_up()),
        lambda found: found == (count, []),
        lambda invalid_calls, found: f"{found[0]} were answered" + "".join(f"; {one}" for one in found[1]),
    )


def spoke_messages_only() -> Finding[Server]:
    """The server has written nothing but protocol messages to its output since it started."""
    return Finding(
        "only protocol messages were written to standard output",
        _bad_lines,
        lambda lines: not lines,
        lambda process, lines: f"{len(lines)} lines or more are not messages; the first: {quoted(lines[0])}",
    )


def left_nothing_outside() -> Finding[World]:
    """Nothing came to lie beside the workspace, nor was written to in the folders that are watched."""
    return Finding(
        "nothing was written outside the workspace",
        lambda world: world.outside,
        lambda found: not found,
        lambda world, found: f"new or changed are {listed(found)}",
    )


def were_answered(count: int) -> Finding[Sequence[Mapping[str, Any]]]:
    """This number of valid calls was answered, none with an error."""
    return Finding(
        f"{count} valid calls are answered",
        lambda answers: [one for one in answers if isinstance(one.get("result"), Mapping)],
        lambda found: len(found) == count and not any(one["result"].get("isError") for one in found),
        lambda answers, found: _tell_answers(answers),
    )


def is_the_same_list_as(before: Sequence[Tool]) -> Finding[Sequence[Tool]]:
    """The tools are listed as they were before: the same ones, in the same order, with the same words and schemas."""
    return Finding(
        "the tool list is the same as at the start of the run",
        lambda now: [(tool or old).name for tool, old in zip_longest(now, before) if tool != old],
        lambda changed: not changed,
        lambda now, changed: f"{len(now)} tools are listed, and {len(before)} were; these differ: {listed(changed)}",
    )


def tells_itself() -> Finding[tuple[str, str]]:
    """The handshake returned a name and a version."""
    return Finding(
        "the handshake names the orchestrator and its version",
        lambda told: told,
        all,
        lambda told, found: f"it returned the name {quoted(found[0])} and the version {quoted(found[1])}",
    )


def is_the_same_introduction_as(before: tuple[str, str]) -> Finding[tuple[str, str]]:
    """The handshake returned the same name and version as another one of this run."""
    return Finding(
        f"the handshake returns the name {quoted(before[0])} and the version {quoted(before[1])}",
        lambda told: told,
        lambda found: found == before,
        lambda told, found: f"it returned the name {quoted(found[0])} and the version {quoted(found[1])}",
    )


def _tell_answers(answers: Sequence[Mapping[str, Any]]) -> str:
    """How many calls were answered, and with which words the first one that was not accepted was."""
    accepted = [one for one in answers if not refused_words(one)]
    refused = next(filter(None, map(refused_words, answers)), "")
    told = f"{len(answers)} were answered, {len(accepted)} of them accepted"
    return f"{told}; the first that was not: {quoted(refused)}" if refused else told


def refused_words(answer: Mapping[str, Any]) -> str:
    """The words of an answer that is a refusal or an error; empty for one that was accepted."""
    result = answer.get("result")
    if not isinstance(result, Mapping):
        error = answer.get("error")
        return str(error.get("message", error)) if isinstance(error, Mapping) else str(answer)
    if not result.get("isError"):
        return ""
    texts = (part.get("text") for part in result.get("content", []) if isinstance(part, Mapping))
    return "\n".join(str(text) for text in texts if text) or "an error without words"


def _bad_lines(server: Server) -> list[str]:
    if not server.speaks_lines:
        raise NotApplicableError("this is about standard output, and the target is reached over HTTP")
    return list(server.bad_lines)
