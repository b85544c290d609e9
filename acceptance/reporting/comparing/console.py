"""A comparison on the console: the profiles, and the requirements about which the servers differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from rich.table import Table
from rich.text import Text

from acceptance.display import one_line
from acceptance.judging.profile_verdicts import ProfileStanding
from acceptance.reporting.comparing.matrix import Matrix
from acceptance.reporting.comparing.shown_matrix import ShownCell, shown

STYLES: Final = {"good": "green", "bad": "red", "warn": "yellow", "none": "dim"}
MOST_ROWS: Final = 40
MOST_CHARACTERS: Final = 90
LEGEND: Final = "✓ all met, ✗ not all, – not offered or only in part, ≠ declared otherwise"  # noqa: RUF001 - the sign of the cells
FEW: Final = 3
"""With more servers, the console has no room for the words of a requirement."""


def tables(matrix: Matrix, *, everything: bool = False) -> list[Table]:
    """The tables of a comparison: the profiles, then the requirements that differ, or all of them."""
    told = shown(matrix)
    return [_profiles(told), *_requirements(told, everything=everything), *_costs(told)]


def _profiles(told: dict[str, Any]) -> Table:
    table = _table("Promises met of those offered", "profile", told["servers"])
    table.add_row("all of it", *map(_cell, told["totals"]))
    for group in told["groups"]:
        table.add_row(group.name, *map(_cell, group.cells))
    return table


def _requirements(told: dict[str, Any], *, everything: bool) -> list[Table]:
    rows = [(group, row) for group in told["groups"] for row in group.rows if row.differs or everything]
    if not rows:
        return []
    title = "All requirements" if everything else "Requirements about which they differ"
    table = _table(title, "requirement", told["servers"])
    for _, row in rows[: None if everything else MOST_ROWS]:
        words = "" if len(told["servers"]) > FEW else _shortened(row.words)
        unlike = len({one.words.partition(" of ")[2] for one in row.cells}) > 1
        table.add_row(f"{row.identifier} {words}".strip(), *(_cell(one, besides=unlike) for one in row.cells))
    if len(rows) > MOST_ROWS and not everything:
        table.add_row(f"… and {len(rows) - MOST_ROWS} more, in the page")
    return [table]


def _costs(told: dict[str, Any]) -> list[Table]:
    if not told["costs"]:
        return []
    table = Table(title="Cost for an agent, at most", title_justify="left")
    for heading in ("of", *(one_line(name) for name, _ in told["servers"])):
        table.add_column(Text(heading), overflow="fold")
    for name, words in told["costs"]:
        table.add_row(name, *(Text(one_line(one)) for one in words))
    return [table]


def _table(title: str, first: str, servers: Sequence[tuple[str, str]]) -> Table:
    # As plain texts: what a target says may look like the console's own markup.
    table = Table(title=f"{title} ({LEGEND})", title_justify="left")
    table.add_column(first, min_width=len("server control"))
    for name, _ in servers:
        table.add_column(Text(one_line(name)), overflow="fold")
    return table


def _cell(cell: ShownCell, *, besides: bool = False) -> Text:
    """The sign, with the share of a profile or the count of a requirement; what is not offered has neither.

    Args:
        cell: what is said.
        besides: whether what is not counted is told as well, as where the servers have different numbers of promises.
    """
    counted = cell.words.replace(" of ", "/") if cell.words[:1].isdigit() else ""
    told = f"{cell.kept} %" if cell.percent else "in part" if cell.words == ProfileStanding.IN_PART else counted
    more = f"\n({cell.small})" if besides and cell.small else ""
    return Text(f"{cell.sign} {told}{more}".strip(), style=STYLES[cell.colour], no_wrap=not more)


def _shortened(words: str) -> str:
    return words if len(words) <= MOST_CHARACTERS else f"{words[:MOST_CHARACTERS]} …"
