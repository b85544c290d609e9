"""The faults of a run: which were recovered from, and how fast each kind was (OSM-4, ERR-3)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import median
from typing import Final

from acceptance.errors import NotMeasurableError, NotOfferedError
from acceptance.judging.evidence_lines import FaultSeen
from acceptance.judging.judgement import Judgement, counted, share, some
from acceptance.judging.run_record import NoRunError, RunRecord
from acceptance.judging.traceability import is_at_fault
from acceptance.specification.phases import FAULTS

MOST_SECONDS: Final = 5.0
"""So long may the median recovery of a kind of fault take, from the end of its cause to the first accepted change."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What became of all faults of one kind.

    Attributes:
        name: the kind.
        failed: the scenarios in which it was not recovered from.
        seconds: the median time to recover; None where no recovery was timed.
    """

    name: str
    failed: tuple[str, ...]
    seconds: float | None


def injected(run: RunRecord) -> list[FaultSeen]:
    """The faults of the scenarios that were judged.

    Raises:
        NoRunError: there are none, though a scenario about faults failed, or none was run.
        NotMeasurableError: none could be injected here.
    """
    run.ran()
    judged = {name for name, one in run.outcomes.items() if one.judged}
    found = [fault for fault in run.faults if fault.scenario in judged]
    if found:
        return found
    outcomes = [one for _, one in run.folder(FAULTS)]
    if any(is_at_fault(one) for one in outcomes):
        raise NoRunError("no fault was injected")
    if missing := [one for one in outcomes if one.not_offered]:
        raise NotOfferedError(missing[0].lacking)
    raise NotMeasurableError("no fault could be injected")


def is_recovered(run: RunRecord, fault: FaultSeen) -> bool:
    """Whether a fault was recovered from: where its scenario failed, nobody could see that it was."""
    return run.outcomes[fault.scenario].status == "passed" and fault.recovered is not False


def faults_recovered(run: RunRecord) -> Judgement:
    """OSM-4: faults recovered from, of all that were injected."""
    faults = injected(run)
    lost = [fault.scenario for fault in faults if not is_recovered(run, fault)]
    good = len(faults) - len(lost)
    words = share(good, len(faults)) + (f"; not {some(lost)}" if lost else "")
    return counted(good, len(faults), words, "100 %", lost)


def kinds(run: RunRecord) -> list[Kind]:
    """The kinds of faults of a run, by their names.

    Raises:
        NoRunError: no fault was injected.
    """
    groups: dict[str, list[FaultSeen]] = defaultdict(list)
    for fault in injected(run):
        groups[fault.kind].append(fault)
    return [
        Kind(
            name,
            tuple(one.scenario for one in faults if not is_recovered(run, one)),
            median(times) if (times := [one.seconds for one in faults if one.seconds is not None]) else None,
        )
        for name, faults in sorted(groups.items())
    ]


def recovery_times(run: RunRecord) -> Judgement:
    """The part of ERR-3 that folder 5 measures: each kind of fault is recovered from within the bound.

    Raises:
        NoRunError: no fault was injected.
    """
    found = kinds(run)
    untimed = [one.name for one in found if one.seconds is None and not one.failed]
    timed = [one for one in found if one.name not in untimed]
    slow = [one for one in timed if one.failed or one.seconds is None or one.seconds > MOST_SECONDS]
    words = f"{len(timed) - len(slow)} of {len(timed)} kinds of faults recovered from within {MOST_SECONDS:g} s"
    words = words if timed else "no recovery timed"
    words += f"; not {some([one.name for one in slow])}" if slow else ""
    words += f"; no recovery to time: {some(untimed)}" if untimed else ""
    because = {name for one in slow for name in one.failed or ("ERR-3",)}
    return counted(len(timed) - len(slow), len(timed), words, f"within {MOST_SECONDS:g} s", because)
