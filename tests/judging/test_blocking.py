"""One defect, one failure: who is blocked, by whom, and that no defect is hidden by it."""

import pytest

from acceptance.judging.answers import in_words, normalised
from acceptance.judging.blocking import CauseKey
from acceptance.judging.causes import Cause, causes, condensed
from acceptance.judging.traceability import Standing
from acceptance.judging.verdict import Verdict
from acceptance.reporting.rerun import RERUN
from tests.judging.conftest import Bench
from tests.judging.failing import ERROR, UPDATE, fail, statuses


def test_what_another_promise_keeps_from_being_arranged_is_blocked_by_it(work: Bench) -> None:
    fail(work, "It is deleted when blocked")
    fail(work, "It changes", arranging=False)
    fail(work, "It is found when blocked", answer=ERROR.replace("str", "int"))
    assert statuses(work) == {
        "It changes": "failed",
        "It is deleted when blocked": "blocked",
        "It is found when blocked": "blocked",
    }
    told = work.run().outcomes["It is deleted when blocked"].message
    assert told == 'BLOCKED by TASK-4: Changing a task does not work, as "It changes" shows.\nrefused'


def test_its_own_promise_blocks_nobody(work: Bench) -> None:
    fail(work, "It changes")
    assert statuses(work) == {"It changes": "failed"}


def test_where_nobody_failed_for_it_the_gravest_stays_failed(work: Bench) -> None:
    fail(work, "It is deleted when blocked")
    fail(work, "It is found when blocked")
    assert statuses(work) == {"It is deleted when blocked": "blocked", "It is found when blocked": "failed"}


def test_another_answer_of_a_tool_that_works_elsewhere_is_another_cause(work: Bench) -> None:
    work.use("elsewhere", UPDATE)
    fail(work, "It changes", answer="the title is empty")
    fail(work, "It is deleted when blocked")
    assert set(statuses(work).values()) == {"failed"}
    assert len(causes(work.run())) == 2


def test_what_acts_wrong_without_being_arranged_needs_somebody_who_failed_for_it(work: Bench) -> None:
    fail(work, "It is deleted when blocked", arranging=False)
    fail(work, "It is found when blocked", arranging=False)
    assert set(statuses(work).values()) == {"failed"}


@pytest.mark.parametrize("ended", ["accepted", "unanswered"])
def test_a_then_that_was_accepted_or_not_answered_is_its_own_failure(work: Bench, ended: str) -> None:
    fail(work, "It changes", arranging=False)
    fail(work, "It is deleted when blocked", ended=ended, arranging=False)
    assert statuses(work)["It is deleted when blocked"] == "failed"


def test_a_state_that_is_not_reached_is_the_promise_of_the_tool_that_leads_there(work: Bench) -> None:
    fail(work, "It changes", ended="accepted", arranging=False, message="the title is still the old one")
    fail(work, "It is deleted when blocked", ended="accepted")
    assert statuses(work) == {"It changes": "failed", "It is deleted when blocked": "blocked"}


def test_under_a_fault_a_refusal_may_be_the_defect(work: Bench) -> None:
    fail(work, "It outlives a lock", answer="the database is locked")
    fail(work, "It is deleted when blocked", answer="the database is locked")
    assert statuses(work)["It outlives a lock"] == "failed"


def test_a_blocked_requirement_is_not_met_and_counts_apart(work: Bench) -> None:
    work.whole()
    fail(work, "It changes")
    fail(work, "It is deleted when blocked")
    work.end("It is found when blocked")
    work.end("It outlives a lock")
    found = work.assess()
    standings = {one.identifier: one.standing for one in found.traces}
    assert standings["TASK-6"] is Standing.BLOCKED
    assert found.verdict is Verdict.REJECTED
    assert found.reason.endswith("; the gravest: Changing a task never works (TASK-4, fails 1 and blocks 1)")
    assert "1 requirement is blocked, since what it needs does not work" in found.details
    assert "It is deleted when blocked" not in dict(found.left_out)
    work.conclude()
    assert "4 of 6 passed, 1 failed, 1 blocked; of those that judge the run as a whole, 1 of 1 passed" in (
        work.reports / "summary.md"
    ).read_text(encoding="utf-8")
    assert len((work.reports / RERUN).read_text(encoding="utf-8").splitlines()) == 2


def test_a_cause_is_shown_by_a_scenario_about_its_promise_and_tells_the_clause_that_all_assert(work: Bench) -> None:
    (work.features / "clauses").mkdir()
    (work.features / "clauses" / "task.toml").write_text(
        '[[clause]]\nid = "TASK-4.7"\nwords = "A title is changed."\nscenarios = ["It changes"]\n', encoding="utf-8"
    )
    fail(work, "It changes", ended="accepted", arranging=False, message="the title is still the old one")
    (found,) = causes(work.run())
    assert (found.example, found.promised, found.severity) == ("It changes", "A title is changed.", "normal")
    work.feature("3_system_validation", ("@VALID-5 @critical", "It is seen changed"))
    fail(work, "It is seen changed", ended="accepted", arranging=False)
    (found,) = causes(work.run())
    assert (found.example, found.promised, found.severity) == ("It changes", "words of TASK-4", "critical")
    assert "the title is still the old one" in found.happened
    work.feature("3_system_validation", ("@TASK-4 @blocker", "It changes five hundred times"))
    fail(work, "It changes five hundred times", ended="accepted", arranging=False, seconds=3.0)
    (found,) = causes(work.run())
    assert (found.example, found.severity) == ("It changes", "blocker")


