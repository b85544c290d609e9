"""The closed vocabulary: `python -m tools.vocabulary [--write]`, part of `make lint`.

Without `--write` it checks that the vocabulary is closed (none unused, not too many, none nearly like another, each
with a docstring) and that `docs/vocabulary.md` is current. `make vocabulary` writes that page.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from steps.support.catalogue import Phrase, as_markdown, read_catalogue
from tools.style.check import ROOT
from tools.style.phrases import check_docstrings, check_likeness, check_number, check_use
from tools.style.sentences import Finding
from tools.style.words import Settings, SettingsError, load_settings

PAGE: Final = Path("docs/vocabulary.md")
COMMAND: Final = "make vocabulary"


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the vocabulary, or write its page.

    Returns:
        The exit code: 0 without a finding, 1 with some, 2 if the settings cannot be read.
    """
    parser = argparse.ArgumentParser(prog="python -m tools.vocabulary", description="Check the closed vocabulary.")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE} instead")
    given = parser.parse_args(arguments)
    phrases = read_catalogue()
    text = "".join(f"{line}\n" for line in as_markdown(phrases))
    if given.write:
        (ROOT / PAGE).write_text(text, encoding="utf-8")
        return 0
    try:
        findings = [*check(phrases, load_settings()), *check_page(text, ROOT / PAGE)]
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.writelines(f"{one}\n" for one in sorted(findings))
    return 1 if findings else 0


def check(phrases: Sequence[Phrase], settings: Settings) -> Iterator[Finding]:
    """Find what keeps the vocabulary from being closed."""
    yield from check_number(phrases, settings)
    yield from check_use(phrases)
    yield from check_likeness(phrases, settings)
    yield from check_docstrings(ROOT / "steps")


def check_page(text: str, page: Path) -> Iterator[Finding]:
    """Find that the page is not the one that the declarations make."""
    if not page.exists() or page.read_text(encoding="utf-8") != text:
        yield Finding(str(PAGE), 1, "vocabulary-page", "the page of the vocabulary", f"not current: run `{COMMAND}`")


if __name__ == "__main__":
    sys.exit(main())
