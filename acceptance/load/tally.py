"""The result of a load: the time of every call, the fate of every task, and whether that is acceptable."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

from acceptance.evidence.evidence import Figure

BOUND: Final = 99.9
"""The share of the tasks started that must be completed and read back, in per cent (OSM-3)."""

SHOWN: Final = 5
"""How many of a kind of complaint are told; the others are counted."""

COUNTS: Final = ("started", "completed", "confirmed", "refused", "unanswered", "wrong")


@dataclass(slots=True)
class Tally:
    """The record of a load, be it of one process or of many.

    Attributes:
        started: how many tasks were begun.
        completed: how many were answered to be completed.
        confirmed: how many were completed when they were read back at the end.
        refused: how many calls were refused that had no reason to be.
        unanswered: how many calls were not answered.
        wrong: how many answers were not what was asked for.
        complaints: what went wrong, in words, with how often.
        milliseconds: how long each call took that was answered, by what it was.
        seconds: how long the load lasted, without the reading back.
    """

    started: int = 0
    completed: int = 0
    confirmed: int = 0
    refused: int = 0
    unanswered: int = 0
    wrong: int = 0
    complaints: Counter[str] = field(default_factory=Counter)
    milliseconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    seconds: float = 0.0

    @property
    def share(self) -> float:
        """The share of the tasks started that were completed and read back, in per cent; 0 of none."""
        return 100 * self.confirmed / self.started if self.started else 0.0

    @property
    def accepted(self) -> bool:
        """Whether the load was sustained: 99.9 % completed, nothing rejected without reason, no wrong answer."""
        return self.started > 0 and self.share >= BOUND and not self.refused and not self.wrong

    @property
    def calls(self) -> int:
        """How many calls were answered."""
        return sum(map(len, self.milliseconds.values()))

    def refuse(self, verb: str, words: str) -> None:
        """Note a call that was refused without reason."""
        self.refused += 1
        self.complaints[f"the {verb} was rejected: {words}"] += 1

    def miss(self, verb: str, words: str) -> None:
        """Note a call that was not answered."""
        self.unanswered += 1
        self.complaints[f"the {verb} was not answered: {words}"] += 1

    def doubt(self, words: str) -> None:
        """Note an answer that was not what was asked for."""
        self.wrong += 1
        self.complaints[words] += 1

    def told(self) -> list[str]:
        """The complaints, the commonest first, the rarest left out where there are many."""
        kept = [f"{count} times: {words}" for words, count in self.complaints.most_common(SHOWN)]
        left = len(self.complaints) - len(kept)
        return [*kept, f"and {left} more problems"] if left > 0 else kept

    def as_message(self) -> dict[str, Any]:
        """All of it as plain values, for another process."""
        return {
            **{name: getattr(self, name) for name in COUNTS},
            "seconds": self.seconds,
            "complaints": dict(self.complaints),
            "milliseconds": {verb: [round(time, 4) for time in times] for verb, times in self.milliseconds.items()},
        }

    def add(self, message: Mapping[str, Any]) -> None:
        """Add what another process tells; several work at the same time, so their seconds are not added up."""
        for name in COUNTS:
            setattr(self, name, getattr(self, name) + message[name])
        self.seconds = max(self.seconds, message["seconds"])
        self.complaints.update(message["complaints"])
        for verb, times in message["milliseconds"].items():
            self.milliseconds[verb] += times

    def figure(self, name: str) -> Figure:
        """The figure that the load gives, for the record of a run."""
        return Figure(
            requirement="OSM-3",
            name=name,
            value=round(self.share, 4),
            unit="%",
            bound=f"at least {BOUND} % completed and read back, nothing rejected without reason",
            met=self.accepted,
            details=self.details(),
        )

    def details(self) -> dict[str, Any]:
        """The counts, and the times by call."""
        return {
            **{name: getattr(self, name) for name in COUNTS},
            "seconds": round(self.seconds, 3),
            "complaints": self.told(),
            "milliseconds": {
                verb: {str(share): round(percentile(times, share), 3) for share in (50, 90, 99, 99.9, 100)}
                for verb, times in self.milliseconds.items()
            },
        }


def percentile(times: Sequence[float], share: float) -> float:
    """The time that so many per cent of the calls did not exceed: a time that was measured, by the nearest rank.

    Raises:
        ValueError: there is no time, or the share is none.
    """
    if not times or not 0 < share <= 100:
        raise ValueError(f"there is no {share} % of {len(times)} times")
    # In whole thousandths: 99.9 % of 1,000 is a hair more than 999 where it is reckoned with a binary point.
    return sorted(times)[math.ceil(Fraction(round(share * 1000), 100_000) * len(times)) - 1]
