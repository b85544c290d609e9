"""A quick look at a target: the gravest scenarios of planning and of the tools, as many as fit into a few seconds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import groupby
from pathlib import Path
from typing import Final

from acceptance.shards.division import FeatureFile, Share
from acceptance.shards.sharing import Phase, SharedRun
from acceptance.shards.summary import Summary
from acceptance.specification.features import Case, read_specification

FOLDERS: Final = ("1_feature_integration", "2_api_testing")
SEVERITIES: Final = ("blocker", "critical")
UNTIL: Final = "until"
"""The option of behave's that says when no scenario is begun any more, in seconds since the epoch."""
LAST_ROUND: Final = 2
"""The round for all cases of a promise behind its second one, and for those that start servers of their own."""


def quick_cases(cases: Iterable[Case]) -> list[Case]:
    """The scenarios of a quick look, the gravest first, and of those as grave one of each promise before a second."""
    seen: Counter[tuple[str, str, str]] = Counter()
    ranked = []
    for case in cases:
        if case.folder in FOLDERS and case.severity in SEVERITIES and not case.large:
            promise = (case.severity, case.feature, case.rule)
            turn = min(seen[promise], LAST_ROUND)
            if "own_server" in case.tags:
                turn = LAST_ROUND
            else:
                seen[promise] += 1
            ranked.append(((SEVERITIES.index(case.severity), turn), case))
    return [case for _, case in sorted(ranked, key=lambda entry: entry[0])]


def dealt(cases: Sequence[Case], shares: int) -> list[Share]:
    """Deal scenarios out in their order, those of a file that come together to the share that has least so far."""
    found = [Share() for _ in range(shares)]
    for path, group in groupby(cases, key=lambda case: case.place.rpartition(":")[0]):
        own = list(group)
        file = FeatureFile(Path(path), own[0].feature, len(own), tuple(case.place for case in own))
        least = min(found, key=lambda share: share.weight)
        least.files.append(file)
        least.weight += len(own)
    return [share for share in found if share.files]


class QuickRun(SharedRun):
    """A quick look: it shows nothing while it lasts, and is summed up by whoever began it."""

    def plan(self) -> list[Phase]:
        """All that may be looked at; the processes end when the time is over."""
        cases = quick_cases(read_specification(self._places.features).cases.values())
        return [Phase("shard", dealt(cases, self._order.jobs))]

    def show(self, phases: Sequence[Phase]) -> AbstractContextManager[object]:
        """Show nothing."""
        return nullcontext()

    def figures(self, summary: Summary, seconds: float) -> Iterable[str]:
        """Tell nothing."""
        return ()
