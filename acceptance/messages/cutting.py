"""Long texts in a message, cut where they differ, so that what is wrong can be seen."""

from __future__ import annotations


def cut_around(text: str, other: str, most: int, before: int) -> str:
    """A text, cut around the first place where it differs from another; what was cut off is marked.

    Args:
        text: what is shown.
        other: what it is compared with.
        most: so many characters are shown; a shorter text is shown whole.
        before: so many of them stand before the difference.
    """
    place = next((at for at, (one, two) in enumerate(zip(text, other, strict=False)) if one != two), None)
    return cut_at(text, min(len(text), len(other)) if place is None else place, most, before)


def cut_at(text: str, place: int, most: int, before: int) -> str:
    """A text, cut around a place of it; what was cut off is marked."""
    if len(text) <= most:
        return text
    first = max(0, min(place - before, len(text) - most))
    head = f"… ({first:,} characters) " if first else ""
    return f"{head}{text[first : first + most]}{' …' if first + most < len(text) else ''}"
