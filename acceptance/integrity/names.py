"""Names that become a part of a path, or stand under a verdict: what they may be made of."""

from __future__ import annotations

import re
from typing import Final

MOST_CHARACTERS: Final = 64
"""So long may the name of a target be; names of files end at 255 bytes, and others stand behind it."""

TARGET_NAME: Final = re.compile(rf"\w(?:[\w .-]{{0,{MOST_CHARACTERS - 2}}}[\w.-])?")
TAKEN_ENDINGS: Final = (".installed", ".half", ".lock", ".log")
"""What stands behind a target's name in the names of the files beside its installation."""

WANTED_NAME: Final = (
    f"at most {MOST_CHARACTERS} letters, digits, blanks and any of . _ -, "
    f"with a letter, a digit or _ first, no blank last, and none of {', '.join(TAKEN_ENDINGS)} at its end"
)

MOST_OF_A_PERSON: Final = 120


def is_target_name(name: str) -> bool:
    """Whether a text is the name of a target, and so the name of a folder too: no path, and nothing that is unseen."""
    return TARGET_NAME.fullmatch(name) is not None and not name.endswith(TAKEN_ENDINGS)


def is_persons_text(text: str) -> bool:
    """Whether a text can stand on a sheet as a name or a role: one line of what can be seen."""
    return len(text) <= MOST_OF_A_PERSON and text.isprintable()


def printable(text: str, most: int = 200) -> str:
    """A text as it can be shown at a console: what cannot be seen stands as its code, as in a string of Python."""
    seen = "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in text[: most + 1])
    return seen if len(text) <= most else f"{seen[:most]}…"
