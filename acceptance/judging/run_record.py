"""All that is known of a run, read from what lies below the reports; no process has to remember anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from acceptance.campaign.record import CampaignRecord, read_campaign
from acceptance.errors import SuiteError
from acceptance.evidence.call_record import CALLS, read_lines
from acceptance.evidence.evidence import Figure
from acceptance.evidence.scenario_results import ScenarioResult, read_record
from acceptance.specification.features import Case, Specification, read_specification
from acceptance.specification.phases import JUDGING_FOLDER
from acceptance.specification.requirements import read_requirements
from acceptance.supervision.strays import Strays

NO_RUN: Final = "no run to judge: run the whole suite"


class NoRunError(AssertionError):
    """There is nothing that could be judged, since the scenarios that it is judged from were not run."""

    def __init__(self, lacking: str = "") -> None:
        super().__init__(f"{NO_RUN}{f' ({lacking})' if lacking else ''}")


@dataclass(frozen=True, slots=True)
class Described:
    """What the tool list tells of one tool.

    Attributes:
        itself: whether the tool is described.
        parameters: whether each of its parameters is.
    """

    itself: bool
    parameters: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """What was judged, as it told itself when the run began.

    Attributes:
        name: its name in the suite.
        server: what it calls itself.
        version: its version.
        tools: the tools that it lists.
        tools_digest: of the tool list with its schemas.
        features_digest: of the features that it was held against.
    """

    name: str = ""
    server: str = ""
    version: str = ""
    tools: Mapping[str, Described] = field(default_factory=dict)
    tools_digest: str = ""
    features_digest: str = ""


@dataclass(frozen=True, slots=True)
class ToolUse:
    """How often a tool was called in one scenario, and what came of it."""

    scenario: str
    tool: str
    answered: int
    accepted: int


@dataclass(frozen=True)
class RunRecord:
    """A run.

    Attributes:
        specification: the features as they are now.
        requirements: the words of every requirement by its identifier.
        outcomes: how each scenario ended, by its name.
        uses: which tools each scenario used.
        figures: what was measured.
        targets: what was judged; more than one where the results are not of one run.
        planned: the scenarios that the run was going to run.
        began: when the run began, as its first line tells; empty where there is none.
        campaign: the campaign's record.
        strays: which servers left processes behind that they were to end, in words.
    """

    specification: Specification
    requirements: Mapping[str, str]
    outcomes: Mapping[str, ScenarioResult]
    uses: tuple[ToolUse, ...]
    figures: tuple[Figure, ...]
    targets: tuple[TargetFacts, ...]
    planned: frozenset[str]
    began: str
    campaign: CampaignRecord
    strays: tuple[str, ...] = ()

    @property
    def target(self) -> TargetFacts:
        """What was judged; nothing where no target was ever spoken to."""
        return self.targets[0] if self.targets else TargetFacts()

    @cached_property
    def answered(self) -> Mapping[str, int]:
        """How many calls were answered in each scenario."""
        found: Counter[str] = Counter()
        for use in self.uses:
            found[use.scenario] += use.answered
        return found

    def judged(self, case: Case) -> ScenarioResult | None:
        """How a case ended; `None`: it was not run."""
        return self.outcomes.get(case.name)

    def saw_answer(self, case: Case) -> bool:
        """Whether a case saw an answered call; what judges the run has the run's own calls for evidence."""
        if case.folder == JUDGING_FOLDER:
            return any(self.answered.values())
        return self.answered.get(case.name, 0) > 0

    def folder(self, name: str) -> list[tuple[Case, ScenarioResult]]:
        """The cases of a folder that were run, with their outcomes.

        Raises:
            NoRunError: none was.
        """
        found = [
            (case, outcome)
            for case in self.specification.cases.values()
            if case.folder == name and (outcome := self.judged(case))
        ]
        if not found:
            raise NoRunError(f"nothing of {name} was run")
        return found

    def ran(self) -> list[tuple[Case, ScenarioResult]]:
        """All cases that were run, but for those that judge.

        Raises:
            NoRunError: none was.
        """
        found = [
            (case, outcome)
            for case in self.specification.cases.values()
            if case.folder != JUDGING_FOLDER and (outcome := self.judged(case))
        ]
        if not found:
            raise NoRunError
        return found

    def measured(self, identifier: str) -> list[Figure]:
        """The figures that were measured for a requirement."""
        return [figure for figure in self.figures if figure.requirement == identifier]


@dataclass(slots=True)
class LinesRead:
    """What the lines of the evidence tell together."""

    uses: Counter[tuple[str, str, bool, bool]] = field(default_factory=Counter)
    figures: list[Figure] = field(default_factory=list)
    targets: list[TargetFacts] = field(default_factory=list)
    planned: set[str] = field(default_factory=set)
    strays: list[str] = field(default_factory=list)
    began: str = ""

    def take(self, line: Mapping[str, Any]) -> None:
        """Take up one line.

        Raises:
            KeyError, TypeError, ValueError, AttributeError: no run writes such a line.
        """
        self.began = self.began or str(line.get("time", ""))
        what = line.get("event")
        if what is None and "tool" in line:
            self.uses[line["scenario"], line["tool"], bool(line["answered"]), line["outcome"] == "accepted"] += 1
        elif what == "figure":
            self.figures.append(Figure(**{name: line[name] for name in _NAMES if name in line}))
        elif what == "target":
            self.targets.append(_read_target(line))
        elif what == "planned":
            self.planned |= {str(name) for name in line["scenarios"]}
        elif what == "processes left" and line["blamed"]:
            strays = Strays(int(line["count"]), tuple(str(name) for name in line["names"]))
            self.strays.append(f"{line['server']} left {strays}")


def read_run(reports: Path, features: Path) -> RunRecord:
    """Read a run.

    Raises:
        SuiteError: features, requirements or results cannot be read.
    """
    lines = LinesRead()
    for line in read_lines(reports / CALLS):
        try:
            lines.take(line)
        except (KeyError, TypeError, ValueError, AttributeError):
            raise SuiteError(
                f"{CALLS} holds a line that no run writes, so the results are damaged: run the suite again."
            ) from None
    return RunRecord(
        specification=read_specification(features),
        requirements=read_requirements(features / "requirements.md"),
        outcomes=read_record(reports),
        uses=tuple(_uses(lines.uses)),
        figures=tuple(lines.figures),
        targets=tuple({repr(target): target for target in lines.targets}.values()),
        planned=frozenset(lines.planned),
        began=lines.began,
        campaign=read_campaign(reports),
        strays=tuple(lines.strays),
    )


_NAMES: Final = tuple(one.name for one in fields(Figure))


def _uses(counted: Mapping[tuple[str, str, bool, bool], int]) -> Iterator[ToolUse]:
    for (scenario, tool, answered, accepted), count in counted.items():
        yield ToolUse(scenario, tool, count if answered else 0, count if accepted else 0)


def _read_target(line: Mapping[str, Any]) -> TargetFacts:
    tools = {
        name: Described(bool(told["described"]), dict(told["parameters"]))
        for name, told in line.get("tools", {}).items()
    }
    return TargetFacts(
        name=str(line["name"]),
        server=str(line["server"]),
        version=str(line["version"]),
        tools=tools,
        tools_digest=str(line.get("tools_digest", "")),
        features_digest=str(line.get("features_digest", "")),
    )
