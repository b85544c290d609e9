"""The catalogue of phrases: `python -m steps.support.catalogue [WORD …] [--markdown]`, or `make phrases`.

Each phrase stands there once, under the file that declares it, with what its placeholders can be, what it does (the
first line of its docstring, where it has one), and in how many places of the features it is used.
"""

from __future__ import annotations

import argparse
import ast
import inspect
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from textwrap import wrap
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from behave import step_registry
from behave.runner_util import load_step_modules, parse_features

from acceptance.display.closed_reader import print_lines
from steps.support.vocabulary import MEANINGS

if TYPE_CHECKING:
    from behave.step_registry import StepRegistry

ROOT: Final = Path(__file__).resolve().parents[2]
FEATURES: Final = ("features", "benchmarks")
KEYWORDS: Final = ("given", "when", "then")
PLACEHOLDER: Final = re.compile(r"\{(\w+)(?::(\w+))?\}")
BUILT_IN: Final = MappingProxyType({"": "any text", "d": "a whole number", "g": "a number"})
"""What a placeholder without a type of ours can be, by its format."""
LABELS: Final = MappingProxyType(
    {"d": "integer", "g": "number", "Task": "task", "Quoted": "quoted text", "Count": "count", "Bound": "bound"}
)
"""What stands inside the braces for the types that are used most; the catalogue begins with what they mean."""
UNLABELLED: Final = ("", "Name")
WIDTH: Final = 116
INDENT: Final = " " * 6
LONGEST: Final = 100
"""So many characters of what a placeholder can be stand at a phrase; the whole of it stands at the end."""

INTRODUCTION: Final = (
    "This page is generated from the declarations in `steps/` by `make vocabulary`; do not edit it.",
    "",
    "The specification is written with the phrases below and with no others. To write a scenario, choose a phrase, put",
    "values in place of its placeholders, and begin it with its keyword; `And` and `But` repeat the one before them.",
    '`Given` and `When` act on the orchestrator, `Then` observes it. `make phrases WORDS="task planned"` lists the',
    "phrases that contain these words. Before you add a phrase, look for one that says the same: `make lint` rejects a",
    "phrase that no feature uses, and one that is nearly like another.",
)
"""How to read and use the vocabulary."""

Key = tuple[str, str]
"""The file that declares a phrase, and its words."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase.

    Attributes:
        file: the name of the file below `steps/` that declares it.
        keywords: what it can be used with: given, when, then.
        words: as they are declared, with placeholders.
        does: the first line of its docstring; empty where it has none.
        used: in how many places of the features it stands.
    """

    file: str
    keywords: tuple[str, ...]
    words: str
    does: str
    used: int

    @property
    def keyword(self) -> str:
        """Its keywords as a feature writes them."""
        return "/".join(keyword.capitalize() for keyword in self.keywords)

    @property
    def shown(self) -> str:
        """Its words as a reader sees them: placeholders with their names, and with what labels them."""
        return PLACEHOLDER.sub(lambda found: f"{{{found[1]}{labelled(found[2] or '')}}}", self.words)

    @property
    def choices(self) -> dict[str, str]:
        """The type of each placeholder that is one of some words, by its name."""
        found = dict(PLACEHOLDER.findall(self.words))
        return {name: kind for name, kind in found.items() if kind not in {*UNLABELLED, *LABELS}}

    @property
    def placeholders(self) -> list[str]:
        """The words that its placeholders can be."""
        names: dict[str, list[str]] = {}
        for name, kind in self.choices.items():
            names.setdefault(kind, []).append(f"{{{name}}}")
        return [f"{', '.join(those)}: {short_meaning(kind)}" for kind, those in names.items()]

    @property
    def details(self) -> list[str]:
        """What it does, and the words that its placeholders can be."""
        return [self.does, *self.placeholders] if self.does else self.placeholders


def read_catalogue() -> list[Phrase]:
    """Declare all phrases, and list them with how often the features use them."""
    registry = load()
    files = [file for folder in FEATURES for file in sorted((ROOT / folder).rglob("*.feature"))]
    return find_phrases(registry, count_usage(registry, files))


def load() -> StepRegistry:
    """Declare all phrases of the suite, as behave does at the beginning of a run."""
    load_step_modules([str(ROOT / "steps")])
    return step_registry.registry


def find_phrases(registry: StepRegistry, usage: Mapping[Key, int]) -> list[Phrase]:
    """List every phrase once, file by file, in the order in which they are declared."""
    keywords: dict[Key, list[str]] = {}
    functions: dict[Key, Callable[..., Any]] = {}
    for keyword in KEYWORDS:
        for matcher in registry.steps[keyword]:
            keywords.setdefault(key_of(matcher), []).append(keyword)
            functions[key_of(matcher)] = inspect.unwrap(matcher.func)
    order = sorted(keywords, key=lambda key: (key[0], functions[key].__code__.co_firstlineno))
    return [Phrase(key[0], tuple(keywords[key]), key[1], summary(functions[key]), usage.get(key, 0)) for key in order]


