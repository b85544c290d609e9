"""A verdict needs evidence: what was skipped, does not apply, ran twice or names no requirement is seen by it."""

import json

import pytest

from acceptance.judging.traceability import Standing
from acceptance.judging.verdict import Verdict
from acceptance.reporting.conclusion import conclude
from tests.judging.conftest import TODAY, Bench
from tests.judging.test_verdict import standings

HTTP = "DOES NOT APPLY: this is about HTTP, and the target has no HTTP address (key `over_http`)"


def many(bench: Bench, skipped: int, of: int, reason: str) -> None:
    """A run of so many scenarios of TASK-1, of which the first were skipped."""
    bench.feature("2_api_testing", *(("@TASK-1 @normal", f"Case {number}") for number in range(of)))
    bench.whole()
    for number in range(of):
        bench.end(f"Case {number}", "skipped" if number < skipped else "passed", reason if number < skipped else "")


def test_a_run_that_was_skipped_for_the_most_part_has_no_verdict(bench: Bench) -> None:
    many(bench, 97, 100, "NOT JUDGED: nobody knows")
    found = bench.assess()
    assert (found.verdict, found.reason) == (Verdict.NONE, "97 of 103 scenarios were skipped")
    concluded = conclude(bench.reports, bench.features, bench.waivers, today=TODAY, pdf=False)
    assert concluded.code == 1


def test_a_run_of_which_all_was_skipped_has_no_verdict(bench: Bench) -> None:
    bench.target()
    for name in ("It is planned", "It is executed", "The tests pass"):
        bench.end(name, "skipped", "NOT JUDGED: nobody knows", answered=False)
    assert bench.assess().reason == "3 of 3 scenarios were skipped"
    assert bench.assess().verdict is Verdict.NONE


def test_failures_of_a_run_that_was_mostly_skipped_are_named(bench: Bench) -> None:
    many(bench, 97, 100, "NOT JUDGED: nobody knows")
    bench.end("Case 99", "failed", "It was wrong.")
    assert bench.assess().reason == "97 of 103 scenarios were skipped; 1 did not pass"


def test_what_was_judged_in_part_is_named_in_the_first_line(bench: Bench) -> None:
    many(bench, 2, 10, "NOT INJECTED: libfaketime is not installed")
    found = bench.assess()
    assert standings(bench)["TASK-1"] is Standing.PARTLY
    assert found.verdict is Verdict.ACCEPTED
    assert found.headline == "Accepted; 1 large scenario was not asked for; 2 scenarios were not judged"
    assert found.reason == "all 3 requirements are met"
    assert found.details == (
        "1 requirement is judged in part (TASK-1)",
        "2 scenarios were not judged: 2 NOT INJECTED: libfaketime is not installed",
    )


def test_what_is_mostly_not_offered_and_waived_is_not_accepted_either(bench: Bench) -> None:
    many(bench, 97, 100, "NOT OFFERED: orchestrator_plan_task")
    assert bench.assess().verdict is Verdict.REJECTED
    bench.waive(requirement="TASK-1")
    found = bench.assess()
    assert (found.verdict, found.reason) == (Verdict.NONE, "97 of 103 scenarios were not judged: most are not offered")


def test_a_target_without_http_can_be_accepted_for_what_it_is(bench: Bench) -> None:
    bench.feature("5_error_scenarios", ("@SAFE-9 @critical", "Foreign hosts are rejected"))
    bench.feature("6_sign_off", ("@FSM-1 @critical", "Every requirement is met"))
    bench.require("SAFE-9", "FSM-1")
    bench.whole()
    bench.end("Foreign hosts are rejected", "skipped", HTTP, answered=False)
    assert bench.assess().metrics["FSM-1"].met
    bench.end("Every requirement is met")
    found = bench.assess()
    assert standings(bench)["SAFE-9"] is Standing.NOT_APPLICABLE
    assert found.verdict is Verdict.ACCEPTED
    assert found.reason.startswith("all 4 requirements that apply to this target are met")
    assert "1 requirement does not apply to this target (SAFE-9)" in found.details


def test_a_store_that_is_no_sqlite_file_is_no_fault(bench: Bench) -> None:
    bench.feature("5_error_scenarios", ("@SAFE-3 @critical", "A lock is waited for"))
    bench.require("SAFE-3")
    bench.whole()
    reason = "DOES NOT APPLY: the store cannot be locked from outside (it is not a SQLite file)"
    bench.end("A lock is waited for", "skipped", reason, answered=False)
    found = bench.assess()
    assert found.verdict is Verdict.ACCEPTED
    assert found.metrics["FSM-1"].met
    assert "1 scenario does not apply to this target" in found.details
    # What does not apply is no gap of the run, and is counted apart.
    assert (len(found.left_out), dict(found.inapplicable)) == (1, {"A lock is waited for": reason})
    bench.conclude()
    sheet = (bench.reports / "sign-off.html").read_text(encoding="utf-8")
    assert "<h2>Not judged (1)</h2>" in sheet
    assert "<h2>Does not apply (1)</h2>" in sheet
    assert found.headline == "Accepted; 1 large scenario was not asked for"


