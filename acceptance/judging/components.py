"""The four criteria of each component, FEAT-1 … ERR-4, judged from the record of a run.

A run whose scenarios do not allow a judgement raises `NoRunError`: what was not tested is never met.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final

from acceptance.campaign.plan import COMPONENTS, Component
from acceptance.contract.tools import TOOLS
from acceptance.errors import NotMeasurableError, NotOfferedError
from acceptance.judging.judgement import (
    Judge,
    Judgement,
    all_pass,
    counted,
    described_things,
    some,
    undescribed,
)
from acceptance.judging.recoveries import recovery_times
from acceptance.judging.run_record import NoRunError, RunRecord
from acceptance.specification.phases import BENCHMARKS


def implemented(component: Component, run: RunRecord) -> Judgement:
    """X-1: the component's task went through plan, execution and completion, and its result read back."""
    identifier = f"{component.key}-1"
    run.folder(component.folder)
    if not run.campaign.held:
        raise NoRunError("the campaign did not run")
    record = run.campaign.components[component.key]
    if not record.implemented and (lacking := run.campaign.lacking_of(record)):
        raise NotOfferedError(lacking)
    trouble = f" ({run.campaign.trouble})" if run.campaign.trouble else ""
    return counted(
        sum(record.stages),
        len(record.stages),
        "its task was planned, started and completed, and its result read back unchanged"
        if record.implemented
        else f"{record.lacking()}{trouble}",
        "planned, started, completed, and its result kept",
        () if record.implemented else {identifier},
    )


def passing(component: Component, run: RunRecord) -> Judgement:
    """X-2: every scenario of the component's folder passes."""
    return all_pass(run.folder(component.folder), "scenarios passed")


def fast(component: Component, run: RunRecord) -> Judgement:
    """X-3: the benchmarks that carry the component's identifier pass, and what else is measured for it is met."""
    identifier = f"{component.key}-3"
    chosen = [(case, outcome) for case, outcome in run.folder(BENCHMARKS) if identifier in case.identifiers]
    if not chosen:
        raise NoRunError(f"no benchmark of {component.name} was run")
    more = MORE.get(identifier)
    try:
        scenarios = all_pass(chosen, "benchmarks met")
    except NotMeasurableError:
        if more is None or any(outcome.blocked for _, outcome in chosen):
            raise
        scenarios = Judgement(True, f"none of {len(chosen)} benchmarks could be measured", "all")
    return scenarios if more is None else both(scenarios, more(run))


def both(one: Judgement, other: Judgement) -> Judgement:
    """Two judgements as one that counts what both count; where there was nothing to judge, the other one counts."""
    if not other.judged:
        return replace(one, found=f"{one.found}; {other.found}")
    numbers = [(each.numerator or 0, each.denominator or 0) for each in (one, other)]
    return Judgement(
        met=one.met and other.met,
        found=f"{one.found}; {other.found}",
        bound=one.bound,
        because=one.because | other.because,
        numerator=sum(good for good, _ in numbers),
        denominator=sum(of for _, of in numbers),
        not_offered=_not_offered(one, other),
    )


def _not_offered(*judgements: Judgement) -> str:
    """What is not offered, where nothing else keeps one of several judgements from being met."""
    unmet = [one.not_offered for one in judgements if not one.met]
    return ", ".join(dict.fromkeys(unmet)) if all(unmet) else ""


def tool_times(run: RunRecord) -> Judgement:
    """The part of API-3 that is about each tool: all listed tools of the contract were measured, each in its bound."""
    listed = [tool for tool in TOOLS if tool in run.target.tools]
    told: dict[str, Any] = {}
    for figure in run.figures:
        told |= figure.details.get("tools", {})
    unclear = [tool for tool in listed if tool in told and told[tool]["met"] is None]
    held = [tool for tool in listed if tool not in unclear]
    good = [tool for tool in held if tool in told and told[tool]["met"]]
    bad = [tool for tool in held if tool not in good]
    words = f"{len(good)} of {len(held)} tools measured and in their bounds" if held else "no tool measured"
    words += f"; not {some(bad)}" if bad else ""
    words += f"; not measurable here: {some(unclear)}" if unclear else ""
    return counted(len(good), len(held), words, "all", {"API-3"} if bad else ())


def documented(component: Component, run: RunRecord) -> Judgement:
    """X-4: the tools that the component's folder uses are described with all parameters, and so are its features."""
    names = {case.name for case, _ in run.folder(component.folder)}
    used = {use.tool for use in run.uses if use.scenario in names and use.tool in run.target.tools}
    gaps = undescribed(run, used)
    mute = [
        feature.name
        for feature in run.specification.features
        if feature.folder == component.folder and not feature.description
    ]
    things = described_things(run, used)
    good = things - len(gaps)
    words = f"{good} of {things} descriptions of its {len(used)} tools" if used else "no tool used"
    words += f"; not {some([f'{name} ({fault})' for name, fault in gaps])}" if gaps else ""
    words += f"; features without a description: {some(mute)}" if mute else ""
    met = bool(used) and not gaps and not mute
    because = frozenset() if met else frozenset({f"{component.key}-4"})
    bound = "every tool, parameter and feature is described"
    return Judgement(met, words, bound, because, numerator=good, denominator=things, tested=bool(used))


MORE: Final[Mapping[str, Callable[[RunRecord], Judgement]]] = {"API-3": tool_times, "ERR-3": recovery_times}
"""What is measured for a component beside the benchmarks that carry its identifier."""

COMPONENT_CRITERIA: Final[Mapping[str, Judge]] = {
    f"{component.key}-{number}": partial(judge, component)
    for component in COMPONENTS
    for number, judge in enumerate((implemented, passing, fast, documented), start=1)
}
