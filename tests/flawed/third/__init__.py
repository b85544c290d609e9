"""Flaws by a third pair of eyes, written from the contract and the reference's source alone.

They were held out until they had been measured; `docs/third-flaws.md` has the figures.
`python -m tests.flawed.held_out.check third` shows of each that it is there, and that the sound reference does not have
it; `python -m tests.flawed.held_out.measure third` tells how many are caught.
"""

from tests.flawed.third import finding, planning, serving, working
from tests.flawed.third.declaring import SET, THIRD

__all__ = ["SET", "THIRD", "finding", "planning", "serving", "working"]
