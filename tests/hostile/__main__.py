"""`python -m tests.hostile NAME …`: serve the working directory as the reference does, and do the harm of that name."""

import sys

from reference_orchestrator.__main__ import main as serve_truly
from tests.hostile.declaring import Hostility
from tests.hostile.targets import HOSTILES

HONEST = "honest"
"""The name of no harm at all: what the bench itself is checked with."""


def main() -> None:
    """Do the harm that the argument names, of which the reference knows nothing; the exit code is its own."""
    name = next(word for word in sys.argv if word == HONEST or word in HOSTILES)
    sys.argv.remove(name)
    tell = None if name == HONEST else HOSTILES[name].tell
    if tell is not None:
        tell(Hostility(name))
    serve_truly()


if __name__ == "__main__":
    main()
