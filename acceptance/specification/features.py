"""The features as a reader sees them: which scenarios there are, under which rules, and what they are tagged with.

Read with Cucumber's own parser. Names are those that a run gives: an outline's scenarios carry the name of its examples
and the number of the row, as `scenario_outline_annotation_schema` in `pyproject.toml` says.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, Final

from acceptance.errors import SuiteError
from acceptance.specification.requirements import IDENTIFIER, SEVERITIES

LARGE: Final = "large"
"""The tag of scenarios that a run leaves out unless it is asked for them."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a case: its keyword, its words, and its table or text."""

    keyword: str
    words: str
    table: tuple[tuple[str, ...], ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One scenario, or one row of an outline.

    Attributes:
        name: its name, unique over all features.
        folder: the folder of the plan's phase.
        feature: the name of its feature.
        rule: the promise it is a case of; empty where it stands under none.
        tags: its own and those that it inherits.
        steps: what is done and expected.
        place: its file and line, from the project's root.
        title: its name as it is written; that of a row's outline keeps the names of the columns.
    """

    name: str
    folder: str
    feature: str
    rule: str
    tags: tuple[str, ...]
    steps: tuple[Step, ...]
    place: str
    title: str = ""

    @property
    def identifiers(self) -> tuple[str, ...]:
        """The requirements that it holds an orchestrator to."""
        return tuple(tag for tag in self.tags if IDENTIFIER.fullmatch(tag))

    @property
    def severity(self) -> str:
        """How bad it is when it fails; of several the nearest counts."""
        return next((tag for tag in reversed(self.tags) if tag in SEVERITIES), "normal")

    @property
    def large(self) -> bool:
        """Whether a run leaves it out unless it is asked for it."""
        return LARGE in self.tags


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature file."""

    path: str
    folder: str
    name: str
    description: str
    background: tuple[Step, ...]
    cases: tuple[Case, ...]

    @property
    def rules(self) -> dict[str, list[Case]]:
        """Its cases by the promises that they stand under, in their order."""
        found: dict[str, list[Case]] = {}
        for case in self.cases:
            found.setdefault(case.rule, []).append(case)
        return found


@dataclass(frozen=True)
class Specification:
    """All features, parsed when they are first asked for: who runs some of them needs no more than the digest.

    Attributes:
        contents: the files, each given by its place and its text.
    """

    contents: tuple[tuple[str, str], ...]

    @cached_property
    def features(self) -> tuple[Feature, ...]:
        """The features in the order in which they are run.

        Raises:
            SuiteError: a file is no feature.
        """
        return tuple(_parsed(self.contents))

    @cached_property
    def digest(self) -> str:
        """The digest of the files' contents, so that a result can tell which features it is about."""
        found = hashlib.sha256()
        for inside, content in self.contents:
            found.update(f"{inside}\0{content}\0".encode())
        return found.hexdigest()

    @cached_property
    def cases(self) -> Mapping[str, Case]:
        """Every case by its name."""
        return {case.name: case for feature in self.features for case in feature.cases}

    def carrying(self, identifier: str) -> list[Case]:
        """The cases that carry an identifier."""
        return self._carriers.get(identifier, [])

    @cached_property
    def _carriers(self) -> Mapping[str, list[Case]]:
        found: dict[str, list[Case]] = {}
        for case in self.cases.values():
            for identifier in dict.fromkeys(case.identifiers):
                found.setdefault(identifier, []).append(case)
        return found


def read_specification(features: Path) -> Specification:
    """Read all features below a folder; what was read before in this process is not parsed again.

    Raises:
        SuiteError: one of them cannot be read.
    """
    return _specification(tuple(read_texts(features)))


def read_texts(features: Path) -> Iterator[tuple[str, str]]:
    """The files of all features below a folder, each with its place there and its text; none where there is no folder.

    Raises:
        SuiteError: one of them cannot be read.
    """
    for path in sorted(features.rglob("*.feature")):
        try:
            yield path.relative_to(features).as_posix(), path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise _unreadable(path.name, error) from None


@lru_cache(maxsize=4)
def _specification(contents: tuple[tuple[str, str], ...]) -> Specification:
    """One specification for the same files, which is parsed once."""
    return Specification(contents)


def _parsed(contents: tuple[tuple[str, str], ...]) -> Iterator[Feature]:
    """The features of files, each given by its place and its content."""
    # Only here: what judges nothing need not load the parser.
    from gherkin.errors import ParserError  # noqa: PLC0415
    from gherkin.parser import Parser  # noqa: PLC0415

    for inside, content in contents:
        try:
            document = Parser().parse(content)
        except ParserError as error:
            raise _unreadable(PurePosixPath(inside).name, error) from None
        if document.get("feature"):
            yield _feature(f"features/{inside}", document["feature"])


def _unreadable(name: str, error: Exception) -> SuiteError:
    """The error of a file that is no feature; of several the first, with its line."""
    first = next(iter(getattr(error, "errors", ())), error)
    line = (getattr(first, "location", None) or {}).get("line")
    place = f"{name}, line {line}," if line else name
    # The parser begins with the place, and lists all that it would have taken.
    words = re.sub(r"^\(\d+:\d+\): ", "", str(first).splitlines()[0])
    words = re.sub(r"^expected: .*, got '(.*)'$", r'"\1" is not expected there', words)
    return SuiteError(f"{place} cannot be read as a feature: {words.rstrip('.')}.")


def _feature(path: str, read: Mapping[str, Any]) -> Feature:
    folder = path.split("/")[1]
    background = _background(read["children"])
    cases = tuple(_cases(read["children"], path, folder, read["name"], "", _tags(read), background))
    return Feature(path, folder, read["name"], _description(read), background, cases)


def _cases(  # noqa: PLR0913, PLR0917 - what a case inherits from above
    children: Sequence[Mapping[str, Any]],
    path: str,
    folder: str,
    feature: str,
    rule: str,
    tags: tuple[str, ...],
    background: tuple[Step, ...],
) -> Iterator[Case]:
    for child in children:
        if under := child.get("rule"):
            inner = (*background, *_background(under["children"]))
            yield from _cases(under["children"], path, folder, feature, under["name"], (*tags, *_tags(under)), inner)
        elif scenario := child.get("scenario"):
            for name, row_tags, steps, line in _expanded(scenario):
                yield Case(
                    name=name,
                    folder=folder,
                    feature=feature,
                    rule=rule,
                    tags=(*tags, *row_tags),
                    steps=(*background, *steps),
                    place=f"{path}:{line}",
                    title=scenario["name"],
                )


def _expanded(scenario: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...], tuple[Step, ...], int]]:
    """Return name, tags, steps and line of a scenario, or of each row of an outline."""
    if not scenario["examples"]:
        yield scenario["name"], _tags(scenario), _steps(scenario, {}), scenario["location"]["line"]
        return
    for examples in scenario["examples"]:
        heading = [cell["value"] for cell in (examples.get("tableHeader") or {"cells": []})["cells"]]
        for number, row in enumerate(examples.get("tableBody") or [], start=1):
            values = dict(zip(heading, (cell["value"] for cell in row["cells"]), strict=True))
            name = f"{_filled(scenario['name'], values)} ({_filled(examples['name'], values)} {number})"
            tags = tuple(_filled(tag, values) for tag in (*_tags(scenario), *_tags(examples)))
            yield name, tags, _steps(scenario, values), row["location"]["line"]


def _steps(scenario: Mapping[str, Any], values: Mapping[str, str]) -> tuple[Step, ...]:
    return tuple(
        Step(
            keyword=step["keyword"].strip(),
            words=_filled(step["text"], values),
            table=tuple(
                tuple(_filled(cell["value"], values) for cell in row["cells"])
                for row in step.get("dataTable", {}).get("rows", ())
            ),
            text=_filled(step.get("docString", {}).get("content", ""), values),
        )
        for step in scenario["steps"]
    )


def _background(children: Sequence[Mapping[str, Any]]) -> tuple[Step, ...]:
    return tuple(step for child in children if (read := child.get("background")) for step in _steps(read, {}))


def _tags(read: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(tag["name"].removeprefix("@") for tag in read["tags"])


def _description(read: Mapping[str, Any]) -> str:
    return " ".join(read["description"].split())


def _filled(text: str, values: Mapping[str, str]) -> str:
    return re.sub(r"<([^<>]+)>", lambda found: values.get(found[1], found[0]), text)
