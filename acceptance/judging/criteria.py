"""The criteria and metrics that are judged from a run as a whole: FEAT-1 … ERR-4, FSM-1 … FSM-5, OSM-1 … OSM-5.

Each is a function from the record of the run to a `Judgement`. A run whose scenarios do not allow a judgement raises
`NoRunError`: what was not tested is never met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from acceptance.campaign.plan import COMPONENTS, JUDGING_FOLDER, Component
from acceptance.contract import FAMILIES, TOOLS
from acceptance.errors import NotMeasurableError
from acceptance.evidence import Figure
from acceptance.judging.run_record import NoRunError, RunRecord
from acceptance.outcomes import Outcome
from acceptance.specification import Case

BENCHMARKS: Final = "4_performance_benchmarks"
FLOWS: Final = frozenset({"1_feature_integration", "3_system_validation", "5_error_scenarios"})
"""Folders whose scenarios are flows; those of 2 and 4 call one tool at a time, or one many times."""

CRITICAL: Final = frozenset({"critical", "blocker"})
LEAST_COMPLETED: Final = 99.9


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a criterion or a metric was found to be.

    Attributes:
        met: whether the bound is kept.
        found: what was found, in words or as a figure with its unit.
        bound: what it is held to.
        because: the scenarios and requirements that keep it from being met.
        judged: whether this machine allowed a judgement; where it did not, it counts neither way.
    """

    met: bool
    found: str
    bound: str
    because: frozenset[str] = frozenset()
    judged: bool = True


Judge = Callable[[RunRecord], Judgement]


def implemented(component: Component, run: RunRecord) -> Judgement:
    """X-1: the component's task went through plan, execution and completion, and its result read back."""
    identifier = f"{component.key}-1"
    run.folder(component.folder)
    if not run.campaign.held:
        raise NoRunError("there was no campaign")
    record = run.campaign.components[component.key]
    trouble = f" ({run.campaign.trouble})" if run.campaign.trouble else ""
    return Judgement(
        met=record.implemented,
        found="its task was planned, executed and completed, and its result read back unchanged"
        if record.implemented
        else f"{record.lacking()}{trouble}",
        bound="planned, executed, completed, and its result kept",
        because=frozenset() if record.implemented else frozenset({identifier}),
    )


def passing(component: Component, run: RunRecord) -> Judgement:
    """X-2: every scenario of the component's folder passes."""
    return _all_pass(run.folder(component.folder), "scenarios passed")


def fast(component: Component, run: RunRecord) -> Judgement:
    """X-3: the benchmarks that carry the component's identifier pass."""
    identifier = f"{component.key}-3"
    chosen = [(case, outcome) for case, outcome in run.folder(BENCHMARKS) if identifier in case.identifiers]
    if not chosen:
        raise NoRunError(f"no benchmark of {component.title} was run")
    return _all_pass(chosen, "benchmarks met")


def documented(component: Component, run: RunRecord) -> Judgement:
    """X-4: the tools that the component's folder uses are described with all parameters, and so are its features."""
    names = {case.name for case, _ in run.folder(component.folder)}
    used = {use.tool for use in run.uses if use.scenario in names and use.tool in run.target.tools}
    gaps = _undescribed(run, used) + [
        f"the feature {feature.name}"
        for feature in run.specification.features
        if feature.folder == component.folder and not feature.description
    ]
    return Judgement(
        met=bool(used) and not gaps,
        found=_first(gaps, "not described") if gaps else f"{len(used)} tools and their parameters are described",
        bound="every tool, parameter and feature is described",
        because=frozenset() if used and not gaps else frozenset({f"{component.key}-4"}),
    )


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
        found=_percent(len(asked) - len(lacking), len(asked)) + (f"; not {_some(lacking)}" if lacking else ""),
        bound="100 %",
        because=frozenset(lacking),
    )


def gates_passing(run: RunRecord) -> Judgement:
    """FSM-2: all twenty component criteria."""
    run.ran()
    judged = {name: judge_safely(name, run) for name in COMPONENT_CRITERIA}
    unmet = [name for name, one in judged.items() if not one.met]
    return Judgement(
        met=not unmet,
        found=f"{len(judged) - len(unmet)} of {len(judged)}" + (f"; not {_some(unmet)}" if unmet else ""),
        bound="all 20",
        because=frozenset().union(*(judged[name].because or {name} for name in unmet)),
    )


