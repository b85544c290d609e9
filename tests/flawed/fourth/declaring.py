"""How the fourth set of held-out flaws is declared."""

from typing import Final

from tests.flawed.fourth.caught import CAUGHT
from tests.flawed.held_out.sets import HeldOut, task_of

SET: Final = HeldOut("fourth", CAUGHT)
FOURTH: Final = SET.flaws
fourth: Final = SET.declare

__all__ = ["FOURTH", "SET", "fourth", "task_of"]
