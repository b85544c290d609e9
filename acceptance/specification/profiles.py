"""The profiles that the requirements belong to, each to exactly one, read from `features/requirements.md`.

A profile is what an orchestrator can offer or leave out as a whole: search, templates, sessions.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Final

from acceptance.errors import SuiteError

HEADING: Final = "## Profiles"
ROW: Final = re.compile(r"^\|\s*(?P<name>[^|]+?)\s*\|\s*(?P<words>[^|]+?)\s*\|\s*(?P<members>[^|]+?)\s*\|$")
MEMBERS: Final = re.compile(r"(?P<family>[A-Z]+)-(?P<first>\d+)(?: to (?P=family)-(?P<last>\d+))?")
TABLE_HEAD: Final = 2
"""So many lines of the table are its heading."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A part of the contract that an orchestrator offers or not.

    Attributes:
        name: what it is called, as in a sentence.
        words: what it covers.
        requirements: the identifiers that belong to it, in the file's order.
    """

    name: str
    words: str
    requirements: tuple[str, ...]


def read_profiles(file: Path, requirements: Collection[str]) -> tuple[Profile, ...]:
    """The profiles, in the file's order; none where the file has no such section.

    Args:
        file: `requirements.md`.
        requirements: the identifiers that it has.

    Raises:
        SuiteError: the file cannot be read, a row is no profile, or a requirement belongs to none or to several.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise SuiteError(f"The profiles cannot be read from {file}: {error.strerror}.") from None
    if HEADING not in lines:
        return ()
    profiles = tuple(_rows(file.name, lines, lines.index(HEADING) + 1))
    _check(file.name, profiles, requirements)
    return profiles


def _rows(file: str, lines: list[str], begin: int) -> Iterator[Profile]:
    """Yield the profiles of the table behind a heading."""
    section = takewhile(lambda numbered: not numbered[1].startswith("## "), enumerate(lines[begin:], start=begin + 1))
    for number, line in [(number, line) for number, line in section if line.startswith("|")][TABLE_HEAD:]:
        row = ROW.match(line)
        if row is None:
            raise SuiteError(
                f"{file}, line {number}: a profile has a name, words, and requirements: TASK-1, TASK-4 to TASK-6."
            )
        yield Profile(row["name"], row["words"], tuple(_members(f"{file}, line {number}", row["members"])))


def _members(place: str, told: str) -> Iterator[str]:
    """Yield the identifiers of a list such as `TASK-1, TASK-4 to TASK-6`."""
    for part in told.split(","):
        read = MEMBERS.fullmatch(part.strip())
        if read is None:
            raise SuiteError(f'{place}: "{part.strip()}" is neither a requirement nor a range, TASK-4 to TASK-6.')
        first, last = int(read["first"]), int(read["last"] or read["first"])
        yield from (f"{read['family']}-{number}" for number in range(first, last + 1))


def _check(file: str, profiles: tuple[Profile, ...], requirements: Collection[str]) -> None:
    """Check that each requirement belongs to exactly one profile."""
    home: dict[str, str] = {}
    for profile in profiles:
        for identifier in profile.requirements:
            if identifier not in requirements:
                raise SuiteError(f'{file}: the profile "{profile.name}" names {identifier}, not a requirement.')
            if identifier in home:
                raise SuiteError(
                    f'{file}: {identifier} belongs to "{home[identifier]}" and to "{profile.name}"; leave one.'
                )
            home[identifier] = profile.name
    if homeless := next((one for one in requirements if one not in home), None):
        raise SuiteError(f"{file}: {homeless} belongs to no profile; add it to one in the section Profiles.")
