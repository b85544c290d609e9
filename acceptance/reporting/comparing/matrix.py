"""The matrix of a comparison: promises as rows, grouped by profile, servers as columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from acceptance.judging.judgement import share
from acceptance.judging.profile_verdicts import ProfileStanding, ProfileVerdict
from acceptance.judging.promises import Promise, PromiseStanding, promise_standing
from acceptance.judging.traceability import Trace
from acceptance.reporting.comparing.server_run import ServerRun
from acceptance.specification.profiles import Profile

NOTHING = frozenset({ProfileStanding.NOT_OFFERED, ProfileStanding.IN_PART, ProfileStanding.NOT_JUDGED})
"""What is said of a profile that a server does not offer, or less than half of it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one server does about one requirement.

    Attributes:
        standing: met, not met, blocked, not offered, declared otherwise or not judged.
        met: how many of its promises are met.
        offered: how many are offered and judged.
        left: how many are not offered.
        broken: the promises that are not met.
        standings: how each of its promises stands, by the identifier.
        not_run: how many promises were not run, or in part.
    """

    standing: PromiseStanding
    met: int
    offered: int
    left: int
    broken: tuple[Promise, ...] = ()
    standings: Mapping[str, PromiseStanding] = field(default_factory=dict)
    not_run: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement, and what each server does about it."""

    identifier: str
    words: str
    cells: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        """Whether the servers do not all do the same about it; what was not judged of one is no difference."""
        names = {name for cell in self.cells for name in cell.standings}
        told = [{cell.standings.get(name) for cell in self.cells} for name in names]
        told.append({cell.standing for cell in self.cells})
        return any(len(one - {None, PromiseStanding.NOT_JUDGED}) > 1 for one in told)

    @property
    def judged(self) -> bool:
        """Whether it was judged of any server."""
        return any(one.standing is not PromiseStanding.NOT_JUDGED for one in self.cells)


@dataclass(frozen=True, slots=True)
class Group:
    """One profile, what is said of each server about it, and its requirements."""

    profile: Profile
    verdicts: tuple[ProfileVerdict, ...]
    rows: tuple[Row, ...]

    @property
    def judged(self) -> bool:
        """Whether anything of it was judged of any server."""
        return any(one.judged for one in self.rows)

    @property
    def differing(self) -> list[Row]:
        """Its requirements about which the servers differ."""
        return [one for one in self.rows if one.differs]


@dataclass(frozen=True)
class Matrix:
    """Servers side by side.

    Attributes:
        servers: the columns, in the order in which they were named.
    """

    servers: tuple[ServerRun, ...]

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The profiles of which anything was judged, in the order of the requirements."""
        profiles = self.servers[0].run.profiles
        found = (self._group(number, profile) for number, profile in enumerate(profiles))
        return tuple(one for one in found if one.judged)

    @property
    def differing(self) -> list[Row]:
        """The requirements about which the servers differ."""
        return [row for group in self.groups for row in group.differing]

    @property
    def notes(self) -> list[str]:
        """What a reader should know of the runs; what holds for several is said once."""
        sentences = dict.fromkeys(sentence for one in self.servers for sentence in one.notes)
        named = {said: [one.name for one in self.servers if said in one.notes] for said in sentences}
        return [f"{', '.join(names)}: {said}" for said, names in named.items()]

    @cached_property
    def regressions(self) -> list[str]:
        """The scenarios that the first server passes, and one of the others fails or lacks."""
        first, *others = self.servers
        return [
            name
            for name, outcome in first.run.outcomes.items()
            if outcome.status == "passed" and any(lacks(other, name) for other in others)
        ]

    def _group(self, number: int, profile: Profile) -> Group:
        rows = tuple(self._row(identifier) for identifier in profile.requirements)
        return Group(profile, tuple(one.profiles[number] for one in self.servers), rows)

    def _row(self, identifier: str) -> Row:
        words = self.servers[0].run.requirements[identifier]
        return Row(identifier, words, tuple(_cell(one, identifier) for one in self.servers))


def lacks(server: ServerRun, scenario: str) -> bool:
    """Whether a server does not pass a scenario, and has not declared it otherwise."""
    outcome = server.run.outcomes.get(scenario)
    return outcome is None or (outcome.status != "passed" and not outcome.exempt)


def keeps_what_breaks(one: ServerRun, other: ServerRun) -> list[str]:
    """The promises that one server keeps and another breaks."""
    kept = [name for name, standing in one.standings.items() if standing is PromiseStanding.MET]
    return [name for name in kept if other.standings.get(name) is PromiseStanding.NOT_MET]


def breaks_what_is_kept(server: ServerRun, servers: Sequence[ServerRun]) -> set[str]:
    """The promises that a server breaks and any of some others keeps."""
    return {name for other in servers if other is not server for name in keeps_what_breaks(other, server)}


def ahead(groups: Sequence[Group], one: int, other: int) -> list[str]:
    """The profiles in which one server keeps more than another: it alone offers them, or meets a larger share."""
    return [group.profile.name for group in groups if _rank(group.verdicts[one]) > _rank(group.verdicts[other])]


def share_of(server: ServerRun) -> str:
    """How many of the offered promises a server meets, in words."""
    if not server.offered:
        return "none offered"
    return f"{server.met} of {server.offered} ({share(server.met, server.offered)})"


def _rank(verdict: ProfileVerdict) -> tuple[bool, float]:
    offered = verdict.standing not in NOTHING
    return offered and verdict.offered > 0, verdict.met / verdict.offered if verdict.offered else 0.0


def _cell(server: ServerRun, identifier: str) -> Cell:
    trace = server.traces[identifier]
    promises = [one for one in server.promises if one.requirement == identifier]
    broken = tuple(one for one in promises if one.standing is PromiseStanding.NOT_MET)
    met = sum(one.standing is PromiseStanding.MET for one in promises)
    left = sum(one.standing is PromiseStanding.NOT_OFFERED for one in promises)
    standings = {one.identifier: one.standing for one in promises}
    not_run = sum(one.left_out > 0 and one.standing is PromiseStanding.NOT_JUDGED for one in promises)
    standing = _standing(trace, promises, not_run)
    return Cell(standing, met, met + len(broken), left, broken, standings, not_run)


def _standing(trace: Trace, promises: Sequence[Promise], not_run: int) -> PromiseStanding:
    """How a requirement stands: as in the verdict, unless its promises tell that it is broken or not offered."""
    found = {one.standing for one in promises}
    if PromiseStanding.NOT_MET in found:
        return PromiseStanding.NOT_MET
    if not_run:
        return PromiseStanding.NOT_JUDGED
    # A scenario that carries it and asserts none of its promises may have passed all the same.
    return PromiseStanding.NOT_OFFERED if found == {PromiseStanding.NOT_OFFERED} else promise_standing(trace.standing)