def test_a_call_that_is_never_answered_is_told_once(work: Bench) -> None:
    fail(work, "It changes", ended="unanswered", answer=f"{UPDATE} was not answered within 10 s")
    (found,) = causes(work.run())
    assert found.title == "Changing a task is never answered"
    assert found.happened == f"{UPDATE} was not answered within 10 s"


@pytest.mark.parametrize(
    ("ended", "title"),
    [
        ("was ended by the signal SIGABRT", "crashes the orchestrator"),
        ("ended with exit code 1; its last line on standard error: no", "crashes the orchestrator"),
        ("ended with exit code 0", "is never answered"),
        ("was ended by the signal SIGKILL", "is never answered"),
    ],
)
def test_a_call_in_which_the_server_crashes_is_called_so(work: Bench, ended: str, title: str) -> None:
    told = f"{UPDATE} was not answered: the orchestrator {ended}"
    fail(work, "It changes", ended="unanswered", answer=told)
    (found,) = causes(work.run())
    assert (found.title, found.happened) == (f"Changing a task {title}", told)


def test_what_follows_for_the_run_as_a_whole_stands_apart_with_what_was_found(work: Bench) -> None:
    work.whole(gate="failed")
    fail(work, "It changes")
    fail(work, "It is deleted when blocked")
    fail(work, "It is found when blocked")
    work.end("It outlives a lock")
    work.conclude()
    sheet = (work.reports / "sign-off.html").read_text(encoding="utf-8")
    assert "2 requirements are blocked, since what they need does not work" in sheet
    assert "Requirements of the run as a whole, not met because of the causes (1)" in sheet
    assert "no cause explains" not in sheet


def test_a_waiver_of_the_cause_covers_what_it_blocks(work: Bench) -> None:
    work.whole()
    fail(work, "It changes")
    fail(work, "It is deleted when blocked")
    work.end("It is found when blocked")
    work.end("It outlives a lock")
    work.waive(scenario="It changes")
    found = work.assess()
    assert found.verdict is Verdict.RESERVATIONS
    assert found.followed == ("It is deleted when blocked",)


def test_causes_come_by_gravity_and_width_and_each_is_told(work: Bench) -> None:
    work.target(asked="TARGET=mine")
    fail(work, "It changes")
    fail(work, "It is deleted when blocked")
    fail(work, "It is found when blocked", "orchestrator_query_tasks", ended="accepted", message="it finds nothing")
    first, second = causes(work.run())
    assert (first.requirement, first.severity, first.title) == (
        "TASK-7",
        "blocker",
        "Searching tasks gives a wrong result",
    )
    assert first.happened == 'In "It is found when blocked": it finds nothing'
    assert (second.failed, second.blocked) == (("It changes",), ("It is deleted when blocked",))
    assert second.happened == "Refused: 'str' object is not a mapping"
    assert second.promised == "words of TASK-4"
    assert second.command == "make scenario TARGET=mine NAME='It changes'"


def test_many_causes_are_told_together_by_requirement_and_family_only() -> None:
    def cause(requirement: str, answer: str, width: int) -> Cause:
        names = tuple(f"{requirement} {answer} {number}" for number in range(width))
        key = CauseKey(requirement, UPDATE, answer)
        return Cause((key,), f"{requirement} {answer}", "", "", names, (), "normal", names[0])

    found = [cause("TASK-4", "a", 9), cause("TASK-4", "b", 1), cause("TASK-5", "c", 2), cause("TMPL-1", "d", 1)]
    assert condensed(found, 4) == found
    three = condensed(found, 3)
    assert [one.requirements for one in three] == [("TASK-4",), ("TASK-5",), ("TMPL-1",)]
    assert three[0].others == ("TASK-4 b",)
    assert three[0].width == 10
    assert [one.requirements for one in condensed(found, 1)] == [("TASK-4", "TASK-5"), ("TMPL-1",)]


def test_answers_of_one_defect_read_the_same() -> None:
    assert in_words(ERROR) == "'str' object is not a mapping"
    assert (
        in_words('{"error": "Query failed", "details": "Query failed: no such column"}')
        == "Query failed: no such column"
    )
    assert in_words("no such task") == "no such task"
    first, second = (
        "Task task_12ab in /tmp/w1/x is 'pending' (3 tries)",
        "Task task_98cd in /tmp/w2/x is 'failed' (4 tries)",
    )
    assert normalised(first) == normalised(second)
    assert normalised("the title is empty") != normalised("the title is too long")


def test_a_rejection_that_never_came_is_the_tools_own_defect(work: Bench) -> None:
    work.feature("2_api_testing", ("@PROTO-1 @critical", "A flagged rejection explains what is wrong"))
    work.require("PROTO-1")
    fail(work, "A flagged rejection explains what is wrong", ended="accepted", arranging=False)
    assert [one.requirement for one in causes(work.run())] == ["TASK-4"]
    fail(work, "It changes", ended="accepted", arranging=False)
    assert statuses(work) == {"A flagged rejection explains what is wrong": "blocked", "It changes": "failed"}
