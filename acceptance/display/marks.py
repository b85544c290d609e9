"""Shows what a terminal would obey and a reader would not see: control characters become marks."""

from __future__ import annotations

import re
from typing import Final

HARMFUL: Final = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but for tab and line feed, DEL, C1: what terminals obey
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0"  # not seen
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"  # widthless, ends of lines, directions, no characters
    "\ud800-\udfff\ufdd0-\ufdef"  # halves of characters, no characters
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"  # formats, tags: text nobody sees
)
UNSEEN: Final = re.compile(f"[{HARMFUL}]")
"""What is shown as a mark, wherever it stands: control, direction, widthless and tag characters, half characters."""

UNSEEN_IN_LINE: Final = re.compile(f"[{HARMFUL}\n\t]")
JOINER: Final = "\u200d"
# What joins small pictures to one is no trick: it is seen by what it makes of them.
JOINING: Final = re.compile("[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]\u200d[\u2600-\u27bf\U0001f000-\U0001faff]")
PICTURES: Final = 0x2400
DELETED: Final = "␡"


def visible(text: str) -> str:
    """A text in which every control character is shown as a mark; line feeds and tabs stay.

    C0 characters become their pictures (`␛`), all others their numbers (`⟨U+202E⟩`).
    """
    return UNSEEN.sub(_mark, text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """A name as one line: line feeds and tabs are shown as marks too."""
    return UNSEEN_IN_LINE.sub(_mark, text)


def escaped_json(text: str) -> str:
    """A text of JSON in which control characters are escapes, so that it says the same and no terminal obeys it."""
    return UNSEEN.sub(_escape, text)


def _mark(found: re.Match[str]) -> str:
    if found[0] == JOINER and JOINING.match(found.string, max(0, found.start() - 1)):
        return JOINER
    number = ord(found[0])
    if number < 0x20:
        return chr(PICTURES + number)
    return DELETED if number == 0x7F else f"⟨U+{number:04X}⟩"


def _escape(found: re.Match[str]) -> str:
    number = ord(found[0])
    if number < 0x10000:
        return f"\\u{number:04x}"
    units = found[0].encode("utf-16-be")
    return f"\\u{units[:2].hex()}\\u{units[2:].hex()}"
