"""What is accepted, what is not, and what gets no verdict at all."""

import json

import pytest

from acceptance.errors import SuiteError
from acceptance.judging.criteria import judge
from acceptance.judging.reasons import in_plural
from acceptance.judging.run_record import NoRunError
from acceptance.judging.traceability import Standing, trace
from acceptance.judging.verdict import Verdict
from acceptance.reporting.conclusion import conclude
from tests.judging.conftest import TODAY, Bench


def standings(bench: Bench) -> dict[str, Standing]:
    return {one.identifier: one.standing for one in trace(bench.run())}


def test_a_run_without_fault_is_accepted_and_what_is_large_is_listed(bench: Bench) -> None:
    bench.whole()
    found = bench.assess()
    assert found.verdict is Verdict.ACCEPTED
    assert [name for name, _ in found.left_out] == ["Much is executed"]


def test_what_was_not_asked_for_stands_in_the_first_line_wherever_it_is_read(bench: Bench) -> None:
    bench.whole()
    conclusion = conclude(bench.reports, bench.features, bench.waivers, today=TODAY, pdf=False)
    first = "Accepted; 1 large scenario was not asked for"
    assert next(conclusion.lines("")).startswith(f"{first}: all 3 requirements are met")
    assert json.loads((bench.reports / "sign-off.json").read_text(encoding="utf-8"))["headline"] == first
    assert f"<strong>{first}</strong>" in (bench.reports / "sign-off.html").read_text(encoding="utf-8")
    assert (bench.reports / "summary.md").read_text(encoding="utf-8").startswith(f"## ✅ {first}: ")
    assert first in (bench.reports / "specification.html").read_text(encoding="utf-8")


def test_a_rejection_begins_with_what_is_wrong(bench: Bench) -> None:
    bench.whole(planned="failed")
    found = bench.assess()
    assert found.headline == "Rejected"
    assert found.reason == (
        "1 of 3 requirements is not met, for 1 cause; "
        "the gravest: Planning a task gives a wrong result (TASK-1, fails 1)"
    )
    assert found.details == ("1 scenario was not judged: 1 large: run only on request (LARGE=1)",)


@pytest.mark.parametrize(
    ("words", "count", "said"),
    [
        ("does not apply", 1, "does not apply"),
        ("does not apply", 9, "do not apply"),
        ("was not judged", 2, "were not judged"),
        ("is judged in part", 0, "are judged in part"),
        ("skipped", 2, "skipped"),
    ],
)
def test_several_do_what_one_does(words: str, count: int, said: str) -> None:
    assert in_plural(words, count) == said


def test_a_failed_scenario_rejects_and_its_requirement_comes_before_what_follows_from_it(bench: Bench) -> None:
    bench.whole(planned="failed", gate="failed")
    found = bench.assess()
    assert found.verdict is Verdict.REJECTED
    assert [one.identifier for one in found.faults] == ["TASK-1", "FEAT-2"]


def test_what_is_broken_is_told_as_that_and_what_to_fix_first(bench: Bench) -> None:
    bench.feature("5_error_scenarios", ("@SAFE-3 @critical", "A lock is waited for"))
    bench.require("SAFE-3")
    bench.whole(gate="failed")
    bench.end("A lock is waited for", "failed", "It waited for nothing.")
    lines = list(conclude(bench.reports, bench.features, bench.waivers, today=TODAY, pdf=False).lines("Here."))
    assert "  1. Not kept: words of SAFE-3 (SAFE-3, critical): fails 1" in lines
    # The title tells the promise.
    assert not any(line.startswith("     Promised") for line in lines)
    assert lines[lines.index("") + 2 :] == [
        'Next: fix cause 1, "Not kept: words of SAFE-3". Then run again what did not pass: make accept RERUN=1'
    ]
    steps = (bench.reports / "progress.md").read_text(encoding="utf-8").partition("## Next Steps\n\n")[2]
    assert steps.splitlines() == [
        (
            '1. Fix first: "words of SAFE-3" is not kept (SAFE-3). '
            "Run it again: make scenario NAME='A lock is waited for'"
        ),
        "2. Run again what did not pass: make accept RERUN=1",
    ]
    for name in ("sign-off.html", "summary.md"):
        assert "1. Not kept: words of SAFE-3" in (bench.reports / name).read_text(encoding="utf-8")


