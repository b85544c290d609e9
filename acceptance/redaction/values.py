"""Which texts are secret: the values of secret names, and what is secret inside of any other text."""

from __future__ import annotations

import json
import re
import shlex
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any, Final
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from acceptance.contract.words import names_in
from acceptance.redaction.names import means_secret

LEAST_CHARACTERS: Final = 6
"""Shorter values (`1`, `on`, `none`) are no secrets, and hiding them would black out half of a report."""

LEAST_DIGITS: Final = 8
"""A value of digits alone needs so many: shorter ones are counts and ports, which stand everywhere."""

COMMON: Final = frozenset(
    names_in(
        "enabled disabled default password passwd secret secrets optional required public private change changeme "
        "anonymous localhost production development staging testing example undefined unknown plain wayland session "
        "sessions cookie bearer manual nothing active completed cancelled planned blocked failed in_progress",
        " ",
    )
)
"""Words that stand in every report; a secret that is one of them cannot be hidden, and protects nothing."""

ADDRESS: Final = re.compile(r"[A-Za-z][\w+.-]*://[^\s'\"<>]+")
USER_INFORMATION: Final = re.compile(r"://[^\s/@:'\"]*:([^\s'\"]+)@")
SCHEME: Final = re.compile(r"\b(bearer|basic|token|digest|apikey)[ \t]+([^\s'\",;]+)", re.IGNORECASE)
NAMED: Final = re.compile(r"^\s*['\"]?(?:export\s+)?([A-Za-z_][\w.-]*)['\"]?\s*[:=]\s*(\S.*?)\s*$", re.MULTILINE)
PAIR: Final = re.compile(r"(?:^|[;,&?])\s*([A-Za-z_][\w. -]*?)\s*=\s*([^;,&]+)")
PLACE: Final = re.compile(r"(?:~|\.{1,2}|[A-Za-z]:)?[/\\][\w.@+,:/\\ -]*")
STAND_IN: Final = re.compile(r"\$\{?\w+\}?|\{\w+\}|%\w+%|(.)\1*")
DEEPEST: Final = 4


def worth_hiding(value: str) -> bool:
    """Whether a value can be hidden without blacking out what is no secret."""
    if len(value) < LEAST_CHARACTERS or value.lower() in COMMON or STAND_IN.fullmatch(value):
        return False
    if re.fullmatch(r"[\d.,:_-]+", value) and sum(map(str.isdigit, value)) < LEAST_DIGITS:
        return False
    return not is_place(value)


def is_place(value: str) -> bool:
    """Whether a value is a path of this machine, told by its first folder: a secret may begin with a slash."""
    if not PLACE.fullmatch(value):
        return False
    if not value.startswith("/"):
        return True
    # A first folder that cannot be looked at is there all the same.
    with suppress(OSError, ValueError):
        return Path("/", value.split("/")[1]).exists() and value != "/"
    return False


def of_name(name: str, value: str) -> Iterator[str]:
    """What is secret of a value, by its name and by what stands in it."""
    if means_secret(name):
        yield from of_secret(value)
    else:
        yield from inside(value)


def of_secret(value: str) -> Iterator[str]:
    """What is secret of a value whose name says that it is: all of it, but for the frame that everybody knows."""
    value = value.strip()
    found = list(inside(value))
    content = read_json(value)
    if isinstance(content, Mapping | list):
        yield from found or leaves(content)
    elif ADDRESS.fullmatch(value):
        yield from found
        yield from parts_of_address(value)
    elif found:
        yield from (*found, value)
        yield from (found_value for _, found_value in PAIR.findall(value) if ";" in value and "=" in value)
    else:
        yield value
        yield from decoded(value)
        yield from (line.strip() for line in value.splitlines() if not line.startswith("-----"))


