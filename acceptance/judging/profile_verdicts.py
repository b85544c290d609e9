"""The verdict on each profile: accepted, met as far as offered, rejected, and how many of the offered promises are met.

A target is judged on what it offers. What it does not offer of a profile keeps the whole from being accepted, and not
the profile, as long as it offers at least half of the profile's promises.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from acceptance.judging.promises import Promise, PromiseStanding, judge_promises
from acceptance.judging.run_record import RunRecord
from acceptance.judging.traceability import AT_FAULT, UNOFFERED, Standing, Trace
from acceptance.judging.waiving import Waived
from acceptance.specification.profiles import Profile

UNJUDGED: Final = frozenset({Standing.BLOCKED, Standing.BROKEN, Standing.NOT_RUN, Standing.UNCOVERED})
"""Standings that say nothing about the target; a profile with one of them has no verdict, unless it is rejected."""


class ProfileStanding(StrEnum):
    """What is said of a profile."""

    ACCEPTED = "accepted"
    AS_OFFERED = "met as far as offered"
    RESERVATIONS = "accepted with reservations"
    REJECTED = "rejected"
    IN_PART = "offered in part"
    NOT_OFFERED = "not offered"
    DECLARED = "declared otherwise"
    NOT_JUDGED = "not judged"


KEPT: Final = frozenset({ProfileStanding.ACCEPTED, ProfileStanding.AS_OFFERED, ProfileStanding.RESERVATIONS})
"""Standings of profiles that a target is accepted for."""


@dataclass(frozen=True, slots=True)
class ProfileVerdict:
    """What is said of one profile.

    Attributes:
        profile: the profile.
        standing: what is said of it.
        promises: its promises, with how each stands.
        faults: the requirements for which it is rejected.
    """

    profile: Profile
    standing: ProfileStanding
    promises: tuple[Promise, ...]
    faults: tuple[str, ...] = ()

    def count(self, standing: PromiseStanding) -> int:
        """How many of its promises stand so."""
        return sum(one.standing is standing for one in self.promises)

    @property
    def met(self) -> int:
        """How many promises are met."""
        return self.count(PromiseStanding.MET)

    @property
    def offered(self) -> int:
        """How many promises are offered and judged."""
        return self.met + self.count(PromiseStanding.NOT_MET)

    @property
    def missing(self) -> int:
        """How many promises are not offered."""
        return self.count(PromiseStanding.NOT_OFFERED)

    @property
    def share(self) -> str:
        """How many of the offered promises are met, in words; empty where none is offered."""
        return f"{self.met} of {self.offered}{' offered' if self.missing else ''}" if self.offered else ""

    @property
    def besides(self) -> str:
        """The promises that are neither met nor broken, in words; empty where there are none."""
        others = Counter(one.standing for one in self.promises)
        kinds = (
            PromiseStanding.BLOCKED,
            PromiseStanding.NOT_OFFERED,
            PromiseStanding.DECLARED,
            PromiseStanding.NOT_JUDGED,
        )
        return ", ".join(f"{others[kind]} {kind}" for kind in kinds if others[kind])


def judge_profiles(run: RunRecord, traces: Sequence[Trace], waived: Waived) -> tuple[ProfileVerdict, ...]:
    """The verdict on each profile of the requirements, in their order."""
    promises = judge_promises(run)
    found = []
    for profile in run.profiles:
        own = [one for one in traces if one.identifier in profile.requirements]
        its = tuple(one for one in promises if one.requirement in profile.requirements)
        found.append(ProfileVerdict(profile, _standing(own, its, waived), its, _faults(own, waived)))
    return tuple(found)


def _faults(traces: Sequence[Trace], waived: Waived) -> tuple[str, ...]:
    """The requirements that reject a profile: what is merely not offered does not."""
    return tuple(one.identifier for one in traces if _rejects(one) and not waived.covers(one))


def _rejects(one: Trace) -> bool:
    return one.standing in AT_FAULT - UNJUDGED - UNOFFERED


def _standing(traces: Sequence[Trace], promises: Sequence[Promise], waived: Waived) -> ProfileStanding:
    standings = Counter(one.standing for one in promises)
    offered = standings[PromiseStanding.MET] + standings[PromiseStanding.NOT_MET]
    missing = standings[PromiseStanding.NOT_OFFERED]
    facts = (
        (ProfileStanding.REJECTED, bool(_faults(traces, waived))),
        (ProfileStanding.NOT_JUDGED, any(one.standing in UNJUDGED for one in traces)),
        (ProfileStanding.NOT_OFFERED, missing > 0 and not offered),
        (ProfileStanding.IN_PART, offered < missing),
        (ProfileStanding.RESERVATIONS, any(_rejects(one) for one in traces)),
        (ProfileStanding.AS_OFFERED, missing > 0),
        (ProfileStanding.ACCEPTED, offered > 0),
        (ProfileStanding.DECLARED, standings[PromiseStanding.DECLARED] > 0),
    )
    return next((name for name, so in facts if so), ProfileStanding.NOT_JUDGED)
