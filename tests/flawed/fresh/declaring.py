"""How the second set of held-out flaws is declared."""

from typing import Final

from tests.flawed.fresh.caught import CAUGHT
from tests.flawed.held_out.sets import HeldOut, task_of

SET: Final = HeldOut("fresh", CAUGHT)
FRESH: Final = SET.flaws
fresh: Final = SET.declare

__all__ = ["FRESH", "SET", "fresh", "task_of"]
