"""Sixty flaws that were written from the contract and the reference's source alone, without a look at the suite.

They are held out: no scenario was written for them, so how many are caught tells what the suite notices of what its
authors did not think of. `python -m tests.flawed.fresh.check` shows of each that it is there, and that the sound
reference does not have it; `python -m tests.flawed.fresh.measure` tells how many are caught.
"""

from tests.flawed.fresh import planning, results, safety, server, templates, working
from tests.flawed.fresh.declaring import FRESH

__all__ = ["FRESH", "planning", "results", "safety", "server", "templates", "working"]
