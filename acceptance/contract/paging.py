"""How a search goes on after a page, also after one that ended early because its tasks are long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from acceptance.messages.shown import as_json

if TYPE_CHECKING:
    from acceptance.contract.reply import Reply

LONG_PAGE: Final = 32_000
"""A page of fewer bytes is not cut for its length, unless it says so: no client has so little room."""
WAYS_ON: Final = ("next_offset", "next_cursor", "nextCursor", "has_more")
"""The fields that tell that a page has a next one."""


def is_cut_for_length(page: Reply) -> bool:
    """Whether a page may have ended early because its tasks are long, which clients need (contract, CLIENT-3).

    Such a page is long itself, or says that another one follows: it may be short, and end before a long task.
    """
    if not page.tasks:
        return False
    written = page.result.text, as_json(page.body)
    longest = max(len(text.encode("utf-8", "replace")) for text in written)
    return longest >= LONG_PAGE or any(page.body.get(name) for name in WAYS_ON)


def next_page(page: Reply, offset: int, size: int) -> int | None:
    """The offset of the page after this one; None if this is the last.

    Args:
        page: the reply to a search.
        offset: of this page.
        size: the number of tasks that was asked for.
    """
    if page.refused:
        return None
    if len(page.tasks) >= size:
        return offset + size
    if not is_cut_for_length(page):
        return None
    told = page.body.get("next_offset")
    # A client goes on where the page says; a wrong place shows by the tasks that are missed or repeated.
    is_place = isinstance(told, int) and not isinstance(told, bool) and told > offset
    return told if is_place else offset + len(page.tasks)
