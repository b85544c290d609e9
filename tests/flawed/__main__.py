"""`python -m tests.flawed NAME …`: serve the working directory as the reference does, with one lie on top."""

import sys

from reference_orchestrator.__main__ import main as serve_truly
from tests.flawed.flaws import FLAWS
from tests.flawed.lying import Lie

HONEST = "honest"
"""The name of no flaw at all: what the bench itself is checked with."""


def main() -> None:
    """Lie as the argument says that names a flaw, which the reference never sees; the exit code is its own."""
    name = next(word for word in sys.argv if word == HONEST or word in FLAWS)
    sys.argv.remove(name)
    if name != HONEST:
        lie = Lie(name)
        FLAWS[name].tell(lie)
        lie.announce()
    serve_truly()


if __name__ == "__main__":
    main()
