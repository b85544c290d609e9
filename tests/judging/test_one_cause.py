"""One defect that shows in many places is one cause: a store that keeps nothing, refusals without a flag, lost text."""

import pytest

from acceptance.evidence.call_trail import FailedCall
from acceptance.evidence.scenario_results import ScenarioResult, append_result
from acceptance.judging.causes import causes
from tests.judging.conftest import Bench
from tests.judging.failing import UPDATE, fail, statuses


@pytest.fixture
def stored(bench: Bench) -> Bench:
    """Scenarios about what is in the data store: after a kill, on a full disk, in a damaged file, for another."""
    bench.feature(
        "5_error_scenarios",
        ("@ERR-1 @SAFE-1 @blocker", "A kill loses nothing"),
        ("@ERR-1 @SAFE-5 @blocker", "A full disk rejects"),
        ("@ERR-1 @SAFE-4 @critical", "Damage is left unchanged"),
        ("@FAULT-5 @SAFE-6 @TASK-2 @normal", "Another process starts it"),
        ("@FAULT-3 @TASK-5 @normal", "It stays cancelled"),
        ("@FAULT-3 @TASK-4 @normal", "It stays changed"),
    )
    bench.feature("2_api_testing", ("@API-2 @PROTO-5 @critical", "Random calls agree with the contract"))
    bench.require(*(f"SAFE-{one}" for one in (1, 4, 5, 6)), "TASK-4", "TASK-5", "FAULT-3", "FAULT-5", "ERR-1")
    bench.require("PROTO-5", "API-2")
    return bench


LOCKED = "The store is locked by another process."


def fail_all(stored: Bench, *, lost: bool) -> None:
    plan, execute = "orchestrator_plan_task", "orchestrator_execute_task"
    fail(stored, "A kill loses nothing", plan, ended="accepted", arranging=False, lost=lost)
    fail(stored, "A full disk rejects", plan, ended="accepted", arranging=False)
    fail(stored, "Damage is left unchanged", plan, answer="It is damaged.", arranging=False)
    fail(stored, "Another process starts it", execute, answer=LOCKED, message=f"refused: {LOCKED}", lost=lost)
    fail(stored, "It stays cancelled", "orchestrator_cancel_task", ended="accepted", arranging=False, lost=lost)
    fail(stored, "It stays changed", ended="accepted", arranging=False)
    fail(stored, "Random calls agree with the contract", plan, ended="accepted", message=f"1 differs: {LOCKED}")
    stored.use("elsewhere", plan)
    stored.use("elsewhere", execute)


def test_what_is_seen_to_be_lost_is_one_cause_and_hides_no_other_defect_of_the_store(stored: Bench) -> None:
    fail_all(stored, lost=True)
    assert {one.requirement: (len(one.failed), len(one.blocked)) for one in causes(stored.run())} == {
        "SAFE-1": (1, 2),
        # None of these has seen that something accepted is gone.
        "SAFE-4": (1, 0),
        "SAFE-5": (1, 0),
        "TASK-1": (1, 0),
        "TASK-4": (1, 0),
    }
    told = stored.run().outcomes["It stays cancelled"].message
    assert told == 'BLOCKED by SAFE-1, as "A kill loses nothing" shows.\nrefused'


def test_what_a_damaged_store_rejects_is_no_defect_of_the_tool(stored: Bench) -> None:
    fail(stored, "Damage is left unchanged", answer="It is damaged.", arranging=False)
    stored.use("elsewhere", UPDATE)
    assert told(stored) == {"SAFE-4": 1}


def test_a_tool_that_never_works_is_told_where_the_store_is_damaged_too(stored: Bench) -> None:
    fail(stored, "Damage is left unchanged", answer=LOCKED, arranging=False)
    fail(stored, "It stays changed", answer=LOCKED, arranging=False)
    assert told(stored) == {"TASK-4": 2}


def test_where_a_kill_loses_nothing_each_promise_of_the_store_has_its_own_cause(stored: Bench) -> None:
    fail_all(stored, lost=False)
    assert "SAFE-5" in {one.requirement for one in causes(stored.run())}
    assert len(causes(stored.run())) > 4


@pytest.fixture
def wide(work: Bench) -> Bench:
    """Scenarios about all tools: of refusals, of texts, of times and of random calls."""
    work.feature(
        "2_api_testing",
        ("@PROTO-1 @TASK-4 @critical", "A flagged rejection explains itself"),
        ("@PROTO-1 @TASK-6 @critical", "Another flagged rejection explains itself"),
        ("@PROTO-2 @API-2 @critical", "A change enforces its input schema"),
        ("@PROTO-2 @API-2 @critical", "A deletion enforces its input schema"),
        ("@CLIENT-5 @SAFE-7 @critical", "A title of odd letters reads back"),
        ("@API-2 @PROTO-5 @critical", "Random calls agree with the contract"),
    )
    work.feature("4_performance_benchmarks", ("@API-3 @PERF-2 @normal", "A change is fast"))
    work.require("PROTO-1", "PROTO-2", "SAFE-7", "API-2", "API-3", "PERF-2", "PROTO-5", "CLIENT-5")
    return work


def told(bench: Bench) -> dict[str, int]:
    """The causes, by the requirement that is broken: how many scenarios each costs."""
    return {one.requirement: one.width for one in causes(bench.run())}


def test_rejections_without_a_flag_are_one_cause_whatever_is_rejected(wide: Bench) -> None:
    wide.use("elsewhere", UPDATE)
    fail(wide, "A flagged rejection explains itself", answer="Sorry, that is settled", arranging=False)
    fail(wide, "Another flagged rejection explains itself", "orchestrator_delete_task", arranging=False)
    assert told(wide) == {"PROTO-1": 2}


def test_an_invalid_call_that_is_accepted_is_no_fault_of_those_that_were_rejected_beside_it(wide: Bench) -> None:
    wide.use("elsewhere", UPDATE)
    fail(wide, "A change enforces its input schema", answer="Invalid UUID at featureId", arranging=False)
    fail(wide, "A deletion enforces its input schema", "orchestrator_delete_task", ended="accepted", arranging=False)
    assert told(wide) == {"PROTO-2": 2}
    assert set(statuses(wide).values()) == {"failed"}


def test_a_slow_answer_is_no_wrong_result(wide: Bench) -> None:
    fail(wide, "A change is fast", ended="accepted", arranging=False)
    assert told(wide) == {"API-3": 1}


def test_a_text_that_is_lost_belongs_to_the_tool_that_loses_it_elsewhere_too(wide: Bench) -> None:
    fail(wide, "A title of odd letters reads back", ended="accepted", arranging=False)
    assert told(wide) == {"CLIENT-5": 1}
    fail(wide, "It changes", ended="accepted", arranging=False)
    assert told(wide) == {"TASK-4": 2}


def test_random_calls_are_blocked_by_the_promise_that_they_found_broken(wide: Bench) -> None:
    call = FailedCall(UPDATE, "accepted", breaks="TASK-4")
    name = "Random calls agree with the contract"
    append_result(wide.reports, ScenarioResult(name, "failed", "1 differs", 0.1, 1795600000.0, call=call))
    assert told(wide) == {"TASK-4": 1}
    assert statuses(wide)[name] == "failed"
    fail(wide, "It changes", ended="accepted", arranging=False)
    assert told(wide) == {"TASK-4": 2}
    assert statuses(wide) == {name: "blocked", "It changes": "failed"}
    assert wide.run().outcomes[name].message == 'BLOCKED by TASK-4, as "It changes" shows.\n1 differs'
