"""The rules: lengths of titles, steps and scenarios, endings of titles, unique titles, and words that are out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from tools.style.gherkin_files import Scenario
from tools.style.sentences import Finding, Kind, Sentence
from tools.style.words import Settings, Word

DANGLING: Final = re.compile(
    r"\b(?:about|after|against|at|before|behind|beneath|by|for|from|in|into|of|off|on|than|to|under|until|upon|"
    r"with|without|and|or|the|a|an|that|which|so|too|anew)[.?!]?$",
    re.IGNORECASE,
)
"""Words that a title does not end with: prepositions first of all."""


def check_lengths(sentences: Iterable[Sentence], settings: Settings) -> Iterator[Finding]:
    """Find titles and steps with too many words; with the values of an outline's row they can have a few more."""
    for one in sentences:
        limit = settings.title_words if one.kind.is_title else settings.step_words
        limit += settings.row_words if one.is_row else 0
        if (one.kind.is_title or one.kind is Kind.STEP) and one.length > limit:
            rule = "title-length" if one.kind.is_title else "step-length"
            yield Finding(one.file, one.line, rule, one.text, f"the {one.kind} has {one.length} words, at most {limit}")


def check_endings(sentences: Iterable[Sentence]) -> Iterator[Finding]:
    """Find titles that end in a preposition or in another word that leaves the reader waiting."""
    for one in sentences:
        if one.kind.is_title and (found := DANGLING.search(one.plain)):
            yield Finding(one.file, one.line, "title-ending", one.text, f'the {one.kind} ends in "{found[0]}"')


def check_uniqueness(sentences: Iterable[Sentence]) -> Iterator[Finding]:
    """Find titles that stand twice among those of their kind, in whatever case."""
    places: dict[tuple[Kind, str], list[Sentence]] = defaultdict(list)
    for one in sentences:
        if one.kind.is_title and not one.is_row:
            places[one.kind, one.text.casefold()].append(one)
    for first, *others in places.values():
        for one in others:
            advice = f"the {one.kind} stands at {first.file}:{first.line} already"
            yield Finding(one.file, one.line, "title-unique", one.text, advice)


def check_words(sentences: Iterable[Sentence], words: Iterable[Word]) -> Iterator[Finding]:
    """Find words that are out; several at the same place of a sentence count once, by the longest."""
    listed = tuple(words)
    for one in sentences:
        found = [(match, word) for word in listed if (match := word.found_in(one))]
        for match, word in found:
            if not any(_inside(match, other) for other, _ in found):
                yield Finding(one.file, one.line, word.name, one.text, f'write "{word.better}" for "{match[0]}"')


def check_scenarios(scenarios: Iterable[Scenario], settings: Settings) -> Iterator[Finding]:
    """Find scenarios with too few or too many steps, those of the background included."""
    low, high = settings.scenario_steps
    for one in scenarios:
        count = len(one.background) + len(one.steps)
        if count < low or len(one.steps) > high:
            advice = f"the scenario has {count} steps, {low} to {high} are right"
            yield Finding(one.file, one.line, "scenario-steps", one.title, advice)


def _inside(match: re.Match[str], other: re.Match[str]) -> bool:
    """Whether a match lies within a longer one."""
    return other.start() <= match.start() and match.end() <= other.end() and len(match[0]) < len(other[0])
