"""What the campaign judges while the components are at work, held on the reference with one lie on top."""

import sys
from datetime import date
from pathlib import Path

import pytest

from acceptance.campaign import Action, CampaignRecord, Outcome
from acceptance.judging.tool_matrix import tool_matrix
from acceptance.matchers.sign_off import PARTS
from acceptance.reporting.assessor import ProgressDocument
from acceptance.reporting.documents.progress import progress
from acceptance.servers import restarting
from acceptance.targets.target import Target, Timeouts
from tests.campaign.test_campaign import ROOT, hold, run_of
from tests.judging.conftest import TODAY

MAIN = "Integration Testing Implementation"


def hold_flawed(reports: Path, *words: str) -> CampaignRecord:
    command = (sys.executable, "-m", *words)
    environment = {"PYTHONPATH": str(ROOT)}
    return hold(Target("flawed", command, environment=environment, timeouts=Timeouts(20, 5, 2)), reports)


def failed(record: CampaignRecord) -> list[str]:
    """The parts of the progress document that are not as they should be; the matrix needs scenarios as well."""
    document = ProgressDocument(progress(run_of(record), today=date.today()))
    parts = {words: part(record) for words, part in PARTS.items() if "matrix" not in words}
    return [words for words, part in parts.items() if not part.matches(document)]


@pytest.mark.parametrize(
    ("flaw", "action", "part"),
    [
        ("health-always-says-no", Action.HEALTH, "the health check during the work as done"),
        ("the-store-is-told-to-be-apart", Action.HEALTH, "the health check during the work as done"),
        ("a-restart-does-not-come-about", Action.RESTART, "the restart during the work as survived"),
        ("no-session-can-be-reconnected-to", Action.RECONNECT, "the reconnection test during the work as done"),
    ],
)
def test_what_is_wrong_during_the_work_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flaw: str, action: str, part: str
) -> None:
    monkeypatch.setattr(restarting, "RESTART_SECONDS", 1.0)
    record = hold_flawed(tmp_path, "tests.flawed", flaw)
    assert record.outcome_of(action) is Outcome.WRONG
    assert not record.finished
    assert part in failed(record)


def test_a_maintenance_that_takes_a_result_away_is_told(tmp_path: Path) -> None:
    record = hold_flawed(tmp_path, "tests.campaign.lying", "empties-results")
    assert record.outcome_of(Action.MAINTAIN) is Outcome.DONE
    assert record.outcome_of(Action.READ_AGAIN.of(MAIN)) is Outcome.WRONG
    assert record.main.result_kept and not record.main.kept and not record.maintained
    assert "the maintenance as done without loss" in failed(record)


def test_an_update_that_is_not_seen_afterwards_is_told_as_such(tmp_path: Path) -> None:
    record = hold_flawed(tmp_path, "tests.campaign.lying", "forgets-updates")
    updates = [one for one in record.activities if one.action == Action.UPDATE.of("Feature Integration")]
    assert [one.outcome for one in updates] == [Outcome.DONE, Outcome.WRONG]
    assert "was accepted but is not seen afterwards" in updates[-1].details
    assert (record.components["FEAT"].milestones, record.components["FEAT"].milestones_seen) == (1, 0)
    assert "every milestone update as seen" in failed(record)
    assert tool_matrix(run_of(record))[0].gap == "1 of 1 updates were not seen afterwards"


def test_on_the_reference_every_part_is_as_it_should_be(tmp_path: Path) -> None:
    record = hold_flawed(tmp_path, "reference_orchestrator")
    assert failed(record) == []


@pytest.mark.parametrize(
    ("manner", "outcome"),
    [("refuses", Outcome.REJECTED), ("agrees", Outcome.WRONG), ("breaks", Outcome.UNANSWERED)],
)
def test_the_log_tells_rejected_from_done_and_from_not_answered(tmp_path: Path, manner: str, outcome: Outcome) -> None:
    raw = Path(__file__).resolve().parents[1] / "sample_servers" / "raw.py"
    record = hold(Target("little", (sys.executable, str(raw), manner), timeouts=Timeouts(10, 5, 1)), tmp_path)
    assert record.outcome_of(Action.PLAN.of(MAIN)) is outcome
    assert record.outcome_of(Action.MAINTAIN) is Outcome.NOT_CALLED
    document = ProgressDocument(progress(run_of(record), today=TODAY))
    details = {one["action"]: one["details"] for one in document.activities}
    assert details[Action.PLAN.of(MAIN)].startswith(f"{outcome}: ")
    if manner == "refuses":
        assert details[Action.PLAN.of(MAIN)] == "rejected: No."
    about_the_work = [words for words in PARTS if "as done" in words or "as survived" in words or "as seen" in words]
    assert set(about_the_work) <= set(failed(record))
