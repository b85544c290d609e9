"""Puts texts into Markdown so that they are shown, and nothing in them is obeyed."""

from __future__ import annotations

import re
from typing import Final

from acceptance.display.marks import one_line

OBEYED: Final = re.compile(
    r"[\\`*\[\]<>~&#@$]"  # escapes, code, emphasis, links, pictures, HTML, entities, references, mentions, formulas
    r"|(?<!\w)_|_(?!\w)"  # emphasis, but not the lines inside a name
    r"|://|\bwww\.|\bmailto:|\b(?:GH|gh)-\d"  # what becomes a link by itself
    r"|^\s*(?:[-+=]|\d+[.)]\s)"  # what begins a list, a line, or a heading
    r"|:[a-z_]+:"  # pictures by their names
)
FENCE: Final = re.compile("`+")


def markdown(text: str) -> str:
    """A text as one line of Markdown, in a cell of a table or anywhere else.

    What Markdown would make anything of stands in a span of code as a whole: there, no reader of Markdown knows
    headings, pictures, links, HTML, or names and numbers of which others are notified.
    """
    line = one_line(text)
    if not OBEYED.search(line):
        return line.replace("|", "\\|")
    # No escape holds in a span of code inside a table: a bar would end the cell, and with it the span.
    shown = line.replace("|", "¦")
    fence = "`" * (1 + max((len(found) for found in FENCE.findall(shown)), default=0))
    edge = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{edge}{shown}{edge}{fence}"


def fenced(text: str, language: str) -> str:
    """Lines of code as a block that nothing in them ends."""
    fence = "`" * max(3, 1 + max((len(found) for found in FENCE.findall(text)), default=0))
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"
