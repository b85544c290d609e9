"""The four criteria of each component, FEAT-1 … ERR-4, judged from the record of a run.

A run whose scenarios do not allow a judgement raises `NoRunError`: what was not tested is never met.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from acceptance.campaign.plan import COMPONENTS, Component
from acceptance.judging.judgement import Judge, Judgement, all_pass, first, undescribed
from acceptance.judging.run_record import NoRunError, RunRecord
from acceptance.specification.phases import BENCHMARKS


def implemented(component: Component, run: RunRecord) -> Judgement:
    """X-1: the component's task went through plan, execution and completion, and its result read back."""
    identifier = f"{component.key}-1"
    run.folder(component.folder)
    if not run.campaign.held:
        raise NoRunError("the campaign did not run")
    record = run.campaign.components[component.key]
    trouble = f" ({run.campaign.trouble})" if run.campaign.trouble else ""
    return Judgement(
        met=record.implemented,
        found="its task was planned, started and completed, and its result read back unchanged"
        if record.implemented
        else f"{record.lacking()}{trouble}",
        bound="planned, started, completed, and its result kept",
        because=frozenset() if record.implemented else frozenset({identifier}),
    )


def passing(component: Component, run: RunRecord) -> Judgement:
    """X-2: every scenario of the component's folder passes."""
    return all_pass(run.folder(component.folder), "scenarios passed")


def fast(component: Component, run: RunRecord) -> Judgement:
    """X-3: the benchmarks that carry the component's identifier pass."""
    identifier = f"{component.key}-3"
    chosen = [(case, outcome) for case, outcome in run.folder(BENCHMARKS) if identifier in case.identifiers]
    if not chosen:
        raise NoRunError(f"no benchmark of {component.title} was run")
    return all_pass(chosen, "benchmarks met")


def documented(component: Component, run: RunRecord) -> Judgement:
    """X-4: the tools that the component's folder uses are described with all parameters, and so are its features."""
    names = {case.name for case, _ in run.folder(component.folder)}
    used = {use.tool for use in run.uses if use.scenario in names and use.tool in run.target.tools}
    gaps = undescribed(run, used) + [
        f"the feature {feature.name}"
        for feature in run.specification.features
        if feature.folder == component.folder and not feature.description
    ]
    return Judgement(
        met=bool(used) and not gaps,
        found=first(gaps, "not described") if gaps else f"{len(used)} tools and their parameters are described",
        bound="every tool, parameter and feature is described",
        because=frozenset() if used and not gaps else frozenset({f"{component.key}-4"}),
    )


COMPONENT_CRITERIA: Final[Mapping[str, Judge]] = {
    f"{component.key}-{number}": partial(judge, component)
    for component in COMPONENTS
    for number, judge in enumerate((implemented, passing, fast, documented), start=1)
}
