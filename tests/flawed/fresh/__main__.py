"""`python -m tests.flawed.fresh NAME`: serve the working directory as the reference does, with a fresh flaw on top."""

import sys

from reference_orchestrator.__main__ import main as serve_truly
from tests.flawed.fresh import FRESH
from tests.flawed.lying import Lie


def main() -> None:
    """Lie as the argument says that names a flaw, which the reference never sees; the exit code is its own."""
    flaws = {flaw.name: flaw for flaw in FRESH}
    name = next(word for word in sys.argv if word in flaws)
    sys.argv.remove(name)
    lie = Lie(name)
    flaws[name].tell(lie)
    lie.announce()
    serve_truly()


if __name__ == "__main__":
    main()
