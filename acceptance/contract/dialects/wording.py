"""How the arguments of a call are made of what is asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, Final
from uuid import uuid4

from acceptance.contract.dialects.expressions import Path, plain


class CannotSayError(Exception):
    """Something that is asked for has no place in the target's call; the message names it."""


class Form(StrEnum):
    """What an argument is made into."""

    TEXT = "text"
    NUMBER = "number"
    LIST = "list"
    ONE = "one"
    COMMAS = "comma text"
    JSON = "JSON text"


@dataclass(frozen=True, slots=True)
class Words:
    """The target's words for the contract's, both ways.

    Attributes:
        said: the target's word by the contract's.
        read: the contract's word by the target's, in small letters.
        closed: the contract's own words: what is none of them is said as it is, so that the target can refuse it;
            empty where every word must be mapped.
    """

    said: Mapping[str, Any]
    read: Mapping[str, str]
    closed: frozenset[str] = frozenset()

    def say(self, word: Any, name: str) -> Any:
        """The target's word.

        Raises:
            CannotSayError: it has none.
        """
        if isinstance(word, list):
            return [self.say(one, name) for one in word]
        if plain(word) in self.said:
            return self.said[plain(word)]
        if self.closed and plain(word) not in self.closed:
            return word
        raise CannotSayError(f"{name} {plain(word)}")

    def explained(self, text: str) -> str:
        """A text with the contract's words behind it for those of the target that stand in it."""
        words = (
            ours for own, ours in self.read.items() if re.search(rf"(?<!\w){re.escape(own)}(?!\w)", text, re.IGNORECASE)
        )
        return " ".join((text, *(f"({word})" for word in dict.fromkeys(words) if word not in text)))

    def told(self, word: Any) -> Any:
        """The contract's word for what a reply tells; another word stays as it is."""
        if isinstance(word, list):
            return [self.told(one) for one in word]
        return self.read.get(plain(word).lower(), word)


@dataclass(frozen=True)
class Argument:
    """How one argument of a call, or one field within it, is made.

    Attributes:
        sources: where its value is found; of several, the first that is given and long enough counts.
        constant: what it is in any case; with `fixed`.
        fixed: whether it is a constant.
        fill: what it is where nothing is given, and what makes a text longer that is too short; `None` for none.
        least: how many characters a text has at least.
        words: the target's words for the contract's.
        only: the values that can be said; empty for all.
        fields: the fields of an object that it is made of.
        each: the list of which it has an entry each.
        entries: the entries of a list that it is made of.
        form: what it is made into at last.
    """

    sources: tuple[Path, ...] = ()
    constant: Any = None
    fixed: bool = False
    fill: Any = None
    least: int = 0
    words: Words | None = None
    only: tuple[Any, ...] = ()
    fields: Mapping[str, Argument] = field(default_factory=dict)
    each: Path | None = None
    entries: tuple[Argument, ...] = ()
    form: Form | None = None

    @cached_property
    def roots(self) -> frozenset[str]:
        """The names that it says something of, those within the entries of a list left out."""
        inner = () if self.each else self.fields.values()
        return frozenset().union(
            *(path.roots for path in (*self.sources, *filter(None, [self.each]))),
            *(one.roots for one in (*inner, *self.entries)),
        )

    @cached_property
    def replaced(self) -> frozenset[str]:
        """The names of which something else is sent where they are not given: another source, or a filler."""
        sources = self.sources if self.fill is not None else self.sources[:-1]
        inner = () if self.each else self.fields.values()
        return frozenset().union(*(path.roots for path in sources), *(one.replaced for one in (*inner, *self.entries)))

    def possible(self, known: frozenset[str]) -> bool:
        """Whether it may be sent where only these names are given."""
        unconditional = self.fixed or self.fill is not None or bool(self.entries) or bool(self.fields)
        return unconditional or any(path.roots & known for path in self.sources)

    def say(self, given: Mapping[str, Any]) -> Any:
        """Its value; `None` where it is not sent.

        Raises:
            CannotSayError: what is asked for cannot be said in it.
        """
        value = self._value(given)
        return None if value is None else formed(value, self.form, self._name)

    @cached_property
    def _inner_roots(self) -> frozenset[str]:
        return roots_of(self.fields)

    @property
    def _name(self) -> str:
        return next(iter(self.sources), Path("value", frozenset(), None)).text

    def _value(self, given: Mapping[str, Any]) -> Any:
        if self.fixed:
            return stood_in(self.constant, given)
        if self.each is not None:
            return [self._entry(given, item) for item in self.each.search(given) or []]
        if self.entries:
            return [value for one in self.entries if (value := one.say(given)) is not None]
        if self.fields:
            return said(self.fields, given)
        return self._found(given)

    def _entry(self, given: Mapping[str, Any], item: Any) -> Any:
        inner = within(given, item)
        if not self.fields:
            return item
        unsaid = frozenset(item if isinstance(item, Mapping) else ()) - self._inner_roots
        for name in sorted(unsaid):
            raise CannotSayError(f"{name} of a subtask")
        return said(self.fields, inner)

    def _found(self, given: Mapping[str, Any]) -> Any:
        short: Any = None
        for path in self.sources:
            value = path.search(given)
            if value is not None and not (isinstance(value, str) and len(value) < self.least):
                return self._worded(value)
            short = value if short is None else short
        fill = stood_in(self.fill, given)
        if fill is None or short is None:
            return short if fill is None else fill
        if not short.strip() and self.sources[0].search(given) is not None:
            # A blank text is asked for because it is to be refused, which a filled one is not.
            raise CannotSayError(f"blank {self._name}")
        return f"{short} {fill}"

    def _worded(self, value: Any) -> Any:
        if self.only:
            for one in value if isinstance(value, list) else [value]:
                if one not in self.only:
                    raise CannotSayError(f"{self._name} {plain(one)}")
        return self.words.say(value, self._name) if self.words is not None else value


