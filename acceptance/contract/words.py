"""How the features write lists, and words out of lists."""

from __future__ import annotations

import re
from typing import Final

WORD_OF_A_LIST: Final = re.compile(r"[a-z]+( [a-z]+)*")


def names_in(text: str, separator: str = ",") -> list[str]:
    """The names in a list that is written in one line; none in an empty one."""
    return [name.strip() for name in text.split(separator) if name.strip()]


def wire_word(word: str) -> str:
    """A word out of a list as the contract's tools write it; a text that is no such word stays as it is."""
    return word.replace(" ", "_") if WORD_OF_A_LIST.fullmatch(word) else word