def count_usage(registry: StepRegistry, files: Iterable[Path]) -> Counter[Key]:
    """Count the lines of the features at which each phrase stands; the rows of an outline do not count."""
    lines: dict[tuple[str, int], Key] = {}
    for feature in parse_features([str(file) for file in files]):
        for scenario in feature.walk_scenarios():
            for step in scenario.all_steps:
                matcher = registry.find_step_definition(step) if (step.filename, step.line) not in lines else None
                if matcher is not None:
                    lines[step.filename, step.line] = key_of(matcher)
    return Counter(lines.values())


def key_of(matcher: Any) -> Key:
    """Return what identifies the phrase of one of behave's matchers."""
    return Path(matcher.location.filename).name, str(matcher.pattern)


def summary(function: Callable[..., Any]) -> str:
    """Return the first line of a docstring; empty where there is none."""
    return next(iter((inspect.getdoc(function) or "").splitlines()), "")


def subject(file: str) -> str:
    """Return the first line of the docstring of a file of phrases."""
    text = ast.get_docstring(ast.parse((ROOT / "steps" / file).read_text(encoding="utf-8"))) or file
    return text.splitlines()[0]


def fitting(phrases: Iterable[Phrase], words: Sequence[str]) -> list[Phrase]:
    """Keep the phrases with all of some words or beginnings of words, the keyword included, in whatever case."""
    patterns = [re.compile(rf"(?<!\w){re.escape(word)}", re.IGNORECASE) for word in words]
    return [one for one in phrases if all(pattern.search(f"{one.keyword} {one.shown}") for pattern in patterns)]


def labelled(kind: str) -> str:
    """Return what stands behind the name of a placeholder: its label, if its type has one."""
    return f": {LABELS[kind]}" if kind in LABELS else ""


def legend() -> list[str]:
    """Say what placeholders can be that are explained only once."""
    told = [f"{{…: {label}}}: {meaning(kind)}." for kind, label in LABELS.items()]
    return [f"A placeholder {{…}} without a note is {meaning('Name')}.", *told]


def meaning(kind: str) -> str:
    """Say what a placeholder of a type can be."""
    return MEANINGS.get(kind) or BUILT_IN.get(kind, "any text")


def short_meaning(kind: str) -> str:
    """Say what a placeholder can be, and where that is long, where the whole of it stands."""
    whole = meaning(kind)
    return whole if len(whole) <= LONGEST else f"{whole[:LONGEST].rpartition('; ')[0]}; … (see {kind})"


def long_meanings(phrases: Iterable[Phrase]) -> dict[str, str]:
    """Return what the placeholders can be for which there is no room at the phrases, by their types."""
    kinds = sorted({kind for one in phrases for kind in one.choices.values()})
    return {kind: meaning(kind) for kind in kinds if len(meaning(kind)) > LONGEST}


def as_text(phrases: Sequence[Phrase]) -> Iterator[str]:
    """Yield the lines of the catalogue for the console."""
    yield from legend()
    for file, group in groupby(phrases, lambda one: one.file):
        yield from ("", f"steps/{file}: {subject(file)}", "")
        for one in group:
            yield f"  {one.keyword} {one.shown}  [{one.used or 'unused'}]"
            for detail in one.details:
                yield from wrap(detail, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT)
    for kind, words in long_meanings(phrases).items():
        yield from ("", *wrap(f"{kind}: {words}", WIDTH, subsequent_indent="  "))
    yield from ("", f"{len(phrases)} phrases. In brackets: in how many places of the features each is used.")


def as_markdown(phrases: Sequence[Phrase]) -> Iterator[str]:
    """Yield the lines of the page of the vocabulary: how to use it, its counts, the placeholders, and every phrase."""
    once = sum(one.used == 1 for one in phrases)
    yield from ("# Vocabulary", "", *INTRODUCTION, "")
    yield from ("| phrases | uses in the features | phrases used once |", "|---|---|---|")
    yield f"| {len(phrases)} | {sum(one.used for one in phrases)} | {once} |"
    yield from ("", "## Placeholders", "", *(f"- {line}" for line in legend()))
    yield from (f"- {{…}} of the type **{kind}**: {words}." for kind, words in long_meanings(phrases).items())
    for file, group in groupby(phrases, lambda one: one.file):
        yield from ("", f"## {Path(file).stem.replace('_', ' ').capitalize()}", "", f"{subject(file)} (`steps/{file}`)")
        yield from ("", "| phrase | what it does | placeholders | used |", "|---|---|---|---|")
        for one in group:
            cells = (f"{one.keyword} `{one.shown}`", one.does, "<br>".join(one.placeholders), str(one.used))
            yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the catalogue.

    Returns:
        The exit code: 1 where no phrase contains the words that were given.
    """
    parser = argparse.ArgumentParser(prog="python -m steps.support.catalogue", description="The phrases of the suite.")
    parser.add_argument(
        "words",
        nargs="*",
        metavar="WORD",
        help="list only phrases with all of these words or beginnings of words",
    )
    parser.add_argument("--markdown", action="store_true", help="print a Markdown page")
    given = parser.parse_args(arguments)
    phrases = fitting(read_catalogue(), given.words)
    lines = as_markdown(phrases) if given.markdown else as_text(phrases)
    print_lines(lines)
    return 0 if phrases else 1


if __name__ == "__main__":
    sys.exit(main())
