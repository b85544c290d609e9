"""The success metrics of the orchestrator at work, OSM-1 … OSM-5, judged from the record of a run."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from acceptance.contract.tools import FAMILIES, TOOLS
from acceptance.errors import NotMeasurableError, NotOfferedError
from acceptance.evidence.evidence import Figure
from acceptance.judging.judgement import Judgement, apart, counted, share, some
from acceptance.judging.run_record import NoRunError, RunRecord
from acceptance.specification.phases import BENCHMARKS

FEWEST_TOOLS_OF_A_FLOW: Final = 2
"""A scenario is a flow where so many different tools did what they were asked for."""

LEAST_COMPLETED: Final = 99.9
JUDGED_WORK: Final = "1000"
"""The size of the work that the overhead is held to its bound on, in milliseconds."""


def tools_covered(run: RunRecord) -> Judgement:
    """OSM-1: tools that did what they were asked for, of those listed that the contract knows.

    Raises:
        NotOfferedError: the target has only tools of its own.
    """
    run.ran()
    require_contract_tools(run)
    listed = [tool for tool in TOOLS if tool in run.target.tools]
    lacking = [tool for tool in listed if tool not in run.working_tools]
    others = sorted(set(run.target.tools) - set(TOOLS))
    good = len(listed) - len(lacking)
    words = share(good, len(listed)) + (f"; not {some(lacking)}" if lacking else "")
    words += f"; beyond the contract: {some(others)}" if others else ""
    return counted(good, len(listed), words, "100 %", {"OSM-1"} if lacking else ())


def overhead(run: RunRecord) -> Judgement:
    """OSM-2: the overhead that was measured, each figure within its bound; milliseconds in calls, of those of the work.

    Raises:
        NotMeasurableError: this machine could tell none of the figures.
    """
    measurements = _figures(run, "OSM-2")
    figures = [figure for figure in measurements if figure.met is not None]
    if not figures:
        raise NotMeasurableError(f"{told(measurements[-1])}, held to {measurements[-1].bound}")
    missed = [figure for figure in figures if not figure.met]
    shown = (missed or figures)[-1]
    runs = shown.details.get("runs", {}).get(JUDGED_WORK, [])
    return Judgement(
        met=not missed,
        found=told(shown) if len(figures) == 1 else f"{len(figures) - len(missed)} of {len(figures)}: {told(shown)}",
        bound=shown.bound,
        because=frozenset({"OSM-2"}) if missed else frozenset(),
        numerator=round(sum(one[0] for one in runs)) if runs else None,
        denominator=round(sum(one[1] for one in runs)) if runs else None,
    )


def tasks_completed(run: RunRecord) -> Judgement:
    """OSM-3: tasks completed of those started, in the completion run and in the campaign."""
    figures = _figures(run, "OSM-3")
    campaign = run.campaign
    begun = [one for one in campaign.tasks if one.state == "completed" or not campaign.lacking_of(one)]
    done = sum(one.state == "completed" for one in begun)
    low = min(figure.value or 0.0 for figure in figures)
    met = all(figure.met for figure in figures) and done == len(begun) and low >= LEAST_COMPLETED
    lacking = campaign.lacking if met and not begun else ""
    in_campaign = f"{done} of {len(begun)}" if begun else "none begun"
    completed = sum(int(figure.details.get("confirmed", 0)) for figure in figures)
    started = sum(int(figure.details.get("started", 0)) for figure in figures)
    return Judgement(
        met=met and bool(begun),
        found=f"{low:g} % in the completion run, {in_campaign} in the campaign",
        bound=f"at least {LEAST_COMPLETED} %",
        because=frozenset() if met and begun else frozenset({"OSM-3"}),
        numerator=completed + done,
        denominator=started + len(begun),
        not_offered=lacking,
    )


def families_used(run: RunRecord) -> Judgement:
    """OSM-5: every tool of every family did what it was asked for in a flow that passed.

    Raises:
        NotOfferedError: the target has only tools of its own.
    """
    require_contract_tools(run)
    passed = {case.name for case, one in run.ran() if one.status == "passed" and case.folder != BENCHMARKS}
    flows: dict[str, set[str]] = defaultdict(set)
    for use in run.uses:
        if use.accepted and use.scenario in passed and use.tool in TOOLS:
            flows[use.scenario].add(use.tool)
    used = {tool for tools in flows.values() if len(tools) >= FEWEST_TOOLS_OF_A_FLOW for tool in tools}
    lacking = {family: [tool for tool in tools if tool not in used] for family, tools in FAMILIES.items()}
    short = [f"{family} ({some(tools)})" for family, tools in lacking.items() if tools]
    good = len(TOOLS) - sum(map(len, lacking.values()))
    words = f"{len(FAMILIES) - len(short)} of {len(FAMILIES)} families with all their tools"
    words += f"; not {some(short)}" if short else ""
    found = counted(good, len(TOOLS), words, "every tool of all 6 families", {"OSM-5"} if short else ())
    unused = [tool for tools in lacking.values() for tool in tools if tool in run.target.tools]
    return found if unused or not short else apart(found, {"OSM-5": next(filter(None, map(some, lacking.values())))})


def require_contract_tools(run: RunRecord) -> None:
    """Require that the target lists a tool that the contract knows.

    Raises:
        NotOfferedError: it has only tools of its own.
    """
    if run.target.tools and not any(tool in run.target.tools for tool in TOOLS):
        raise NotOfferedError("tools of the contract")


def told(figure: Figure) -> str:
    """A figure with its unit and its interval."""
    if figure.value is None:
        return f"{figure.name} could not be measured"
    interval = f" ({figure.low:.3g} to {figure.high:.3g})" if figure.low is not None and figure.high is not None else ""
    return f"{figure.value:.3g} {figure.unit}{interval}".strip()


def _figures(run: RunRecord, identifier: str) -> list[Figure]:
    run.ran()
    figures = run.measured(identifier)
    if figures:
        return figures
    outcomes = [run.judged(case) for case in run.specification.carrying(identifier) if case.folder == BENCHMARKS]
    skipped = [one for one in outcomes if one is not None]
    if missing := [one.lacking for one in skipped if one.not_offered and not any(one.judged for one in skipped)]:
        raise NotOfferedError(missing[0])
    if skipped and not any(one.judged for one in skipped):
        raise NotMeasurableError(f"{identifier} could not be measured")
    raise NoRunError(f"{identifier} was not measured")
