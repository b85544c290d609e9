"""One reply in every shape in which servers say it (contract, "Where a reply is"): each is read as the same."""

import json
from typing import Any

import pytest

from acceptance.contract.calls import Call, ToolResult
from acceptance.contract.reply import Reply
from acceptance.contract.values import TaskField, TaskState
from acceptance.errors import UnreadableReplyError

TASK = {
    "task_id": "task_1",
    "title": 'Braces {} and "quotes" }',
    "status": "in_progress",
    "description": "a\n{b}\n```\n",
    "context": {"a": {"b": [1, {"c": "}"}]}},
    "dependencies": [],
}
WRITTEN = json.dumps(TASK)
INDENTED = json.dumps(TASK, indent=2)
BEFORE, AFTER = "This is what became of it:", "Use {all} of it, and don't forget {this}."


def read(text: str, structured: dict[str, Any] | None = None, *, flagged: bool = False) -> Reply:
    return Reply(Call("plan", "orchestrator_plan_task"), ToolResult(text, structured, flagged, 1.0))


SHAPES = {
    "alone": (WRITTEN, None),
    "indented": (INDENTED, None),
    "a repr": (repr(TASK), None),
    "a repr after a sentence": (f"{BEFORE} {TASK!r}", None),
    "a repr before a sentence": (f"{TASK!r}\n{AFTER}", None),
    "after a sentence in the line": (f"OK {WRITTEN}", None),
    "after a sentence": (f"{BEFORE}\n{WRITTEN}", None),
    "before a sentence": (f"{WRITTEN}\n{AFTER}", None),
    "between sentences": (f"{BEFORE}\n{INDENTED}\n{AFTER}", None),
    "fenced": (f"```json\n{INDENTED}\n```", None),
    "fenced between sentences": (f"{BEFORE}\n\n```\n{INDENTED}\n```\n\n{AFTER}", None),
    "structured": ("", TASK),
    "structured beside a word": ("Done.", TASK),
    "structured beside fields": (WRITTEN, TASK),
    "structured says that it worked": (WRITTEN, {"ok": True}),
    "wrapped": (WRITTEN, {"result": WRITTEN}),
    "wrapped alone": ("", {"result": INDENTED}),
    "wrapped with sentences": ("", {"result": f"{BEFORE}\n```json\n{INDENTED}\n```\n{AFTER}"}),
    "wrapped fields": ("", {"result": TASK}),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_reply_is_read_in_every_shape(shape: str) -> None:
    reply = read(*SHAPES[shape])
    assert reply.accepted
    assert (reply.task.identity, reply.task.state) == ("task_1", TaskState.IN_PROGRESS)
    assert reply.task.values[TaskField.TITLE] == TASK["title"]
    assert reply.task.values[TaskField.DESCRIPTION] == TASK["description"]
    assert reply.task.values[TaskField.CONTEXT] == TASK["context"]


REFUSAL = json.dumps({"status": "error", "message": "There is no room."})
REFUSALS = {
    "after a sentence": (f"Sorry.\n{REFUSAL}", None),
    "wrapped": ("", {"result": REFUSAL}),
    "structured": ("There is no room.", {"success": False, "error": "There is no room."}),
    "not ok": ("", {"ok": False, "message": "There is no room."}),
    "told by the text alone": (REFUSAL, {"took": 5}),
}


@pytest.mark.parametrize("shape", REFUSALS)
def test_a_refusal_is_read_in_every_shape(shape: str) -> None:
    reply = read(*REFUSALS[shape])
    assert reply.refused
    assert "There is no room." in reply.words
    assert "There is no room." in reply.shortened()


def test_a_flagged_refusal_that_says_why_in_its_structured_content_is_shown_with_it() -> None:
    reply = read("Error", {"ok": False, "message": "There is no room."}, flagged=True)
    assert "There is no room." in reply.words
    assert "There is no room." in reply.shortened()


@pytest.mark.parametrize(
    "text",
    [
        "# Results\n\nThe work says: {'error': 'none'} and more",
        'Found 3 results. Look at {id} for "more".',
        "{not: json}\nand {neither}",
        "{" * 100_000,
        "x\n" + "{\n" * 100_000,
    ],
)
def test_prose_with_braces_has_no_fields(text: str) -> None:
    reply = read(text)
    assert reply.body == {}
    assert reply.accepted
    assert read("", {"result": text}).body == {}


def test_a_report_for_people_beside_fields_may_quote_anything() -> None:
    reply = read('# Report\n\nThe work:\n{"error": "in the work", "task_id": "task_2"}', TASK)
    assert reply.accepted
    assert reply.task.identity == "task_1"
    assert "error" not in reply.body


def test_a_sentence_that_is_wrapped_is_words() -> None:
    wrapped = read("", {"result": "Nothing was found."})
    assert wrapped.body == {}
    assert wrapped.words == "Nothing was found."


def test_what_was_judged_is_shown_and_not_the_text_beside_it() -> None:
    reply = read("Done.", {"tasks": [], "total": 3})
    with pytest.raises(UnreadableReplyError, match=r'it says: \{"tasks": \[\], "total": 3\}'):
        _ = reply.task


@pytest.mark.parametrize(
    ("told", "asked", "is_a_list"),
    [
        ({"total_count": 0}, {}, True),
        ({"total_count": 5}, {"offset": 5}, True),
        ({"query_summary": {"pagination": {"total_count": 7}}}, {"limit": 0}, True),
        ({"total_count": 5}, {"offset": 4}, False),
        ({"total_count": 5}, {}, False),
        ({"found": True}, {}, False),
    ],
)
def test_an_empty_page_may_leave_its_list_out(told: dict[str, Any], asked: dict[str, Any], is_a_list: bool) -> None:
    reply = Reply(Call("search", "orchestrator_query_tasks", asked), ToolResult(json.dumps(told), None, False, 1.0))
    assert reply.lists_tasks is is_a_list
    assert reply.tasks == []
