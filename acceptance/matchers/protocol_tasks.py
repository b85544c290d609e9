"""Assertions about calls that were made as tasks of the protocol (contract CLIENT-1)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from acceptance.contract.raw_answers import within
from acceptance.matchers.findings import quoted
from acceptance.matchers.protocol import refused_words
from acceptance.messages.embedded import body_of
from acceptance.scenario.protocol_tasks import (
    CANCELLATION,
    FINAL,
    FIRST_CALL,
    PLAIN_AFTER,
    PLAIN_BEFORE,
    RESULT,
    RESULT_AFTER_RESTART,
    SECOND_CALL,
    STATE,
    STATE_AFTER_RESTART,
    is_final,
)
from acceptance.transport.jsonrpc import INVALID_PARAMS

if TYPE_CHECKING:
    from acceptance.scenario.protocol_client import ProtocolClient

Answer = Mapping[str, Any]
STATES: Final = ("working", "input_required", *FINAL)
SHOWN: Final = 200
MOST_DIFFERENCES: Final = 3


def _handles(client: ProtocolClient) -> Iterator[str]:
    handles = []
    for name in (FIRST_CALL, SECOND_CALL):
        answer = client.answers[name]
        task = within(answer, "result", "task")
        handle, state = task.get("taskId"), task.get("status")
        if not isinstance(handle, str) or not handle:
            instead = "its result instead of" if "content" in within(answer, "result") else "something without"
            yield f"{name} was to be a task, and was answered by {instead} a handle: {_shown(answer)}"
        elif state not in STATES:
            yield f"{name} was answered with a handle and the state {quoted(state)}, which the protocol does not know"
        handles.append(handle)
    if handles[0] and handles[0] == handles[1]:
        yield f"both calls were answered with the same handle, {quoted(handles[0])}"


def _same_as_plain(client: ProtocolClient) -> Iterator[str]:
    state, result = client.answers[STATE], client.answers.get(RESULT)
    if result is None:
        yield _not_ended(state)
        return
    before, after = client.answers.get(PLAIN_BEFORE), client.answers.get(PLAIN_AFTER)
    words = refused_words(result)
    if before is None or after is None:
        # The tool is only called as a task, so that there is no other answer to compare with.
        if words:
            yield f"the task ended, and its result is a rejection: {quoted(words)}"
        return
    if within(state, "result").get("status") != "completed" and not refused_words(before):
        yield f"the plain call was accepted, and the task {_told(state)}"
    three = (_content(before), _content(after), _content(result))
    if words := "; ".join(islice(_differences(*three, "answer"), MOST_DIFFERENCES)):
        yield f"the result of the task is not that of the plain call: {words}"


def _cancelled(client: ProtocolClient) -> Iterator[str]:
    cancellation, state = client.answers[CANCELLATION], client.answers[STATE]
    if "result" not in cancellation:
        yield f"the cancellation was rejected while the task was at work: {quoted(refused_words(cancellation))}"
    elif (told := within(cancellation, "result").get("status")) != "cancelled":
        yield f"the cancellation was answered with the state {quoted(told)}"
    # A server may forget what was cancelled.
    forgotten = _code(state) == INVALID_PARAMS
    if not forgotten and within(state, "result").get("status") != "cancelled":
        yield f"it was to be cancelled, and the task {_told(state)}"


def _same_as_before(client: ProtocolClient) -> Iterator[str]:
    state, result = client.answers[STATE_AFTER_RESTART], client.answers[RESULT_AFTER_RESTART]
    kept = "the handle says that the task is kept without a time limit"
    if not is_final(state):
        yield f"{kept}, and after the restart the task {_told(state)}"
    if "result" not in result:
        yield f"{kept}, and after the restart its result is not to be had: {quoted(refused_words(result))}"
    elif _content(result) != _content(client.answers[RESULT]):
        yield f"the result was {_shown(client.answers[RESULT])} before the restart, and is {_shown(result)} after it"


def _no_such_handle(client: ProtocolClient) -> Iterator[str]:
    for method, answer in client.answers.items():
        if "error" not in answer:
            yield f"{method} with a handle that was never given out was answered with {_shown(answer)}"
        elif (code := _code(answer)) != INVALID_PARAMS:
            yield f"{method} with an unknown handle was rejected with the code {code}, and not with {INVALID_PARAMS}"


def _not_ended(state: Answer) -> str:
    if "error" in state:
        return f"asked for its state, the task {_told(state)}"
    return f"the task did not end: for as long as a call may take, it {_told(state)}"


def _told(state: Answer) -> str:
    if "error" in state:
        return f"was not known: {quoted(refused_words(state))}"
    return f"was reported as {quoted(within(state, 'result').get('status'))}"


def _code(answer: Answer) -> Any:
    return within(answer, "error").get("code")


def _content(answer: Answer) -> dict[str, Any]:
    """What an answer says, without what only belongs to its transport."""
    known = {name: value for name, value in answer.items() if name in {"result", "error"}}
    return {**known, "result": {name: value for name, value in within(known, "result").items() if name != "_meta"}}


def _differences(first: Any, last: Any, between: Any, place: str) -> Iterator[str]:
    """What two equal calls agree on, and is otherwise in the answer to a third, which was made between them.

    What differs between the two, such as a moment, may be anything of its kind in the third.
    """
    first, last, between = map(_read, (first, last, between))
    kinds = {_kind(first), _kind(last), _kind(between)}
    if kinds == {dict}:
        for name in sorted(first.keys() & last.keys()):
            yield from _differences(first[name], last[name], between.get(name), f"{place}.{name}")
        yield from (f"{place}.{name} is only in the task's" for name in sorted(set(between) - set(first) - set(last)))
    elif kinds == {list} and len(first) == len(last) == len(between):
        for number, three in enumerate(zip(first, last, between, strict=True)):
            yield from _differences(*three, f"{place}.{number}")
    elif between != first if first == last else len(kinds) > 1:
        yield f"{place} is {quoted(first)} in the plain call's, and {quoted(between)} in the task's"


def _read(value: Any) -> Any:
    """A value, or the fields that a text tells."""
    return (body_of(None, value) or value) if isinstance(value, str) else value


def _kind(value: Any) -> type:
    return dict if isinstance(value, Mapping) else float if isinstance(value, int | float) else type(value)


def _shown(answer: Answer) -> str:
    return json.dumps(_content(answer)["result"] or answer, ensure_ascii=False)[:SHOWN]


TASK_OBSERVATIONS: Final[Mapping[str, Callable[[ProtocolClient], Iterator[str]]]] = {
    "gets a handle for each call": _handles,
    "gets the result of the plain call": _same_as_plain,
    "finds the protocol task cancelled": _cancelled,
    "gets the same result as before": _same_as_before,
    "learns that there is no such handle": _no_such_handle,
}
"""What a client can observe of calls that were made as tasks, by the words of the features."""
