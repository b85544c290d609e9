"""What two runs say of each criterion: met by both, by one, by none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from acceptance.evidence.scenario_results import ScenarioResult


class CriterionStatus(StrEnum):
    """What a run says of one criterion."""

    MET = "met"
    NOT_MET = "not met"
    NOT_OFFERED = "not offered"
    NOT_JUDGED = "not judged"
    BROKEN = "the suite broke"
    ABSENT = "not in this run"


class Group(StrEnum):
    """What two runs say of one criterion together."""

    ONLY_FIRST = "only A"
    ONLY_SECOND = "only B"
    BOTH = "both"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Side:
    """One run.

    Attributes:
        name: what it is called.
        scenarios: how its scenarios ended.
    """

    name: str
    scenarios: tuple[ScenarioResult, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion, a scenario or a requirement, in both runs.

    Attributes:
        name: the scenario's name, or the requirement's identifier.
        about: where the scenario stands, or the requirement's words.
        first: what the first run says.
        second: what the second run says.
        reasons: why it is not met, in the first and in the second run, one line each.
    """

    name: str
    about: str
    first: CriterionStatus
    second: CriterionStatus
    reasons: tuple[str, str] = ("", "")

    @property
    def group(self) -> Group:
        """Who meets it."""
        met = (self.first is CriterionStatus.MET, self.second is CriterionStatus.MET)
        if all(met):
            return Group.BOTH
        if not any(met):
            return Group.NEITHER
        return Group.ONLY_FIRST if met[0] else Group.ONLY_SECOND


@dataclass(frozen=True)
class RunComparison:
    """Two runs, criterion by criterion.

    Attributes:
        first: the run that is held to be known, A.
        second: the run that is held against it, B.
        words: the requirements' words by their identifiers, in the order in which they are told.
    """

    first: Side
    second: Side
    words: Mapping[str, str]

    @cached_property
    def scenarios(self) -> Sequence[Row]:
        """Every scenario that either run has, in the order of the specification's folders and names."""
        one, other = ({each.name: each for each in side.scenarios} for side in (self.first, self.second))
        found = sorted({**other, **one}.values(), key=lambda each: (each.place, each.name))
        return [
            Row(
                name=each.name,
                about=" / ".join(each.place),
                first=status_of(one.get(each.name)),
                second=status_of(other.get(each.name)),
                reasons=(reason(one.get(each.name)), reason(other.get(each.name))),
            )
            for each in found
        ]

    @cached_property
    def requirements(self) -> Sequence[Row]:
        """Every requirement that a scenario of either run names."""
        one, other = (by_requirement(side.scenarios) for side in (self.first, self.second))
        named = [name for name in self.words if name in one or name in other]
        return [Row(name, self.words[name], whole(one.get(name, ())), whole(other.get(name, ()))) for name in named]

    @property
    def regressions(self) -> Sequence[Row]:
        """The scenarios that A meets and B fails or lacks."""
        return [row for row in self.scenarios if row.group is Group.ONLY_FIRST]


def status_of(scenario: ScenarioResult | None) -> CriterionStatus:
    """What the end of a scenario says; `None`: it was not in the run."""
    if scenario is None:
        return CriterionStatus.ABSENT
    if scenario.status == "skipped":
        return CriterionStatus.NOT_OFFERED if scenario.not_offered else CriterionStatus.NOT_JUDGED
    return {"passed": CriterionStatus.MET, "failed": CriterionStatus.NOT_MET}.get(
        scenario.status, CriterionStatus.BROKEN
    )


def reason(scenario: ScenarioResult | None) -> str:
    """Why it is not met, in one line: what was expected and what was found instead."""
    return " ".join(scenario.message.split()) if scenario is not None and scenario.status != "passed" else ""


def by_requirement(scenarios: Iterable[ScenarioResult]) -> dict[str, list[ScenarioResult]]:
    """The scenarios of each requirement."""
    found: dict[str, list[ScenarioResult]] = {}
    for scenario in scenarios:
        for name in scenario.requirements:
            found.setdefault(name, []).append(scenario)
    return found


def whole(scenarios: Sequence[ScenarioResult]) -> CriterionStatus:
    """What a requirement's scenarios say together: it is met where one passed and none failed, as in the verdict."""
    found = {status_of(one) for one in scenarios}
    for worst in (
        CriterionStatus.NOT_MET,
        CriterionStatus.BROKEN,
        CriterionStatus.MET,
        CriterionStatus.NOT_OFFERED,
        CriterionStatus.NOT_JUDGED,
    ):
        if worst in found:
            return worst
    return CriterionStatus.ABSENT
