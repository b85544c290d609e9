"""What a reply names or counts, wherever in it: by fields of any name, and by prose."""

from typing import Any

import pytest

from acceptance.contract.calls import Call, ToolResult
from acceptance.contract.reply import Reply
from acceptance.contract.views import SessionView
from acceptance.matchers.replies import contains_number, is_rejection_that_mentions
from acceptance.matchers.sessions import is_not_offered_like

GONE, OTHER = SessionView("session_1", "/there/gone", None, {}), SessionView("session_2", "/there/other", None, {})


def reply(text: str = "", *, error: bool = False, **body: Any) -> Reply:
    return Reply(Call("reconnection test", "a_tool"), ToolResult(text or str(body), body or None, error, 1.0))


def entry(session: SessionView, **more: Any) -> dict[str, Any]:
    return {"session_id": session.identity, "working_directory": session.directory, **more}


@pytest.mark.parametrize(
    "told",
    [
        reply(sessions=[entry(OTHER)]),
        reply(sessions=[entry(GONE, status="orphaned"), entry(OTHER, status="active")]),
        reply(reachable=["session_2"], unreachable=["session_1"]),
        reply("- session_2 in /there/other\n- session_1 in /there/gone (the directory is gone)"),
    ],
)
def test_a_session_that_is_told_apart_is_not_offered(told: Reply) -> None:
    assert is_not_offered_like(GONE, OTHER).matches(told)


@pytest.mark.parametrize(
    "told",
    [
        reply(sessions=[entry(GONE), entry(OTHER)]),
        reply(sessions=[entry(GONE, since="2026-11-24T10:00:00Z"), entry(OTHER, since="2026-11-25T10:00:00Z")]),
        reply(sessions=["session_1", "session_2"]),
        reply("- session_2 in /there/other\n- session_1 in /there/gone"),
        reply(sessions=[]),
        reply("No.", error=True),
    ],
)
def test_a_session_that_is_told_like_another_one_is_offered(told: Reply) -> None:
    assert not is_not_offered_like(GONE, OTHER).matches(told)


@pytest.mark.parametrize(
    ("told", "counted"),
    [
        (reply(blocking={"count": 9}), True),
        (reply("9 tasks are in progress."), True),
        (reply(message="There are 9 of them"), True),
        (reply(blocking=[{"at": "2026-11-09T09:09:09Z"}, {"name": "task-9"}, {"share": 0.9}]), False),
        (reply(ready=True, count=8), False),
        (reply("19 tasks since 9:30, version 9.1", error=False), False),
        (reply(error=True, count=9), False),
    ],
)
def test_a_number_is_found_where_it_counts(told: Reply, counted: bool) -> None:
    assert contains_number(9).matches(told) is counted


@pytest.mark.parametrize(
    ("words", "told", "named"),
    [
        ("daydream", reply("daydream is no kind of task", error=True), True),
        ("daydream", reply("daydream it is"), False),
        ("-1", reply("limit is -1, and must be 0 or more", error=True), True),
        ("-1", reply("limit is -10", error=True), False),
        ("9", reply("the timeout of 19 s is from 2029", error=True), False),
    ],
)
def test_a_rejection_names_a_value(words: str, told: Reply, named: bool) -> None:
    assert is_rejection_that_mentions(words).matches(told) is named
