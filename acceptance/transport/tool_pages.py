"""The list of tools, page by page; one without an end is cut, and known to be so."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from mcp import Client
from mcp_types import Tool

from acceptance.messages.bounds import TOOL_PAGES

PAGES_WITHOUT_NEWS: Final = 3
"""After so many pages in a row that list nothing new, no further page is asked for."""


@dataclass(slots=True)
class ToolPages:
    """A list of tools as it came.

    Attributes:
        tools: the tools, in the order and number in which they came.
        pages: how many pages they came in.
        cut: whether the last page named a further one, which was not asked for.
    """

    tools: list[Tool] = field(default_factory=list)
    pages: int = 0
    cut: bool = False

    def __str__(self) -> str:
        """That it has no end, in words."""
        return (
            f"the list of tools has no end: page {self.pages} names a further page, after {len(self.tools):,} tools, "
            f"{len({tool.name for tool in self.tools}):,} of them different"
        )


async def all_pages(client: Client) -> ToolPages:
    """Ask for the list of tools, page by page."""
    found = ToolPages()
    names: set[str] = set()
    cursor: str | None = None
    without_news = 0
    while found.pages < TOOL_PAGES and without_news < PAGES_WITHOUT_NEWS:
        page = await client.list_tools(cursor=cursor)
        found.tools += page.tools
        found.pages += 1
        known = len(names)
        names.update(tool.name for tool in page.tools)
        without_news = 0 if len(names) > known else without_news + 1
        cursor = page.next_cursor
        if not cursor:
            return found
    found.cut = True
    return found
