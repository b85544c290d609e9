"""Choosing what is searched for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from acceptance.contract.model.operations import Moment, Search
from acceptance.contract.model.planning import COMPLEXITIES, KINDS, SPECIALISTS
from acceptance.contract.model.search import STATES
from acceptance.exploration.draws import Draws
from acceptance.exploration.values import MOMENTS, OFFSETS, WILDCARDS, WRONG_TIMES

# How the letters of a text are changed before it is searched for.
CASES: Final[tuple[Callable[[str], str], ...]] = (str, str.upper, str.lower, str.swapcase, str.casefold)
LONGEST: Final = 40
PAGES: Final = (1, 2, 3, 7)


def search(draws: Draws) -> Search:
    """Search by one or several filters, over all pages, on one of them, or with a value that is refused."""
    paged = draws.below(4)
    return Search(
        states=_words(draws, STATES),
        kinds=_words(draws, KINDS) if draws.one_in(4) else None,
        specialists=_words(draws, SPECIALISTS) if draws.one_in(4) else None,
        complexities=_words(draws, COMPLEXITIES) if draws.one_in(4) else None,
        text=text(draws) if draws.one_in(2) else None,
        parent=draws.task() if draws.one_in(4) else None,
        after=_moment(draws) if draws.one_in(5) else None,
        before=_moment(draws) if draws.one_in(5) else None,
        children=draws.one_in(3),
        artifacts=draws.one_in(3),
        limit=draws.one_of((0, 1, 2, 5, 100, -1)) if paged == 1 else None,
        offset=draws.one_of((0, 1, 3, 100, -1)) if paged == 1 and draws.one_in(2) else None,
        page=draws.one_of(PAGES) if paged == 2 else None,
    )


def text(draws: Draws) -> str:
    """A text to search for: a part of a text that is there, in other letters' case, or with a wildcard."""
    texts = [one for task in draws.workspace.tasks.values() for one in (task.title, task.description) if one.strip()]
    if not texts or draws.one_in(8):
        return draws.one_of(WILDCARDS)
    whole = draws.one_of(texts)
    start = draws.below(max(1, min(len(whole), LONGEST) - 1)) if draws.one_in(2) else 0
    if draws.one_in(6):
        start = max(0, len(whole) - LONGEST)
    part = draws.one_of(CASES)(whole[start : start + 1 + draws.below(LONGEST)])
    if draws.one_in(8):
        part = f"{part[:1]}{draws.one_of(WILDCARDS)}{part[2:]}"
    return part if part.strip() else draws.one_of(WILDCARDS)


def _words(draws: Draws, words: tuple[str, ...]) -> tuple[str, ...] | None:
    """Words for a filter: none, an empty list, some, or one that is none."""
    if draws.one_in(2):
        return None
    if draws.one_in(20):
        return (*draws.some_of(words), f"{draws.one_of(words)}s")
    return () if draws.one_in(10) else draws.some_of(words)


def _moment(draws: Draws) -> Moment | str:
    return draws.one_of(WRONG_TIMES) if draws.one_in(12) else Moment(draws.one_of(MOMENTS), draws.one_of(OFFSETS))
