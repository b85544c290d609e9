"""What a failure says: rejections with their words, long texts around the difference, and nothing of Hamcrest's."""

import ast
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hamcrest.core.string_description import StringDescription

from acceptance.contract.calls import Call, ToolResult
from acceptance.contract.reply import Reply
from acceptance.contract.values import TaskField
from acceptance.exploration.disagreement import brief
from acceptance.matchers import faults, protocol, replies, searches, server, sign_off, work
from acceptance.matchers.findings import Finding, quoted_around
from acceptance.matchers.tasks import has_field

ROOT = Path(__file__).resolve().parents[2]
OWN_MATCHERS = re.compile(r"\b(?:is_|equal_to|not_|contains_string|has_items?|has_length|instance_of|none|not_none)\b")


def reply(text: str, verb: str = "plan", *, error: bool = False) -> Reply:
    return Reply(Call(verb, "a_tool"), ToolResult(text, None, error, 1.0))


def message(matcher: Finding[Any], item: Any) -> str:
    assert not matcher.matches(item)
    told = StringDescription()
    matcher.describe_mismatch(item, told)
    return str(told)


@pytest.mark.parametrize(
    "path", [*ROOT.glob("steps/*.py"), *ROOT.glob("acceptance/matchers/*.py")], ids=lambda it: it.name
)
def test_every_assertion_has_a_message_of_its_own(path: Path) -> None:
    """`Expected: <False> but: was <True>` is what Hamcrest's own matchers say."""
    imports = [one for one in ast.walk(ast.parse(path.read_text())) if isinstance(one, ast.ImportFrom)]
    names = [alias.name for one in imports if one.module and one.module.startswith("hamcrest") for alias in one.names]
    assert not [name for name in names if OWN_MATCHERS.fullmatch(name)]


def test_a_changed_number_of_tasks_is_told() -> None:
    queries = SimpleNamespace(noted=5, number_of_tasks=lambda: 6)
    assert message(searches.holds_the_noted_number(), queries) == "there were 5 tasks, and there are 6 now"


def test_an_artifact_without_the_words_is_shown_shortened() -> None:
    file = SimpleNamespace(text=lambda: "x" * 10_000)
    told = message(work.has_in_its_artifact("needle"), SimpleNamespace(artifact_file=lambda: file))
    assert told.startswith('it has 10,000 characters, which do not: "xxx')
    assert len(told) < 300


def test_a_run_without_results_is_told() -> None:
    assessor = SimpleNamespace(run=SimpleNamespace(ran=list), document=SimpleNamespace(text=""))
    assert message(sign_off.has_results(), assessor) == "no scenario of this run has a result"
    assert message(sign_off.writes_its_progress(), assessor) == "the progress document is empty"


def test_the_words_of_a_rejected_line_are_told() -> None:
    refused = {"result": {"isError": True, "content": [{"type": "text", "text": "No session is open."}]}}
    told = message(protocol.were_answered(2), [{"result": {"content": []}}, refused])
    assert told == '2 were answered, 1 of them accepted; the first that was not: "No session is open."'


def test_the_words_of_a_rejected_plan_are_told() -> None:
    operator = SimpleNamespace(answered=2, meanwhile=[1], refused=reply("No room.", error=True))
    told = message(server.accepted_so_many(2), operator)
    assert told == "2 were answered, 1 of them accepted; the first that was not says: No room."


def test_the_words_of_both_restarts_are_told() -> None:
    last = SimpleNamespace(replies={"1": reply("Yes.", "restart"), "2": reply("Yes again.", "restart")})
    told = message(faults.accepted_one_restart(), last)
    assert told == "2 were answered; it was accepted: Yes.; it was accepted: Yes again."


def test_a_mention_far_inside_a_reply_is_shown() -> None:
    told = message(replies.does_not_mention("needle"), reply("x " * 1000 + "needle" + " y" * 1000))
    assert "needle" in told
    assert len(told) < 400


def test_a_long_value_is_shown_around_the_difference_and_so_is_the_expected_one() -> None:
    expected, found = "x" * 700 + "é" + "x" * 300, "x" * 700 + "?" + "x" * 300
    task = SimpleNamespace(name="A", told=lambda _: found, state=SimpleNamespace(last_reply=None))
    told = message(has_field(TaskField.TITLE, expected), task)
    assert "x?x" in told
    assert "not " in told
    assert "xéx" in told


def test_a_short_value_is_told_once() -> None:
    task = SimpleNamespace(name="A", told=lambda _: "B", state=SimpleNamespace(last_reply=None))
    assert message(has_field(TaskField.TITLE, "C"), task) == 'the title of "A" is "B"'


def test_exploration_shows_long_values_around_the_difference() -> None:
    expected, found = "x" * 700 + "A" + "x" * 300, "x" * 700 + "B" + "x" * 300
    assert "xBx" in brief(found, expected)
    assert "xAx" in brief(expected, found)
    assert len(brief(found, expected)) < 200
    assert brief("short", found) == "'short'"


def test_a_text_that_ends_early_is_cut_at_its_end() -> None:
    assert quoted_around("x" * 900, "x" * 1000).endswith('x"')
