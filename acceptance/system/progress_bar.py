"""How far a piece of work is, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


@contextmanager
def progress(console: Console, what: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show how far it is, where somebody looks; yields what is told how much is done.

    Args:
        console: where it is shown, below what is printed there meanwhile; nowhere, if that is no terminal.
        what: the things that are counted.
        total: how many there are.
    """
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        row = bar.add_task("", total=total)
        yield lambda done: bar.update(row, completed=done)
