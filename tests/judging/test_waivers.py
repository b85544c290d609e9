"""A waiver covers the scenario or the requirement that it names, and no other requirement of the same scenario."""

from acceptance.judging.verdict import Verdict
from tests.judging.conftest import Bench


def test_a_waiver_for_a_requirement_forgives_no_other_of_the_same_scenario(bench: Bench) -> None:
    names = [f"Case {number}" for number in range(35)]
    bench.feature("2_api_testing", *(("@API-2 @TASK-5 @critical", name) for name in names))
    bench.require("API-2", "TASK-5")
    bench.whole()
    for name in names:
        bench.end(name, "failed", "The reason is lost.")
    bench.waive(requirement="API-2")
    found = bench.assess()
    assert found.verdict is Verdict.REJECTED
    assert [one.identifier for one in found.faults] == ["TASK-5"]


def test_a_waiver_for_the_requirement_itself_is_followed_by_what_counts_it(bench: Bench) -> None:
    bench.feature("2_api_testing", ("@API-2 @TASK-5 @critical", "The reason is kept"))
    bench.require("API-2", "TASK-5")
    bench.whole()
    bench.end("The reason is kept", "failed", "The reason is lost.")
    bench.waive(requirement="TASK-5")
    found = bench.assess()
    assert found.verdict is Verdict.RESERVATIONS
    assert [names for _, names in found.waived] == [("The reason is kept",)]


def test_two_requirements_of_one_scenario_need_a_waiver_each(bench: Bench) -> None:
    bench.feature("2_api_testing", ("@TASK-5 @EXEC-1 @critical", "Both are kept"))
    bench.require("TASK-5", "EXEC-1")
    bench.whole()
    bench.end("Both are kept", "failed", "Neither is.")
    bench.waive(requirement="TASK-5")
    assert [one.identifier for one in bench.assess().faults] == ["EXEC-1"]
    bench.waive(requirement="EXEC-1")
    assert bench.assess().verdict is Verdict.RESERVATIONS


def test_what_was_not_judged_this_time_is_not_said_to_have_passed(bench: Bench) -> None:
    bench.whole(planned="skipped", message="NOT MEASURABLE HERE: interval")
    bench.waive(scenario="It is planned")
    bench.waive(requirement="TASK-1")
    found = bench.assess()
    assert found.verdict is Verdict.ACCEPTED
    assert [one.about for one in found.dormant] == ["It is planned", "TASK-1"]
    bench.conclude()
    assert "not judged this time" in (bench.reports / "sign-off.html").read_text(encoding="utf-8")


def test_a_large_scenario_that_was_not_run_keeps_its_waiver(bench: Bench) -> None:
    bench.whole()
    bench.waive(scenario="Much is executed")
    assert bench.assess().verdict is Verdict.ACCEPTED
