"""`report`: render the results of the last run as a page."""

import json
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from acceptance.commands.paths import CALLS, PAGE, PATHS, REPORTS, RESULTS, ROOT, say
from acceptance.judging.verdict import Verdict
from acceptance.reporting.conclusion import Conclusion, conclude
from acceptance.reporting.merging import merge
from acceptance.reporting.report import RenderOutcome, render
from acceptance.system.paths import furnish


def report(
    folders: Annotated[list[Path] | None, typer.Argument(metavar="DIR", help="Reports of several machines.")] = None,
) -> int:
    """Render the results of the last run again, or those of several machines together, with verdict and documents.

    The exit code is 0 for a page that was rendered; where there is no verdict since the results are none, damaged or
    half of a run, it is not, and of several machines it is that of the verdict.
    """
    if folders:
        furnish(REPORTS, ROOT / "reports")
        say(f"{merge(folders, REPORTS)} scenarios of {len(folders)} reports folders were put together.")
    conclusion, outcome = finish(remember=False)
    for line in conclusion.lines(outcome.message):
        say(line)
    if not outcome.page:
        return 1
    return (conclusion.code or 0) if folders or conclusion.verdict is Verdict.NONE else 0


def finish(*, remember: bool) -> tuple[Conclusion, RenderOutcome]:
    """Give the verdict on what lies below the reports, and render it; `remember`: for the history of later reports."""
    conclusion = conclude(REPORTS, PATHS.features, PATHS.waivers, today=date.today())
    details = target_details(CALLS)
    outcome = render(
        RESULTS,
        PAGE,
        details={**details, "Verdict": str(conclusion.verdict)} if details else {},
        root=ROOT,
        cache=PATHS.cache,
        tolerated=conclusion.tolerated,
        remember=remember,
    )
    return conclusion, outcome


def target_details(evidence: Path) -> dict[str, str]:
    """What the report tells of the target: the name it has in the suite, and what it calls itself."""
    try:
        lines = evidence.read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    for line in lines:
        if '"event": "target"' in line:
            told = json.loads(line)
            return {"Target": told["name"], "Server": f"{told['server']} {told['version']}".strip()}
    return {}
