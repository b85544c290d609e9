"""How the third set of held-out flaws is declared."""

from typing import Final

from tests.flawed.held_out.sets import HeldOut, task_of
from tests.flawed.third.caught import CAUGHT

SET: Final = HeldOut("third", CAUGHT)
THIRD: Final = SET.flaws
third: Final = SET.declare

__all__ = ["SET", "THIRD", "task_of", "third"]
