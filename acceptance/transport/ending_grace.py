"""How long servers are given to end, where others of their kind have shown that they do not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

OFTEN: Final = 3
"""So often the whole time is given in a row."""
SHORT_SECONDS: Final = 0.5
"""How long is given from then on."""


class Way(StrEnum):
    """How a server is told to end."""

    CLOSED = "its input is closed"
    TERMINATED = "it is terminated"


@dataclass(slots=True)
class EndingGrace:
    """How long each server of a target has to end in each way; one that ends in time earns all of them the whole time.

    Attributes:
        seconds: the whole time.
    """

    seconds: float
    _outlived: Counter[Way] = field(default_factory=Counter)

    def of(self, way: Way) -> float:
        """How long the next server has."""
        return min(self.seconds, SHORT_SECONDS) if self._outlived[way] >= OFTEN else self.seconds

    def note(self, way: Way, *, ended: bool) -> None:
        """Remember whether a server ended in the time that it had."""
        if ended:
            self._outlived[way] = 0
        else:
            self._outlived[way] += 1
