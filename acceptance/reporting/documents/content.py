"""What the documents show, put into words once: colours, tallies, requirements at fault, metrics."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from acceptance.campaign.plan import COMPONENTS
from acceptance.evidence.scenario_results import BLOCKED
from acceptance.judging.checklist import code_review
from acceptance.judging.declared import declared_otherwise
from acceptance.judging.judgement import Judgement
from acceptance.judging.reasons import in_plural
from acceptance.judging.run_record import RunRecord
from acceptance.judging.tool_matrix import tool_matrix
from acceptance.judging.traceability import UNOFFERED, Standing, Trace
from acceptance.judging.verdict import Assessment, Verdict, counts, judging_counts
from acceptance.reporting.documents.profiles import RULE as PROFILE_RULE
from acceptance.reporting.documents.profiles import profile_rows
from acceptance.reporting.documents.progress import first_words
from acceptance.reporting.documents.sentences import as_sentence
from acceptance.specification.phases import JUDGING_FOLDER

COLOURS: Final = {
    Verdict.ACCEPTED: "good",
    Verdict.RESERVATIONS: "warn",
    Verdict.OFFERED: "good",
    Verdict.REJECTED: "bad",
    Verdict.NONE: "none",
}
MARKS: Final = {
    Verdict.ACCEPTED: "✅",
    Verdict.RESERVATIONS: "⚠️",
    Verdict.OFFERED: "✅",
    Verdict.REJECTED: "❌",
    Verdict.NONE: "❔",
}
STATUS_COLOURS: Final = {"passed": "good", "failed": "bad", BLOCKED: "warn", "broken": "warn", "not offered": "warn"}
METRIC_WORDS: Final = {
    "FSM-1": "requirements of the orchestrator itself, met by an accepted answer",
    "FSM-2": "quality gates passing",
    "FSM-3": "performance benchmarks met",
    "FSM-4": "tools and parameters described",
    "FSM-5": "critical defects",
    "OSM-1": "tools that did what was requested",
    "OSM-2": "orchestration overhead (ms in calls, of work)",
    "OSM-3": "tasks completed of those started",
    "OSM-4": "injected faults recovered from",
    "OSM-5": "tools of all families used in a workflow",
}
UNHELD: Final = frozenset({Standing.LEFT_OUT, Standing.NOT_RUN, Standing.NOT_APPLICABLE, Standing.DECLARED})
"""Standings of requirements that say nothing about the target."""

EXPECTED: Final = re.compile(r"\AExpected: .*?\n\s*but: ", re.DOTALL)
"""How a message begins that stands beside what is expected."""

OTHER_KIND: Final = "Not judged"
KINDS: Final = {
    Standing.FAILED: "Not met",
    Standing.NOT_TESTED: "Not met, since no answer was received",
    Standing.BLOCKED: "Blocked, since what they need does not work",
    Standing.BROKEN: OTHER_KIND,
    Standing.NOT_OFFERED: "Not offered",
    Standing.OFFERED_IN_PART: "Offered in part, and met as far as that",
}
"""How the documents head a list of requirements that stand so."""

ORDER: Final = ("passed", "failed", BLOCKED, "broken", "not offered", "skipped", "declared otherwise", "does not apply")


@dataclass(frozen=True, slots=True)
class Fault:
    """A requirement at fault, as a reader is told of it."""

    identifier: str
    words: str
    standing: str
    colour: str
    first: str
    message: str


@dataclass(frozen=True, slots=True)
class Metric:
    """A success metric, as a reader is told of it."""

    identifier: str
    words: str
    fraction: str
    found: str
    bound: str
    colour: str
    mark: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One criterion of a component, as a reader is told of it."""

    words: str
    colour: str
    fraction: str


@dataclass(frozen=True, slots=True)
class ComponentRow:
    """A component, and how each of its four criteria stands."""

    title: str
    cells: tuple[Cell, ...]


def standing_colour(standing: Standing) -> str:
    """The colour of a requirement's standing."""
    if standing in {Standing.MET, Standing.PARTLY}:
        return "good"
    if standing is Standing.FAILED:
        return "bad"
    return "none" if standing in UNHELD else "warn"


def standings(assessment: Assessment) -> list[tuple[str, tuple[str, ...]]]:
    """The requirements that keep the orchestrator from being accepted, each kind with its words."""
    found: dict[str, list[str]] = {words: [] for words in KINDS.values()}
    for one in sorted(assessment.faults, key=lambda one: list(Standing).index(one.standing)):
        found[KINDS.get(one.standing, OTHER_KIND)].append(one.identifier)
    return [(words, tuple(names)) for words, names in found.items() if names]


def explained(assessment: Assessment) -> set[str]:
    """The requirements at fault of which the causes tell why: all that keeps them from being met is told there."""
    known = {name for one in assessment.causes for name in one.scenarios}
    return {one.identifier for one in assessment.faults if any(case.name in known for case, _ in one.at_fault)}


