"""How each promise stands after a run: the clauses of the requirements, each judged by the scenarios that assert it.

A requirement without clauses is one promise, judged by the scenarios that carry it. A clause that no scenario asserts,
since it is open or only explored, is no promise that a run judges.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from acceptance.evidence.scenario_results import ScenarioResult
from acceptance.judging.run_record import RunRecord
from acceptance.judging.traceability import Standing, standing
from acceptance.specification.features import Case


class PromiseStanding(StrEnum):
    """How a promise stands."""

    MET = "met"
    NOT_MET = "not met"
    BLOCKED = "blocked"
    NOT_OFFERED = "not offered"
    DECLARED = "declared otherwise"
    NOT_JUDGED = "not judged"


BROKEN: Final = frozenset({Standing.FAILED, Standing.NOT_TESTED})
"""How a requirement stands that an orchestrator broke."""

OF_REQUIREMENTS: Final[Mapping[Standing, PromiseStanding]] = {
    Standing.FAILED: PromiseStanding.NOT_MET,
    Standing.BLOCKED: PromiseStanding.BLOCKED,
    Standing.NOT_OFFERED: PromiseStanding.NOT_OFFERED,
    Standing.DECLARED: PromiseStanding.DECLARED,
    **dict.fromkeys((Standing.MET, Standing.PARTLY, Standing.OFFERED_IN_PART), PromiseStanding.MET),
}
"""How a promise stands of which the scenarios would leave a requirement standing so; any other is not judged."""


def promise_standing(found: Standing) -> PromiseStanding:
    """The standing of a requirement in the words for a promise: one rule tells both."""
    return OF_REQUIREMENTS.get(found, PromiseStanding.NOT_JUDGED)


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise, and how it stands.

    Attributes:
        identifier: the clause's, or the requirement's where it has no clauses.
        requirement: the requirement that it belongs to.
        words: what is promised.
        standing: how it stands.
        failed: the scenarios that show it broken.
        left_out: how many of its scenarios were not run, the large ones apart.
    """

    identifier: str
    requirement: str
    words: str
    standing: PromiseStanding
    failed: tuple[ScenarioResult, ...] = ()
    left_out: int = 0


def judge_promises(run: RunRecord) -> list[Promise]:
    """Every promise that scenarios assert, in the order of the requirements."""
    titled = _by_title(run.specification.cases.values())
    clauses: dict[str, list[Promise]] = {}
    for clause in run.clauses:
        cases = _own([case for title in clause.scenarios for case in titled.get(title, ())], clause.requirement)
        if cases:
            own = clauses.setdefault(clause.requirement, [])
            own.append(_judge(run, cases, clause.identifier, clause.requirement, clause.words))
    return [promise for name, words in run.requirements.items() for promise in _of(run, name, words, clauses)]


def _of(run: RunRecord, name: str, words: str, clauses: Mapping[str, list[Promise]]) -> Iterator[Promise]:
    """The promises of one requirement; where it is broken and none of its clauses is, it is itself a broken one."""
    cases = run.specification.carrying(name)
    own = clauses.get(name) or ([_judge(run, cases, name, name, words)] if cases else [])
    broken = standing(run, [(case, run.judged(case)) for case in cases]) in BROKEN
    if broken and not any(one.standing is PromiseStanding.NOT_MET for one in own):
        own = [one for one in own if one.identifier != name]
        own.append(replace(_judge(run, cases, name, name, words), standing=PromiseStanding.NOT_MET))
    yield from own


def _judge(run: RunRecord, cases: Iterable[Case], identifier: str, requirement: str, words: str) -> Promise:
    outcomes = [(case, run.judged(case)) for case in cases]
    left_out = sum(one is None and not case.large for case, one in outcomes)
    failed = tuple(one for _, one in outcomes if one is not None and one.status == "failed")
    return Promise(identifier, requirement, words, promise_standing(standing(run, outcomes)), failed, left_out)


def _own(cases: list[Case], requirement: str) -> list[Case]:
    """The cases that carry a requirement, of which an outline's rows may have several; all where none carries it."""
    return [case for case in cases if requirement in case.identifiers] or cases


def _by_title(cases: Iterable[Case]) -> Mapping[str, list[Case]]:
    found: dict[str, list[Case]] = {}
    for case in cases:
        found.setdefault(case.title, []).append(case)
    return found
