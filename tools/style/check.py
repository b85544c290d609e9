"""Files, their sentences, and all rules on them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from tools.style.copies import check_copies
from tools.style.gherkin_files import Scenario, read_feature
from tools.style.python_files import read_messages
from tools.style.rules import check_endings, check_lengths, check_scenarios, check_uniqueness, check_words
from tools.style.sentences import Finding, Kind, Scope, Sentence
from tools.style.words import Settings, Word

ROOT: Final = Path(__file__).resolve().parents[2]
SUFFIXES: Final = frozenset({".feature", ".md", ".py"})


def files_below(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files among some paths, and those below the folders among them.

    Raises:
        FileNotFoundError: a path does not exist.
    """
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(f"{path} does not exist.")
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (one for one in found if one.suffix in SUFFIXES)


def check(files: Sequence[Path], words: Sequence[Word], settings: Settings, *, whole: bool) -> list[Finding]:
    """Check files against all rules.

    Args:
        files: the files to check.
        words: the words that are out.
        settings: the limits and the exceptions.
        whole: whether these are all files, so that an exception that excuses nothing is found as well.

    Returns:
        What is found and not excepted, in the order of the files.
    """
    sentences: list[Sentence] = []
    scenarios: list[Scenario] = []
    for path in files:
        shown = show(path)
        if path.suffix == ".feature":
            read = read_feature(path, shown)
            sentences += read.sentences
            scenarios += read.scenarios
        else:
            sentences += read_requirements(path, shown) if path.suffix == ".md" else read_messages(path, shown)
    found = [
        *check_lengths(sentences, settings),
        *check_endings(sentences),
        *check_uniqueness(sentences),
        *check_words(sentences, words),
        *check_scenarios(scenarios, settings),
        *check_copies(scenarios),
    ]
    return sorted(dict.fromkeys(except_named(found, settings, whole=whole)))


def except_named(findings: Sequence[Finding], settings: Settings, *, whole: bool) -> Iterator[Finding]:
    """Leave out the findings that an exception excuses, and report exceptions that excuse none."""
    yield from (one for one in findings if not any(pardon.covers(one) for pardon in settings.exceptions))
    for pardon in settings.exceptions if whole else ():
        if not any(pardon.covers(one) for one in findings):
            advice = "remove this exception: it excuses nothing"
            yield Finding("tools/style/settings.toml", 1, pardon.rule, f"{pardon.file}: {pardon.sentence}", advice)


def read_requirements(path: Path, shown: str) -> Iterator[Sentence]:
    """Yield the lines of a page of Markdown, without what stands between backticks."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        text = re.sub(r"`[^`]*`", "…", line).strip()
        if text and not re.fullmatch(r"[|\s:-]+", text):
            yield Sentence(shown, number, Kind.REQUIREMENT, text, frozenset({Scope.FEATURES}))


def show(path: Path) -> str:
    """Return the path of a file from the project's root, or as it is where it lies elsewhere."""
    whole = path.resolve()
    return str(whole.relative_to(ROOT)) if whole.is_relative_to(ROOT) else str(path)
