"""The success metrics FSM-1 … FSM-5 and OSM-1 … OSM-5, judged from the record of a run.

A run whose scenarios do not allow a judgement raises `NoRunError`: what was not tested is never met.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from acceptance.contract.tools import FAMILIES, TOOLS
from acceptance.errors import NotMeasurableError
from acceptance.evidence.evidence import Figure
from acceptance.judging.components import COMPONENT_CRITERIA
from acceptance.judging.judgement import Judge, Judgement, all_pass, first, percent, safely, some, undescribed
from acceptance.judging.run_record import NoRunError, RunRecord
from acceptance.specification.phases import BENCHMARKS, JUDGING_FOLDER

FLOWS: Final = frozenset({"1_feature_integration", "3_system_validation", "5_error_scenarios"})
"""Folders whose scenarios are flows; those of 2 and 4 call one tool at a time, or one many times."""

CRITICAL: Final = frozenset({"critical", "blocker"})
LEAST_COMPLETED: Final = 99.9


def features_implemented(run: RunRecord) -> Judgement:
    """FSM-1: requirements with at least one scenario that saw an answer."""
    seen = {
        identifier
        for case, outcome in run.ran()
        if not outcome.not_offered and run.saw_answer(case)
        for identifier in case.identifiers
    }
    asked = [name for name in run.requirements if not _judged_only(run, name)]
    lacking = [name for name in asked if name not in seen]
    return Judgement(
        met=not lacking,
        found=percent(len(asked) - len(lacking), len(asked)) + (f"; not {some(lacking)}" if lacking else ""),
        bound="100 %",
        because=frozenset(lacking),
    )


def gates_passing(run: RunRecord) -> Judgement:
    """FSM-2: all twenty component criteria."""
    run.ran()
    judged = {name: safely(name, judge, run) for name, judge in COMPONENT_CRITERIA.items()}
    unmet = [name for name, one in judged.items() if not one.met]
    return Judgement(
        met=not unmet,
        found=f"{len(judged) - len(unmet)} of {len(judged)}" + (f"; not {some(unmet)}" if unmet else ""),
        bound="all 20",
        because=frozenset().union(*(judged[name].because or {name} for name in unmet)),
    )


def benchmarks_met(run: RunRecord) -> Judgement:
    """FSM-3: every benchmark passes, and every figure keeps its bound."""
    scenarios = all_pass(run.folder(BENCHMARKS), "benchmarks met")
    missed = [figure.name for figure in run.measured("FSM-3") if figure.met is False]
    if missed and scenarios.met:
        return Judgement(False, first(missed, "beyond its bound"), "all", frozenset({"FSM-3"}))
    return Judgement(scenarios.met, scenarios.found, "all", scenarios.because)


def documentation_covers(run: RunRecord) -> Judgement:
    """FSM-4: described tools, parameters and features, of all of them."""
    run.ran()
    tools = run.target.tools
    things = len(tools) + sum(len(one.parameters) for one in tools.values()) + len(run.specification.features)
    gaps = undescribed(run, tools) + [one.name for one in run.specification.features if not one.description]
    return Judgement(
        met=bool(tools) and not gaps,
        found=percent(things - len(gaps), things) + (f"; not {some(gaps)}" if gaps else ""),
        bound="100 %",
        because=frozenset({"FSM-4"}) if gaps or not tools else frozenset(),
    )


def no_critical_defect(run: RunRecord) -> Judgement:
    """FSM-5: failed scenarios of severity critical or blocker."""
    failed = [case.name for case, outcome in run.ran() if outcome.status == "failed" and case.severity in CRITICAL]
    return Judgement(not failed, str(len(failed)), "0", frozenset(failed))


def tools_covered(run: RunRecord) -> Judgement:
    """OSM-1: tools that answered, of those listed that the contract knows."""
    run.ran()
    listed = [tool for tool in TOOLS if tool in run.target.tools]
    answered = {use.tool for use in run.uses if use.answered}
    lacking = [tool for tool in listed if tool not in answered]
    others = sorted(set(run.target.tools) - set(TOOLS))
    words = f"; not {some(lacking)}" if lacking else ""
    words += f"; beyond the contract: {some(others)}" if others else ""
    return Judgement(
        met=bool(listed) and not lacking,
        found=f"{percent(len(listed) - len(lacking), len(listed))} ({len(listed)} listed){words}",
        bound="100 %",
        because=frozenset() if listed and not lacking else frozenset({"OSM-1"}),
    )


def tasks_completed(run: RunRecord) -> Judgement:
    """OSM-3: tasks completed of those started, in the completion run and in the campaign."""
    figures = _figures(run, "OSM-3")
    begun = [run.campaign.main, *run.campaign.components.values()]
    done = sum(one.state == "completed" for one in begun)
    low = min(figure.value or 0.0 for figure in figures)
    met = all(figure.met for figure in figures) and bool(begun) and done == len(begun) and low >= LEAST_COMPLETED
    return Judgement(
        met=met,
        found=f"{low:g} % in the completion run, {done} of {len(begun)} in the campaign",
        bound=f"at least {LEAST_COMPLETED} %",
        because=frozenset() if met else frozenset({"OSM-3"}),
    )


def measured(identifier: str, run: RunRecord) -> Judgement:
    """OSM-2 and OSM-4: what scenarios measured, each figure within its bound.

    Raises:
        NotMeasurableError: this machine could tell none of the figures.
    """
    measurements = _figures(run, identifier)
    figures = [figure for figure in measurements if figure.met is not None]
    if not figures:
        raise NotMeasurableError(f"{told(measurements[-1])}, held to {measurements[-1].bound}")
    missed = [figure for figure in figures if not figure.met]
    shown = (missed or figures)[-1]
    return Judgement(
        met=not missed,
        found=told(shown) if len(figures) == 1 else f"{len(figures) - len(missed)} of {len(figures)}: {told(shown)}",
        bound=shown.bound,
        because=frozenset({identifier}) if missed else frozenset(),
    )


def families_used(run: RunRecord) -> Judgement:
    """OSM-5: every family of tools was used in a flow that passed."""
    flows = {case.name for case, outcome in run.ran() if case.folder in FLOWS and outcome.status == "passed"}
    used = {use.tool for use in run.uses if use.accepted and use.scenario in flows}
    lacking = [family for family, tools in FAMILIES.items() if not used & set(tools)]
    return Judgement(
        met=not lacking,
        found=f"{len(FAMILIES) - len(lacking)} of {len(FAMILIES)} families"
        + (f"; not {some(lacking)}" if lacking else ""),
        bound="all 6 families",
        because=frozenset({"OSM-5"}) if lacking else frozenset(),
    )


def told(figure: Figure) -> str:
    """A figure with its unit and its interval."""
    if figure.value is None:
        return f"{figure.name} could not be measured"
    interval = f" ({figure.low:.3g} to {figure.high:.3g})" if figure.low is not None and figure.high is not None else ""
    return f"{figure.value:.3g} {figure.unit}{interval}".strip()


def _figures(run: RunRecord, identifier: str) -> list[Figure]:
    run.ran()
    figures = run.measured(identifier)
    if not figures:
        raise NoRunError(f"{identifier} was not measured")
    return figures


def _judged_only(run: RunRecord, identifier: str) -> bool:
    """Whether only scenarios that judge the run carry an identifier, which itself is no feature then."""
    cases = run.specification.carrying(identifier)
    return bool(cases) and all(case.folder == JUDGING_FOLDER for case in cases)


METRICS: Final[Mapping[str, Judge]] = {
    "FSM-1": features_implemented,
    "FSM-2": gates_passing,
    "FSM-3": benchmarks_met,
    "FSM-4": documentation_covers,
    "FSM-5": no_critical_defect,
    "OSM-1": tools_covered,
    "OSM-2": partial(measured, "OSM-2"),
    "OSM-3": tasks_completed,
    "OSM-4": partial(measured, "OSM-4"),
    "OSM-5": families_used,
}
