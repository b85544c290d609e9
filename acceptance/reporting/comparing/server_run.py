"""One server of a comparison: what is read of its run, from a reports folder or from bare results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final

from acceptance.campaign.record import CampaignRecord
from acceptance.errors import SuiteError
from acceptance.evidence.scenario_results import RECORD, RESULT, ScenarioResult, read_results
from acceptance.judging.evidence_lines import ToolUse
from acceptance.judging.profile_verdicts import ProfileVerdict, judge_profiles
from acceptance.judging.promises import Promise, PromiseStanding
from acceptance.judging.run_record import RunRecord, read_run
from acceptance.judging.traceability import Trace, trace
from acceptance.judging.waiving import Waived
from acceptance.reporting.comparing.shown_calls import attached_calls
from acceptance.specification.clauses import read_clauses
from acceptance.specification.features import read_specification
from acceptance.specification.phases import JUDGING_FOLDER
from acceptance.specification.profiles import read_profiles
from acceptance.specification.requirements import read_requirements

COST: Final = "CLIENT-3"
"""The requirement for which a run measures what a server costs an agent."""
NOTHING_WAIVED: Final = Waived({}, (), (), (), frozenset(), frozenset())
"""A waiver is an agreement about one server; who compares several wants to know what each of them keeps."""


@dataclass(frozen=True)
class ServerRun:
    """A server, and the run that it is compared by.

    Attributes:
        name: what it is called in the comparison.
        run: its run.
        results: the folder with the results that the report is made of.
    """

    name: str
    run: RunRecord
    results: Path

    @property
    def server(self) -> str:
        """What it calls itself, with its version; empty where that is not known."""
        return f"{self.run.target.server} {self.run.target.version}".strip()

    @cached_property
    def traces(self) -> dict[str, Trace]:
        """How each requirement stands."""
        return {one.identifier: one for one in trace(self.run)}

    @cached_property
    def profiles(self) -> Sequence[ProfileVerdict]:
        """What is said of each profile; waivers do not count here, and what was run in part is not met."""
        judged = judge_profiles(self.run, list(self.traces.values()), NOTHING_WAIVED)
        return [replace(one, promises=tuple(map(as_far_as_it_was_run, one.promises))) for one in judged]

    @cached_property
    def calls(self) -> Mapping[str, tuple[str, ...]]:
        """The names of the files with the last calls of each result, by its identity."""
        return attached_calls(self.results)

    @cached_property
    def costs(self) -> Mapping[str, str]:
        """What it costs an agent, by what was measured, in words; nothing where its run measured none of it."""
        return {
            figure.name: f"{figure.value:,.0f} tokens, {figure.details.get('absolute', '')}".rstrip(", ")
            for figure in self.run.measured(COST)
            if figure.value is not None
        }

    @property
    def promises(self) -> Sequence[Promise]:
        """All its promises, with how each stands."""
        return [promise for profile in self.profiles for promise in profile.promises]

    @property
    def met(self) -> int:
        """How many promises it meets."""
        return sum(one.standing is PromiseStanding.MET for one in self.promises)

    @property
    def offered(self) -> int:
        """How many promises it offers, as far as they were judged."""
        return self.met + sum(one.standing is PromiseStanding.NOT_MET for one in self.promises)

    @property
    def kept(self) -> float:
        """The share of the offered promises that it meets; 0 where it offers none."""
        return self.met / self.offered if self.offered else 0.0

    @cached_property
    def standings(self) -> Mapping[str, PromiseStanding]:
        """How each promise stands, by its identifier."""
        return {one.identifier: one.standing for one in self.promises}

    @property
    def left_out(self) -> int:
        """How many scenarios were not run, the large ones and those that judge the run as a whole apart."""
        cases = self.run.specification.cases.values()
        judged = (one for one in cases if not one.large and one.folder != JUDGING_FOLDER)
        return sum(self.run.judged(one) is None for one in judged)

    @property
    def notes(self) -> list[str]:
        """What a reader should know of the run, in sentences that go on behind the server's name."""
        known, ran = self.run.specification.cases, self.run.outcomes
        told = []
        if strangers := len(ran.keys() - known.keys()):
            told.append(f"{strangers} of its {len(ran)} scenarios are not in today's features.")
        elif (digest := self.run.target.features_digest) and digest != self.run.specification.digest:
            told.append("run with other features than today's.")
        if self.left_out:
            were = "was" if self.left_out == 1 else "were"
            told.append(
                f"{self.left_out} of today's scenarios {were} not run. A promise that was not run, or only "
                "in part, is not counted as met."
            )
        return told


def as_far_as_it_was_run(promise: Promise) -> Promise:
    """A promise that is not counted as met where some of its scenarios were not run."""
    if promise.left_out and promise.standing is PromiseStanding.MET:
        return replace(promise, standing=PromiseStanding.NOT_JUDGED)
    return promise


def is_results(folder: Path) -> bool:
    """Whether a folder holds the results of a run, its own or those of a reports folder."""
    return any(any(place.glob(RESULT)) for place in (folder, folder / "allure-results"))


def read_server(name: str, folder: Path, features: Path) -> ServerRun:
    """Read the run of a server.

    Raises:
        SuiteError: there are no results, or they or the features cannot be read.
    """
    inner = folder / "allure-results"
    results = inner if inner.is_dir() else folder
    reports = folder if inner.is_dir() else folder.parent
    run = read_run(reports, features) if (reports / RECORD).is_file() else _bare_run(results, features)
    if not run.outcomes:
        raise SuiteError(f"The run of {name} left no results, so there is nothing to compare. See what it said above.")
    return ServerRun(name, run, results)


def _bare_run(results: Path, features: Path) -> RunRecord:
    """A run of which only the results are there: that its scenarios saw answers is taken for granted."""
    outcomes: dict[str, ScenarioResult] = {one.name: one for one in read_results(results)}
    requirements = read_requirements(features / "requirements.md")
    return RunRecord(
        specification=read_specification(features),
        requirements=requirements,
        outcomes=outcomes,
        uses=tuple(ToolUse(name, "", 1, 1) for name in outcomes),
        figures=(),
        targets=(),
        planned=frozenset(outcomes),
        began="",
        campaign=CampaignRecord(),
        clauses=tuple(read_clauses(features / "clauses")),
        profiles=read_profiles(features / "requirements.md", requirements),
    )
