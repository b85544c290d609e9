"""Which values of a target are secret: authorization, and those whose name says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from acceptance.targets.target import Target

SAYS_SO: Final = re.compile(r"(token|key|pass|passwd|password|secret|credential)s?($|[_-])", re.IGNORECASE)
"""A name with such a word at its end, or at the end of one of its parts, is that of a secret."""

AUTHORIZATION: Final = frozenset({"authorization", "proxy-authorization", "cookie"})

LEAST_CHARACTERS: Final = 6
"""Shorter values (`1`, `on`, `none`) are no secrets, and hiding them would black out half of a report."""


def secrets_of(target: Target, environment: Mapping[str, str]) -> tuple[str, ...]:
    """The values that are told nowhere, the longest first, so that none is left standing in part.

    Args:
        target: what is tested: its headers, its own variables, the words of its command, its address.
        environment: the variables of this process, which a server that it starts sees as well.
    """
    found = {*target.secrets, *_from_headers(target.headers), *_from_command(target.command)}
    found |= {value for name, value in {**environment, **target.environment}.items() if SAYS_SO.search(name)}
    if target.url:
        address = urlsplit(target.url)
        found |= {address.password or "", *(value for name, value in parse_qsl(address.query) if SAYS_SO.search(name))}
    if target.over_http is not None:
        found |= set(secrets_of(target.over_http, {}))
    return tuple(sorted((one for one in found if len(one) >= LEAST_CHARACTERS), key=len, reverse=True))


def _from_headers(headers: Mapping[str, str]) -> Iterator[str]:
    for name, value in headers.items():
        if name.lower() in AUTHORIZATION or SAYS_SO.search(name):
            yield value
            # What follows the scheme ("Bearer …") is the secret itself, and a server may tell it alone.
            yield value.partition(" ")[2]


def _from_command(words: tuple[str, ...]) -> Iterator[str]:
    for word, following in pairwise((*words, "")):
        option, _, value = word.partition("=")
        if option.startswith("-") and SAYS_SO.search(option):
            yield value or following
