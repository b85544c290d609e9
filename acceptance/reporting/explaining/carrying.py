"""Finds what a call owes to an earlier answer, so that a replay takes it from the answers that it gets itself.

A server makes identities anew at each run. Where a later call names one, the message holds a stand-in for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from acceptance.reporting.explaining.replay import WORD, read, told
from acceptance.system.paths import NAME

IDENTITY_NAME: Final = re.compile(
    r"(?:^|[_-])(?:ids?|uuid|key|ref|reference|number|version|revision|token|cursor|etag)$|(?:Ids?|ID|Key|Version)$",
)
"""Names of fields whose values a server makes up."""

LIKELY: Final = re.compile(r"^(?=.*\d)(?:\S{6,}|[A-Za-z]+[-_]\d+)$")
"""What is taken for an identity whatever its field is called: a longer word with a digit in it, or one like T-7."""

BRACES: Final = frozenset("{}")
BEFORE: Final = 24
"""So many characters before a word in prose tell where it is."""

FOLDERS: Final = (
    (re.compile(rf"/[^\s\"']*/{NAME}-\w+/server-\d+"), "{{workspace}}"),
    (re.compile(rf"/[^\s\"']*/{NAME}-\w+(?=/)"), "{{folder}}"),
    (re.compile(r"/[^\s\"']*/campaign/workspace\b"), "{{workspace}}"),
)
"""The folders of a run's servers, and what stands for them."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer told a value first.

    Attributes:
        stand_in: what stands for the value there.
        name: the name of the field; empty in prose.
    """

    stand_in: str
    name: str


@dataclass(slots=True)
class Carrier:
    """Puts stand-ins into the arguments of calls, in the order in which the calls were made.

    Attributes:
        carried: what was replaced, by its stand-in.
    """

    carried: dict[str, str] = field(default_factory=dict)
    _known: dict[str | int, list[Place]] = field(default_factory=dict)
    _sent: set[str | int] = field(default_factory=set)

    def arguments(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Arguments with stand-ins for what earlier answers told first."""
        replaced = {name: self._replaced(name, value) for name, value in arguments.items()}
        self._sent.update(value for _, value, _ in _leaves(arguments, "", ""))
        return replaced

    def answered(self, number: int, reply: Any) -> None:
        """Learn what the answer to a message tells."""
        content = read(reply)
        for value, name, place in _words(content, "") if isinstance(content, str) else _values(content):
            # A place that the replay cannot follow is none: a name with a dot in it, for instance.
            if value not in self._sent and not set(place) & BRACES and told(content, place) == value:
                self._known.setdefault(value, []).append(Place(f"{{{{{number} {place}}}}}", name))

    def _replaced(self, name: str, value: Any) -> Any:
        if isinstance(value, Mapping):
            return {inner: self._replaced(inner, one) for inner, one in value.items()}
        if isinstance(value, list):
            return [self._replaced(name, one) for one in value]
        if isinstance(value, bool) or not isinstance(value, str | int):
            return value
        if place := self._identity(name, value):
            return self._carry(place, value)
        return self._replaced_inside(value) if isinstance(value, str) else value

    def _identity(self, name: str, value: str | int) -> Place | None:
        """Where an identity was told: best under the same name, or under one that says so; `None` if it is none."""
        places = self._known.get(value, [])
        named = [one for one in places if IDENTITY_NAME.search(one.name)]
        same = [one for one in named if one.name == name]
        likely = isinstance(value, str) and (LIKELY.search(value) or IDENTITY_NAME.search(name))
        return next(iter(same or named or (places if likely else ())), None)

    def _replaced_inside(self, text: str) -> str:
        for folder, stand_in in FOLDERS:
            text = folder.sub(stand_in, text)
        for value in sorted((one for one in self._known if isinstance(one, str)), key=len, reverse=True):
            if LIKELY.search(value) and value in text and (place := self._identity("", value)):
                pattern = rf"(?<![\w-]){re.escape(value)}(?![\w-])"
                text, count = re.subn(pattern, place.stand_in.replace("\\", r"\\"), text)
                if count:
                    self._carry(place, value)
        return text

    def _carry(self, place: Place, value: str | int) -> str:
        self.carried[place.stand_in] = str(value)
        return place.stand_in


def _values(content: Any) -> Iterator[tuple[str | int, str, str]]:
    """What fields tell, each with its name and place; of prose in a field each word."""
    for name, value, place in _leaves(content, "", ""):
        yield value, name, place
        if isinstance(value, str) and " " in value:
            yield from _words(value, f"{place} ")


def _words(text: str, within: str) -> Iterator[tuple[str, str, str]]:
    """The words of prose that may be identities, each with its place."""
    for word in WORD.finditer(text):
        if LIKELY.search(word[0]):
            before = text[max(0, word.start() - BEFORE) : word.start()]
            yield word[0], "", f"{within}after '{before}'"


def _leaves(content: Any, name: str, place: str) -> Iterator[tuple[str, str | int, str]]:
    """The texts and numbers in a value, each with the name of its field and its place."""
    if isinstance(content, Mapping):
        for inner, value in content.items():
            yield from _leaves(value, str(inner), f"{place}.{inner}".lstrip("."))
    elif isinstance(content, list):
        for number, value in enumerate(content):
            yield from _leaves(value, name, f"{place}.{number}".lstrip("."))
    elif isinstance(content, str | int) and not isinstance(content, bool):
        yield name, content, place
