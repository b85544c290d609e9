"""Sixty flaws that were written from the contract and the reference's source alone, without a look at the suite.

They were held out until they had been measured, so how many were caught tells what the suite noticed of what its
authors did not think of; `docs/fresh-flaws.md` has the figures. What was missed was closed as a kind, and each that is
caught now is declared like all others. `python -m tests.flawed.held_out.check fresh` shows of each that it is there,
and that the sound reference does not have it; `python -m tests.flawed.held_out.measure fresh` tells how many are
caught.
"""

from tests.flawed.fresh import planning, results, safety, server, templates, working
from tests.flawed.fresh.declaring import FRESH, SET

__all__ = ["FRESH", "SET", "planning", "results", "safety", "server", "templates", "working"]
