"""What a target can hold: what goes beyond is not offered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from acceptance.contract.dialects.wording import CannotSayError, texts_of

LONGEST_UNREMARKABLE: Final = 100_000
LINE_BREAKS: Final = frozenset("\n\r")


def check_unremarkable(name: str, text: str) -> None:
    """Check that a text that is not sent is not what a scenario is about: neither blank, to be refused, nor large.

    Raises:
        CannotSayError: it is.
    """
    if not text.strip():
        raise CannotSayError(f"blank {name}")
    if len(text) > LONGEST_UNREMARKABLE:
        raise CannotSayError(f"{name} of {len(text):,} characters")


@dataclass(frozen=True, slots=True)
class Limits:
    """What the target can hold.

    Attributes:
        texts: the most characters of a text, by its name.
        page: the most entries of a page; `None` for no bound.
        depth: how many levels of tasks there can be; `None` for no bound.
        one_line: the names of the texts that are kept on one line.
    """

    texts: Mapping[str, int] = field(default_factory=dict)
    page: int | None = None
    depth: int | None = None
    one_line: frozenset[str] = frozenset()

    def check(self, asked: Mapping[str, Any]) -> None:
        """Check that what is asked for fits.

        Raises:
            CannotSayError: it does not.
        """
        for name, text in texts_of(asked):
            if len(text) > self.texts.get(name, len(text)):
                raise CannotSayError(f"{name} of more than {self.texts[name]:,} characters")
            if name in self.one_line and not LINE_BREAKS.isdisjoint(text):
                raise CannotSayError(f"{name} of several lines")
        if self.page is not None and (asked.get("limit") or 0) > self.page:
            raise CannotSayError(f"limit of more than {self.page:,}")


def page_of(asked: Mapping[str, Any]) -> dict[str, int]:
    """The number of the page that is asked for, counted from one, where it is one."""
    limit, offset = asked.get("limit"), asked.get("offset")
    if not isinstance(limit, int) or not limit:
        return {}
    return {"page": (offset or 0) // limit + 1}
