"""Which failed scenarios were not judged at all, since a promise of another requirement is broken.

A scenario is blocked where the call to blame is promised by a requirement that it does not carry, and where another
scenario failed for the same cause, so that no defect is hidden. It is settled from the record of the whole run, each
time that this is read: whichever process ran what, in whatever order, and however the run ended.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from acceptance.evidence.call_trail import ACCEPTED, REFUSED, UNANSWERED, FailedCall
from acceptance.evidence.scenario_results import BLOCKED, ScenarioResult
from acceptance.judging.answers import normalised
from acceptance.judging.tool_promises import PROMISES
from acceptance.specification.features import Case
from acceptance.specification.phases import BENCHMARKS, FAULTS, JUDGING_FOLDER
from acceptance.specification.requirements import SEVERITIES_BY_GRAVITY

CONTRACT: Final = re.compile(r"(?:SESSION|STATUS|TASK|RESULT|MAINT|TMPL|CTRL|PROTO|SAFE|CLIENT)-\d+")
"""The requirements of the contract, which say what is promised and not where in the plan that is tested."""

TEXTS: Final = "SAFE-7"
"""The requirement that texts read back as they were given, whatever kept them."""

REFUSALS: Final = "PROTO-1"
"""The requirement about how a refusal is told, whatever is refused."""

INVALID_CALLS: Final = "PROTO-2"
"""The requirement that invalid calls are refused, so that the last that was refused is not at fault."""


DURABLE: Final = "SAFE-1"
"""The requirement that what was accepted outlives the process."""

REJECTING: Final = frozenset({"SAFE-4", "SAFE-5"})
"""Requirements by which calls are rejected while the store is damaged or the disk is full: no tool is to blame then."""


@dataclass(frozen=True, slots=True, order=True)
class CauseKey:
    """What failures have in common that have one cause.

    Attributes:
        requirement: the requirement whose promise is broken.
        tool: the tool that did not do what it was asked for; empty where it is an answer that is wrong.
        answer: what it answered, normalised; empty where it never did what it was asked for, whatever it answered.
    """

    requirement: str
    tool: str = ""
    answer: str = ""


@dataclass(frozen=True)
class Settlement:
    """Which scenarios are blocked, and by what.

    Attributes:
        outcomes: how each scenario ended, by its name.
        keys: the cause of each scenario that failed or is blocked.
    """

    outcomes: Mapping[str, ScenarioResult]
    keys: Mapping[str, CauseKey]


def settle(outcomes: Mapping[str, ScenarioResult], cases: Mapping[str, Case], working: frozenset[str]) -> Settlement:
    """Tell the scenarios that are blocked from those that failed.

    Args:
        outcomes: how each scenario ended, by its name.
        cases: the scenarios of the features, by their names.
        working: the tools that did at least once what they were asked for.
    """
    keys = {
        name: key_of(cases[name], one.call, working)
        for name, one in outcomes.items()
        if one.status == "failed" and name in cases and cases[name].folder != JUDGING_FOLDER
    }
    keys = _not_stored(_joined(keys, cases, outcomes), cases, outcomes)
    suspects: dict[CauseKey, list[str]] = defaultdict(list)
    owners: dict[CauseKey, list[str]] = defaultdict(list)
    for name, key in keys.items():
        (suspects if _is_suspected(cases[name], outcomes[name].call, key) else owners)[key].append(name)
    blockers: dict[str, str] = {}
    for key, names in suspects.items():
        blockers |= _blocked(key, [cases[name] for name in names], owners.get(key, ()), outcomes)
    settled = {name: _settled(one, keys.get(name), blockers.get(name, "")) for name, one in outcomes.items()}
    return Settlement(settled, keys)


def _joined(
    keys: Mapping[str, CauseKey], cases: Mapping[str, Case], outcomes: Mapping[str, ScenarioResult]
) -> dict[str, CauseKey]:
    """The causes, where a text that is not kept belongs to the tool that was given it, if others show it to keep wrong.

    A tool that loses letters of a title breaks its own promise and that of all texts, and is one defect.
    """
    wrong = {(key, tool) for name, key in keys.items() if (tool := _accepting(outcomes[name]))}
    joined = dict(keys)
    for name, key in keys.items():
        if TEXTS in cases[name].identifiers and (tool := _accepting(outcomes[name])) in PROMISES:
            own = CauseKey(PROMISES[tool].requirement)
            joined[name] = own if (own, tool) in wrong else key
    return joined


def _not_stored(
    keys: Mapping[str, CauseKey], cases: Mapping[str, Case], outcomes: Mapping[str, ScenarioResult]
) -> dict[str, CauseKey]:
    """The causes, where all that shows something accepted to be gone has one, if a kill shows it as well.

    Only what a scenario has seen itself is taken for the same loss: what it has not may be a defect of its own, which
    would show only once the loss is mended.
    """
    lost = {name for name in keys if _lost(outcomes[name])}
    if not any(DURABLE in cases[name].identifiers for name in lost):
        return dict(keys)
    return {name: CauseKey(DURABLE) if name in lost else key for name, key in keys.items()}


def _lost(outcome: ScenarioResult) -> bool:
    return outcome.call is not None and outcome.call.lost


def _accepting(outcome: ScenarioResult) -> str:
    """The tool to blame that accepted what it was asked for; empty where there is none."""
    return outcome.call.tool if outcome.call and outcome.call.ended == ACCEPTED else ""


def key_of(case: Case, call: FailedCall | None, working: frozenset[str]) -> CauseKey:
    """What a failure has in common with others that have the same cause."""
    if call and call.breaks:
        return CauseKey(call.breaks)
    promise = PROMISES.get(call.tool) if call else None
    if call is None or promise is None or _is_of_the_manner(case, call):
        return CauseKey(main_requirement(case))
    if _is_to_be_rejected(case, call) and call.tool in working:
        return CauseKey(main_requirement(case))
    if call.spoiled:
        # A tool that never did what it was asked for has one defect, however many words it has for it.
        answer = "" if call.tool not in working else f"{call.ended}: {normalised(call.answer)}"
        return CauseKey(promise.requirement, call.tool, answer)
    its_own = bool(set(promise.requirements) & set(case.identifiers))
    # The plan's own identifiers promise no more than that all tools of a workflow do what they are promised to do.
    bare = not any(CONTRACT.fullmatch(one) for one in case.identifiers)
    is_the_tools = call.arranging or its_own or bare or _misses_a_refusal(case, call)
    return CauseKey(promise.requirement if is_the_tools else main_requirement(case))


def main_requirement(case: Case) -> str:
    """The requirement that a scenario is about first of all: the contract's own, where it carries one."""
    named = case.identifiers
    return next((one for one in named if CONTRACT.fullmatch(one)), named[0] if named else "")


