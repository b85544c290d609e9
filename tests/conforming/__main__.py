"""`python -m tests.conforming NAME …`: serve the working directory as the reference does, in a manner of its own."""

import sys
from typing import Final

from reference_orchestrator.__main__ import main as serve_plainly
from tests.conforming.declaring import Means
from tests.conforming.variants import VARIANTS

PLAIN: Final = "plain"
"""The name of no manner at all: the reference as it is."""


def main() -> None:
    """Serve in the manner that the argument names, of which the reference knows nothing; the exit code is its own."""
    name = next(word for word in sys.argv if word == PLAIN or word in VARIANTS)
    sys.argv.remove(name)
    if name != PLAIN:
        VARIANTS[name].tell(Means(name))
    serve_plainly()


if __name__ == "__main__":
    main()
