"""The table of outcomes, for the console and for docs/official-conformance.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from acceptance.display import markdown, visible
from acceptance.errors import SuiteError
from tools.conformance.judging import Judged, summary

BEGIN: Final = "<!-- The figures below are written by `make conformance WRITE=1`. -->"
END: Final = "<!-- The figures end here. -->"


def lines(judged: Iterable[Judged]) -> Iterator[str]:
    """The outcomes for a console."""
    every = list(judged)
    width = max(len(one.outcome.scenario) for one in every)
    for one in every:
        yield visible(f"{one.outcome.told():10}  {one.outcome.scenario:{width}}  {one.told}")
        if one.outcome.words:
            yield visible(f"{'':10}  {'':{width}}  The kit: {one.outcome.words[:300]}")
    yield ""
    yield summary(every)


def table(judged: Iterable[Judged]) -> Iterator[str]:
    """The outcomes for a page."""
    every = list(judged)
    yield summary(every)
    yield ""
    yield "| scenario of the kit | the kit says | what it means |"
    yield "|---|---|---|"
    for one in every:
        yield f"| `{markdown(one.outcome.scenario)}` | {one.outcome.told()} | {meaning(one)} |"


def meaning(judged: Judged) -> str:
    """A verdict for a cell of a table."""
    name = f": `{judged.because}`" if judged.because else ""
    return judged.verdict.value + name


def write(page: Path, text: str) -> None:
    """Put the figures into a page.

    Raises:
        SuiteError: the page has no place for them.
    """
    before, begin, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SuiteError(f"{page} has no place for the figures, which is between these two lines:\n{BEGIN}\n{END}")
    page.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{after}", encoding="utf-8")
