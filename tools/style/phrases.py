"""The rules of the closed vocabulary: none unused, not too many, none nearly like another, each with its docstring."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Final

from steps.support.catalogue import PLACEHOLDER, Phrase
from tools.style.sentences import Finding
from tools.style.words import LikePhrases, Settings

KEYWORDS: Final = frozenset({"given", "when", "then", "step"})
CLOSE: Final = ((0, 2), (1, 3), (2, 5))
"""How many words two phrases differ in at most, and how many they share at least, to be nearly alike."""
NOT_PRESENT: Final = re.compile(
    r"^(?:[A-Z]\w+ing\b(?! \w+ (?:is|are)\b)|This\b|Step\b|Function\b|Will\b)|\bAssertionError\b"
)
THIRD_PERSON: Final = re.compile(r"^[A-Z][a-z]+(?<!s)s\b")
"""How a docstring of a deed does not begin: "Plans a task" for "Plan a task"."""


def check_number(phrases: Sequence[Phrase], settings: Settings) -> Iterator[Finding]:
    """Find that there are more phrases than the limit."""
    if len(phrases) > settings.phrases:
        advice = f"merge phrases: there are {len(phrases)}, at most {settings.phrases}"
        yield Finding("steps", 1, "phrase-number", "the vocabulary", advice)


def check_use(phrases: Iterable[Phrase]) -> Iterator[Finding]:
    """Find phrases that no feature uses."""
    for one in phrases:
        if not one.used:
            yield Finding(f"steps/{one.file}", 1, "phrase-unused", one.shown, "remove this phrase: no feature uses it")


def check_likeness(phrases: Sequence[Phrase], settings: Settings) -> Iterator[Finding]:
    """Find pairs of phrases that differ in a word or two, and exceptions that no pair needs."""
    needed: set[LikePhrases] = set()
    for one, other in combinations(phrases, 2):
        if set(one.keywords) & set(other.keywords) and are_close(words_of(one.words), words_of(other.words)):
            excuses = [group for group in settings.like_phrases if group.covers(one.words, other.words)]
            needed.update(excuses)
            if not excuses:
                advice = f"merge this phrase with `{other.shown}` by a placeholder"
                yield Finding(f"steps/{one.file}", 1, "phrase-alike", one.shown, advice)
    for group in settings.like_phrases:
        if group not in needed:
            advice = "remove this exception: no two phrases need it"
            yield Finding("tools/style/settings.toml", 1, "phrase-alike", " | ".join(group.phrases), advice)


def check_docstrings(folder: Path) -> Iterator[Finding]:
    """Find step functions without a docstring of one line that says what the step does or observes."""
    for path in sorted(folder.glob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and (used := set(_keywords(node)) & KEYWORDS):
                for advice in _advice(ast.get_docstring(node) or "", deed="then" not in used):
                    yield Finding(f"{folder.name}/{path.name}", node.lineno, "phrase-docstring", node.name, advice)


def words_of(phrase: str) -> tuple[str, ...]:
    """Return the words of a phrase without its placeholders."""
    return tuple(re.sub(r'[",:]', " ", PLACEHOLDER.sub(" ", phrase)).split())


def are_close(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two phrases differ in so few words, and share so many, that one of them would do."""
    distance = _distance(one, other)
    shared = max(len(one), len(other)) - distance
    return any(distance == most and shared >= least for most, least in CLOSE)


def _distance(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many words have to be put in, left out or replaced to make one of the other."""
    row = list(range(len(other) + 1))
    for number, word in enumerate(one, 1):
        before, row[0] = row[0], number
        for place, another in enumerate(other, 1):
            replaced = before + (word != another)
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, replaced)
    return row[-1]


def _keywords(node: ast.FunctionDef) -> Iterator[str]:
    for one in node.decorator_list:
        called = one.func if isinstance(one, ast.Call) else one
        yield called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def _advice(docstring: str, *, deed: bool) -> Iterator[str]:
    first, *rest = docstring.splitlines() or [""]
    if not first:
        yield "say in a docstring what the step does or observes"
    elif not first.endswith(".") or not first[0].isupper() or len(first.split()) < 3:
        yield "write the docstring as one sentence"
    elif NOT_PRESENT.search(docstring) or (deed and THIRD_PERSON.search(first)):
        yield 'write the docstring in the imperative or the present ("Plan a task", "The task is …")'
    if rest and not ("".join(rest[:1]) == "" and rest[1:2] == ["Raises:"]):
        yield "keep the docstring to one line, but for what it raises beside a failed assertion"
