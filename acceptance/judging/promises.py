"""How each promise stands after a run: the clauses of the requirements, each judged by the scenarios that assert it.

A requirement without clauses is one promise, judged by the scenarios that carry it. A clause that no scenario asserts,
since it is open or only explored, is no promise that a run judges.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from acceptance.evidence.scenario_results import ScenarioResult
from acceptance.judging.run_record import RunRecord
from acceptance.specification.features import Case


class PromiseStanding(StrEnum):
    """How a promise stands."""

    MET = "met"
    NOT_MET = "not met"
    NOT_OFFERED = "not offered"
    DECLARED = "declared otherwise"
    NOT_JUDGED = "not judged"


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
    """The promises of one requirement."""
    if name in clauses:
        yield from clauses[name]
    elif cases := run.specification.carrying(name):
        yield _judge(run, cases, name, name, words)


def _judge(run: RunRecord, cases: Iterable[Case], identifier: str, requirement: str, words: str) -> Promise:
    cases = list(cases)
    ran = [(case, one) for case in cases if (one := run.judged(case)) is not None]
    left_out = sum(run.judged(case) is None and not case.large for case in cases)
    failed = tuple(one for _, one in ran if one.status == "failed")
    return Promise(identifier, requirement, words, _standing(run, ran), failed, left_out)


def _standing(run: RunRecord, ran: list[tuple[Case, ScenarioResult]]) -> PromiseStanding:
    """How a promise stands whose scenarios ended so: what passed without an answer shows nothing."""
    endings = {one.ending for _, one in ran}
    kept = any(one.status == "passed" and run.saw_answer(case) for case, one in ran)
    facts = (
        (PromiseStanding.NOT_MET, "failed" in endings),
        (PromiseStanding.NOT_JUDGED, "broken" in endings),
        (PromiseStanding.MET, kept),
        (PromiseStanding.NOT_OFFERED, "not offered" in endings),
        (PromiseStanding.DECLARED, "declared otherwise" in endings),
    )
    return next((name for name, so in facts if so), PromiseStanding.NOT_JUDGED)


def _own(cases: list[Case], requirement: str) -> list[Case]:
    """The cases that carry a requirement, of which an outline's rows may have several; all where none carries it."""
    return [case for case in cases if requirement in case.identifiers] or cases


def _by_title(cases: Iterable[Case]) -> Mapping[str, list[Case]]:
    found: dict[str, list[Case]] = {}
    for case in cases:
        found.setdefault(case.title, []).append(case)
    return found
