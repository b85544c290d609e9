"""What the scenarios of `6_sign_off` ask: the criteria of the run so far, and its progress document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from acceptance.errors import NotApplicableError, NotOfferedError, TargetFaultError
from acceptance.judging.criteria import judge
from acceptance.judging.judgement import Judgement
from acceptance.judging.run_record import NoRunError, RunRecord, read_run
from acceptance.reporting.documents.progress import progress


@dataclass
class Assessor:
    """Judges a run from what lies below the reports.

    Attributes:
        reports: where the results are.
        features: where the features are.
        other: what the target speaks, if that is not the contract, which the criteria and the campaign are about.
    """

    reports: Path
    features: Path
    other: str = ""

    @cached_property
    def run(self) -> RunRecord:
        """The run as it was when it was first asked for: all but the scenarios that judge it.

        Raises:
            NoRunError: nothing was run.
        """
        run = read_run(self.reports, self.features)
        run.ran()
        return run

    def judge(self, identifier: str) -> Judgement:
        """Judge a criterion or a metric.

        Raises:
            NotApplicableError: the target does not speak the contract.
            NotOfferedError: all that is offered is as it should be, and something is not offered.
            NoRunError: the run does not allow a judgement.
        """
        self._require_the_contract()
        judgement = judge(identifier, self.run)
        if judgement.not_offered:
            raise NotOfferedError(judgement.not_offered)
        return judgement

    @cached_property
    def document(self) -> ProgressDocument:
        """The progress document, as it is written from the run so far.

        Raises:
            NotApplicableError: the target does not speak the contract.
            NotOfferedError: the target does not offer what the campaign needs to be carried to its end.
            NoRunError: nothing was run.
            TargetFaultError: nothing of the campaign went through the orchestrator.
        """
        self._require_the_contract()
        if not self.run.campaign.held:
            raise NoRunError("the campaign did not run")
        if lacking := self.run.campaign.lacking:
            raise NotOfferedError(lacking)
        if not self.run.campaign.agent_id and not self.run.campaign.main.planned:
            raise TargetFaultError(
                "the orchestrator accepted nothing of the campaign, so there is no progress to report"
            )
        text = progress(self.run, today=date.today())
        file = self.reports / "progress.md"
        file.write_text(text, encoding="utf-8")
        return ProgressDocument(file.read_text(encoding="utf-8"))

    def _require_the_contract(self) -> None:
        if self.other:
            raise NotApplicableError(
                f"the sign-off is about the tools of the contract, and this target speaks {self.other}"
            )


@dataclass(frozen=True)
class ProgressDocument:
    """A progress document, read back the way that a person reads it."""

    text: str

    def told(self, name: str) -> str:
        """What is told behind a bold name at its top; empty where it is not there."""
        found = re.search(rf"^\*\*{re.escape(name)}\*\*: (.+)$", self.text, re.MULTILINE)
        return found[1].strip("[] ") if found else ""

    def section(self, name: str) -> list[str]:
        """The lines of a section that are not empty."""
        found = re.search(rf"^## {re.escape(name)}\n(.*?)(?=^## |\Z)", self.text, re.MULTILINE | re.DOTALL)
        return [line for line in found[1].splitlines() if line.strip()] if found else []

    @property
    def items(self) -> dict[str, tuple[bool, str]]:
        """The checklist: for each item whether it is ticked, and its evidence."""
        found = (re.match(r"- \[([ x])\] (.+?) \((.+)\)$", line) for line in self.section("Completion Checklist"))
        return {one[2]: (one[1] == "x", one[3]) for one in found if one}

    @property
    def rows(self) -> list[list[str]]:
        """The rows of the implementation progress, without the heading."""
        return self.table("Implementation Progress")

    @property
    def matrix(self) -> list[list[str]]:
        """The rows of the tool testing matrix, without the heading."""
        return self.table("Tool Testing Matrix")

    def table(self, name: str) -> list[list[str]]:
        """The rows of a section's table, without the heading."""
        lines = self.section(name)[2:]
        return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]

    @property
    def activities(self) -> list[dict[str, Any]]:
        """The entries of the activity log."""
        inside = "\n".join(line for line in self.section("Agent Activity Log") if not line.startswith("```"))
        read = yaml.safe_load(inside) or {}
        listed = read.get("agent_activities") if isinstance(read, dict) else None
        return listed if isinstance(listed, list) else []