def inside(text: str, depth: int = 0) -> Iterator[str]:
    """What is secret inside of a text of any name: passwords in addresses, what follows `Bearer`, named values."""
    content = read_json(text)
    if isinstance(content, Mapping | list):
        yield from of_fields(content, depth)
        return
    for address in ADDRESS.findall(text):
        yield from of_address(address)
    yield from USER_INFORMATION.findall(text)
    for scheme, value in SCHEME.findall(text):
        yield value
        if scheme.lower() == "basic":
            yield from decoded(value)
    if depth < DEEPEST:
        for name, value in (*NAMED.findall(text), *PAIR.findall(text)):
            if means_secret(name.strip()) and not ADDRESS.match(f"{name}:{value}"):
                inner = list(inside(value, depth + 1))
                yield from inner or (value.strip("'\" "), value)


def of_fields(content: Any, depth: int = 0) -> Iterator[str]:
    """What is secret in a value of JSON, by the names of its fields."""
    if isinstance(content, Mapping) and depth < 64:
        for name, value in content.items():
            if means_secret(str(name)) and not isinstance(value, Mapping | list):
                yield from of_secret(str(value))
            else:
                yield from of_fields(value, depth + 1)
    elif isinstance(content, list) and depth < 64:
        for value in content:
            yield from of_fields(value, depth + 1)
    elif isinstance(content, str) and depth < 64:
        yield from inside(content, depth + 1)


def of_address(address: str) -> Iterator[str]:
    """What is secret in an address: its password, a user who needs none, and values of secret names in its query."""
    place = split_address(address)
    if place is None:
        return
    with suppress(ValueError):
        alone = place.username if not place.password and place.scheme in {"http", "https"} else None
        for value in filter(None, (place.password, alone)):
            yield from {value, unquote(value)}
    for query in (place.query, place.fragment):
        for name, value in PAIR.findall(query):
            if means_secret(name):
                yield value
        yield from (value for name, value in parse_qsl(query) if means_secret(name))


def parts_of_address(address: str) -> Iterator[str]:
    """What is secret of an address that is so as a whole: a webhook's path, a DSN's user, all values of its query."""
    place = split_address(address)
    if place is None:
        return
    with suppress(ValueError):
        yield from filter(None, (place.username, place.password))
    yield from (part for part in place.path.split("/") if len(part) >= LEAST_DIGITS)
    yield from (value for _, value in parse_qsl(place.query))


def of_command(words: Sequence[str], depth: int = 0) -> Iterator[str]:
    """What is secret in the words of a command: values of options, headers, variables, addresses, scripts."""
    for word, following in pairwise((*words, "")):
        option, equals, value = word.partition("=")
        name = option.lstrip("-")
        if word.startswith("-") and means_secret(name):
            given = value if equals else following
            yield from () if given.startswith("--") else of_secret(given)
        elif name in {"u", "user"} and ":" in (given := value or following):
            yield given.partition(":")[2]
        yield from inside(word[2:] if re.match(r"-[He](?!=)", word) else word)
        if equals:
            yield from inside(value)
        if depth < DEEPEST and re.search(r"\s", word):
            with suppress(ValueError):
                yield from of_command(shlex.split(word), depth + 1)


def leaves(content: Any) -> Iterator[str]:
    """All texts in a value of JSON."""
    if isinstance(content, Mapping):
        for value in content.values():
            yield from leaves(value)
    elif isinstance(content, list):
        for value in content:
            yield from leaves(value)
    elif isinstance(content, str):
        yield content


def decoded(value: str) -> Iterator[str]:
    """The password in `user:password` that was written as base64."""
    with suppress(ValueError):
        text = b64decode(value, validate=True).decode()
        if ":" in text and text.isprintable():
            yield text
            yield text.partition(":")[2]


def read_json(text: str) -> Any:
    """The value that a text is in JSON; None where it is no object and no array."""
    if text.lstrip()[:1] in {"{", "["}:
        with suppress(ValueError, RecursionError):
            return json.loads(text)
    return None


def split_address(address: str) -> SplitResult | None:
    """The parts of an address; None where it is none."""
    with suppress(ValueError):
        return urlsplit(address)
    return None