def benchmarks_met(run: RunRecord) -> Judgement:
    """FSM-3: every benchmark passes, and every figure keeps its bound."""
    scenarios = _all_pass(run.folder(BENCHMARKS), "benchmarks met")
    missed = [figure.name for figure in run.measured("FSM-3") if figure.met is False]
    if missed and scenarios.met:
        return Judgement(False, _first(missed, "beyond its bound"), "all", frozenset({"FSM-3"}))
    return Judgement(scenarios.met, scenarios.found, "all", scenarios.because)


def documentation_covers(run: RunRecord) -> Judgement:
    """FSM-4: described tools, parameters and features, of all of them."""
    run.ran()
    tools = run.target.tools
    things = len(tools) + sum(len(one.parameters) for one in tools.values()) + len(run.specification.features)
    gaps = _undescribed(run, tools) + [one.name for one in run.specification.features if not one.description]
    return Judgement(
        met=bool(tools) and not gaps,
        found=_percent(things - len(gaps), things) + (f"; not {_some(gaps)}" if gaps else ""),
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
    words = f"; not {_some(lacking)}" if lacking else ""
    words += f"; beyond the contract: {_some(others)}" if others else ""
    return Judgement(
        met=bool(listed) and not lacking,
        found=f"{_percent(len(listed) - len(lacking), len(listed))} ({len(listed)} listed){words}",
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
        + (f"; not {_some(lacking)}" if lacking else ""),
        bound="all 6 families",
        because=frozenset({"OSM-5"}) if lacking else frozenset(),
    )


COMPONENT_CRITERIA: Final[Mapping[str, Judge]] = {
    f"{component.key}-{number}": partial(judge, component)
    for component in COMPONENTS
    for number, judge in enumerate((implemented, passing, fast, documented), start=1)
}
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


def judge(identifier: str, run: RunRecord) -> Judgement:
    """Judge a criterion or a metric.

    Raises:
        NoRunError: the run does not allow a judgement.
        NotMeasurableError: this machine does not allow one.
    """
    return {**COMPONENT_CRITERIA, **METRICS}[identifier](run)


def judge_safely(identifier: str, run: RunRecord) -> Judgement:
    """Judge a criterion or a metric; what cannot be judged is not met, and says so."""
    try:
        return judge(identifier, run)
    except NoRunError as error:
        return Judgement(False, f"not tested: {error}", "", frozenset({identifier}))
    except NotMeasurableError as error:
        return Judgement(False, str(error).lower(), "", frozenset({identifier}), judged=False)


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


def _all_pass(chosen: Sequence[tuple[Case, Outcome]], what: str) -> Judgement:
    counted = [(case, outcome) for case, outcome in chosen if outcome.status != "skipped" or outcome.not_offered]
    bad = [case.name for case, outcome in counted if outcome.status != "passed"]
    good = len(counted) - len(bad)
    return Judgement(
        met=bool(counted) and not bad,
        found=f"{good} of {len(counted)} {what}" + (f"; not {_some(bad)}" if bad else ""),
        bound="all",
        because=frozenset(bad),
    )


def _judged_only(run: RunRecord, identifier: str) -> bool:
    """Whether only scenarios that judge the run carry an identifier, which itself is no feature then."""
    cases = run.specification.carrying(identifier)
    return bool(cases) and all(case.folder == JUDGING_FOLDER for case in cases)


def _undescribed(run: RunRecord, tools: Iterable[str]) -> list[str]:
    gaps = []
    for name in sorted(tools):
        told_of = run.target.tools[name]
        gaps += [] if told_of.itself else [name]
        gaps += [f"{name}({parameter})" for parameter, described in told_of.parameters.items() if not described]
    return gaps


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.4g} %" if whole else "0 %"


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more


def _first(names: Sequence[str], words: str) -> str:
    return f"{words}: {_some(names)}"
