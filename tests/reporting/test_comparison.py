"""Servers side by side: which promises each keeps, where they differ, and what a regression is."""

import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from acceptance.commands import compare as command
from acceptance.errors import SuiteError
from acceptance.evidence.evidence import Figure
from acceptance.judging.profile_verdicts import ProfileStanding, ProfileVerdict
from acceptance.judging.promises import Promise, PromiseStanding
from acceptance.reporting.comparing.answer import answer, details
from acceptance.reporting.comparing.console import tables
from acceptance.reporting.comparing.documents import as_json, markdown, page
from acceptance.reporting.comparing.matrix import Matrix, Row
from acceptance.reporting.comparing.server_run import read_server
from acceptance.reporting.comparing.shown_matrix import shown_verdict
from acceptance.specification.profiles import Profile

FEATURES = Path(__file__).resolve().parents[2] / "features"
MISSING = "NOT OFFERED: orchestrator_cancel_task"
PENDING = "A planned task is pending"
REASON = "A cancelled task keeps the reason for its cancellation"
UNKNOWN = "Cancelling an unknown task is rejected"
BRIEF = "Starting an unknown task is rejected"
FAILURE = "Expected: a task\n     but: <b>none</b> | at all"


SMALL = f"""Feature: Four cases
  @TASK-1 @normal
  Scenario: {PENDING}
    When it is

  @TASK-5 @normal
  Scenario: {REASON}
    When it is

  @TASK-5 @normal
  Scenario: {UNKNOWN}
    When it is

  @TASK-2 @normal
  Scenario: {BRIEF}
    When it is
"""


def result(name: str, status: str = "passed", message: str = "") -> dict[str, Any]:
    attached = [{"name": "a call", "source": f"{name[:9]}-attachment.json", "type": "application/json"}]
    return {
        "uuid": name.replace(" ", "-"),
        "name": name,
        "status": status,
        "statusDetails": {"message": message},
        "steps": [{"name": "When it is", "attachments": attached}],
        "start": 1,
        "stop": 2,
    }


