"""Defects that somebody has decided to live with for a while: `waivers.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from acceptance.errors import SuiteError
from acceptance.specification.features import Specification, read_specification
from acceptance.specification.requirements import read_requirements

FILE: Final = "waivers.toml"
KEYS: Final = frozenset({"scenario", "requirement", "reason", "owner", "until", "target"})


@dataclass(frozen=True, slots=True)
class Waiver:
    """One defect that is tolerated.

    Attributes:
        scenario: the scenario that may fail; empty where a requirement is waived.
        requirement: the requirement that may be unmet; empty where a scenario is waived.
        reason: why.
        owner: who decided it.
        until: the last day on which it holds.
        target: the only target that it is for; empty for every one.
    """

    scenario: str
    requirement: str
    reason: str
    owner: str
    until: date
    target: str = ""

    @property
    def about(self) -> str:
        """What is waived."""
        return self.scenario or self.requirement

    def holds(self, today: date) -> bool:
        """Whether it has not expired."""
        return today <= self.until


def read_waivers(file: Path, specification: Specification, requirements: Mapping[str, str]) -> list[Waiver]:
    """Read the waivers; none where there is no such file.

    Raises:
        SuiteError: one is unclear, is about what does not exist, or is there twice.
    """
    try:
        entries = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SuiteError(f"{file.name} cannot be read: {error}.") from None
    listed = entries.get("waiver", [])
    if set(entries) - {"waiver"} or not isinstance(listed, list):
        raise SuiteError(f"{file.name} holds nothing but [[waiver]] entries; fix {', '.join(entries)}.")
    found: dict[tuple[str, str], Waiver] = {}
    for number, entry in enumerate(listed, start=1):
        waiver = _read(f"{file.name}, waiver {number}", entry)
        _check(waiver, specification, requirements)
        for target in {waiver.target, ""}:
            if (waiver.about, target) in found:
                raise SuiteError(f'{file.name}: there are two waivers for "{waiver.about}"; keep one.')
        found[waiver.about, waiver.target] = waiver
    return list(found.values())


def check_waivers(file: Path, features: Path) -> None:
    """Check the waivers before a run, whose end is late to learn that one is unclear.

    Raises:
        SuiteError: one is.
    """
    if file.exists():
        read_waivers(file, read_specification(features), read_requirements(features / "requirements.md"))


def _read(place: str, entry: Any) -> Waiver:
    if not isinstance(entry, dict):
        raise SuiteError(f"{place} is no entry with keys; write [[waiver]].")
    if unknown := sorted(set(entry) - KEYS):
        raise SuiteError(
            f"{place} has the key {unknown[0]}, which means nothing; it may have: {', '.join(sorted(KEYS))}."
        )
    named = [key for key in ("scenario", "requirement") if entry.get(key)]
    if len(named) != 1:
        raise SuiteError(f"{place} names either a scenario or a requirement, one of both.")
    for key in ("reason", "owner", "until"):
        if not entry.get(key):
            raise SuiteError(f'{place} ("{entry[named[0]]}") does not say its {key}.')
    texts = {key: _text(place, entry, key) for key in KEYS - {"until"}}
    return Waiver(until=_day(place, entry["until"]), **texts)


def _text(place: str, entry: Mapping[str, Any], key: str) -> str:
    content = entry.get(key, "")
    if not isinstance(content, str):
        raise SuiteError(f"{place}: {key} is a text, not {content!r}.")
    return content.strip()


def _day(place: str, content: Any) -> date:
    if isinstance(content, datetime):
        return content.date()
    if isinstance(content, date):
        return content
    try:
        return date.fromisoformat(str(content))
    except ValueError:
        raise SuiteError(f"{place}: until is a day like 2027-01-31, not {content!r}.") from None


def _check(waiver: Waiver, specification: Specification, requirements: Mapping[str, str]) -> None:
    known: Mapping[str, Any] = specification.cases if waiver.scenario else requirements
    if waiver.about not in known:
        kind = "scenario" if waiver.scenario else "requirement"
        near = next(_near(waiver.about, known), None)
        hint = f"; is it {near}?" if near else "."
        raise SuiteError(f'{FILE}: there is no {kind} "{waiver.about}"{hint} Fix or remove its waiver.')


def _near(name: str, known: Mapping[str, Any]) -> Iterator[str]:
    # Only here: nobody else needs it.
    from difflib import get_close_matches  # noqa: PLC0415

    return iter(get_close_matches(name, list(known), n=1, cutoff=0.75))