def said(arguments: Mapping[str, Argument], given: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments that are sent, by name.

    Raises:
        CannotSayError: what is asked for cannot be said in one of them.
    """
    values = ((name, one.say(given)) for name, one in arguments.items())
    return {name: value for name, value in values if value is not None}


def roots_of(arguments: Mapping[str, Argument]) -> frozenset[str]:
    """The names that the arguments say something of."""
    return frozenset().union(*(one.roots for one in arguments.values()))


def within(given: Mapping[str, Any], item: Any) -> dict[str, Any]:
    """What is known within an entry of a list: its own fields, and the whole of it as `item`."""
    return {**given, **(item if isinstance(item, Mapping) else {}), "item": item}


def formed(value: Any, form: Form | None, name: str) -> Any:
    """A value, made into what the target wants.

    Raises:
        CannotSayError: it cannot be made into that.
    """
    if form is None:
        return value
    try:
        return FORMS[form](value)
    except (TypeError, ValueError):
        raise CannotSayError(f"{name} {value!r} as {form}") from None


def _one(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    (only,) = value
    return only


def _number(value: Any) -> int | float:
    number = float(value)
    return int(number) if number.is_integer() else number


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


FORMS: Final[Mapping[Form, Callable[[Any], Any]]] = {
    Form.TEXT: plain,
    Form.NUMBER: _number,
    Form.LIST: _listed,
    Form.ONE: _one,
    Form.COMMAS: lambda value: ",".join(map(plain, _listed(value))),
    Form.JSON: lambda value: json.dumps(value, ensure_ascii=False),
}
STAND_INS: Final[Mapping[str, Callable[[Mapping[str, Any]], str]]] = {
    "{workspace}": lambda given: str(given.get("{workspace}", "")),
    "{now}": lambda _: datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z",
    "{unique}": lambda _: str(uuid4()),
}
"""What a constant can have in the place of a value that is known only when it is said."""


def stood_in(value: Any, given: Mapping[str, Any]) -> Any:
    """A constant with its stand-ins replaced."""
    if isinstance(value, str) and "{" in value:
        for name, made in STAND_INS.items():
            if name in value:
                value = value.replace(name, made(given))
        return value
    if isinstance(value, list):
        return [stood_in(one, given) for one in value]
    if isinstance(value, dict):
        return {name: stood_in(one, given) for name, one in value.items()}
    return value


def texts_of(given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The texts of what is asked for with their names, those of subtasks included."""
    for name, value in given.items():
        if isinstance(value, str):
            yield name, value
        elif name == "subtasks" and isinstance(value, Sequence):
            for one in value:
                yield from texts_of(one)
