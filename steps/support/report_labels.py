"""The labels, links and breadcrumbs of a scenario in the report: phase, feature, rule, requirements, severity."""

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Final

from allure_commons.mapping import parse_tag
from allure_commons.model2 import Label, Link
from allure_commons.types import LabelType, LinkType, Severity
from behave.model import Rule, Scenario

from acceptance.specification.phases import phase_title

PHASE: Final = re.compile(r"\d+_\w+")
REQUIREMENT: Final = re.compile(r"[A-Z]+-\d+")
"""A tag of this shape names a requirement, as in `features/requirements.md`."""

SPECIFICATION: Final = "specification.html"
"""The page beside the report that holds every requirement, with its words and all its scenarios."""


def phase(scenario: Scenario) -> str | None:
    """Name the phase of the plan that a scenario belongs to, after its folder: `3_system_validation` is a phase."""
    folders = [part for part in PurePath(scenario.filename).parts[:-1] if PHASE.fullmatch(part)]
    return phase_title(folders[0]) if folders else None


def rule(scenario: Scenario) -> Rule | None:
    """Return the rule that a scenario, or the outline it was made of, stands under."""
    owner = scenario.parent
    while owner is not None and not isinstance(owner, Rule):
        owner = owner.parent
    return owner


def breadcrumbs(scenario: Scenario) -> list[str]:
    """Return the way to a scenario: phase, feature, rule; what it has not is left out."""
    under = rule(scenario)
    return [name for name in (phase(scenario), scenario.feature.name, under and under.name) if name]


def labels(scenario: Scenario) -> list[Label]:
    """Return a scenario's labels: its place, its severity, its requirements, and its tags as they are written."""
    under = rule(scenario)
    places = ((LabelType.EPIC, phase(scenario)), (LabelType.FEATURE, scenario.feature.name))
    return [
        *(Label(name=name, value=value) for name, value in places if value),
        *([Label(name=LabelType.STORY, value=under.name)] if under else []),
        *tag_labels(all_tags(scenario)),
    ]


def links(scenario: Scenario) -> list[Link]:
    """Return the requirements of a scenario as links to their places in the specification."""
    named = filter(REQUIREMENT.fullmatch, all_tags(scenario))
    return [Link(type=LinkType.LINK, url=f"{SPECIFICATION}#{name}", name=str(name)) for name in named]


def all_tags(scenario: Scenario) -> list[str]:
    """Return the tags of a scenario, its feature's and its rule's first."""
    under = rule(scenario)
    return list(dict.fromkeys([*scenario.feature.tags, *(under.tags if under else []), *scenario.tags]))


def tag_labels(tags: list[str]) -> Iterator[Label]:
    """Turn tags into labels; of several severities the one written nearest to the scenario counts."""
    found = [label for label in map(parse_tag, tags) if isinstance(label, Label)]
    severities = [label.value for label in found if label.name == LabelType.SEVERITY]
    yield Label(name=LabelType.SEVERITY, value=str((severities or [Severity.NORMAL.value])[-1]))
    yield from (label for label in found if label.name != LabelType.SEVERITY)
    yield from (Label(name="requirement", value=str(tag)) for tag in tags if REQUIREMENT.fullmatch(tag))


def own_requirement(scenario: Scenario) -> str:
    """Return the identifier that a scenario is judged for first of all: the first one written at itself."""
    return next((str(tag) for tag in (*scenario.tags, *scenario.feature.tags) if REQUIREMENT.fullmatch(tag)), "")
