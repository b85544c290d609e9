"""Assertions about what a client was answered that speaks the protocol by itself (contract CLIENT-1)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, Final

from acceptance.contract.capabilities import LISTS, SETTINGS, UNKNOWN_ENTRIES
from acceptance.contract.raw_answers import within
from acceptance.contract.reply import Reply
from acceptance.contract.schemas import closed_validator
from acceptance.contract.views import TaskView
from acceptance.matchers.catalogue import repeated
from acceptance.matchers.findings import Finding, quoted, quoted_around
from acceptance.matchers.protocol import refused_words
from acceptance.matchers.protocol_tasks import TASK_OBSERVATIONS
from acceptance.messages.bounds import brief
from acceptance.messages.embedded import body_of
from acceptance.messages.shown import plain
from acceptance.scenario.capability_requests import LISTED
from acceptance.scenario.protocol_client import TOKEN, ProtocolClient
from acceptance.targets.target import HANDSHAKE_PROTOCOL_VERSIONS
from acceptance.transport.jsonrpc import METHOD_NOT_FOUND

CHANGED: Final = "notifications/tools/list_changed"
Troubles = Iterator[str]


def observes(words: str) -> Finding[ProtocolClient]:
    """A client observed what one of `OBSERVATIONS` says."""
    return Finding(
        f"the client {words}",
        lambda client: list(OBSERVATIONS[words](client)),
        lambda troubles: not troubles,
        lambda client, troubles: "; ".join(troubles),
    )


def _result(answer: Mapping[str, Any]) -> Mapping[str, Any] | None:
    result = answer.get("result")
    return result if isinstance(result, Mapping) else None


def _code(answer: Mapping[str, Any]) -> Any:
    error = answer.get("error")
    return error.get("code") if isinstance(error, Mapping) else None


def _version(client: ProtocolClient) -> Troubles:
    if "error" in client.greeting:
        # A version that cannot be agreed on may be refused; one that the protocol once had is spoken by nobody here.
        return
    agreed = (_result(client.greeting) or {}).get("protocolVersion")
    if agreed not in HANDSHAKE_PROTOCOL_VERSIONS:
        yield f"it offered {client.offered}, and was answered with the version {quoted(agreed)}, which does not exist"
    yield from _served(client)


def _pinged(client: ProtocolClient) -> Troubles:
    for what, answer in client.answers.items():
        if _result(answer) is None:
            yield f"{what} was answered with {quoted(refused_words(answer))}"


def _no_such_method(client: ProtocolClient) -> Troubles:
    for method, answer in client.answers.items():
        if not _is_unknown(answer):
            yield f"{method} was answered with {json.dumps(answer)[:200]}"


def _as_declared(client: ProtocolClient) -> Troubles:
    declared = client.capabilities
    right: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
        **{method: partial(_lists, name) for name, (method, _) in LISTS.items()},
        **{method: lambda answer: "result" in answer for method, _ in SETTINGS.values()},
        **{UNKNOWN_ENTRIES[name][0]: lambda answer: "error" in answer for name in LISTS},
    }
    for capability, (method, _) in (*LISTS.items(), *SETTINGS.items(), *UNKNOWN_ENTRIES.items()):
        answer, is_declared = client.answers[method], capability in declared
        fits = right.get(method, lambda _: True) if is_declared else _is_unknown
        if not fits(answer):
            how = "declared" if is_declared else "not declared"
            yield f"{capability}: {how}, and {method} was answered with {json.dumps(answer)[:200]}"
    for first in map(LISTED.format, LISTS):
        if "result" not in client.answers.get(first, {"result": None}):
            yield f"{first} is listed, and a request for it was answered with {json.dumps(client.answers[first])[:200]}"


def _lists(name: str, answer: Mapping[str, Any]) -> bool:
    return isinstance((_result(answer) or {}).get(name), list)


def _is_unknown(answer: Mapping[str, Any]) -> bool:
    return bool(_code(answer) == METHOD_NOT_FOUND)


def _same_tasks(client: ProtocolClient) -> Troubles:
    if not client.seen:
        yield "no task was read"
    for name, (one, other) in client.seen.items():
        if (
            one is None
            or other is None
            or (one.identity, one.state, one.values)
            != (
                other.identity,
                other.state,
                other.values,
            )
        ):
            mine, theirs = _raw(one), _raw(other)
            told = f"{quoted_around(mine, theirs)} in one version, and as {quoted_around(theirs, mine)} in another"
            yield f'"{name}" is shown as {told}'


def _raw(view: TaskView | None) -> str | None:
    """A task as it was shown."""
    return None if view is None else json.dumps(plain(view.raw), ensure_ascii=False)


def _asked(client: ProtocolClient) -> Troubles:
    asked = [one["method"] for one in client.heard if one.get("method") and one.get("id") is not None]
    for method in sorted(set(asked) - {"ping"}):
        yield f"it was asked for {quoted(method)} {asked.count(method)} times, which it did not declare"
    yield from _served(client)


def _served(client: ProtocolClient) -> Troubles:
    listed = (_result(client.answers.get("the list of tools", {})) or {}).get("tools")
    if not listed:
        yield "no tools were listed to it"
    call = client.answers.get("a call", {})
    if _result(call) is None or refused_words(call):
        yield f"its call was answered with {quoted(refused_words(call))}"


def _no_tool_twice(client: ProtocolClient) -> Troubles:
    names = [str(tool.get("name")) for tool in client.tools]
    if not names:
        yield "no tools were listed to it"
    yield from (f"{name} was listed more than once" for name in repeated(iter(names)))


def _no_such_position(client: ProtocolClient) -> Troubles:
    for answer in client.answers.values():
        if "error" not in answer:
            yield f"it was answered with {json.dumps(answer)[:200]}"


def _told_of_changes(client: ProtocolClient) -> Troubles:
    before, after = ((_result(client.answers[f"the list {when}"]) or {}).get("tools") for when in ("before", "after"))
    told = any(one.get("method") == CHANGED for one in client.heard)
    declared = within(client.capabilities, "tools").get("listChanged")
    if before != after and not told:
        yield "the list of tools changed, and " + ("nothing announced it" if declared else "changes are not declared")
    if told and not declared:
        yield "a change of the list was announced, which is not declared"


def _progress(client: ProtocolClient) -> Troubles:
    answered, last = False, float("-inf")
    for message in client.heard:
        answered = answered or (message.get("id") is not None and message.get("result") == _planned(client))
        if message.get("method") != "notifications/progress":
            continue
        params = message.get("params") or {}
        if params.get("progressToken") != TOKEN:
            yield f"progress came with the token {quoted(params.get('progressToken'))}"
        if answered:
            yield "progress came after the answer"
        if not isinstance(params.get("progress"), int | float) or params["progress"] <= last:
            yield f"the progress {quoted(params.get('progress'))} came after {last:g}"
        else:
            last = params["progress"]
    yield from _served(client)


def _once(client: ProtocolClient) -> Troubles:
    if len(client.found) != 1:
        yield f"it found the task {len(client.found)} times"


def _ended(client: ProtocolClient) -> Troubles:
    if not client.ended:
        yield "the orchestrator was still waiting for its answers to be read"


def _planned(client: ProtocolClient) -> Any:
    return client.answers["a plan"].get("result")


def _no_contradiction(client: ProtocolClient) -> Troubles:
    schemas = {tool.get("name"): tool.get("outputSchema") for tool in client.tools}
    for what, answer in client.answers.items():
        result, schema = _result(answer) or {}, schemas.get(what.partition(",")[0])
        structured = result.get("structuredContent")
        accepted = not result.get("isError")
        if schema and structured is None and accepted and "result" in answer:
            yield f"{what} declares an output schema, and its answer has no structured content"
        if schema and structured is not None and (why := _misfit(schema, structured)):
            yield f"the structured content of {what} does not fit its output schema: {why}"
        text = "\n".join(str(part.get("text")) for part in result.get("content") or [] if isinstance(part, Mapping))
        told = body_of(None, text)
        if structured is not None and told and told not in (structured, structured.get("result")):
            yield f"the text of {what} says something else than its structured content"


def _misfit(schema: Mapping[str, Any], structured: Any) -> str:
    """Why a structured content does not fit a schema; empty where it does."""
    try:
        closed_validator(schema).check(structured)
    except ValueError as error:
        return brief(str(error))
    return ""


def _all_answered(client: ProtocolClient) -> Troubles:
    refused = [reply for reply in client.searches if reply.refused]
    if refused or not client.searches:
        first = refused[0].shortened() if refused else "nothing"
        yield f"{len(refused)} of {len(client.searches)} searches were rejected; the first: {first}"
    # Each may have a moment or a number of its own beside the tasks.
    elif any(_tasks(reply) != _tasks(client.searches[0]) for reply in client.searches):
        yield "the answers to the same search list other tasks"


def _tasks(reply: Reply) -> list[tuple[object, ...]]:
    return [(view.identity, view.state, view.values) for view in reply.listing]


OBSERVATIONS: Final[Mapping[str, Callable[[ProtocolClient], Troubles]]] = {
    "agrees on a version with the orchestrator or is rejected": _version,
    "gets an answer to each ping": _pinged,
    "learns that there is no such method": _no_such_method,
    "gets what is declared and nothing else": _as_declared,
    "receives no request for what it did not declare": _asked,
    "gets its tools listed and its call answered": _served,
    "finds no tool twice": _no_tool_twice,
    "learns that there is no such position": _no_such_position,
    "learns of every change of the list": _told_of_changes,
    "sees progress rise until the answer and end there": _progress,
    "finds no conflict": _no_contradiction,
    "gets the same answer to each search": _all_answered,
    "finds it unchanged": _same_tasks,
    "finds the task exactly once": _once,
    "sees the orchestrator end in time": _ended,
    **TASK_OBSERVATIONS,
}
"""What a client can observe, by the words of the features: for each what is wrong about it."""
