"""Expressions of tags: whether each of their tags is known, and which scenarios they select."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Sequence
from fnmatch import fnmatchcase
from itertools import pairwise
from pathlib import Path
from typing import Final

from cucumber_tag_expressions import TagExpressionError, parse

from acceptance.errors import SuiteError
from acceptance.specification.features import LARGE, Case, read_specification, read_texts

OPERATORS: Final = frozenset({"and", "or", "not"})
WORD: Final = re.compile(r"[^\s()]+")
TAGGED: Final = re.compile(r"^\s*(@.*)$", re.MULTILINE)
"""A line of a feature that consists of tags."""
TAG: Final = re.compile(r"(?:^|\s)@([^\s<>]+)")
FROM_SETTINGS: Final = "{config.tags}"
"""What stands for behave's own settings."""
EVERYTHING: Final = "--tags=@large or not @large"
"""The option with which behave runs the large scenarios too, which it leaves out unless tags ask for them."""
FOLDERS: Final = ("features", "benchmarks")
"""The folders of the suite whose scenarios have tags."""


def expressions_in(words: Sequence[str]) -> list[str]:
    """The expressions of tags among words for behave."""
    joined = [word.partition("=")[2] for word in words if word.startswith("--tags=")]
    return joined + [value for option, value in pairwise(words) if option in {"--tags", "-t"}]


def chosen_tags(expression: str, *, large: bool) -> list[str]:
    """The options with which behave runs what was asked for: tags narrow a run, and do not ask for large scenarios.

    Args:
        expression: the tags, as they are typed; empty for all scenarios.
        large: whether the large scenarios are asked for too; an expression that names their tag asks for itself.
    """
    if not expression:
        return [EVERYTHING] if large else []
    asked = large or LARGE in tags_in(expression)
    return [f"--tags={expression}" if asked else f"--tags=({expression}) and not @{LARGE}"]


def known_tags(root: Path) -> set[str]:
    """All tags of all scenarios of the suite, without the sign before them.

    Raises:
        SuiteError: a feature cannot be read.
    """
    folders = [root / name for name in FOLDERS if (root / name).is_dir()]
    return {tag for folder in folders for case in read_specification(folder).cases.values() for tag in case.tags}


def written_tags(root: Path) -> set[str]:
    """The tags of all features as they are written, without the sign: none that stand in the rows of examples.

    Raises:
        SuiteError: a feature cannot be read.
    """
    texts = (text for name in FOLDERS for _, text in read_texts(root / name))
    return {tag for text in texts for line in TAGGED.findall(text) for tag in TAG.findall(line)}


def check_tags(expressions: Iterable[str], root: Path) -> None:
    """Check that expressions can be read and name known tags only: another one selects nothing, or everything.

    Args:
        expressions: as they are typed.
        root: the folder of the suite.

    Raises:
        SuiteError: one is wrong, or names an unknown tag; the message names the nearest.
    """
    expressions = list(expressions)
    # To parse all features takes a fifth of a small run's time, and what is typed nearly always stands in them.
    known: Collection[str] = written_tags(root)
    if not all(matching(word, known) for expression in expressions for word in tags_in(expression)):
        known = known_tags(root)
    for expression in expressions:
        if unknown := [word for word in tags_in(expression) if not matching(word, known)]:
            raise SuiteError(" ".join(f"No scenario has the tag @{word}.{hint(word, known)}" for word in unknown))
        try:
            parse(expression)
        except TagExpressionError as error:
            reason = str(error).partition(":")[0].partition("\n")[0].replace("'", '"').rstrip(".")
            raise SuiteError(
                f'The expression of tags "{expression}" cannot be read: {reason}. Write it like "@PLAN-1 or @FLOW-1", '
                'with "and", "or", "not" and parentheses.'
            ) from None


def tags_in(expression: str) -> list[str]:
    """The tags that an expression names, without the sign before them."""
    return [word.removeprefix("@") for word in WORD.findall(expression) if word not in {*OPERATORS, FROM_SETTINGS}]


def matching(word: str, known: Collection[str]) -> list[str]:
    """The known tags that a word of an expression means; several where it has wildcards."""
    return [tag for tag in known if tag == word or fnmatchcase(tag, word)]


def hint(word: str, known: Collection[str]) -> str:
    """The nearest known tag, or how several are written; empty where nothing is near."""
    several = [one.removeprefix("@") for one in word.split(",")]
    if len(several) > 1 and all(one in known for one in several):
        return f' Write "{" or ".join(f"@{one}" for one in several)}".'
    plain = {tag.casefold(): tag for tag in sorted(known)}
    near = difflib.get_close_matches(word.casefold(), plain, 1, 0.5)
    listed = "The requirements are listed in features/requirements.md."
    return f" Did you mean @{plain[near[0]]}?" if near else f" {listed}"


def selected(expressions: Sequence[str], cases: Iterable[Case]) -> list[Case]:
    """The scenarios that all of some expressions select, which name known tags only.

    Args:
        expressions: as they are typed; without any, all but the large scenarios are selected.
        cases: the scenarios to choose from.
    """
    cases = list(cases)
    if not expressions:
        return [case for case in cases if not case.large]
    known = {tag for case in cases for tag in case.tags}
    rules = [parse(WORD.sub(lambda found: spelled_out(found[0], known), one)) for one in expressions]
    return [case for case in cases if all(rule.evaluate(list(case.tags)) for rule in rules)]


def spelled_out(word: str, known: Collection[str]) -> str:
    """A word of an expression without sign and wildcards."""
    if word in OPERATORS:
        return word
    several = sorted(matching(word.removeprefix("@"), known))
    return f"( {' or '.join(several)} )" if several else word.removeprefix("@")
