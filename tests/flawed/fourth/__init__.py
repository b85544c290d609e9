"""Flaws by a fourth pair of eyes, written from the contract and the reference's source alone.

They were held out until they had been measured; `docs/fourth-flaws.md` has the figures.
`python -m tests.flawed.held_out.check fourth` shows of each that it is there, and that the sound reference does not
have it; `python -m tests.flawed.held_out.measure fourth` tells how many are caught.
"""

from tests.flawed.fourth import finding, planning, serving, stores, templates
from tests.flawed.fourth.declaring import FOURTH, SET

__all__ = ["FOURTH", "SET", "finding", "planning", "serving", "stores", "templates"]
