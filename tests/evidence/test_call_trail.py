"""Which call is to blame for a failure."""

from acceptance.errors import NotArrangedError
from acceptance.evidence.call_trail import CallTrail, FailedCall

ENDED = "plan was not answered: it ended; its last line: on fire"


def test_a_refusal_that_nothing_judged_is_to_blame() -> None:
    trail = CallTrail()
    trail.note("plan", "accepted", "planned")
    trail.passed("given")
    trail.note("update", "refused", "no\n such task")
    trail.passed("when")
    trail.note("query", "accepted", "one task")
    trail.failed("then", AssertionError())
    assert trail.failure == FailedCall("update", "refused", "no such task", arranging=False)


def test_a_refusal_that_a_then_expected_is_not() -> None:
    trail = CallTrail()
    trail.note("update", "refused", "the task is cancelled")
    trail.passed("when")
    trail.passed("then")
    trail.note("query", "accepted", "one task")
    trail.failed("then", AssertionError())
    assert trail.failure == FailedCall("update", "expected", "the task is cancelled", arranging=False)
    assert not trail.failure.spoiled


def test_of_accepted_calls_it_is_the_last_that_did_something() -> None:
    trail = CallTrail()
    trail.note("start", "accepted", "started")
    trail.passed("when")
    trail.note("query", "accepted", "pending")
    trail.failed("then", AssertionError())
    assert trail.failure is not None
    assert trail.failure.tool == "start"
    assert not trail.failure.spoiled


def test_what_was_had_in_another_way_is_excused() -> None:
    trail = CallTrail()
    trail.note("start", "accepted", "started")
    trail.passed("when")
    mark = trail.mark()
    trail.note("query", "refused", "an error")
    trail.note("status", "accepted", "pending")
    trail.excuse(mark)
    trail.failed("then", AssertionError())
    assert trail.failure is not None
    assert trail.failure.tool == "start"


def test_what_could_not_be_arranged_names_its_call() -> None:
    trail = CallTrail()
    trail.note("query", "accepted", "pending")
    error = NotArrangedError("it is not blocked", tool="update", ended="refused", answer="no")
    trail.failed("when", error)
    assert trail.failure == FailedCall("update", "refused", "no", arranging=True)


def test_each_scenario_begins_anew() -> None:
    trail = CallTrail()
    trail.note("update", "refused", "no")
    trail.failed("given", None)
    assert trail.failure is not None
    assert trail.failure.arranging
    trail.begin()
    assert trail.failure is None
    trail.failed("given", None)
    assert trail.failure == FailedCall(arranging=True)


def test_a_loss_that_was_found_is_told_with_the_call_and_forgotten_with_the_scenario() -> None:
    trail = CallTrail()
    trail.note("plan", "accepted", "planned")
    trail.lost = True
    trail.failed("then", None)
    assert trail.failure is not None
    assert trail.failure.lost
    trail.begin()
    assert not trail.lost


def test_of_a_server_that_ended_the_sentence_is_kept_without_its_last_words() -> None:
    trail = CallTrail()
    trail.note("plan", "unanswered", f"{ENDED}\nIts last words:\non fire")
    trail.failed("when", None)
    assert trail.failure == FailedCall("plan", "unanswered", ENDED)


def test_a_look_that_is_known_to_be_wrong_is_to_blame_and_not_what_was_done_before() -> None:
    trail = CallTrail()
    trail.note("count", "accepted", "7 are pending")
    trail.passed("when")
    trail.note("query", "accepted", "6 on two pages", breaks="TASK-7")
    trail.note("query", "accepted", "none is in progress")
    trail.failed("then", AssertionError())
    assert trail.failure == FailedCall("query", "accepted", "6 on two pages", breaks="TASK-7")
    trail.passed("then")
    trail.failed("then", AssertionError())
    assert trail.failure == FailedCall("count", "accepted", "7 are pending")
