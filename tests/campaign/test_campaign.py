"""The campaign, held on real servers: on the reference it goes the whole way, and no other can disturb a run."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from acceptance.campaign import CampaignRecord, read_campaign
from acceptance.campaign.background_campaign import held
from acceptance.contract.calls import Call
from acceptance.contract.reply import Reply
from acceptance.evidence.scenario_results import ScenarioResult, append_result
from acceptance.judging.run_record import RunRecord
from acceptance.reporting.assessor import ProgressDocument
from acceptance.reporting.documents.progress import progress
from acceptance.servers.connected_orchestrator import ConnectedOrchestrator
from acceptance.specification.features import read_specification
from acceptance.targets.choosing import read_target
from acceptance.targets.target import Target, Timeouts
from tests.judging.conftest import TODAY

ROOT = Path(__file__).resolve().parents[2]
RAW = ROOT / "tests" / "sample_servers" / "raw.py"
CASE = "A task is planned"
MOST_VAIN_CALLS = 10
RESTART = "orchestrator_restart_server"
LONG_ENOUGH = 20.0


def hold(target: Target, reports: Path) -> CampaignRecord:
    """Hold a campaign around one outcome of the first component, and read back what was kept of it."""
    features = ROOT / "features"
    case = next(one for one in read_specification(features).cases.values() if one.folder == "1_feature_integration")
    with held(target, reports, features) as campaign:
        campaign.begin()
        append_result(reports, ScenarioResult(case.name, "passed", "", 0.1, 1795600000.0))
        campaign.milestone(case.folder)
        campaign.finish()
    return read_campaign(reports)


def run_of(record: CampaignRecord) -> RunRecord:
    return RunRecord(read_specification(ROOT / "features"), {}, {}, (), (), (), frozenset(), "", record)


@pytest.mark.parametrize("name", ["reference", "reference-http"])
def test_on_the_reference_the_campaign_goes_the_whole_way(tmp_path: Path, name: str) -> None:
    target = read_target(ROOT / "targets.toml", name, None)
    record = hold(target, tmp_path)
    assert not record.trouble
    assert record.finished and record.synthesised and record.maintained
    assert record.main.implemented and all(one.implemented for one in record.components.values())
    assert not any(one.context_missing for one in record.components.values())
    assert (record.components["FEAT"].milestones, record.components["FEAT"].milestones_seen) == (1, 1)
    assert all(task.kept for task in record.tasks)
    assert all(activity.done for activity in record.activities)
    # The workspace stays for who wants to look into it, its artifacts with it.
    assert list((tmp_path / "campaign" / "workspace").rglob("artifact*"))


def test_a_server_that_restarts_as_soon_as_it_has_answered_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, ended = ConnectedOrchestrator.ask, []

    def ask(self: ConnectedOrchestrator, call: Call) -> Reply:
        reply = asked(self, call)
        if call.tool == RESTART:
            ended.append(self.connection.ended_within(LONG_ENOUGH))
        return reply

    monkeypatch.setattr(ConnectedOrchestrator, "ask", ask)
    record = hold(read_target(ROOT / "targets.toml", "reference", None), tmp_path)
    assert ended == [True]
    assert not record.trouble
    assert record.finished


@pytest.mark.parametrize("manner", ["agrees", "refuses", "dies", "breaks", "lies"])
def test_a_server_that_cannot_hold_it_is_told_of_and_disturbs_nothing(tmp_path: Path, manner: str) -> None:
    target = Target("little", (sys.executable, str(RAW), manner), timeouts=Timeouts(10, 5, 1))
    record = hold(target, tmp_path)
    assert record.trouble
    assert not record.finished and not record.synthesised
    assert not any(one.implemented for one in (record.main, *record.components.values()))
    assert all(one.lacking() for one in record.components.values())


def test_a_server_that_never_answers_costs_its_bounds_and_no_more(tmp_path: Path) -> None:
    little = Target("little", (sys.executable, str(RAW), "silent"), timeouts=Timeouts(10, 5, 1))
    target = replace(little, timeouts=replace(little.timeouts, call=0.3))
    record = hold(target, tmp_path)
    assert record.trouble
    # Not one bound for each of its more than twenty calls: what was never planned is not executed.
    calls = (tmp_path / "evidence" / "calls.jsonl").read_text(encoding="utf-8").splitlines()
    assert 0 < len(calls) < MOST_VAIN_CALLS


def test_the_progress_tells_what_did_not_go_through(tmp_path: Path) -> None:
    target = Target("little", (sys.executable, str(RAW), "refuses"), timeouts=Timeouts(10, 5, 1))
    document = ProgressDocument(progress(run_of(hold(target, tmp_path)), today=TODAY))
    ticked = [item for item, (done, _) in document.items.items() if done]
    assert len(document.items) == 9
    assert ticked == []
    assert any("rejected" in line for line in document.section("Blockers & Issues"))
