"""`junit.xml`: the outcomes in the shape that CI systems read."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from acceptance.display import one_line, visible
from acceptance.evidence.scenario_results import BLOCKED, ScenarioResult
from acceptance.judging.run_record import RunRecord
from acceptance.specification.features import Case, Feature


def junit(run: RunRecord) -> bytes:
    """The outcomes of a run as JUnit XML: a suite for each feature, a case for each scenario."""
    whole = ET.Element("testsuites", name=one_line(f"Acceptance of {run.target.name}").strip())
    for feature in run.specification.features:
        ran = [(case, outcome) for case in feature.cases if (outcome := run.judged(case))]
        if ran:
            _suite(whole, feature, ran)
    for name in ("tests", "failures", "errors", "skipped"):
        whole.set(name, str(sum(int(suite.get(name, "0")) for suite in whole)))
    ET.indent(whole)
    written: bytes = ET.tostring(whole, encoding="utf-8", xml_declaration=True)
    return written


def _suite(whole: ET.Element, feature: Feature, ran: list[tuple[Case, ScenarioResult]]) -> None:
    statuses = [outcome.status for _, outcome in ran]
    suite = ET.SubElement(
        whole,
        "testsuite",
        name=feature.name,
        tests=str(len(ran)),
        failures=str(statuses.count("failed")),
        errors=str(statuses.count("broken")),
        skipped=str(statuses.count("skipped") + statuses.count(BLOCKED)),
        time=f"{sum(outcome.seconds for _, outcome in ran):.3f}",
    )
    for case, outcome in ran:
        entry = ET.SubElement(
            suite,
            "testcase",
            classname=f"{feature.folder}.{feature.name}",
            name=one_line(case.name),
            file=case.place.partition(":")[0],
            line=case.place.partition(":")[2],
            time=f"{outcome.seconds:.3f}",
        )
        properties = ET.SubElement(entry, "properties")
        for identifier in case.identifiers:
            ET.SubElement(properties, "property", name="requirement", value=identifier)
        _tell(entry, outcome)


def _tell(entry: ET.Element, outcome: ScenarioResult) -> None:
    kind = {"failed": "failure", "broken": "error", "skipped": "skipped", BLOCKED: "skipped"}.get(outcome.status)
    if kind:
        # XML has no way to write what is shown as a mark here.
        message = visible(outcome.message)
        told = ET.SubElement(entry, kind, message=(message.strip().splitlines() or [""])[0])
        told.text = message if kind != "skipped" else None
