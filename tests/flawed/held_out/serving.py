"""Serves the working directory as the reference does, with a flaw of a set on top."""

from __future__ import annotations

import sys

from reference_orchestrator.__main__ import main as serve_truly
from tests.flawed.held_out.sets import HeldOut
from tests.flawed.lying import Lie


def serve(held_out: HeldOut) -> None:
    """Lie as the argument says that names a flaw, which the reference never sees; the exit code is its own."""
    flaws = {flaw.name: flaw for flaw in held_out.flaws}
    name = next(word for word in sys.argv if word in flaws)
    sys.argv.remove(name)
    lie = Lie(name)
    flaws[name].tell(lie)
    lie.announce()
    serve_truly()
