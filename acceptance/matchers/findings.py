"""What a matcher of ours is: one look at the thing, a judgement, and words for people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Generic, TypeVar

from hamcrest.core.base_matcher import BaseMatcher
from hamcrest.core.description import Description

from acceptance.messages.cutting import cut_around

T = TypeVar("T")

SHOWN_CHARACTERS: Final = 160
SHOWN_BEFORE: Final = 60
"""So much is shown before the first difference of a text that is cut."""


class Finding(BaseMatcher[T], Generic[T]):
    """A matcher that looks once: `find` brings what is there, `fits` judges it, `tell` says it in words."""

    def __init__(
        self,
        expected: str,
        find: Callable[[T], Any],
        fits: Callable[[Any], bool],
        tell: Callable[[T, Any], str],
    ) -> None:
        self._expected = expected
        self._find = find
        self._fits = fits
        self._tell = tell
        self._found: Any = None

    def _matches(self, item: T) -> bool:
        self._found = self._find(item)
        return self._fits(self._found)

    def describe_to(self, description: Description) -> None:
        """Say what is expected."""
        description.append_text(self._expected)

    def describe_mismatch(self, item: T, mismatch_description: Description) -> None:
        """Say what was found instead."""
        mismatch_description.append_text(self._tell(item, self._found))


def quoted(content: Any) -> str:
    """A value as a person writes it, shortened."""
    if content is None:
        return "missing"
    text = str(content)
    return f'"{text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS] + " …"}"'


def quoted_around(content: Any, other: Any) -> str:
    """A value as a person writes it, cut around the first place where it differs from another."""
    if content is None:
        return quoted(content)
    return f'"{cut_around(str(content), str(other), SHOWN_CHARACTERS, SHOWN_BEFORE)}"'


def compared(found: Any, expected: Any) -> str:
    """A value that was found, and beside it the expected one where that is cut short in what is expected."""
    beside = f", not {quoted_around(expected, found)}" if len(str(expected)) > SHOWN_CHARACTERS else ""
    return f"{quoted_around(found, expected)}{beside}"


def listed(items: Any) -> str:
    """Names as a person lists them."""
    names_told = [f'"{item}"' for item in items]
    return ", ".join(names_told) or "nothing"