def test_a_waiver_makes_it_accepted_with_reservations_with_what_follows(bench: Bench) -> None:
    bench.whole(planned="failed", gate="failed")
    bench.waive(scenario="It is planned")
    found = bench.assess()
    assert found.verdict is Verdict.RESERVATIONS
    assert found.followed == ("The tests pass",)


@pytest.mark.parametrize("change", [{"until": "2026-11-24"}, {"target": "another"}])
def test_a_waiver_that_expired_or_is_for_another_target_waives_nothing(bench: Bench, change: dict[str, str]) -> None:
    bench.whole(planned="failed")
    bench.waive(scenario="It is planned", **change)
    assert bench.assess().verdict is Verdict.REJECTED


def test_a_waiver_that_waives_nothing_any_more_is_an_error(bench: Bench) -> None:
    bench.whole()
    bench.waive(requirement="TASK-1")
    found = bench.assess()
    assert found.verdict is Verdict.NONE
    assert 'the waiver for "TASK-1" is no longer needed' in found.reason


@pytest.mark.parametrize(("answered", "found"), [(True, Standing.OFFERED_IN_PART), (False, Standing.NOT_OFFERED)])
def test_what_passed_without_an_answer_is_no_part_of_what_is_offered(
    bench: Bench, answered: bool, found: Standing
) -> None:
    bench.target()
    bench.end("It is executed", answered=answered)
    bench.end("Much is executed", "skipped", "NOT OFFERED: a tool", answered=False)
    assert standings(bench)["TASK-2"] is found


def test_what_is_not_offered_leaves_its_requirement_unmet_and_can_be_waived(bench: Bench) -> None:
    bench.whole(planned="skipped", message="NOT OFFERED: a tool")
    assert standings(bench)["TASK-1"] is Standing.NOT_OFFERED
    assert bench.assess().verdict is Verdict.REJECTED
    bench.waive(requirement="TASK-1")
    assert bench.assess().verdict is Verdict.RESERVATIONS


def test_what_this_machine_cannot_judge_counts_neither_way(bench: Bench) -> None:
    bench.whole(planned="skipped", message="NOT JUDGED: no room here")
    assert standings(bench)["TASK-1"] is Standing.LEFT_OUT
    found = bench.assess()
    assert found.verdict is Verdict.ACCEPTED
    # It is not said to be met either.
    assert found.reason == "2 of 3 requirements are met, and none is at fault"
    assert found.details == (
        "1 requirement is not judged (TASK-1)",
        "1 scenario was not judged: 1 NOT JUDGED: no room here",
    )


def test_a_figure_that_could_not_be_measured_is_neither_met_nor_missed(bench: Bench) -> None:
    bench.whole()
    bench.measure("OSM-2", value=2.0, low=0.7, high=3.1, met=None)
    found = bench.assess().metrics["OSM-2"]
    assert (found.met, found.judged) == (False, False)
    assert found.found == "not measurable here: 2 % (0.7 to 3.1), held to at most 2 %"
    bench.measure("OSM-2", value=3.0, low=2.9, high=3.1, met=False)
    found = bench.assess().metrics["OSM-2"]
    assert (found.met, found.judged) == (False, True)


def test_a_pass_without_an_answer_is_never_met(bench: Bench) -> None:
    bench.target()
    bench.end("It is planned", "passed", answered=False)
    bench.end("It is executed", "passed")
    bench.end("The tests pass", "passed", answered=False)
    assert standings(bench)["TASK-1"] is Standing.NOT_TESTED
    assert bench.assess().verdict is Verdict.REJECTED


