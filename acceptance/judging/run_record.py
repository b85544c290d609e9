"""All that is known of a run, read from what lies below the reports; no process has to remember anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from acceptance.campaign.record import CampaignRecord, read_campaign
from acceptance.errors import SuiteError
from acceptance.evidence.call_record import CALLS, read_lines
from acceptance.evidence.evidence import Figure
from acceptance.evidence.scenario_results import BLOCKED, ScenarioResult, read_record
from acceptance.integrity.suite import suite_digest
from acceptance.judging.blocking import CauseKey, Settlement, settle
from acceptance.judging.evidence_lines import FaultSeen, LinesRead, TargetFacts, ToolUse, read_uses
from acceptance.judging.reviewing import Review, counted_reviews
from acceptance.specification.clauses import Clause, read_clauses
from acceptance.specification.features import Case, Specification, read_specification
from acceptance.specification.phases import BENCHMARKS, JUDGING_FOLDER
from acceptance.specification.profiles import Profile, read_profiles
from acceptance.specification.requirements import ABOUT_ANSWERING, read_requirements, requirements_digest

NO_RUN: Final = "no run to judge: run the whole suite"


class NoRunError(AssertionError):
    """There is nothing that could be judged, since the scenarios that it is judged from were not run."""

    def __init__(self, lacking: str = "") -> None:
        super().__init__(f"{NO_RUN}{f' ({lacking})' if lacking else ''}")


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
        faults: which faults were injected.
        deaths: which processes of the run itself died, in words.
        requirements_digest: of `requirements.md` as it is now.
        suite_digest: of the steps, the matchers and the driver as they are now.
        reviews: the code reviews that persons entered about these results.
        clauses: the promises of the requirements that can be broken alone.
        profiles: the profiles that the requirements belong to.
        causes: what each scenario that failed or is blocked has in common with others, by its name.
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
    faults: tuple[FaultSeen, ...] = ()
    deaths: tuple[str, ...] = ()
    requirements_digest: str = ""
    suite_digest: str = ""
    reviews: tuple[Review, ...] = ()
    clauses: tuple[Clause, ...] = ()
    profiles: tuple[Profile, ...] = ()
    causes: Mapping[str, CauseKey] = field(default_factory=dict)

    @property
    def target(self) -> TargetFacts:
        """What was judged; nothing where no target was ever spoken to."""
        return self.targets[0] if self.targets else TargetFacts()

    @property
    def again(self) -> str:
        """The command that runs the whole suite on the target again."""
        return " ".join(filter(None, ("make accept", self.target.asked)))

    @cached_property
    def answered(self) -> Mapping[str, int]:
        """How many calls were answered in each scenario."""
        found: Counter[str] = Counter()
        for use in self.uses:
            found[use.scenario] += use.answered
        return found

    @cached_property
    def accepted(self) -> Mapping[str, int]:
        """How many calls were accepted in each scenario."""
        found: Counter[str] = Counter()
        for use in self.uses:
            found[use.scenario] += use.accepted
        return found

    @cached_property
    def working_tools(self) -> frozenset[str]:
        """The tools that did what they were asked for at least once.

        Each was accepted in a scenario that passed and is about what comes of a call: benchmarks, and scenarios about
        the protocol, pass with any answer.
        """
        shown = {
            case.name
            for case in self.specification.cases.values()
            if case.folder not in {BENCHMARKS, JUDGING_FOLDER}
            and not all(ABOUT_ANSWERING.fullmatch(one) for one in case.identifiers)
            and (outcome := self.judged(case)) is not None
            and outcome.status == "passed"
        }
        return frozenset(use.tool for use in self.uses if use.accepted and use.scenario in shown)

    @property
    def ended(self) -> float:
        """When the last scenario ended, in seconds since the epoch; 0 where none did."""
        return max((one.ended for one in self.outcomes.values()), default=0.0)

    def judged(self, case: Case) -> ScenarioResult | None:
        """How a case ended; `None`: it was not run."""
        return self.outcomes.get(case.name)

    def is_judging(self, name: str) -> bool:
        """Whether a scenario judges the run as a whole, and not the orchestrator itself."""
        case = self.specification.cases.get(name)
        return case is not None and case.folder == JUDGING_FOLDER

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


def read_settled(reports: Path, specification: Specification, uses: Iterable[ToolUse]) -> Settlement:
    """How each scenario of a run ended, those that are blocked told from those that failed.

    Raises:
        SuiteError: the results cannot be read.
    """
    return settle(read_record(reports), specification.cases, frozenset(use.promised for use in uses if use.accepted))


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
    requirements = read_requirements(features / "requirements.md")
    specification, uses = read_specification(features), tuple(read_uses(lines.uses))
    settled = read_settled(reports, specification, uses)
    return RunRecord(
        specification=specification,
        requirements_digest=requirements_digest(features / "requirements.md"),
        suite_digest=suite_digest(features.resolve().parent),
        requirements=requirements,
        outcomes=settled.outcomes,
        causes=settled.keys,
        uses=uses,
        figures=tuple(lines.figures),
        targets=tuple({repr(target): target for target in lines.targets}.values()),
        planned=frozenset(lines.planned),
        began=lines.began,
        campaign=read_campaign(reports),
        strays=tuple(lines.strays),
        faults=tuple(lines.faults),
        deaths=tuple(lines.deaths),
        reviews=counted_reviews(reports),
        clauses=tuple(read_clauses(features / "clauses")),
        profiles=read_profiles(features / "requirements.md", requirements),
    )


def blocked_scenarios(reports: Path, features: Path) -> frozenset[str]:
    """The names of the scenarios that are blocked; none where the results cannot be read, which others tell of."""
    with suppress(SuiteError):
        outcomes = read_run(reports, features).outcomes
        return frozenset(name for name, one in outcomes.items() if one.status == BLOCKED)
    return frozenset()
