"""Scenarios that claim the same twice, in whatever feature and under whatever names.

Two scenarios are copies when they prepare and do the same, and the one asserts no more than the other: then the other
holds the whole promise. Names in quotation marks count by the order in which they first stand, so that other tasks make
no other scenario. Rows of one outline are not compared: they differ in data on purpose.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from tools.style.gherkin_files import Row, Scenario, Step
from tools.style.sentences import QUOTED, Finding

NAMED: Final = re.compile(r'^(?:the task )?"0"')
"""The first task that a scenario names, which `it` means as well."""
UNCHANGED: Final = re.compile(r"\bstill ")


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a scenario, or one row of an outline, does and asserts."""

    scenario: Scenario
    row: Row
    asserts: frozenset[object]

    @property
    def title(self) -> str:
        return self.row.fill(self.scenario.title)


def check_copies(scenarios: Iterable[Scenario]) -> Iterator[Finding]:
    """Find scenarios and rows of outlines that do the same as another and assert no more than it."""
    for claims in _by_deeds(scenarios).values():
        for one, other in combinations(claims, 2):
            if one.scenario is not other.scenario and (one.asserts <= other.asserts or one.asserts > other.asserts):
                copy, whole = (one, other) if one.asserts < other.asserts else (other, one)
                place = f"{whole.scenario.file}:{whole.row.line}"
                advice = f"remove this copy of {place} ({whole.title})"
                yield Finding(copy.scenario.file, copy.row.line, "copy", copy.title, advice)


def _by_deeds(scenarios: Iterable[Scenario]) -> dict[tuple[object, ...], list[_Claim]]:
    """Group what scenarios assert by what they prepare and do."""
    found: dict[tuple[object, ...], list[_Claim]] = defaultdict(list)
    for scenario in scenarios:
        for row in scenario.rows:
            names: dict[str, str] = {}
            deeds: list[object] = []
            asserts: set[object] = set()
            keyword = ""
            for step in (*scenario.background, *scenario.steps):
                keyword = keyword if step.keyword in {"And", "But", "*"} else step.keyword
                words = _normal(step, row, names)
                if keyword == "Then":
                    asserts.add(words)
                else:
                    deeds.append(words)
            found[tuple(deeds)].append(_Claim(scenario, row, frozenset(asserts)))
    return found


def _normal(step: Step, row: Row, names: dict[str, str]) -> object:
    words = QUOTED.sub(lambda found: names.setdefault(found[0], f'"{len(names)}"'), row.fill(step.text))
    cells = tuple(tuple(names.get(f'"{row.fill(cell)}"', row.fill(cell)) for cell in line) for line in step.data)
    return NAMED.sub("it", UNCHANGED.sub("", words)), cells
