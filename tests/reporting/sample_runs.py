"""Runs the sample's features with a behave of their own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.project import HANG_SECONDS

ROOT = Path(__file__).parents[2]
SAMPLE = Path(__file__).parent / "sample"


@dataclass(frozen=True)
class Run:
    """What one run of the sample left: the folder of allure-behave's results, and behave's own record."""

    results: Path
    judged: list[dict[str, Any]]
    allure: dict[str, dict[str, Any]]


Runner = Callable[..., Run]


def run_behave(folder: Path, *options: str) -> Run:
    """Run the sample with some options of behave, and read what it left in a folder."""
    results, record = folder / "allure-results", folder / "behave.json"
    formats = ["-f", "allure_behave.formatter:AllureFormatter", "-o", str(results), "-f", "json", "-o", str(record)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "behave", *options, *formats]
    subprocess.run(command, cwd=SAMPLE, env=environment, capture_output=True, timeout=HANG_SECONDS, check=False)
    found = [json.loads(path.read_text(encoding="utf-8")) for path in results.glob("*-result.json")]
    by_name = {result["name"]: result for result in found}
    assert len(by_name) == len(found), "a scenario was reported twice"
    return Run(results, judged_scenarios(json.loads(record.read_text(encoding="utf-8"))), by_name)


def judged_scenarios(features: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give the scenarios of behave's JSON, each with its feature.

    behave writes the status of the last scenario before a rule with a background onto that background.
    """
    scenarios = []
    for feature in features:
        elements = feature.get("elements", [])
        for element, following in zip(elements, [*elements[1:], {}], strict=False):
            if element["type"] == "scenario":
                status = element["status"] or following["status"]
                scenarios.append({**element, "status": status, "feature": feature["name"]})
    return scenarios
