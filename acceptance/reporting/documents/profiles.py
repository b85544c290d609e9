"""The verdicts on the profiles, as the documents and the console tell of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from acceptance.judging.profile_verdicts import ProfileStanding, ProfileVerdict
from acceptance.judging.promises import PromiseStanding

COLOURS: Final = {
    ProfileStanding.ACCEPTED: "good",
    ProfileStanding.AS_OFFERED: "good",
    ProfileStanding.RESERVATIONS: "warn",
    ProfileStanding.REJECTED: "bad",
}
MARKS: Final = {
    ProfileStanding.ACCEPTED: "✅",
    ProfileStanding.AS_OFFERED: "✅",
    ProfileStanding.RESERVATIONS: "⚠️",
    ProfileStanding.REJECTED: "❌",
    ProfileStanding.NOT_JUDGED: "❔",
}
MOST_NAMED: Final = 6
RULE: Final = (
    "A profile of which nothing is at fault is accepted if all its promises are offered, met as far as offered if at "
    "least half of them are, and offered in part if fewer are: the server is then not accepted for it."
)
"""What the verdicts on profiles mean, in one sentence for the reader of a table."""


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """A profile, as a reader is told of it."""

    name: str
    words: str
    standing: str
    colour: str
    mark: str
    share: str
    besides: str
    faults: str


def profile_rows(profiles: Sequence[ProfileVerdict]) -> list[ProfileRow]:
    """The profiles with what is said of each."""
    return [_row(one) for one in profiles]


def profile_line(profiles: Sequence[ProfileVerdict]) -> str:
    """What is said of all profiles, in one line for the console; empty where none could be judged."""
    told = []
    for standing in ProfileStanding:
        own = [one for one in profiles if one.standing is standing]
        if own:
            told.append(f"{len(own)} {standing} ({', '.join(map(_named, own))})")
    judged = any(one.standing is not ProfileStanding.NOT_JUDGED for one in profiles)
    return f"Profiles: {'; '.join(told)}." if judged else ""


def profile_record(profiles: Sequence[ProfileVerdict]) -> dict[str, dict[str, Any]]:
    """What is said of each profile, as the record of the verdict keeps it."""
    return {
        one.profile.name: {
            "standing": str(one.standing),
            "met": one.met,
            "offered": one.offered,
            "not_offered": one.missing,
            "promises": len(one.promises),
            "not_met": [each.identifier for each in one.promises if each.standing is PromiseStanding.NOT_MET],
            "at_fault": list(one.faults),
        }
        for one in profiles
    }


def _named(one: ProfileVerdict) -> str:
    """A profile with its share, where that is not all of it."""
    missing = f" and {one.missing} not offered" if one.missing and one.offered else ""
    if not missing and one.met == one.offered:
        return one.profile.name
    return f"{one.profile.name} {one.met} of {one.offered}{missing}"


def _row(one: ProfileVerdict) -> ProfileRow:
    more = ", …" if len(one.faults) > MOST_NAMED else ""
    return ProfileRow(
        name=one.profile.name,
        words=one.profile.words,
        standing=str(one.standing),
        colour=COLOURS.get(one.standing, "none"),
        mark=MARKS.get(one.standing, ""),
        share=one.share,
        besides=one.besides,
        faults=f"{', '.join(one.faults[:MOST_NAMED])}{more}",
    )
