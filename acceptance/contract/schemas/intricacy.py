"""How much work a schema makes of one value: references can multiply it beyond any time that there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from acceptance.contract.schemas.graph import Graph

MOST_STEPS: Final = 20_000_000
"""So many steps take the validator between one and two seconds."""
FEW_WAYS: Final = 20
"""What multiplies no more than this is not worth the time to look at the value."""
MOST_LEVELS: Final = 64
"""So many levels of a value are told apart; what is deeper makes as much work as can be."""
PATIENCE: Final = 1_000_000
"""So many steps are spent on finding out how a schema multiplies."""


@dataclass(slots=True)
class Intricacy:
    """How a schema multiplies the work for a value, found out level by level and only as deep as values are.

    Attributes:
        graph: how the definitions of the schema refer to each other.
    """

    graph: Graph
    _levels: list[dict[str, float]] = field(default_factory=list)
    _patience: int = PATIENCE

    def bearable(self, value: Any) -> bool:
        """Whether a value can be held against the schema in a second or two."""
        if not self.graph.complete:
            return False
        ways = self.ways(0 if self.graph.flat else depth(value, MOST_LEVELS))
        return ways <= FEW_WAYS or (ways <= MOST_STEPS and ways * size(value, int(MOST_STEPS / ways)) <= MOST_STEPS)

    def ways(self, level: int) -> float:
        """How often a part of a value may be looked at that is nested so deep."""
        while len(self._levels) <= level and self._patience > 0:
            self._levels.append(self._next())
        return self._levels[level][""] if len(self._levels) > level else MOST_STEPS + 1

    def _next(self) -> dict[str, float]:
        """The ways one level further out than those that are known, until they change no more, or are too many."""
        below = self._levels[-1] if self._levels else dict.fromkeys(self.graph.own, 0.0)
        start = {
            name: own + sum(below[one] for one in self.graph.further[name]) for name, own in self.graph.own.items()
        }
        found = start
        while self._patience > 0:
            self._patience -= len(start) + sum(map(len, self.graph.here.values()))
            next_ones = {
                name: min(MOST_STEPS + 1.0, base + sum(found[one] for one in self.graph.here[name]))
                for name, base in start.items()
            }
            if next_ones == found:
                break
            found = next_ones
        return found


def depth(value: Any, most: int) -> int:
    """How deep a value is nested, and `most` where it is deeper."""
    level, found = [value], 0
    while found < most:
        level = [inner for one in level for inner in contents(one)]
        if not level:
            return found
        found += 1
    return found


def size(value: Any, most: int) -> int:
    """How many parts a value has, counted to a little beyond `most`."""
    waiting, found = [value], 1
    while waiting and found <= most:
        inner = contents(waiting.pop())
        found += len(inner)
        # Made for every answer, so no step is spent on what holds nothing.
        waiting += [one for one in inner if isinstance(one, dict | list)]
    return found


def contents(value: Any) -> list[Any]:
    """What lies directly in a value."""
    if isinstance(value, Mapping):
        return list(value.values())
    return value if isinstance(value, list) else []
