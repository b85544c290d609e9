"""`figures`: all figures of the last run as a table, each with its limit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from acceptance.commands.paths import CALLS, say
from acceptance.errors import SuiteError
from acceptance.stopwatch.intervals import between, tidy

LOG_WIDTH: Final = 150
WIDTHS: Final = {"what": 72, "bound": 28}
OUTCOMES: Final = {
    True: Text("met", "green"),
    False: Text("not met", "bold red"),
    None: Text("not measurable here", "yellow"),
}


def figures() -> int:
    """Print the figures that the last run measured, each with its limit."""
    measured = list(figures_in(CALLS))
    if not measured:
        say("The last run measured nothing. `make benchmark` measures.")
        return 1
    console = Console()
    # Where nobody looks on, in a file or a log, there is room for whole lines.
    console.width = console.width if console.is_terminal else LOG_WIDTH
    console.print(table_of(measured))
    counts = [sum(figure["met"] is met for figure in measured) for met in (True, False, None)]
    say(f"{counts[0]} met, {counts[1]} not met, {counts[2]} not measurable on this machine.")
    return 1 if counts[1] else 0


def figures_in(evidence: Path) -> Iterator[dict[str, Any]]:
    """The figures in the record of a run, in their order.

    Raises:
        SuiteError: there is no record, or it is damaged.
    """
    try:
        for line in evidence.read_text(encoding="utf-8").splitlines():
            if '"event": "figure"' in line:
                yield json.loads(line)
    except (OSError, ValueError) as error:
        raise SuiteError(f"The record of the last run cannot be read from {evidence}: {error}. Run it first.") from None


def table_of(measured: list[dict[str, Any]]) -> Table:
    """The figures as a table."""
    table = Table(title="Measurement", title_justify="left", show_lines=True)
    for heading in ("for", "what", "found", "95 % interval", "bound", "outcome"):
        # What may be long leaves room for the rest.
        table.add_column(
            heading, overflow="fold", no_wrap=heading not in {"what", "bound"}, max_width=WIDTHS.get(heading)
        )
    for figure in measured:
        what = Text.assemble(figure["name"], "\n", (str(figure["details"].get("absolute", "")), "dim"))
        exact = figure["low"] == figure["high"]
        table.add_row(
            figure["requirement"],
            what,
            f"{tidy(figure['value'])} {figure['unit']}",
            "" if exact else between(figure["low"], figure["high"]),
            figure["bound"],
            OUTCOMES[figure["met"]],
        )
    return table
