"""Metrics that can fail: each is held against a record that the former one called met."""

from typing import Any

import pytest

from acceptance.contract.tools import FAMILIES, TOOLS
from acceptance.errors import NotMeasurableError
from acceptance.judging.criteria import judge, judge_safely
from acceptance.reporting.documents.content import metrics
from tests.judging.conftest import Bench

UNMEASURABLE = "NOT MEASURABLE HERE: interval 0.7 to 3.1"


def listed(*names: str, described: str = "", parameter: str = "") -> dict[str, Any]:
    return {name: {"described": described, "parameters": {"one": parameter}} for name in names}


def test_fsm_1_counts_requirements_that_an_accepted_answer_met(bench: Bench) -> None:
    bench.target()
    bench.end("It is planned", answered=False)
    bench.use("It is planned", TOOLS[0], "refused")
    bench.end("It is executed")
    found = judge("FSM-1", bench.run())
    assert (found.met, found.fraction, found.because) == (False, "1 of 2", {"TASK-1"})
    bench.use("It is planned", TOOLS[0])
    assert judge("FSM-1", bench.run()).met
    bench.end("It is planned", "failed")
    assert judge("FSM-1", bench.run()).found == "50 %; not TASK-1"


def test_osm_1_counts_tools_that_did_what_was_asked(bench: Bench) -> None:
    plan, cancel, other = TOOLS[10], TOOLS[0], TOOLS[1]
    bench.target(tools=listed(plan, cancel, other))
    bench.end("It is planned", answered=False)
    bench.end("It is executed", "failed", answered=False)
    bench.use("It is planned", plan)
    bench.use("It is planned", cancel, "refused")
    bench.use("It is executed", other)
    found = judge("OSM-1", bench.run())
    assert (found.met, found.fraction) == (False, "1 of 3")
    assert found.found == f"33.3 %; not {cancel}, {other}"


@pytest.mark.parametrize(
    ("folder", "tags"), [("4_performance_benchmarks", "@TASK-1 @PERF-2"), ("2_api_testing", "@PROTO-2 @API-2")]
)
def test_osm_1_takes_no_fast_or_well_formed_answer_for_a_right_one(bench: Bench, folder: str, tags: str) -> None:
    bench.feature(folder, (tags, "It is answered"))
    bench.target(tools=listed(TOOLS[10]))
    bench.end("It is answered", answered=False)
    bench.use("It is answered", TOOLS[10])
    assert not judge("OSM-1", bench.run()).met


def test_osm_1_is_not_rounded_up(bench: Bench) -> None:
    bench.target(tools=listed(*TOOLS))
    bench.end("It is planned", answered=False)
    for tool in TOOLS[1:]:
        bench.use("It is planned", tool)
    assert judge("OSM-1", bench.run()).found.startswith("96.8 %")


@pytest.mark.parametrize(
    ("told", "met"),
    [
        ({}, True),
        ({"parameter": "has no description"}, False),
        ({"described": "has the description of another"}, False),
    ],
)
def test_fsm_4_counts_tools_and_parameters_and_nothing_of_the_suite(bench: Bench, told: Any, met: bool) -> None:
    bench.feature("1_feature_integration", words="")
    bench.target(tools=listed(TOOLS[10], **told))
    bench.end("It is planned", answered=False)
    bench.use("It is planned", TOOLS[10])
    found = judge("FSM-4", bench.run())
    assert (found.met, found.fraction) == (met, "2 of 2" if met else "1 of 2")


def test_fsm_4_takes_no_words_for_a_tool_that_never_did_what_it_says(bench: Bench) -> None:
    bench.target(tools=listed(TOOLS[10]))
    bench.end("It is planned", answered=False)
    bench.use("It is planned", TOOLS[10], "refused")
    found = judge("FSM-4", bench.run())
    assert (found.met, found.fraction) == (False, "0 of 2")


