"""`python -m tests.wire NAME …`: serve the working directory as the reference does, changed by one mutant."""

import sys

from reference_orchestrator.__main__ import main as serve_truly
from tests.wire.mutants import all_mutants, all_tools, mutants_of
from tests.wire.telling import observe, tell

HONEST = "honest"
"""The name of no mutant at all: what the bench itself is checked with."""


def main() -> None:
    """Change what the argument says that names a mutant, which the reference never sees; the exit code is its own."""
    name = next(word for word in sys.argv if word == HONEST or word in all_mutants())
    sys.argv.remove(name)
    if name == HONEST:
        for tool in all_tools():
            observe(tool, mutants_of(all_tools()[tool]))
    else:
        tell(all_mutants()[name])
    serve_truly()


if __name__ == "__main__":
    main()