@pytest.mark.parametrize("outcomes", [("failed", "passed"), ("passed", "failed"), ("failed", "skipped", "passed")])
def test_every_outcome_of_a_scenario_is_seen_and_not_the_last_alone(bench: Bench, outcomes: tuple[str, ...]) -> None:
    bench.whole()
    bench.reports.joinpath("evidence", "outcomes.jsonl").unlink()
    for status in outcomes:
        bench.end("It is planned", status, "It was wrong." if status == "failed" else "")
    bench.end("It is executed")
    bench.end("The tests pass")
    found = bench.assess()
    assert found.verdict is Verdict.REJECTED
    told = bench.run().outcomes["It is planned"]
    assert told.outcomes == outcomes
    assert told.message == f"It was wrong.\nRan {len(outcomes)} times: {', '.join(outcomes)}."


def test_a_scenario_that_was_measured_once_and_skipped_once_is_judged(bench: Bench) -> None:
    bench.whole()
    bench.end("It is planned", "skipped", "NOT MEASURABLE HERE: interval")
    assert bench.assess().verdict is Verdict.ACCEPTED


@pytest.mark.parametrize("tags", ["@normal", "@TASK-99 @normal"])
def test_a_scenario_that_names_no_known_requirement_is_seen_when_it_fails(bench: Bench, tags: str) -> None:
    bench.feature("2_api_testing", (tags, "Nobody's"))
    bench.whole()
    bench.end("Nobody's", "passed")
    assert bench.assess().verdict is Verdict.ACCEPTED
    bench.end("Nobody's", "failed")
    found = bench.assess()
    assert found.verdict is Verdict.REJECTED
    assert found.reason.startswith('1 scenario without a requirement did not pass, first "Nobody\'s"')
    bench.conclude()
    assert json.loads((bench.reports / "sign-off.json").read_text(encoding="utf-8"))["at_fault"] == ["untagged"]
    bench.waive(scenario="Nobody's")
    assert bench.assess().verdict is Verdict.RESERVATIONS


def test_a_process_of_the_run_that_died_leaves_no_verdict(bench: Bench) -> None:
    bench.whole()
    bench.line(event="process of the run died", words="Shard 1 was ended by signal 9.")
    found = conclude(bench.reports, bench.features, bench.waivers, today=TODAY, pdf=False)
    assert (found.verdict, found.reason, found.code) == (Verdict.NONE, "Shard 1 was ended by signal 9.", 1)


@pytest.mark.parametrize(
    ("digest", "words"),
    [
        ("requirements_digest", "the requirements have changed since then"),
        ("suite_digest", "the steps and matchers have changed since then"),
    ],
)
def test_results_of_other_requirements_or_steps_have_no_verdict(bench: Bench, digest: str, words: str) -> None:
    bench.whole()
    bench.reports.joinpath("evidence", "calls.jsonl").unlink()
    bench.target(**{digest: "another"})
    found = conclude(bench.reports, bench.features, bench.waivers, today=TODAY, pdf=False)
    assert found.verdict is Verdict.NONE
    assert words in found.reason


def test_results_of_two_builds_of_the_target_have_no_verdict(bench: Bench) -> None:
    bench.whole()
    bench.target(files_digest="another build")
    found = conclude(bench.reports, bench.features, bench.waivers, today=TODAY, pdf=False)
    assert "belong to several runs" in found.reason


def test_results_that_were_made_days_apart_are_not_those_of_one_run(bench: Bench) -> None:
    bench.line(event="target begun long ago")
    file = bench.reports / "evidence" / "calls.jsonl"
    file.write_text(file.read_text(encoding="utf-8").replace("2026-11-25", "2026-11-20"), encoding="utf-8")
    bench.whole()
    found = conclude(bench.reports, bench.features, bench.waivers, today=TODAY, pdf=False)
    assert "they were made over 118 hours" in found.reason


def test_the_record_tells_what_was_judged_and_when(bench: Bench) -> None:
    bench.whole()
    bench.conclude()
    record = json.loads((bench.reports / "sign-off.json").read_text(encoding="utf-8"))
    assert set(record["digests"]) == {"features", "requirements", "suite", "tools", "target", "results"}
    assert record["ran"] == {"began": "2026-11-25T12:00:00+00:00", "ended": "2026-11-25T09:46:40+00:00"}
    assert record["metrics"]["FSM-1"]["numerator"] == record["metrics"]["FSM-1"]["denominator"] == 2
    assert {"numerator", "denominator", "judged"} <= set(record["criteria"]["FEAT-2"])
    page = (bench.reports / "sign-off.html").read_text(encoding="utf-8")
    assert "2 of 2" in page