def test_a_partial_run_has_no_verdict(bench: Bench) -> None:
    bench.target()
    bench.end("It is planned", "passed")
    found = bench.assess()
    assert (found.verdict, found.reason, found.partial) == (Verdict.NONE, "partial run", True)


def test_what_was_not_run_cannot_be_judged(bench: Bench) -> None:
    bench.target()
    bench.end("The tests pass", "failed")
    with pytest.raises(NoRunError, match="no run to judge: run the whole suite"):
        judge("FEAT-2", bench.run())


@pytest.mark.parametrize(
    ("manner", "words"),
    [
        ("none", "There are no results"),
        ("half", "The run was stopped early: 1 of 4"),
        ("stranger", '"Another" is not a scenario of the features'),
        ("changed", "the features have changed since then"),
        ("several", "to several runs"),
        ("damaged", "is not the outcome of a scenario"),
    ],
)
def test_results_that_are_no_whole_run_get_one_sentence(bench: Bench, manner: str, words: str) -> None:
    if manner != "none":
        bench.whole()
    if manner == "half":
        bench.line(event="planned", scenarios=["It is planned", "It is executed", "The tests pass", "Another one"])
    if manner == "stranger":
        bench.end("Another", "passed")
    if manner == "changed":
        (bench.features / "6_sign_off" / "more.feature").write_text("Feature: More\n", encoding="utf-8")
    if manner == "several":
        bench.target(version="2")
    if manner == "damaged":
        (bench.reports / "evidence" / "outcomes.jsonl").write_text("{}\n", encoding="utf-8")
    found = conclude(bench.reports, bench.features, bench.waivers, today=TODAY, pdf=False)
    assert (found.verdict, found.code) == (Verdict.NONE, 1 if manner == "half" else 2)
    assert words in found.reason
    assert not (bench.reports / "sign-off.json").exists()


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"scenario": "It is planed"}, 'no scenario "It is planed"; is it It is planned?'),
        ({"requirement": "TASK-9"}, 'no requirement "TASK-9"'),
        ({"scenario": "It is planned", "until": "soon"}, "until is a day like"),
        ({"scenario": "It is planned", "owner": ""}, "does not say its owner"),
        ({"scenario": "It is planned", "requirement": "TASK-1"}, "either a scenario or a requirement"),
        ({"scenario": "It is planned", "because": "x"}, "has the key because"),
    ],
)
def test_a_waiver_that_is_unclear_gets_one_sentence(bench: Bench, entry: dict[str, str], words: str) -> None:
    bench.whole(planned="failed")
    bench.waive(**entry)
    with pytest.raises(SuiteError, match=words.replace("?", r"\?")):
        bench.assess()


def test_two_waivers_for_one_are_refused(bench: Bench) -> None:
    bench.whole(planned="failed")
    bench.waive(scenario="It is planned")
    bench.waive(scenario="It is planned")
    with pytest.raises(SuiteError, match="two waivers"):
        bench.assess()


def test_a_signature_is_about_exactly_this_run(bench: Bench) -> None:
    bench.whole()
    bench.conclude()
    bench.sign("Ada")
    assert not bench.found()
    bench.end("It is planned", "passed")
    assert bench.found() == ["evidence/calls.jsonl was changed", "evidence/outcomes.jsonl was changed"]
    with pytest.raises(SuiteError, match=r"cannot be signed: evidence/calls\.jsonl was changed"):
        bench.sign("Eve")


def test_a_rejected_run_and_a_partial_one_cannot_be_signed(bench: Bench) -> None:
    bench.target()
    bench.end("It is planned", "passed")
    bench.conclude()
    with pytest.raises(SuiteError, match="partial run"):
        bench.sign("Ada")
    bench.end("It is executed", "failed")
    bench.end("The tests pass", "failed")
    bench.conclude()
    with pytest.raises(SuiteError, match="rejected"):
        bench.sign("Ada")
