"""The success metrics of the features, FSM-1 … FSM-5, judged from the record of a run."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from acceptance.judging.components import COMPONENT_CRITERIA
from acceptance.judging.judgement import (
    Judgement,
    all_pass,
    apart,
    counted,
    described_things,
    numbered,
    safely,
    share,
    some,
    undescribed,
)
from acceptance.judging.run_record import NoRunError, RunRecord
from acceptance.judging.traceability import EXEMPT, UNOFFERED, Outcomes, Standing, standing
from acceptance.specification.phases import BENCHMARKS, JUDGING_FOLDER

CRITICAL: Final = frozenset({"critical", "blocker"})
FULFILLED: Final = frozenset({Standing.MET, Standing.PARTLY})
UNHELD: Final = EXEMPT | {Standing.LEFT_OUT}
"""Standings of requirements that this run, or this target, is not held to."""


def features_implemented(run: RunRecord) -> Judgement:
    """FSM-1: requirements of which every judged scenario passed, at least one by an accepted answer."""
    run.ran()
    held = 0
    names, missing = list[str](), dict[str, str]()
    for identifier in run.requirements:
        cases = _own_cases(run, identifier)
        how = standing(run, cases)
        if how in UNHELD or (not cases and run.specification.carrying(identifier)):
            continue
        if how in UNOFFERED:
            missing[identifier] = next(one.lacking for _, one in cases if one is not None and one.not_offered)
            continue
        held += 1
        if how not in FULFILLED or not _is_accepted(run, cases):
            names.append(identifier)
    words = share(held - len(names), held) + (f"; not {some(names)}" if names else "")
    words += f"; not offered: {len(missing)}" if missing else ""
    found = counted(held - len(names), held, words, "100 %", names)
    return found if names else apart(found, missing)


def gates_passing(run: RunRecord) -> Judgement:
    """FSM-2: all twenty component criteria; one that could not be measured here counts neither way."""
    run.ran()
    judged = {name: safely(name, judge, run) for name, judge in COMPONENT_CRITERIA.items()}
    missing = {name: one.not_offered for name, one in judged.items() if one.not_offered}
    unclear = [name for name, one in judged.items() if not one.judged and name not in missing]
    unmet = [name for name, one in judged.items() if not one.met and name not in {*missing, *unclear}]
    held = len(judged) - len(unclear) - len(missing)
    words = f"{held - len(unmet)} of {held}" if held else "none judged"
    words += f"; not {some(unmet)}" if unmet else ""
    words += f"; not measurable here: {some(unclear)}" if unclear else ""
    words += f"; not offered: {some(list(missing))}" if missing else ""
    because: frozenset[str] = frozenset().union(*(judged[name].because or {name} for name in unmet))
    found = counted(held - len(unmet), held, words, "all 20", because)
    return found if unmet else apart(found, missing)


def benchmarks_met(run: RunRecord) -> Judgement:
    """FSM-3: every benchmark that could be measured passes, and every figure keeps its bound."""
    scenarios = all_pass(run.folder(BENCHMARKS), "benchmarks met")
    missed = [figure.name for figure in run.measured("FSM-3") if figure.met is False]
    if not missed or not scenarios.met:
        return scenarios
    words = f"{scenarios.found}; beyond its bound: {some(missed)}"
    return replace(scenarios, met=False, found=words, because=frozenset({"FSM-3"}))


def documentation_covers(run: RunRecord) -> Judgement:
    """FSM-4: tools and parameters described in their own words, of all that the target lists."""
    run.ran()
    tools = run.target.tools
    things, gaps = described_things(run, tools), undescribed(run, tools)
    told = [f"{name} ({words})" for name, words in gaps]
    good = things - len(gaps)
    words = share(good, things) + (f"; not {some(told)}" if told else "")
    return counted(good, things, words, "100 %", {"FSM-4"} if gaps or not things else ())


def no_critical_defect(run: RunRecord) -> Judgement:
    """FSM-5: causes for which scenarios of severity critical or blocker failed."""
    judged = [(case, one) for case, one in run.ran() if one.judged and case.severity in CRITICAL]
    if not judged:
        raise NoRunError("no scenario of severity critical or blocker was judged")
    failed = [case.name for case, outcome in judged if outcome.status == "failed"]
    found = len({run.causes.get(name, name) for name in failed})
    words = f"{numbered(found, 'cause')}, in {numbered(len(failed), 'scenario')}" if failed else "0"
    return Judgement(not failed, words, "0", frozenset(failed), numerator=len(failed), denominator=len(judged))


def _own_cases(run: RunRecord, identifier: str) -> Outcomes:
    """The scenarios of a requirement, but for those that judge the run."""
    return [
        (case, run.judged(case)) for case in run.specification.carrying(identifier) if case.folder != JUDGING_FOLDER
    ]


def _is_accepted(run: RunRecord, cases: Outcomes) -> bool:
    return any(run.accepted.get(case.name) for case, one in cases if one is not None and one.status == "passed")
