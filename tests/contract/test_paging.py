"""How a search goes on after a page."""

import json
from typing import Any

import pytest

from acceptance.contract.calls import Call, ToolResult
from acceptance.contract.paging import is_cut_for_length, next_page
from acceptance.contract.reply import Reply


def page(count: int, flagged: bool = False, text: str = "", **more: Any) -> Reply:
    tasks = [{"task_id": f"task_{number}", "title": f"Task {number}", "description": text} for number in range(count)]
    words = json.dumps({"tasks": tasks, **more})
    return Reply(Call("look up", "orchestrator_query_tasks"), ToolResult(words, None, flagged, 1.0))


def test_a_full_page_is_followed_by_another_one() -> None:
    assert next_page(page(10), 20, 10) == 30


def test_a_short_page_is_the_last_one() -> None:
    assert next_page(page(9), 20, 10) is None


def test_a_page_that_ends_before_a_long_task_is_short_and_says_where_to_go_on() -> None:
    reply = page(6, next_offset=26)
    assert is_cut_for_length(reply)
    assert next_page(reply, 20, 10) == 26


def test_a_cut_page_is_followed_by_the_one_that_it_names_right_or_wrong() -> None:
    assert next_page(page(6, next_offset=30), 20, 10) == 30


@pytest.mark.parametrize("told", [20, 6, -1, True, "26", None, [26]])
def test_a_page_that_names_no_later_place_is_followed_by_what_it_did_not_show(told: object) -> None:
    assert next_page(page(6, next_offset=told, has_more=True), 20, 10) == 26


def test_a_page_of_long_tasks_may_be_cut_without_saying_so() -> None:
    assert next_page(page(3, text="long " * 3_000), 20, 10) == 23


@pytest.mark.parametrize("reply", [page(0, next_offset=20), page(10, flagged=True)])
def test_nothing_follows_an_empty_page_or_a_refusal(reply: Reply) -> None:
    assert next_page(reply, 20, 10) is None
