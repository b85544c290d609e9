"""What became of the faults of a run: how many were injected, how many recovered from, and how fast."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from dataclasses import dataclass
from statistics import median
from typing import Final

from acceptance.stopwatch.pictures import bars

HEADINGS: Final = (
    "fault",
    "injected",
    "recovery awaited",
    "recovered",
    "median recovery time in seconds",
    "worst recovery time in seconds",
)


@dataclass(frozen=True, slots=True)
class Recovery:
    """What became of one fault.

    Attributes:
        kind: what it was.
        recovered: whether changes were accepted again after it and nothing was lost; None: nobody looked.
        seconds: from the end of its cause to the first change that was accepted; None: none was seen.
    """

    kind: str
    recovered: bool | None
    seconds: float | None


class Recoveries:
    """All faults of a run."""

    def __init__(self) -> None:
        self._all: list[Recovery] = []

    def __bool__(self) -> bool:
        """Whether there were any."""
        return bool(self._all)

    def add(self, recovery: Recovery) -> None:
        """Keep what became of a fault."""
        self._all.append(recovery)

    def rows(self) -> list[tuple[str, int, int, int, float | None, float | None]]:
        """A row for each kind, under `HEADINGS`."""
        kinds: dict[str, list[Recovery]] = defaultdict(list)
        for one in self._all:
            kinds[one.kind].append(one)
        rows = []
        for kind, ones in sorted(kinds.items()):
            seconds = [one.seconds for one in ones if one.seconds is not None]
            awaited = [one.recovered for one in ones if one.recovered is not None]
            times = (round(median(seconds), 3), round(max(seconds), 3)) if seconds else (None, None)
            rows.append((kind, len(ones), len(awaited), sum(awaited), *times))
        return rows

    def table(self) -> str:
        """The rows as a table, in CSV."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(HEADINGS)
        writer.writerows(self.rows())
        return text.getvalue()

    def picture(self) -> str | None:
        """Median and worst time of recovery for each kind, as SVG; None where no time was seen."""
        timed = {row[0]: row[4:] for row in self.rows() if None not in row}
        if not timed:
            return None
        return bars(
            "Recovery time by kind of fault",
            "seconds from the end of the fault to the first accepted change",
            list(timed),
            {
                "median": [middle or 0 for middle, _ in timed.values()],
                "worst": [worst or 0 for _, worst in timed.values()],
            },
        )
