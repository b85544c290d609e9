"""Flaws by a fifth pair of eyes, written from the contract and the reference's source alone.

They were held out until they had been measured; `docs/fifth-flaws.md` has the figures.
`python -m tests.flawed.held_out.check fifth` shows of each that it is there, and that the sound reference does not
have it; `python -m tests.flawed.held_out.measure fifth` tells how many are caught.
"""

from tests.flawed.fifth import finding, planning, serving, templates, working
from tests.flawed.fifth.declaring import FIFTH, SET

__all__ = ["FIFTH", "SET", "finding", "planning", "serving", "templates", "working"]
