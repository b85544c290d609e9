"""The verdict on each profile: a target is judged on what it offers, and told so profile by profile."""

import json
from dataclasses import asdict

import pytest

from acceptance.evidence.scenario_results import BLOCKED
from acceptance.judging.profile_verdicts import ProfileStanding, ProfileVerdict
from acceptance.judging.promises import PromiseStanding
from acceptance.judging.traceability import Standing, trace
from acceptance.judging.verdict import Verdict
from acceptance.reporting.conclusion import conclude
from acceptance.reporting.documents.profiles import RULE, profile_line
from acceptance.specification.declarations import Declaration
from tests.judging.conftest import TODAY, Bench

PROFILES = """
## Profiles

| profile | what it covers | requirements |
|---|---|---|
| planning | Tasks are planned. | TASK-1 |
| work | Tasks are executed. | TASK-2 |
| the plan | The whole. | FEAT-2 |
"""
CLAUSES = """
[[clause]]
id = "TASK-1.1"
words = "A task is planned."
scenarios = ["It is planned"]

[[clause]]
id = "TASK-2.1"
words = "A task is executed."
choice = true
scenarios = ["It is executed"]

[[clause]]
id = "TASK-2.2"
words = "Many are."
scenarios = ["Much is executed"]

[[clause]]
id = "TASK-2.3"
words = "It is explored."
exploration = true
"""
DECLARED = Declaration("TASK-2.1", "README, Work", "A task is executed at once.")


@pytest.fixture
def profiled(bench: Bench) -> Bench:
    with (bench.features / "requirements.md").open("a", encoding="utf-8") as file:
        file.write(PROFILES)
    (bench.features / "clauses").mkdir()
    (bench.features / "clauses" / "task.toml").write_text(CLAUSES, encoding="utf-8")
    return bench


def verdicts(bench: Bench) -> dict[str, ProfileVerdict]:
    return {one.profile.name: one for one in bench.assess().profiles}


def test_profiles_are_accepted_one_by_one(profiled: Bench) -> None:
    profiled.whole(executed="failed", gate="failed")
    found = verdicts(profiled)
    assert {name: one.standing for name, one in found.items()} == {
        "planning": ProfileStanding.ACCEPTED,
        "work": ProfileStanding.REJECTED,
        "the plan": ProfileStanding.REJECTED,
    }
    assert (found["planning"].share, found["work"].share) == ("1 of 1", "0 of 1")
    # What is run only on request was not judged, and what is explored is no promise of a scenario.
    assert found["work"].besides == "1 not judged"
    assert found["work"].faults == ("TASK-2",)
    # The verdict on the whole needs all.
    assert profiled.assess().verdict is Verdict.REJECTED


def test_what_another_profile_blocks_is_neither_accepted_nor_rejected(profiled: Bench) -> None:
    profiled.whole(planned="failed", executed=BLOCKED)
    found = verdicts(profiled)
    assert found["planning"].standing is ProfileStanding.REJECTED
    assert found["work"].standing is ProfileStanding.NOT_JUDGED
    assert (found["work"].share, found["work"].besides) == ("", "1 blocked, 1 not judged")
    # The sheet, the record and the specification tell the same of it.
    profiled.conclude()
    sheet, record, page = (
        (profiled.reports / name).read_text(encoding="utf-8")
        for name in ("sign-off.html", "sign-off.json", "specification.html")
    )
    assert "Blocked, since what they need does not work (1): " in sheet
    assert "Not met (1): " in sheet
    assert json.loads(record)["requirements"]["TASK-2"]["standing"] == Standing.BLOCKED
    assert Standing.BLOCKED in page


@pytest.mark.parametrize(
    ("offered", "standing"),
    [
        (0, ProfileStanding.NOT_OFFERED),
        (1, ProfileStanding.IN_PART),
        (2, ProfileStanding.AS_OFFERED),
        (4, ProfileStanding.ACCEPTED),
    ],
)
def test_how_much_of_a_profile_is_offered_is_told(bench: Bench, offered: int, standing: ProfileStanding) -> None:
    names = [f"TASK-{number}" for number in range(3, 7)]
    bench.require(*names)
    table = PROFILES.replace("| TASK-2 |", f"| TASK-2 |\n| more | More. | {', '.join(names)} |")
    with (bench.features / "requirements.md").open("a", encoding="utf-8") as file:
        file.write(table)
    bench.feature("1_feature_integration", *((f"@{name} @normal", f"It keeps {name}") for name in names))
    bench.whole()
    for number, name in enumerate(names):
        status = ("passed", "") if number < offered else ("skipped", "NOT OFFERED: a tool")
        bench.end(f"It keeps {name}", *status, answered=number < offered)
    found = verdicts(bench)["more"]
    assert found.standing is standing
    told = {0: "more", 1: "more 1 of 1 and 3 not offered", 2: "more 2 of 2 and 2 not offered", 4: "more"}[offered]
    line = profile_line([found])
    assert line == f"Profiles: 1 {standing} ({told})."


