"""What all scenarios of a run add to, beside its evidence."""

from __future__ import annotations

from dataclasses import dataclass, field

from acceptance.bench.growth import Curves
from acceptance.faults.recovery import Recoveries


@dataclass(frozen=True, slots=True)
class RunState:
    """What a run has found out over all its scenarios so far.

    Attributes:
        recoveries: what became of the faults that were injected.
        curves: how costs grow with the store.
    """

    recoveries: Recoveries = field(default_factory=Recoveries)
    curves: Curves = field(default_factory=dict)