def unexplained(assessment: Assessment) -> list[tuple[str, list[Fault]]]:
    """The other requirements at fault below a heading each: those of the run as a whole follow from the causes."""
    known = explained(assessment)
    left = [one for one in assessment.faults if one.standing not in UNOFFERED and one.identifier not in known]
    follow = [one for one in left if one.at_fault and all(case.folder == JUDGING_FOLDER for case, _ in one.at_fault)]
    if not assessment.causes:
        return [("Requirements at fault", list(map(_fault, left)))] if left else []
    kinds = (
        ("Requirements at fault that no cause explains", [one for one in left if one not in follow]),
        ("Requirements of the run as a whole, not met because of the causes", follow),
    )
    return [(heading, list(map(_fault, found))) for heading, found in kinds if found]


def metrics(assessment: Assessment) -> list[Metric]:
    """The success metrics with their bounds."""
    return [
        Metric(name, METRIC_WORDS[name], one.fraction, _beside(one), one.bound, *_metric_marks(one))
        for name, one in assessment.metrics.items()
    ]


def _beside(one: Judgement) -> str:
    """What was found, where the count stands beside it already."""
    return one.found.removeprefix(f"{one.fraction}; ") if one.fraction else one.found


def components(assessment: Assessment) -> list[ComponentRow]:
    """The components with their criteria."""
    return [
        ComponentRow(one.name, tuple(_cell(assessment.criteria[f"{one.key}-{number}"]) for number in range(1, 5)))
        for one in COMPONENTS
    ]


def _cell(one: Judgement) -> Cell:
    words = "n/a" if not one.telling else "met" if one.met else "not met"
    return Cell(words, _metric_marks(one)[0], one.fraction.replace(" of ", "/"))


def by_reason(scenarios: Iterable[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """Scenarios that were not judged, by the reason."""
    ordered = sorted(scenarios, key=lambda entry: entry[1])
    return [
        (as_sentence(reason), [name for name, _ in group])
        for reason, group in groupby(ordered, key=lambda entry: entry[1])
    ]


def tally(run: RunRecord) -> str:
    """How many scenarios ended in each way, in words; those that judge the run as a whole stand apart."""
    if not run.outcomes:
        return "none"
    counted, judging = counts(run), judging_counts(run)
    words = _told(counted) if counted else "none"
    return f"{words}; of those that judge the run as a whole, {_told(judging)}" if judging else words


def _told(counted: Counter[str]) -> str:
    told = [f"{counted[name]} {in_plural(name, counted[name])}" for name in ORDER if counted[name] and name != "passed"]
    return ", ".join([f"{counted['passed']} of {counted.total()} passed", *told])


def seconds(run: RunRecord) -> float:
    """How long the run took, from its first line of evidence to its last outcome."""
    try:
        began = datetime.fromisoformat(run.began).timestamp()
    except ValueError:
        return 0.0
    return max([0.0, *(one.ended - began for one in run.outcomes.values())])


def duration(took: float) -> str:
    """A time as a person says it."""
    return f"{took:.0f} s" if took < 120 else f"{took // 60:.0f} min {took % 60:.0f} s"


def anchor(name: str) -> str:
    """Where a scenario stands in the living documentation."""
    return f"case-{hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest()[:12]}"


def report_link(result: str) -> str:
    """Where a result stands in the report, which knows it by a digest of its identity."""
    if not result:
        return ""
    return f"acceptance-report.html#{hashlib.md5(result.encode(), usedforsecurity=False).hexdigest()}"


def common(run: RunRecord, assessment: Assessment) -> dict[str, Any]:
    """What the sheet and the summary both show."""
    return {
        "verdict": assessment.verdict.value,
        "headline": assessment.headline,
        "colour": COLOURS[assessment.verdict],
        "mark": MARKS[assessment.verdict],
        "reason": assessment.reason,
        "details": assessment.details,
        "target": run.target,
        "standings": standings(assessment),
        "profiles": profile_rows(assessment.profiles),
        "profile_rule": PROFILE_RULE,
        "declared": declared_otherwise(run),
        "causes": assessment.causes,
        "unexplained": unexplained(assessment),
        "metrics": metrics(assessment),
        "tally": tally(run),
        "seconds": duration(seconds(run)),
        "waived": assessment.waived,
        "expired": assessment.expired,
        "dormant": assessment.dormant,
        "followed": assessment.followed,
        "matrix": tool_matrix(run),
        "review": code_review(run),
    }


def _metric_marks(one: Judgement) -> tuple[str, str]:
    """The colour and the mark of a metric."""
    if not one.telling:
        return "none", "❔"
    return ("good", "✅") if one.met else ("bad", "❌")


def _fault(one: Trace) -> Fault:
    case, outcome = one.at_fault[0] if one.at_fault else (None, None)
    return Fault(
        identifier=one.identifier,
        words=one.words,
        standing=str(one.standing),
        colour=standing_colour(one.standing),
        # A scenario that judges the run repeats in its name what is required.
        first="" if case is None or case.folder == JUDGING_FOLDER else case.name,
        message=first_words(EXPECTED.sub("", outcome.message), 160) if outcome else "",
    )
