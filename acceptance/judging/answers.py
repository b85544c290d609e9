"""Answers of an orchestrator, put so that one defect reads the same: in words, without what differs by chance."""

from __future__ import annotations

import re
from typing import Final

TELLING: Final = re.compile(r"""["'](?:error|message|details?|reason)["']\s*:\s*(["'])(.*?)(?<!\\)\1\s*(?=[,}\]]|$)""")
"""The fields of an answer that tell in words what went wrong."""

BY_CHANCE: Final = (
    re.compile(r"""(["'`“])[^"'`”]*(["'`”])"""),
    re.compile(r"(?:/[\w.+-]+){2,}/?"),
    re.compile(r"\b(?=\w*\d)\w+(?:-\w+)*\b"),
)
"""What differs from call to call: what is quoted, paths, and whatever has a digit in it."""

MOST_CHARACTERS: Final = 160


def in_words(answer: str) -> str:
    """What an answer says, without the braces and names of fields around it."""
    told = dict.fromkeys(found[2].strip().rstrip(".") for found in TELLING.finditer(answer))
    words = [one for one in told if one and not any(one != other and one in other for other in told)]
    return ": ".join(words) or answer


def normalised(answer: str) -> str:
    """What an answer says of the defect: the same for all calls that it strikes."""
    words = in_words(answer)
    for chance in BY_CHANCE:
        words = chance.sub("…", words)
    return " ".join(words.lower().split())[:MOST_CHARACTERS]
