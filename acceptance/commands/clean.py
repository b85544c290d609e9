"""`clean`: clear what runs left that were ended by force, and the results of the last one if that is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Final

import typer

from acceptance.cleaning.remains import Remains, half_installations, half_merges, half_pages, size_of
from acceptance.commands.paths import PATHS, REPORTS, ROOT, say
from acceptance.integrity.names import printable
from acceptance.leftovers import Leftover, clear, find_leftovers
from acceptance.locking.reports_lock import occupied
from acceptance.reporting.report import wipe
from acceptance.system.paths import require_reports_folder

OUTLIVING: Final = ("durations.json", "explored.jsonl", "compare", "compare.html", "compare.md", "compare.json")
"""What the next run keeps, and `--reports` removes; the history of earlier runs stays."""


def clean(
    reports: Annotated[bool, typer.Option("--reports", help="Also remove the results of the last run.")] = False,
) -> int:
    """Remove the servers, workspaces and partial installations of killed runs. A running one is not touched."""
    cleared = [one.words for one in cleared_leftovers()]
    # One by one: the lock of an installation is held until it is removed.
    cleared += removed(half_installations(PATHS.cache))
    cleared += removed(half_pages(PATHS.cache))
    if REPORTS.exists():
        require_reports_folder(REPORTS)
        if reports or any(half_merges(REPORTS)):
            with occupied(REPORTS, ROOT / "reports", "acceptance clean"):
                cleared += removed(half_merges(REPORTS))
                cleared += results_removed() if reports else []
    for words in cleared:
        say(f"Removed {printable(words, most=500)}.")
    if not cleared:
        say("There is nothing to remove.")
    return 0


def cleared_leftovers() -> list[Leftover]:
    """The processes and folders of killed runs that are gone now, each with its size in its words."""
    found = find_leftovers()
    sizes = {one.folder: size_of(one.folder) for one in found if one.folder is not None}
    return [Leftover(with_size(one.words, sizes.get(one.folder)) if one.folder else one.words) for one in clear(found)]


def removed(remains: Iterable[Remains]) -> Iterator[str]:
    """Remove some remains; returns each in words."""
    for one in remains:
        yield with_size(f"{one.words}, {one.path}", one.remove())


def results_removed() -> list[str]:
    """Remove what runs wrote into the reports folder; returns that in words."""
    before = size_of(REPORTS)
    wipe(REPORTS)
    for name in OUTLIVING:
        Remains(REPORTS / name, "").remove()
    size = before - size_of(REPORTS)
    return [with_size(f"the results of the last run in {REPORTS}", size)] if size else []


def with_size(words: str, size: int | None) -> str:
    """Some words, and how many bytes it was; small things are told in kB."""
    return (
        words
        if size is None
        else f"{words} ({size / 1e6:,.1f} MB)"
        if size >= 1e5
        else f"{words} ({size / 1e3:.1f} kB)"
    )