def test_a_profile_of_which_nothing_is_offered_is_not_rejected(profiled: Bench) -> None:
    profiled.whole(planned="skipped", message="NOT OFFERED: a tool")
    found = verdicts(profiled)
    assert found["planning"].standing is ProfileStanding.NOT_OFFERED
    assert found["work"].standing is ProfileStanding.ACCEPTED
    assert found["planning"].share == ""
    whole = profiled.assess()
    assert whole.verdict is Verdict.OFFERED
    assert whole.reason == "nothing that it offers is at fault; accepted for work and the plan"
    assert whole.details[0] == "1 requirement is not offered"


def test_what_is_not_offered_is_added_up_apart_from_what_is_not_met(profiled: Bench) -> None:
    profiled.whole(planned="skipped", message="NOT OFFERED: a tool", executed="failed")
    found = profiled.assess()
    assert found.verdict is Verdict.REJECTED
    assert found.reason.startswith("1 of 2 requirements that it offers is not met, for 1 cause; the gravest: Starting ")
    assert "1 requirement is not offered" in found.details


def test_a_failure_that_no_clause_names_counts_as_a_promise_that_is_not_met(profiled: Bench) -> None:
    profiled.feature("1_feature_integration", ("@TASK-1 @normal", "A plan is confirmed"))
    profiled.whole()
    profiled.end("A plan is confirmed", "failed", "Expected: this")
    found = verdicts(profiled)["planning"]
    assert (found.standing, found.share) == (ProfileStanding.REJECTED, "1 of 2")
    assert [one.identifier for one in found.promises] == ["TASK-1.1", "TASK-1"]


def test_a_waived_fault_leaves_reservations(profiled: Bench) -> None:
    profiled.whole(planned="failed")
    profiled.waive(requirement="TASK-1")
    assert verdicts(profiled)["planning"].standing is ProfileStanding.RESERVATIONS


def test_a_pass_without_an_answer_accepts_no_profile(profiled: Bench) -> None:
    profiled.target()
    for name in ("It is planned", "It is executed", "The tests pass"):
        profiled.end(name, answered=False)
    assert {one.standing for one in profiled.assess().profiles} == {ProfileStanding.REJECTED}
    assert {one.met for one in profiled.assess().profiles} == {0}


def test_a_partial_run_says_nothing_of_what_it_did_not_run(profiled: Bench) -> None:
    profiled.target()
    profiled.end("It is planned")
    found = verdicts(profiled)
    assert found["planning"].standing is ProfileStanding.ACCEPTED
    assert found["work"].standing is ProfileStanding.NOT_JUDGED


def test_what_is_declared_otherwise_is_neither_met_nor_failed(profiled: Bench) -> None:
    profiled.target(otherwise=[asdict(DECLARED)])
    profiled.end("It is planned")
    profiled.end("It is executed", "skipped", str(DECLARED), answered=False)
    profiled.end("The tests pass")
    assert {one.identifier: one.standing for one in trace(profiled.run())}["TASK-2"] is Standing.DECLARED
    found = profiled.assess()
    work = verdicts(profiled)["work"]
    assert (work.standing, work.count(PromiseStanding.DECLARED)) == (ProfileStanding.DECLARED, 1)
    assert found.verdict is Verdict.ACCEPTED
    assert found.reason.startswith("all 2 requirements that apply to this target are met")
    assert "1 requirement is declared otherwise by the target (TASK-2)" in found.details
    assert "It is executed" not in dict(found.left_out)


def test_the_documents_tell_of_the_profiles_and_of_what_is_declared(profiled: Bench) -> None:
    profiled.target(otherwise=[asdict(DECLARED)])
    profiled.end("It is planned", "failed", "Expected: this")
    profiled.end("It is executed", "skipped", str(DECLARED), answered=False)
    profiled.end("The tests pass")
    told = conclude(profiled.reports, profiled.features, profiled.waivers, today=TODAY, pdf=False)
    line = "Profiles: 1 accepted (the plan); 1 rejected (planning 0 of 1); 1 declared otherwise (work)."
    assert told.profiles == line
    assert list(told.lines("there"))[2] == line
    record = json.loads((profiled.reports / "sign-off.json").read_text(encoding="utf-8"))
    assert record["profiles"]["planning"] == {
        "standing": "rejected",
        "met": 0,
        "offered": 1,
        "not_offered": 0,
        "promises": 1,
        "not_met": ["TASK-1.1"],
        "at_fault": ["TASK-1"],
    }
    assert record["declared_otherwise"] == [{**asdict(DECLARED), "scenarios": ["It is executed"]}]
    assert record["counts"]["declared otherwise"] == 1
    for name in ("sign-off.html", "summary.md"):
        text = (profiled.reports / name).read_text(encoding="utf-8")
        assert "0 of 1" in text
        assert RULE in text
        assert "A task is executed at once." in text
        assert "README, Work" in text
    assert "declared otherwise" in (profiled.reports / "specification.html").read_text(encoding="utf-8")


def test_no_line_tells_of_profiles_that_could_not_be_judged(profiled: Bench) -> None:
    profiled.target()
    profiled.end("Much is executed", "skipped", "NOT JUDGED: no room")
    assert profile_line([one for one in profiled.assess().profiles if one.profile.name == "work"]) == ""
