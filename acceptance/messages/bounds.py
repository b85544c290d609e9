"""How much of a target's messages is taken in."""

from typing import Final

MESSAGE_BYTES: Final = 256 << 20
"""So many bytes a message may have: a reply of 100 MB is read, and one without an end is not kept."""
TOOL_PAGES: Final = 200
"""So many pages of a list of tools are asked for: 10,000 tools by fifties."""
BRIEF_CHARACTERS: Final = 600
"""So many characters of a target's words stand in a sentence of ours; the rest is in the evidence."""


def in_megabytes(size: int) -> str:
    """A size in bytes, in words."""
    return f"{size >> 20:,} MB"


def brief(text: str, most: int = BRIEF_CHARACTERS) -> str:
    """The beginning of a text, and how much was left out where it is long."""
    return text if len(text) <= most else f"{text[:most]} … ({len(text) - most:,} further characters)"
