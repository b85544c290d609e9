"""What the page shows of the calls of a scenario that passed: one attachment for each step, and where the whole is."""

import json
from pathlib import Path
from typing import Any

import pytest

from acceptance.reporting.page.condensing import MOST_CALLS, MOST_CHARACTERS, MOST_LINES, Condenser
from acceptance.reporting.settled_results import Causes, settled_copy
from tests.reporting.made_up import CALLS_OF_A_STEP, STEPS, MadeUpResults


@pytest.fixture
def results(tmp_path: Path) -> Path:
    return tmp_path / "allure-results"


def shown(results: Path, place: Path) -> dict[str, dict[str, Any]]:
    """The results in the copy that the page is made of, by their names."""
    place.mkdir()
    copy = settled_copy(results, place, Causes())
    told = [json.loads(file.read_text(encoding="utf-8")) for file in copy.glob("*-result.json")]
    missing = [one["source"] for each in told for one in attached(each) if not (copy / one["source"]).is_file()]
    assert not missing
    return {each["name"]: each for each in told}


def attached(result: dict[str, Any]) -> list[dict[str, str]]:
    return [one for holder in (*result["steps"], result) for one in holder.get("attachments", ())]


def attach(results: Path, calls: list[object], name: str = "plan_task: accepted, 1.5 ms") -> dict[str, Any]:
    """A result that passed, with these calls in its one step."""
    results.mkdir()
    sources = [f"{number:08}-0000-attachment.json" for number in range(len(calls))]
    for source, call in zip(sources, calls, strict=True):
        (results / source).write_text(json.dumps(call), encoding="utf-8")
    attachments = [{"name": name, "source": source, "type": "application/json"} for source in sources]
    return {"name": "It works", "status": "passed", "steps": [{"name": "When", "attachments": attachments}]}


def condense(results: Path, told: dict[str, Any], copy: Path) -> tuple[dict[str, Any], str, set[str]]:
    """A result with short calls, the text of its first attachment, and the files that it does not need."""
    copy.mkdir()
    condenser = Condenser(results, copy)
    short = condenser.condensed(told)
    first = short["steps"][0]["attachments"][0]
    return first, (copy / first["source"]).read_text(encoding="utf-8"), condenser.spare


def test_a_step_of_a_passed_scenario_has_one_attachment(results: Path, tmp_path: Path) -> None:
    MadeUpResults(results).add("passed", 1)
    before = {file.name: file.read_bytes() for file in results.iterdir()}
    (told,) = shown(results, tmp_path / "place").values()
    names = [one["name"] for one in attached(told)]
    assert names == [f"{CALLS_OF_A_STEP} calls: query_tasks"] * len(STEPS)
    assert {file.name: file.read_bytes() for file in results.iterdir()} == before


@pytest.mark.parametrize("status", ["failed", "broken", "skipped"])
def test_what_did_not_pass_is_shown_whole(results: Path, tmp_path: Path, status: str) -> None:
    MadeUpResults(results).add(status, 1)
    (told,) = shown(results, tmp_path / "place").values()
    calls = attached(told)
    assert len(calls) == CALLS_OF_A_STEP * len(STEPS)
    copy = tmp_path / "place" / "allure-results"
    assert all((copy / one["source"]).read_bytes() == (results / one["source"]).read_bytes() for one in calls)


def test_a_short_call_says_where_the_whole_is(results: Path, tmp_path: Path) -> None:
    reply = {"title": "x" * MOST_CHARACTERS}
    told = attach(results, [{"tool": "plan_task", "request": {"title": "Dig"}, "reply": reply}])
    first, text, spare = condense(results, told, tmp_path / "copy")
    assert first["name"] == "plan_task: accepted, 1.5 ms"
    lines = text.splitlines()
    assert lines[0] == "plan_task: accepted, 1.5 ms [00000000…]"
    assert lines[1] == '  request: {"title": "Dig"}'
    assert lines[2].startswith('  reply: {"title": "xxx')
    assert lines[2].endswith("x …")
    assert "allure-results" in lines[-1]
    assert spare == {"00000000-0000-attachment.json"}


def test_of_many_calls_the_first_are_shown_and_all_are_counted(results: Path, tmp_path: Path) -> None:
    told = attach(results, [{"tool": "plan_task", "request": {}, "reply": {}}] * (MOST_LINES + 7))
    first, text, _ = condense(results, told, tmp_path / "copy")
    assert first["name"] == f"{MOST_LINES + 7} calls: plan_task"
    assert text.count("  request: ") == MOST_CALLS
    assert text.count("plan_task: accepted") == MOST_LINES
    assert "… and 7 further calls" in text


def test_words_of_a_target_are_shown_as_words(results: Path, tmp_path: Path) -> None:
    call = {"tool": "plan\n_task", "request": "\x1b[2J\nbelow\ud800", "reply": "\u202eback"}
    first, text, _ = condense(results, attach(results, [call] * 2), tmp_path / "copy")
    assert first["name"] == "2 calls: plan␊_task"
    assert "  request: ␛[2J␊below" in text
    assert "  reply: ⟨U+202E⟩back" in text


@pytest.mark.parametrize(
    "content", ["no JSON", '{"tool": "plan_task"}', "[1]", '{"tool": 1, "request": {}}', "[" * 99_999]
)
def test_what_is_no_call_is_shown_as_it_is(results: Path, tmp_path: Path, content: str) -> None:
    told = attach(results, [{}])
    (results / "00000000-0000-attachment.json").write_text(content, encoding="utf-8")
    copy = tmp_path / "copy"
    copy.mkdir()
    condenser = Condenser(results, copy)
    assert condenser.condensed(told)["steps"] == told["steps"]
    assert not condenser.spare


def test_a_path_is_no_call(results: Path, tmp_path: Path) -> None:
    told = attach(results, [])
    outside = tmp_path / "outside.json"
    outside.write_text(json.dumps({"tool": "x", "request": "a secret", "reply": ""}), encoding="utf-8")
    told["steps"][0]["attachments"] = [{"name": "x", "source": "../outside.json", "type": "application/json"}]
    copy = tmp_path / "copy"
    copy.mkdir()
    assert Condenser(results, copy).condensed(told)["steps"] == told["steps"]
