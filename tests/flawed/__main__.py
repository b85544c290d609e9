"""`python -m tests.flawed NAME …`: serve the working directory as the reference does, with one lie on top.

Several names, with a `+` between them, put several lies on top.
"""

import sys
from typing import Final

from reference_orchestrator.__main__ import main as serve_truly
from tests.flawed.flaws import FLAWS
from tests.flawed.lying import Lie

HONEST = "honest"
"""The name of no flaw at all: what the bench itself is checked with."""

TOGETHER: Final = "+"
"""Stands between the names of several flaws."""


def named(word: str) -> list[str]:
    """The flaws that an argument names; none where it names anything else."""
    names = word.split(TOGETHER)
    return names if all(name in FLAWS for name in names) else []


def main() -> None:
    """Lie as the argument says that names flaws, which the reference never sees; the exit code is its own."""
    word = next(word for word in sys.argv if word == HONEST or named(word))
    sys.argv.remove(word)
    for name in named(word):
        lie = Lie(name)
        FLAWS[name].tell(lie)
        lie.announce()
    serve_truly()


if __name__ == "__main__":
    main()