def faulty(bench: Bench) -> None:
    """Seventy-one faults, of which twenty-three were awaited, and twenty-two scenarios that failed."""
    names = [f"Fault {number}" for number in range(71)]
    bench.feature("5_error_scenarios", *(("@FAULT-1 @critical", name) for name in names))
    bench.require("FAULT-1")
    bench.target()
    for number, name in enumerate(names):
        bench.end(name, "failed" if number < 22 else "passed")
        bench.fault(name, recovered=None if number < 48 else True)


def test_osm_4_counts_a_fault_after_which_nobody_could_look(bench: Bench) -> None:
    faulty(bench)
    found = judge("OSM-4", bench.run())
    assert (found.met, found.fraction) == (False, "49 of 71")
    assert found.found.startswith('69 %; not "Fault 0", "Fault 1", "Fault 2" and 19 more')


def test_osm_4_counts_neither_way_where_no_fault_can_be_injected(bench: Bench) -> None:
    bench.feature("5_error_scenarios", ("@FAULT-1 @critical", "It is killed"))
    bench.target()
    bench.end("It is executed")
    bench.end("It is killed", "skipped", "NOT JUDGED: it runs elsewhere")
    assert not judge_safely("OSM-4", bench.run()).judged
    bench.end("It is killed", "failed")
    found = judge_safely("OSM-4", bench.run())
    assert (found.met, found.judged) == (False, True)


def test_osm_5_wants_each_tool_of_each_family_in_a_flow(bench: Bench) -> None:
    bench.target()
    bench.end("It is planned", answered=False)
    for tools in FAMILIES.values():
        bench.use("It is planned", tools[0])
    found = judge("OSM-5", bench.run())
    assert (found.met, found.fraction) == (False, "6 of 32")
    for tool in TOOLS:
        bench.use("It is planned", tool)
    assert judge("OSM-5", bench.run()).met


def test_osm_5_takes_no_single_call_for_a_flow(bench: Bench) -> None:
    bench.feature("1_feature_integration", *(("@TASK-1", f"Only {tool}") for tool in TOOLS))
    bench.target()
    for tool in TOOLS:
        bench.end(f"Only {tool}", answered=False)
        bench.use(f"Only {tool}", tool)
    assert judge("OSM-5", bench.run()).fraction == "0 of 32"


def benchmarks(bench: Bench) -> None:
    bench.feature(
        "4_performance_benchmarks",
        ("@FEAT-3 @FSM-3 @critical", "A cycle is fast"),
        ("@ERR-3 @FSM-3 @critical", "A restart is fast"),
        ("@API-3 @FSM-3 @critical", "A call is fast"),
    )
    bench.feature("5_error_scenarios", ("@FAULT-1 @critical", "It is killed"))
    bench.feature("6_sign_off", ("@FEAT-3 @normal", "Benchmarks are met"))
    bench.require("FEAT-3", "ERR-3", "API-3", "FSM-3", "FAULT-1")


def test_fsm_3_names_what_was_not_measured(bench: Bench) -> None:
    benchmarks(bench)
    bench.target()
    bench.end("A cycle is fast", "skipped", UNMEASURABLE)
    bench.end("A restart is fast")
    bench.end("A call is fast")
    found = judge("FSM-3", bench.run())
    assert (found.met, found.fraction) == (True, "2 of 2")
    assert found.found == '2 of 2 benchmarks met; not judged: "A cycle is fast"'


def test_what_cannot_be_measured_counts_neither_way_for_a_component(bench: Bench) -> None:
    benchmarks(bench)
    bench.whole()
    for name in ("A cycle is fast", "A restart is fast"):
        bench.end(name, "skipped", UNMEASURABLE)
    bench.end("A call is fast")
    bench.end("It is killed")
    bench.fault("It is killed")
    with pytest.raises(NotMeasurableError):
        judge("FEAT-3", bench.run())
    assert not judge_safely("FEAT-3", bench.run()).judged
    assert judge("ERR-3", bench.run()).met
    found = judge("FSM-2", bench.run())
    assert "not measurable here: FEAT-3" in found.found
    assert found.denominator == 19