def is_suspect(case: Case, call: FailedCall | None) -> bool:
    """Whether a failure may be the consequence of a broken promise that the scenario is not about."""
    if call and call.breaks:
        return call.breaks not in case.identifiers
    promise = PROMISES.get(call.tool) if call else None
    if call is None or promise is None or set(promise.requirements) & set(case.identifiers):
        return False
    if _is_of_the_manner(case, call):
        return False
    # What was not answered, or was accepted and is wrong, may be the very defect, unless it was only to be arranged.
    return call.arranging or call.ended == REFUSED or _misses_a_refusal(case, call)


def _is_suspected(case: Case, call: FailedCall | None, key: CauseKey) -> bool:
    """The same, of a failure whose cause is known: a loss is the consequence of one that a kill shows."""
    if key == CauseKey(DURABLE):
        return DURABLE not in case.identifiers
    if call is not None and _is_to_be_rejected(case, call) and key == CauseKey(main_requirement(case)):
        return False
    return is_suspect(case, call)


def _is_to_be_rejected(case: Case, call: FailedCall) -> bool:
    """Whether a call was rejected as it is promised while the store is damaged or the disk is full."""
    return bool(REJECTING.intersection(case.identifiers)) and call.ended == REFUSED and not call.arranging


def _is_of_the_manner(case: Case, call: FailedCall) -> bool:
    """Whether a call did what was asked for, and only how it did so is wrong: a rejection's form, or its time."""
    if main_requirement(case) in {REFUSALS, INVALID_CALLS}:
        return call.ended == REFUSED and not call.arranging
    return call.ended == ACCEPTED and case.folder == BENCHMARKS


def _misses_a_refusal(case: Case, call: FailedCall) -> bool:
    """Whether a scenario about how refusals are told got none: what was accepted wrongly is the tool's own defect."""
    return call.ended == ACCEPTED and main_requirement(case) == REFUSALS


def _blocked(
    key: CauseKey, suspects: Sequence[Case], owners: Sequence[str], outcomes: Mapping[str, ScenarioResult]
) -> dict[str, str]:
    """The suspects that are blocked, each with the failed scenario that shows the cause.

    Where no scenario failed for the cause that is about it, the gravest of those that could not be arranged stays
    failed. Under faults a refusal may be the fault's doing, so there nothing but another scenario's failure blocks.
    """
    if owners:
        return {case.name: owners[0] for case in suspects}
    arranged = [case for case in suspects if _failed_call(outcomes, case.name).arranging and case.folder != FAULTS]
    if not arranged or (key.answer.startswith(UNANSWERED) and len(arranged) < len(suspects)):
        return {}
    first = min(arranged, key=lambda case: SEVERITIES_BY_GRAVITY.index(case.severity))
    return {case.name: first.name for case in arranged if case is not first}


def _failed_call(outcomes: Mapping[str, ScenarioResult], name: str) -> FailedCall:
    return outcomes[name].call or FailedCall()


def _settled(outcome: ScenarioResult, key: CauseKey | None, blocker: str) -> ScenarioResult:
    if key is None or not blocker:
        return outcome
    call = outcome.call or FailedCall()
    works = (
        ""
        if call.breaks or key.requirement == DURABLE
        else f": {PROMISES[call.tool].words if call.tool in PROMISES else 'It'} does not work"
    )
    message = f'BLOCKED by {key.requirement}{works}, as "{blocker}" shows.\n{outcome.message}'
    return replace(outcome, status=BLOCKED, message=message)