def write(folder: Path, *results: dict[str, Any]) -> Path:
    (folder / "allure-results").mkdir(parents=True)
    for one in results:
        file = folder / "allure-results" / f"of-{one['uuid']}-result.json"
        file.write_text(json.dumps(one), encoding="utf-8")
        call = {
            "tool": "orchestrator_plan_task",
            "request": {"title": "x"},
            "outcome": "refused",
            "reply": {"no": "<i>"},
        }
        place = file.with_name(one["steps"][0]["attachments"][0]["source"])
        place.write_text(json.dumps(call), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A specification of four scenarios, so that a run of four is a whole one."""
    features = tmp_path_factory.mktemp("small") / "features"
    shutil.copytree(FEATURES / "clauses", features / "clauses")
    shutil.copy(FEATURES / "requirements.md", features)
    (features / "1_small").mkdir()
    (features / "1_small" / "small.feature").write_text(SMALL, encoding="utf-8")
    return features


@pytest.fixture(autouse=True)
def specification(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "FEATURES", small)
    monkeypatch.setattr(command, "PATHS", replace(command.PATHS, root=small.parent))


@pytest.fixture
def known(tmp_path: Path) -> Path:
    return write(tmp_path / "known", result(PENDING), result(REASON), result(UNKNOWN), result(BRIEF, "failed", "hard"))


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return write(
        tmp_path / "new",
        result(PENDING, "failed", FAILURE),
        result(REASON, "skipped", MISSING),
        result(UNKNOWN, "skipped", MISSING),
        result(BRIEF),
    )


@pytest.fixture
def third(tmp_path: Path) -> Path:
    return write(tmp_path / "third", result(PENDING), result(BRIEF, "skipped", "DECLARED OTHERWISE: another choice"))


def matrix(*folders: Path) -> Matrix:
    return Matrix(tuple(read_server(folder.name, folder, FEATURES) for folder in folders))


def row(found: Matrix, identifier: str) -> Row:
    return next(one for group in found.groups for one in group.rows if one.identifier == identifier)


def test_each_requirement_has_a_cell_for_each_server(known: Path, new: Path, third: Path) -> None:
    found = matrix(known, new, third)
    assert [one.standing for one in row(found, "TASK-1").cells] == [
        PromiseStanding.MET,
        PromiseStanding.NOT_MET,
        PromiseStanding.MET,
    ]
    assert [one.standing for one in row(found, "TASK-5").cells] == [
        PromiseStanding.MET,
        PromiseStanding.NOT_OFFERED,
        PromiseStanding.NOT_JUDGED,
    ]
    assert [one.standing for one in row(found, "TASK-2").cells] == [
        PromiseStanding.NOT_MET,
        PromiseStanding.MET,
        PromiseStanding.DECLARED,
    ]
    assert [one.met for one in row(found, "TASK-5").cells] == [2, 0, 0]


def test_a_scenario_that_no_promise_names_counts_only_where_it_fails(small: Path, tmp_path: Path) -> None:
    features = shutil.copytree(small, tmp_path / "features")
    more = "Feature: More\n  @TASK-5 @normal\n  Scenario: A cancellation is confirmed\n    When it is\n"
    (features / "1_small" / "more.feature").write_text(more, encoding="utf-8")
    lacking, confirmed = [result(one, "skipped", MISSING) for one in (REASON, UNKNOWN)], "A cancellation is confirmed"
    runs = (
        write(tmp_path / "sound", *lacking, result(confirmed)),
        write(tmp_path / "wrong", *lacking, result(confirmed, "failed", "none")),
    )
    found = Matrix(tuple(read_server(one.name, one, features) for one in runs))
    sound, wrong = row(found, "TASK-5").cells
    # A page that told "met" beside "not offered" would be believed in neither.
    assert (sound.standing, sound.offered) == (PromiseStanding.NOT_OFFERED, 0)
    assert (wrong.standing, wrong.met, wrong.offered) == (PromiseStanding.NOT_MET, 0, 1)
    shares = [(one.met, one.offered) for server in found.servers for one in server.profiles if one.met + one.offered]
    assert shares == [(0, 1)]


def test_the_answer_of_two_says_who_keeps_what_the_other_breaks(known: Path, new: Path, third: Path) -> None:
    assert answer(matrix(known, new)) == "known keeps 1 promise that new breaks; new keeps 1 that known breaks."
    assert answer(matrix(third, new)) == "third keeps 1 promise that new breaks; new keeps none that third breaks."
    assert answer(matrix(new, third)) == answer(matrix(third, new))
    assert answer(matrix(known, known)) == (
        "known and known keep and break the same of the promises that were judged of both."
    )


def test_the_answer_of_many_says_how_many_each_breaks_that_another_keeps(known: Path, new: Path, third: Path) -> None:
    told = answer(matrix(known, new, third))
    assert told == "third breaks the fewest promises that another one keeps: third 0, known 1, new 1."
    assert answer(matrix(third, third, third)) == "No server breaks a promise that another one keeps."


def test_the_details_name_the_shares_and_the_scenarios(known: Path, new: Path) -> None:
    told = details(matrix(known, new))
    assert told[0] == "Promises kept of those offered: known 3 of 4 (75 %), new 1 of 2 (50 %)."
    assert "known passes 3 scenarios that new does not, and new passes 1 that known does not." in told


def test_a_partial_run_is_told_and_what_it_left_out_is_not_met(known: Path, tmp_path: Path) -> None:
    part = write(tmp_path / "part", result(PENDING), result(REASON))
    found = matrix(known, part)
    (note,) = found.notes
    assert note.startswith("part: 2 of today's scenarios were not run. A promise that was not run, or only in part, is")
    assert row(found, "TASK-5").cells[1].standing is PromiseStanding.NOT_JUDGED
    assert row(found, "TASK-5").cells[1].not_run == 1
    assert "1 of 1" in page(found) and "1 not run" in page(found)
    assert not row(found, "TASK-5").differs
    assert not found.differing
    assert answer(found) == "known and part keep and break the same of the promises that were judged of both."


def test_two_that_break_different_promises_of_one_requirement_differ(known: Path, tmp_path: Path) -> None:
    one = write(tmp_path / "one", result(PENDING), result(REASON, "failed"), result(UNKNOWN), result(BRIEF))
    other = write(tmp_path / "other", result(PENDING), result(REASON), result(UNKNOWN, "failed"), result(BRIEF))
    found = matrix(one, other)
    assert {cell.standing for cell in row(found, "TASK-5").cells} == {PromiseStanding.NOT_MET}
    assert [each.identifier for each in found.differing] == ["TASK-5"]


def test_the_page_shows_why_with_the_calls_and_nothing_in_it_is_obeyed(known: Path, new: Path) -> None:
    text = page(matrix(known, new))
    assert "&lt;b&gt;none&lt;/b&gt;" in text
    assert "refused: {&#34;no&#34;: &#34;&lt;i&gt;&#34;}" in text
    assert "<b>none" not in text and "<i>" not in text
    assert PENDING in text
    assert "orchestrator_plan_task {&#34;title&#34;: &#34;x&#34;}" in text


def test_the_markdown_has_a_table_of_profiles_and_only_the_differences_unless_asked(known: Path, new: Path) -> None:
    text = markdown(matrix(known, new))
    assert "| profile | known | new |\n|---|---|---|\n| all that it offers |" in text
    assert "`new, TASK-1.1, " not in text
    assert any("TASK-1.1" in line and "¦ at all" in line for line in text.splitlines())
    assert "| TASK-1: " in text
    same = matrix(known, known)
    assert "| TASK-1: " not in markdown(same)
    assert "| TASK-1: " in markdown(same, everything=True)


def test_the_json_tells_each_cell(known: Path, new: Path) -> None:
    told = json.loads(as_json(matrix(known, new)))
    assert [one["name"] for one in told["servers"]] == ["known", "new"]
    rows = {one["requirement"]: one for profile in told["profiles"] for one in profile["requirements"]}
    cell = rows["TASK-1"]["servers"]["new"]
    assert cell["standing"] == "not met"
    assert cell["not_met"][0]["scenario"] == PENDING
    assert cell["not_met"][0]["calls"][0]["reply"] == 'refused: {"no": "<i>"}'


def test_the_costs_for_an_agent_stand_side_by_side(known: Path, new: Path) -> None:
    found = matrix(known, new)
    assert "cost" not in markdown(found)
    sizes = {"absolute": "28,000 bytes"}
    figure = Figure("CLIENT-3", "the tool list", 9_334, "tokens", "at most 25,000 tokens", True, details=sizes)
    dear = replace(found.servers[0], run=replace(found.servers[0].run, figures=(figure,)))
    found = replace(found, servers=(dear, found.servers[1]))
    assert "| the tool list | 9,334 tokens, 28,000 bytes | not measured |" in markdown(found)
    assert "9,334 tokens, 28,000 bytes" in page(found)
    assert [one["costs"] for one in json.loads(as_json(found))["servers"]] == [
        {"the tool list": "9,334 tokens, 28,000 bytes"},
        {},
    ]
    assert [str(table.title) for table in tables(found)][-1] == "Cost for an agent, at most"


def test_results_of_other_features_are_told_apart(known: Path, tmp_path: Path) -> None:
    old = write(tmp_path / "old", result(PENDING), result("A scenario of long ago"))
    assert matrix(known, old).notes[0] == "old: 1 of its 2 scenarios are not in today's features."


def test_a_regression_of_two_has_an_exit_code_of_its_own(
    known: Path, new: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "REPORTS", tmp_path / "reports")
    assert command.compare([str(known), str(new)]) == 3
    told = capsys.readouterr().out
    assert told.lstrip().startswith("known keeps 1 promise that new breaks; new keeps 1 that known breaks.")
    for name in ("compare.html", "compare.md", "compare.json"):
        assert "known" in (tmp_path / "reports" / name).read_text(encoding="utf-8")
    assert command.compare([str(known), str(known)]) == 0
    assert "No difference" in capsys.readouterr().out
    # Of several, none is the one that the others are held against.
    assert command.compare([str(known), str(new), str(known)]) == 0


def test_servers_of_the_same_name_are_told_apart(known: Path) -> None:
    assert command.shown_names(["reference", "reference", str(known)]) == ["reference", "reference (2)", "known"]
    (known.parent / "acme").symlink_to(known)
    assert command.shown_names([str(known.parent / "acme"), f"{known}/.."]) == ["acme", f"{known}/.."]


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["refrence"], "at least two targets or result folders"),
        (["refrence", "refrence"], '"refrence" is neither a folder with the results of a run nor a target'),
    ],
)
def test_what_cannot_be_compared_is_told(
    names: list[str], words: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(command, "REPORTS", tmp_path / "reports")
    with pytest.raises(SuiteError, match=words):
        command.compare(names)


def test_of_a_profile_offered_in_part_the_part_is_told_and_no_share() -> None:
    standings = [PromiseStanding.MET, *[PromiseStanding.NOT_OFFERED] * 3]
    promises = tuple(Promise(f"TASK-{one}", f"TASK-{one}", "", standing) for one, standing in enumerate(standings))
    cell = shown_verdict(ProfileVerdict(Profile("search", "Tasks are found.", ()), ProfileStanding.IN_PART, promises))
    assert (cell.words, cell.small, cell.percent) == ("offered in part", "1 of 1 offered, 3 not offered", "")
