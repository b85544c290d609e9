"""The outcome of a load for the console."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from acceptance.display import one_line, printable
from acceptance.load.tally import BOUND, Tally, percentile
from acceptance.redaction import Redactor

SHARES = (50, 90, 99, 99.9)


def show(tally: Tally, title: str, console: Console, redactor: Redactor) -> None:
    """Print the times of every call as a table, then what came of the tasks, without what nobody is to read."""
    if tally.calls:
        console.print(times(tally, one_line(redactor.text(title))))
    for sentence in sentences(tally):
        console.print(printable(redactor.text(sentence)), highlight=False, markup=False, soft_wrap=True)


def times(tally: Tally, title: str) -> Table:
    """The times of every call, in milliseconds: exact, out of all that were measured."""
    table = Table(title=Text(title), title_justify="left")
    table.add_column("call")
    for name in ("calls", *(f"{share} %" for share in SHARES), "most"):
        table.add_column(name, justify="right")
    for verb, measured in tally.milliseconds.items():
        figures = [f"{percentile(measured, share):.1f} ms" for share in (*SHARES, 100)]
        table.add_row(verb, f"{len(measured):,}", *figures)
    return table


def sentences(tally: Tally) -> Iterator[str]:
    """What came of the tasks, in words."""
    if tally.seconds:
        tasks, calls = tally.completed / tally.seconds, tally.calls / tally.seconds
        rates = f"{tasks:,.0f} tasks and {calls:,.0f} calls per second"
        yield f"{tally.completed:,} tasks in {tally.seconds:.1f} s: {rates}."
    yield (
        f"Completed and read back: {tally.confirmed:,} of {tally.started:,} started, {tally.share:.2f} % "
        f"(at least {BOUND} % must be)."
    )
    yield (
        f"Rejected without reason: {tally.refused:,}. Wrong answers: {tally.wrong:,}. "
        f"Unanswered calls: {tally.unanswered:,}."
    )
    yield from (f"  {words}" for words in tally.told())
    yield "The orchestrator sustained the load." if tally.accepted else "The orchestrator did not sustain the load."
