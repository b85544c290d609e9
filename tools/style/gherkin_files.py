"""The sentences of a feature, outlines also with the values of each row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from gherkin.parser import Parser

from tools.style.sentences import HIDDEN, QUOTED, Kind, Scope, Sentence

PLAIN_FOLDERS: Final = frozenset({"1_feature_integration", "3_system_validation", "6_sign_off"})
"""The folders for readers who do not program: only plain words stand there."""

Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario, or one outline with all its rows.

    Attributes:
        file: its file, as it is shown.
        line: the line of its title.
        title: its title.
        background: the steps that stand before it.
        steps: its own steps, each with its line, words and table.
        rows: the values of each row of an outline, with the line of the row; one empty row for a plain scenario.
    """

    file: str
    line: int
    title: str
    background: tuple[Step, ...]
    steps: tuple[Step, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its keyword, line, words, and the cells or text below it."""

    keyword: str
    line: int
    text: str
    data: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an outline's examples."""

    line: int
    values: Mapping[str, str]

    def fill(self, text: str) -> str:
        """Return a text with the row's values in place of the placeholders."""
        return re.sub(r"<([^<>]+)>", lambda found: self.values.get(found[1], found[0]), text)


@dataclass(frozen=True, slots=True)
class FeatureFile:
    """A feature file, read."""

    sentences: tuple[Sentence, ...]
    scenarios: tuple[Scenario, ...]


def read_feature(path: Path, shown: str) -> FeatureFile:
    """Read a feature file.

    Raises:
        gherkin.errors.ParserError: it is not Gherkin.
    """
    feature = Parser().parse(path.read_text(encoding="utf-8"))["feature"]
    scopes = frozenset({Scope.FEATURES} | ({Scope.PLAIN} if PLAIN_FOLDERS & set(path.parts) else set()))
    reader = _Reader(shown, scopes)
    scenarios = tuple(reader.scenarios(feature, ()))
    headings = reader.headings(feature)
    return FeatureFile((*headings, *(one for each in scenarios for one in reader.scenario(each))), scenarios)


@dataclass(frozen=True, slots=True)
class _Reader:
    shown: str
    scopes: frozenset[Scope]

    def scenarios(self, node: Node, background: tuple[Step, ...]) -> Iterator[Scenario]:
        """Yield the scenarios below a feature or a rule, each with the background that applies to it."""
        for child in node["children"]:
            if "background" in child:
                background += _steps(child["background"])
            elif "rule" in child:
                yield from self.scenarios(child["rule"], background)
            else:
                found = child["scenario"]
                line = found["location"]["line"]
                rows = tuple(_rows(found["examples"])) or (Row(line, {}),)
                yield Scenario(self.shown, line, found["name"], background, _steps(found), rows)

    def headings(self, node: Node, kind: Kind = Kind.FEATURE) -> Iterator[Sentence]:
        """Yield titles and descriptions below a feature, a rule or a scenario; the scenarios' own titles excepted."""
        if kind is not Kind.SCENARIO:
            yield from self._sentence(node["location"]["line"], kind, node["name"])
        for number, text in enumerate(node.get("description", "").splitlines(), node["location"]["line"] + 1):
            yield from self._sentence(number, Kind.DESCRIPTION, text.strip())
        for child in node.get("children", ()):
            if "background" in child:
                yield from self.headings(child["background"], Kind.EXAMPLES)
                yield from self._steps(_steps(child["background"]), Row(0, {}))
            elif "rule" in child:
                yield from self.headings(child["rule"], Kind.RULE)
            else:
                yield from self.headings(child["scenario"], Kind.SCENARIO)
        for examples in node.get("examples", ()):
            yield from self._sentence(examples["location"]["line"], Kind.EXAMPLES, examples["name"])
            yield from self._sentence(examples["location"]["line"] + 1, Kind.CELL, _header(examples))

    def scenario(self, scenario: Scenario) -> Iterator[Sentence]:
        """Yield the title and the steps of a scenario, and of an outline those of each row."""
        yield from self._sentence(scenario.line, Kind.SCENARIO, scenario.title)
        yield from self._steps(scenario.steps, Row(0, {}))
        for row in scenario.rows if scenario.rows[0].values else ():
            if "<" in scenario.title:
                yield from self._sentence(row.line, Kind.SCENARIO, row.fill(scenario.title), scenario.title)
            yield from self._steps([one for one in scenario.steps if "<" in QUOTED.sub(HIDDEN, one.text)], row)

    def _steps(self, steps: Sequence[Step], row: Row) -> Iterator[Sentence]:
        for step in steps:
            line, template = (row.line, step.text) if row.values else (step.line, "")
            yield from self._sentence(line, Kind.STEP, row.fill(step.text), template)
            for number, cell in enumerate(_labels(step.data) if not row.values else (), step.line):
                yield from self._sentence(number, Kind.CELL, cell)

    def _sentence(self, line: int, kind: Kind, text: str, template: str = "") -> Iterator[Sentence]:
        scopes = self.scopes | {Scope.TITLES} if kind.is_title else self.scopes
        if text:
            yield Sentence(self.shown, line, kind, text, scopes, template)


def _steps(node: Node) -> tuple[Step, ...]:
    return tuple(
        Step(one["keyword"].strip(), one["location"]["line"], one["text"], tuple(_data(one))) for one in node["steps"]
    )


def _data(step: Node) -> Iterator[tuple[str, ...]]:
    for row in step.get("dataTable", {}).get("rows", ()):
        yield tuple(cell["value"] for cell in row["cells"])
    if "docString" in step:
        yield (step["docString"]["content"],)


def _labels(data: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Yield the cells of a table that are words of the specification, line by line, the step's own line first."""
    if len(data) > 1:
        yield ""
        yield " | ".join(data[0])
        yield from (row[0] if data[0][0] == "value" else "" for row in data[1:])


def _header(examples: Node) -> str:
    return " | ".join(cell["value"] for cell in (examples.get("tableHeader") or {"cells": ()})["cells"])


def _rows(examples: Sequence[Node]) -> Iterator[Row]:
    for one in examples:
        names = [cell["value"] for cell in (one.get("tableHeader") or {"cells": ()})["cells"]]
        for row in one.get("tableBody") or ():
            yield Row(row["location"]["line"], dict(zip(names, (cell["value"] for cell in row["cells"]), strict=True)))
