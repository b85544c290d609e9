"""`specification.html`: the features as one page, each scenario with its last outcome, every requirement traced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from acceptance.contract.published import published
from acceptance.evidence.scenario_results import BLOCKED
from acceptance.judging.run_record import RunRecord
from acceptance.judging.traceability import Trace, trace
from acceptance.reporting.documents.content import STATUS_COLOURS, anchor, duration, report_link, standing_colour
from acceptance.reporting.documents.rendering import render
from acceptance.reporting.documents.sentences import as_sentence
from acceptance.specification.features import Case, Feature, Step
from acceptance.specification.phases import phase_title

TEXTS: Final = re.compile(r"(?<=>)[^<>]+(?=<)")
"""What stands between tags, where quotation marks need no escape: they make a tenth of the page otherwise."""

SHOWN: Final = frozenset({"not offered", "declared otherwise"})
"""The kinds of skips that the page tells apart."""


@dataclass(frozen=True, slots=True)
class ShownCase:
    """A scenario with its outcome, as the page shows it."""

    name: str
    anchor: str
    identifiers: tuple[str, ...]
    severity: str
    status: str
    colour: str
    message: str
    steps: tuple[Step, ...]
    line: str
    seconds: str
    link: str


def living_documentation(run: RunRecord, verdict: str) -> str:
    """The page."""
    shown = {case.name: show(run, case) for case in run.specification.cases.values()}
    page = render(
        "specification.html.j2",
        target=run.target.name or "the target",
        verdict=verdict,
        cases=len(shown),
        features=len(run.specification.features),
        requirements=[_requirement(one, shown) for one in trace(run)],
        phases=list(_phases(run, shown)),
        contract=published(),
    )
    return TEXTS.sub(lambda text: text[0].replace("&#34;", '"').replace("&#39;", "'"), page)


def show(run: RunRecord, case: Case) -> ShownCase:
    """A case with its outcome."""
    outcome = run.judged(case)
    status = "not run" if outcome is None else outcome.ending if outcome.ending in SHOWN else outcome.status
    return ShownCase(
        name=case.name,
        anchor=anchor(case.name),
        identifiers=case.identifiers,
        severity=case.severity,
        status=status,
        colour=STATUS_COLOURS.get(status, "none"),
        message=as_sentence(outcome.message) if outcome else "",
        steps=case.steps,
        line=case.place.rpartition(":")[2],
        seconds=f"{outcome.seconds * 1000:.0f} ms"
        if outcome and outcome.seconds < 1
        else duration(outcome.seconds)
        if outcome
        else "",
        link=report_link(outcome.result) if outcome else "",
    )


def _requirement(one: Trace, shown: dict[str, ShownCase]) -> dict[str, Any]:
    return {
        "identifier": one.identifier,
        "words": one.words,
        "standing": str(one.standing),
        "colour": standing_colour(one.standing),
        "passed": one.passed,
        "cases": [shown[case.name] for case, _ in one.cases],
    }


def _phases(run: RunRecord, shown: dict[str, ShownCase]) -> Iterator[dict[str, Any]]:
    for folder, group in groupby(run.specification.features, key=lambda feature: feature.folder):
        features = [_feature(feature, shown) for feature in group]
        yield {
            "folder": folder,
            "title": phase_title(folder),
            "features": features,
            "passed": sum(one["passed"] for one in features),
            "cases": sum(one["cases"] for one in features),
        }


def _feature(feature: Feature, shown: dict[str, ShownCase]) -> dict[str, Any]:
    cases = [shown[case.name] for case in feature.cases]
    return {
        "name": feature.name,
        "description": feature.description,
        "file": feature.path,
        "rules": [{"name": name, "cases": [shown[one.name] for one in own]} for name, own in feature.rules.items()],
        "passed": sum(one.status == "passed" for one in cases),
        "bad": sum(one.status in {"failed", BLOCKED, "broken", "not offered"} for one in cases),
        "cases": len(cases),
    }
