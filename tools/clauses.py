"""The clauses of the requirements: `python -m tools.clauses [--write]`, part of `make lint`.

Each file of `features/clauses/` is one family of requirements, and each `[[clause]]` in it is a promise that can be
broken alone, with what would notice. Without `--write` this checks that every title, flaw and requirement exists and
that `docs/clauses.md` is current. `make clauses` writes that page.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

from acceptance.specification.clauses import FOLDER, Clause, ClauseError, read_clauses
from acceptance.specification.features import read_specification
from acceptance.specification.requirements import read_requirements
from tools.style.check import ROOT
from tools.style.sentences import Finding

PAGE: Final = Path("docs/clauses.md")
COMMAND: Final = "make clauses"
CLAUSE_ID: Final = re.compile(r"(?P<requirement>(?P<family>[A-Z]+)-\d+)\.[1-9]\d*")
RULE: Final = "clause"
FLAWED: Final = ROOT / "tests" / "flawed"
HEADINGS: Final = ("family", "clauses", "asserted", "asserted and proven by a flaw", "not visible from outside", "open")
INTRODUCTION: Final = (
    "This page is generated from `features/clauses/` by `make clauses`; do not edit it.",
    "",
    "A clause is a promise of a requirement that can be broken while all others are kept. Each one names what would",
    "notice that: scenarios, or the [exploration](../CONTRIBUTING.md#explore), whose model of the contract compares it",
    "in random calls. A flaw is an orchestrator that breaks the clause and is rejected for it; [flaws.md](flaws.md)",
    "lists them. A clause that cannot be seen from outside says why, and an open one says what is missing. A choice of",
    "design may be [declared otherwise](../CONTRIBUTING.md#declare-a-choice-of-design) by a target.",
)


@dataclass(frozen=True, slots=True)
class Known:
    """What a clause may name: titles, each with the requirements that it carries, flaws and requirements."""

    titles: Mapping[str, Collection[str]]
    flaws: Collection[str]
    requirements: Collection[str]


def read_titles(features: Path) -> Mapping[str, frozenset[str]]:
    """Return the titles of all scenarios and outlines as they stand in the features, each with what its rows carry."""
    carried: dict[str, frozenset[str]] = {}
    for case in read_specification(features).cases.values():
        carried[case.title] = carried.get(case.title, frozenset()).union(case.identifiers)
    return carried


def read_flaws(folder: Path) -> frozenset[str]:
    """Return the names of all declared flaws, from the decorators `@flaw("name", …)` of the modules in a folder."""
    return frozenset(
        node.args[0].value
        for path in sorted(folder.glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "flaw"
        if node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)
    )


def read_caught(path: Path, table: str) -> frozenset[str]:
    """Return the names of the held-out flaws that are declared with what catches them, from a table of a module."""
    return frozenset(
        name
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == table
        if node.value is not None
        for name in ast.literal_eval(node.value)
    )


def read_known() -> Known:
    """Read what a clause of this project may name."""
    return Known(
        titles=read_titles(ROOT / "features"),
        flaws=read_flaws(FLAWED / "flaws")
        | read_caught(FLAWED / "fresh" / "caught.py", "CAUGHT")
        | read_caught(FLAWED / "third" / "caught.py", "SINCE")
        | read_caught(FLAWED / "fourth" / "caught.py", "SINCE")
        | read_caught(FLAWED / "fifth" / "caught.py", "SINCE"),
        requirements=frozenset(read_requirements(ROOT / "features" / "requirements.md")),
    )


def check(clauses: Sequence[Clause], known: Known) -> Iterator[Finding]:
    """Find clauses that name what does not exist, stand twice or in the wrong file, or say nothing about themselves."""
    seen: set[str] = set()
    for clause in clauses:
        for message in (*_mistakes(clause), *_unknown(clause, known)):
            yield Finding(clause.file, 1, RULE, clause.identifier, message)
        if clause.identifier in seen:
            yield Finding(clause.file, 1, RULE, clause.identifier, "two clauses have this id")
        seen.add(clause.identifier)


def _mistakes(clause: Clause) -> Iterator[str]:
    """Yield what is wrong with a clause by itself."""
    read = CLAUSE_ID.fullmatch(clause.identifier)
    if not read:
        yield "an id is a requirement and a number, such as SESSION-2.4"
    elif Path(clause.file).stem != read["family"].lower():
        yield f"it belongs into {FOLDER}/{read['family'].lower()}.toml"
    ways = [clause.is_asserted, bool(clause.reason), bool(clause.open)]
    if not any(ways):
        yield "it needs scenarios, exploration, a reason or what is open"
    if sum(ways) > 1:
        yield "it is asserted, open or beyond what can be seen, but only one of these"
    if clause.flaws and not clause.is_asserted:
        yield "flaws prove an assertion, and it has none"
    if clause.choice and not clause.scenarios:
        yield "a choice of design leaves out the scenarios that assert it, and it has none"


def _unknown(clause: Clause, known: Known) -> Iterator[str]:
    """Yield what a clause names and what does not exist."""
    if CLAUSE_ID.fullmatch(clause.identifier) and clause.requirement not in known.requirements:
        yield f"{clause.requirement} is not in features/requirements.md"
    yield from (f"no scenario has the title: {title}" for title in clause.scenarios if title not in known.titles)
    # Others may stand beside one that carries it: a run judges the clause by that one alone.
    carried = [known.titles[title] for title in clause.scenarios if title in known.titles]
    if carried and not any(clause.requirement in one for one in carried):
        yield f"none of its scenarios carries {clause.requirement}"
    yield from (f"no flaw is called {name}" for name in clause.flaws if name not in known.flaws)


def as_markdown(clauses: Sequence[Clause], requirements: Collection[str]) -> Iterator[str]:
    """Yield the lines of the page of the clauses: how to read it, its counts, and every clause by its family."""
    yield from ("# Clauses", "", *INTRODUCTION, "")
    yield from (f"| {' | '.join(HEADINGS)} |", "|---" * len(HEADINGS) + "|")
    families = {family: list(group) for family, group in groupby(clauses, lambda one: one.family)}
    for family, group in families.items():
        yield _counts(family, group)
    yield _counts("all", clauses)
    covered = {one.requirement for one in clauses}
    yield from ("", f"{len(covered)} of the {len(requirements)} requirements have clauses.")
    for family, group in families.items():
        yield from ("", f"## {family}", "", "| id | clause | noticed by | proven by |", "|---|---|---|---|")
        for one in group:
            flaws = ", ".join(f"`{name}`" for name in one.flaws)
            words = f"{_escaped(one.words)}{' *(a choice of design)*' if one.choice else ''}"
            yield f"| {one.identifier} | {words} | {'<br>'.join(_noticed(one))} | {flaws} |"


def _counts(name: str, clauses: Sequence[Clause]) -> str:
    """Return the row of the counts of some clauses."""
    asserted = [one for one in clauses if one.is_asserted]
    numbers = (
        len(clauses),
        len(asserted),
        sum(bool(one.flaws) for one in asserted),
        sum(bool(one.reason) for one in clauses),
        sum(bool(one.open) for one in clauses),
    )
    return f"| {name} | {' | '.join(map(str, numbers))} |"


def _noticed(clause: Clause) -> Iterator[str]:
    """Yield what notices that a clause is broken, or why nothing does."""
    yield from map(_escaped, clause.scenarios)
    if clause.exploration:
        yield "exploration"
    if clause.reason:
        yield f"not visible from outside: {_escaped(clause.reason)}"
    if clause.open:
        yield f"**open**: {_escaped(clause.open)}"


def _escaped(text: str) -> str:
    """Return a text for a cell of a table: an outline's placeholders are no HTML."""
    return text.replace("|", r"\|").replace("<", "&lt;").replace(">", "&gt;")


def check_page(text: str, page: Path) -> Iterator[Finding]:
    """Find that the page is not the one that the clauses make."""
    if not page.exists() or page.read_text(encoding="utf-8") != text:
        yield Finding(str(PAGE), 1, "clauses-page", "the page of the clauses", f"not current: run `{COMMAND}`")


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the clauses, or write their page.

    Returns:
        The exit code: 0 without a finding, 1 with some, 2 if the clauses cannot be read.
    """
    parser = argparse.ArgumentParser(prog="python -m tools.clauses", description="Check the clauses.")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE} instead")
    given = parser.parse_args(arguments)
    try:
        clauses = read_clauses(ROOT / FOLDER)
    except ClauseError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    known = read_known()
    text = "".join(f"{line}\n" for line in as_markdown(clauses, known.requirements))
    if given.write:
        (ROOT / PAGE).write_text(text, encoding="utf-8")
        return 0
    findings = [*check(clauses, known), *check_page(text, ROOT / PAGE)]
    sys.stdout.writelines(f"{one}\n" for one in findings)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
