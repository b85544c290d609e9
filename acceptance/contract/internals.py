"""Words of a program's inside, by which a rejection is told from an internal error (contract PROTO-1).

An internal error that is flagged as one looks like a rejection, but nothing was rejected: the call went wrong, and
would have gone wrong with the next value as well.
"""

from __future__ import annotations

import re
from typing import Final

INTERNAL: Final = re.compile(
    r"Traceback \(most recent call last\)|"
    r"\b\w*(?:Operational|Integrity|Attribute|Key|Type|Index|Name)Error\b|"
    r"sqlite3\.|SqliteError|SQLITE_[A-Z]+|(?:UNIQUE|FOREIGN KEY|NOT NULL|CHECK) constraint|no such (?:table|column):|"
    r"near \"[^\"]*\": syntax error|\bSELECT\b.*\bFROM\b|"
    r"NoneType|has no attribute|cannot access local variable|(?:list|string|tuple) index out of range|"
    r"object is not (?:subscriptable|iterable|callable)|"
    r"(?:unexpected keyword|missing \d+ required positional) arguments?|"
    r"Cannot read propert(?:y|ies) of (?:undefined|null)|is not a function\b|\bat \S+ \(\S+:\d+:\d+\)|"
    r"panicked at|nil pointer dereference|java\.lang\."
)
"""What programs in the usual languages, and their databases, say to programmers."""


def internal_words(text: str) -> str:
    """The first words of a program's inside in a text; empty where there are none."""
    found = INTERNAL.search(text)
    return found[0] if found else ""
