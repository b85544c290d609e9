"""How the fifth set of held-out flaws is declared."""

from typing import Final

from tests.flawed.fifth.caught import CAUGHT
from tests.flawed.held_out.sets import HeldOut, task_of

SET: Final = HeldOut("fifth", CAUGHT)
FIFTH: Final = SET.flaws
fifth: Final = SET.declare

__all__ = ["FIFTH", "SET", "fifth", "task_of"]