def test_err_3_wants_every_kind_of_fault_recovered_from_in_time(bench: Bench) -> None:
    benchmarks(bench)
    bench.target()
    bench.end("A restart is fast")
    bench.end("It is killed")
    for kind, seconds in (("killed", 0.1), ("frozen", 0.2), ("disk full", 9.0)):
        bench.fault("It is killed", kind, seconds=seconds)
    found = judge("ERR-3", bench.run())
    assert (found.met, found.fraction) == (False, "3 of 4")
    assert "2 of 3 kinds of faults recovered from within 5 s; not disk full" in found.found


def test_api_3_wants_every_listed_tool_measured(bench: Bench) -> None:
    benchmarks(bench)
    bench.target(tools=listed(*TOOLS))
    bench.end("A call is fast")
    told: dict[str, dict[str, Any]] = {tool: {"ratio": 1.0, "met": True} for tool in TOOLS[:-2]}
    bench.measure("API-3", value=1.0, met=True, details={"tools": told})
    found = judge("API-3", bench.run())
    assert (found.met, found.fraction) == (False, "31 of 33")
    assert "30 of 32 tools measured and in their bounds; not template_validate, template_validate_all" in found.found
    told |= {TOOLS[-1]: {"ratio": 2.0, "met": None}, TOOLS[-2]: {"ratio": 1.0, "met": True}}
    bench.measure("API-3", value=1.0, met=True, details={"tools": told})
    found = judge("API-3", bench.run())
    assert (found.met, found.fraction) == (True, "32 of 32")
    assert "not measurable here: template_validate_all" in found.found


def test_osm_3_and_fsm_5_show_what_they_counted(bench: Bench) -> None:
    bench.whole(planned="failed")
    found = judge("FSM-5", bench.run())
    assert (found.met, found.fraction) == (False, "1 of 1")
    counts = {"started": 500, "confirmed": 500}
    bench.measure("OSM-3", value=100.0, unit="%", met=True, details=counts)
    assert judge("OSM-3", bench.run()).fraction == "500 of 501"


def test_what_is_not_offered_is_no_evidence_against_a_criterion(bench: Bench) -> None:
    bench.target()
    bench.end("It is planned")
    bench.end("It is executed", "skipped", "NOT OFFERED: orchestrator_execute_task", answered=False)
    found = judge("FEAT-2", bench.run())
    assert (found.met, found.fraction, found.not_offered) == (False, "1 of 1", "orchestrator_execute_task")
    assert found.found == "1 of 1 scenarios passed; not offered: 1"
    bench.end("It is planned", "failed")
    failed = judge("FEAT-2", bench.run())
    assert (failed.not_offered, failed.because) == ("", {"It is planned"})
    assert failed.found == '0 of 1 scenarios passed; not "It is planned"; not offered: 1'


def test_what_was_not_judged_has_no_figure_and_is_not_red(bench: Bench) -> None:
    bench.feature("4_performance_benchmarks", ("@API-3 @FSM-3 @critical", "A call is fast"))
    bench.require("API-3", "FSM-3")
    bench.target(tools=listed("add_note"))
    for name in ("It is planned", "It is executed", "The tests pass", "A call is fast"):
        bench.end(name, answered=False)
        bench.use(name, "add_note")
    own = bench.assess()
    # It has none of the tools that these are about.
    for name in ("OSM-1", "OSM-5"):
        assert (own.metrics[name].telling, own.metrics[name].fraction) == (False, "")
        assert own.metrics[name].found == "not offered: tools of the contract"
    # Its benchmark passed, and of the contract's tools there was none to measure.
    assert (own.criteria["API-3"].met, own.criteria["API-3"].fraction) == (True, "1 of 1")
    assert own.criteria["API-3"].found == "1 of 1 benchmarks met; no tool measured"
    rows = {one.identifier: one for one in metrics(own)}
    assert {rows[name].colour for name in ("OSM-1", "OSM-2", "OSM-4", "OSM-5")} == {"none"}
    assert not [one for one in rows.values() if "0 of 0" in one.found + one.fraction]
