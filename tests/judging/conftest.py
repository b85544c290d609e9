"""A small specification and the reports of a run of it, put together line by line."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from acceptance.evidence.scenario_results import ScenarioResult, append_result
from acceptance.integrity.manifest import Manifest
from acceptance.integrity.rendering import record_digests
from acceptance.integrity.suite import suite_digest
from acceptance.judging import signing
from acceptance.judging.run_record import RunRecord, read_run
from acceptance.judging.signing import Signature
from acceptance.judging.verdict import Assessment, assess
from acceptance.judging.waivers import read_waivers
from acceptance.reporting.conclusion import conclude, write_sheet
from acceptance.specification.features import read_specification
from acceptance.specification.requirements import requirements_digest

TODAY = date(2026, 11, 25)
FEATURE = """Feature: Work
  Work is done.

  @TASK-1 @critical
  Scenario: It is planned
    Given nothing

  @TASK-2 @normal
  Scenario: It is executed
    Given nothing

  @TASK-2 @normal @large
  Scenario: Much is executed
    Given nothing
"""
GATES = """Feature: Gates
  @FEAT-2 @critical
  Scenario: The tests pass
    Given nothing
"""
WORDS = "| id | words |\n|---|---|\n| TASK-1 | planned |\n| TASK-2 | executed |\n| FEAT-2 | tests pass |\n"


@dataclass
class Bench:
    root: Path
    statuses: dict[str, str] = field(default_factory=dict)

    @property
    def reports(self) -> Path:
        return self.root / "reports"

    @property
    def features(self) -> Path:
        return self.root / "features"

    @property
    def waivers(self) -> Path:
        return self.root / "waivers.toml"

    def line(self, **content: Any) -> None:
        file = self.reports / "evidence" / "calls.jsonl"
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as calls:
            calls.write(json.dumps({"time": "2026-11-25T12:00:00+00:00", **content}) + "\n")

    def target(self, **changed: Any) -> None:
        told = {
            "name": "mine",
            "server": "s",
            "version": "1",
            "features_digest": read_specification(self.features).digest,
            "requirements_digest": requirements_digest(self.features / "requirements.md"),
            "suite_digest": suite_digest(self.root),
            "tools": {},
            **changed,
        }
        self.line(event="target", **told)

    def end(self, name: str, status: str = "passed", message: str = "", *, answered: bool = True) -> None:
        append_result(self.reports, ScenarioResult(name, status, message, 0.1, 1795600000.0, f"r-{name}", f"c-{name}"))
        if answered:
            self.line(scenario=name, tool="orchestrator_plan_task", outcome="accepted", answered=True)

    def use(self, scenario: str, tool: str, outcome: str = "accepted") -> None:
        self.line(scenario=scenario, tool=tool, outcome=outcome, answered=True)

    def fault(
        self, scenario: str, kind: str = "killed", *, recovered: bool | None = True, seconds: float = 0.1
    ) -> None:
        self.line(event="fault", scenario=scenario, kind=kind, recovered=recovered, seconds=seconds, trace="seen")

    def feature(self, folder: str, *scenarios: tuple[str, str], words: str = "Words.") -> None:
        """Write a feature: for each scenario its tags and its name."""
        place = self.features / folder
        place.mkdir(parents=True, exist_ok=True)
        told = "".join(f"\n  {tags}\n  Scenario: {name}\n    Given nothing\n" for tags, name in scenarios)
        number = len(list(place.iterdir()))
        (place / f"more-{number}.feature").write_text(
            f"Feature: {folder} {number}\n  {words}\n{told}", encoding="utf-8"
        )

    def require(self, *identifiers: str) -> None:
        """Add requirements."""
        with (self.features / "requirements.md").open("a", encoding="utf-8") as file:
            file.writelines(f"| {one} | words of {one} |\n" for one in identifiers)

    def measure(self, requirement: str, **told: Any) -> None:
        figure = {"name": "overhead", "unit": "%", "bound": "at most 2 %", "requirement": requirement, **told}
        self.line(event="figure", **figure)

    def whole(self, **statuses: str) -> None:
        self.target()
        self.end("It is planned", statuses.get("planned", "passed"), statuses.get("message", ""))
        self.end("It is executed", statuses.get("executed", "passed"))
        self.end("The tests pass", statuses.get("gate", "passed"))

    def waive(self, **entry: str) -> None:
        told = {"reason": "known", "owner": "Ada", "until": "2027-01-31", **entry}
        lines = [f"{key} = {json.dumps(value)}" for key, value in told.items() if value]
        with self.waivers.open("a", encoding="utf-8") as file:
            file.write("[[waiver]]\n" + "\n".join(lines) + "\n")

    def conclude(self) -> None:
        """End the run: verdict, documents, and the digests of all of it."""
        conclude(self.reports, self.features, self.waivers, today=TODAY, pdf=False)
        record_digests(self.reports, self.features, self.waivers)

    def now(self) -> Manifest:
        return Manifest.take(self.reports, self.features, self.waivers)

    def sign(self, name: str, role: str = "") -> Signature:
        run, assessment = self.run(), self.assess()

        def show(signatures: Sequence[Signature]) -> None:
            write_sheet(self.reports, run, assessment, signatures, pdf=False)

        return signing.sign(self.reports, self.now(), assessment, show, name=name, role=role)

    def found(self) -> list[str]:
        """What `verify` finds."""
        signatures = signing.read_signatures(self.reports)
        changes = signing.changes(self.reports, signatures, self.now())
        faults = signing.chain_faults(self.reports, signatures, signing.read_record(self.reports))
        return [*(f"{name} {change}" for name, change in changes), *faults]

    def run(self) -> RunRecord:
        return read_run(self.reports, self.features)

    def assess(self) -> Assessment:
        run = self.run()
        return assess(run, read_waivers(self.waivers, run.specification, run.requirements), TODAY)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    for folder, name, content in (("1_feature_integration", "work", FEATURE), ("6_sign_off", "gates", GATES)):
        place = tmp_path / "features" / folder
        place.mkdir(parents=True)
        (place / f"{name}.feature").write_text(content, encoding="utf-8")
    (tmp_path / "features" / "requirements.md").write_text(WORDS, encoding="utf-8")
    (tmp_path / "reports").mkdir()
    return Bench(tmp_path)


@pytest.fixture
def work(bench: Bench) -> Bench:
    bench.feature(
        "1_feature_integration",
        ("@TASK-4 @normal", "It changes"),
        ("@TASK-6 @critical", "It is deleted when blocked"),
        ("@TASK-7 @blocker", "It is found when blocked"),
    )
    bench.feature("5_error_scenarios", ("@FAULT-5 @SAFE-3 @blocker", "It outlives a lock"))
    bench.require("TASK-4", "TASK-6", "TASK-7", "FAULT-5", "SAFE-3")
    return bench
