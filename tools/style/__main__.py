"""The style check: `python -m tools.style [PATH …]`, part of `make lint`.

It reads features, requirements and the messages of Python files, and prints a line for each finding: file and line,
what to do, the rule in brackets, the sentence. The words that are out are in `words.toml`, limits and exceptions in
`settings.toml`, both in this folder.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from gherkin.errors import ParserError

from tools.style.check import ROOT, check, files_below
from tools.style.words import SettingsError, load_settings, load_words

DEFAULT: Final = ("features", "benchmarks", "acceptance", "steps", "environment.py")


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the style of the specification and of what people are shown.

    Returns:
        The exit code: 0 without a finding, 1 with some, 2 if something cannot be read.
    """
    parser = argparse.ArgumentParser(prog="python -m tools.style", description="Check the style of the specification.")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders; all that is checked, by default")
    parser.add_argument("--rule", help="only the findings of this rule, or of words that contain this")
    parser.add_argument("--count", action="store_true", help="the number of findings of each file instead")
    given = parser.parse_args(arguments)
    try:
        files = list(files_below(Path(one) for one in given.paths or [str(ROOT / name) for name in DEFAULT]))
        findings = check(files, load_words(), load_settings(), whole=not given.paths)
    except (OSError, SettingsError, ParserError, SyntaxError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    kept = [one for one in findings if not given.rule or given.rule in one.rule]
    lines = _counts([one.file for one in kept]) if given.count else map(str, kept)
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stderr.write(f"{len(kept)} findings in {len(files)} files.\n" if kept else "")
    return 1 if kept else 0


def _counts(files: Sequence[str]) -> Iterator[str]:
    yield from (f"{files.count(one):5} {one}" for one in sorted(set(files)))


if __name__ == "__main__":
    sys.exit(main())
