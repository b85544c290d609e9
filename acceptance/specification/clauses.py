"""Clauses: promises that can be broken alone, as they stand in `features/clauses/`, one file for each family."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from acceptance.errors import SuiteError

FOLDER: Final = Path("features/clauses")
TEXTS: Final = ("id", "words", "reason", "open")
LISTS: Final = ("scenarios", "flaws")
MARKS: Final = ("exploration", "choice")
"""What can only be true, and is left out otherwise."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One promise that can be broken while all others are kept.

    Attributes:
        identifier: its requirement and a running number within it, such as `SESSION-2.4`.
        words: the promise.
        file: where it stands, from the project's root.
        scenarios: the titles of the scenarios and outlines that fail when it is broken.
        exploration: whether the independent model of the contract compares it.
        flaws: the flaws that prove that.
        reason: why it cannot be seen from outside; empty if it can.
        open: what is missing before something would notice; empty if nothing is.
        choice: whether it is a choice of design, so that a target may declare it otherwise.
    """

    identifier: str
    words: str
    file: str
    scenarios: tuple[str, ...] = ()
    exploration: bool = False
    flaws: tuple[str, ...] = ()
    reason: str = ""
    open: str = ""
    choice: bool = False

    @property
    def requirement(self) -> str:
        """The identifier of its requirement."""
        return self.identifier.rpartition(".")[0]

    @property
    def family(self) -> str:
        """The family of its requirement, such as SESSION."""
        return self.identifier.partition("-")[0]

    @property
    def is_asserted(self) -> bool:
        """Whether something notices when it is broken."""
        return bool(self.scenarios) or self.exploration


class ClauseError(SuiteError):
    """A file of clauses cannot be read; the message names the file, the clause and what is wrong."""


def read_clauses(folder: Path) -> list[Clause]:
    """Read all clauses below a folder, file by file in the order of their names.

    Raises:
        ClauseError: a file is not TOML, or an entry in it has an unknown key or a value of the wrong type.
    """
    found = []
    for path in sorted(folder.glob("*.toml")):
        shown = (FOLDER / path.name).as_posix()
        try:
            content = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ClauseError(f"{shown}: {error}") from None
        entries = content.get("clause")
        if set(content) != {"clause"} or not isinstance(entries, list):
            raise ClauseError(f"{shown}: it must hold entries [[clause]] and nothing else")
        found += [_clause(entry, shown) for entry in entries]
    return found


def _clause(entry: Mapping[str, Any], file: str) -> Clause:
    """Read one entry.

    Raises:
        ClauseError: a key is missing or unknown, or has a value of the wrong type.
    """
    place = f"{file}: {entry.get('id', 'a clause without an id')}"
    if missing := {"id", "words"} - set(entry):
        raise ClauseError(f"{place}: {min(missing)} is missing")
    if unknown := set(entry) - {*TEXTS, *LISTS, *MARKS}:
        raise ClauseError(f"{place}: {min(unknown)} is no key of a clause")
    if empty := [key for key in TEXTS if key in entry and not _is_text(entry[key])]:
        raise ClauseError(f"{place}: {empty[0]} must be a text that is not blank")
    for key in LISTS:
        if not isinstance(entry.get(key, []), list) or not all(map(_is_text, entry.get(key, []))):
            raise ClauseError(f"{place}: {key} must be a list of texts")
    for key in MARKS:
        if entry.get(key, True) is not True:
            raise ClauseError(f"{place}: {key} can only be true; leave it out otherwise")
    return Clause(
        identifier=entry["id"],
        words=entry["words"],
        file=file,
        scenarios=tuple(entry.get("scenarios", ())),
        exploration="exploration" in entry,
        flaws=tuple(entry.get("flaws", ())),
        reason=entry.get("reason", ""),
        open=entry.get("open", ""),
        choice="choice" in entry,
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
