"""`report`: render the results of the last run as a page."""

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from acceptance.cleaning.remains import half_merges
from acceptance.commands.paths import CALLS, JUDGED, PAGE, PATHS, REPORTS, RESULTS, ROOT, say
from acceptance.errors import SuiteError
from acceptance.integrity.manifest import SIGNATURES, Manifest
from acceptance.integrity.rendering import changed_evidence, note_rendering, record_digests
from acceptance.judging.run_record import read_run
from acceptance.judging.signing import Signature, changes, listed, read_signatures
from acceptance.judging.verdict import Verdict, assess
from acceptance.judging.waivers import read_waivers
from acceptance.locking.reports_lock import ReportsLock, occupied
from acceptance.reporting.conclusion import Conclusion, causes_of, conclude, tolerated_cases
from acceptance.reporting.merging import merge
from acceptance.reporting.report import RenderOutcome, render
from acceptance.shards.judging_parts import judge_parts


def report(
    folders: Annotated[
        list[Path] | None, typer.Argument(metavar="DIR", help="The reports folders of several machines.")
    ] = None,
) -> int:
    """Render the report and documents of the last run again, or one report from several machines.

    The exit code is 0 if the page was rendered. It is not 0 if there is no verdict because results are missing, damaged
    or incomplete. For several machines, it is the exit code of the verdict.
    """
    with occupied(REPORTS, ROOT / "reports", "acceptance report") as lock:
        return merged(folders, lock) if folders else rendered_again()


def merged(folders: list[Path], lock: ReportsLock) -> int:
    """Put the results of several machines together, judge them as a whole, and give the verdict's exit code."""
    for remains in half_merges(REPORTS):
        remains.remove()
    say(f"{merge(folders, REPORTS)} scenarios of {len(folders)} reports folders were put together.")
    judge_parts(PATHS, lock)
    conclusion, outcome = finish(remember=False)
    record_digests(*JUDGED)
    return told(conclusion, outcome, conclusion.code or 0)


def rendered_again() -> int:
    """Render the results of the last run; of one that is signed the page only, and nothing that was signed."""
    signatures = read_signatures(REPORTS)
    if signatures:
        return rendered_signed(signatures)
    changed = changed_evidence(*JUDGED)
    conclusion, outcome = finish(remember=False)
    if changed:
        say(
            f"These files are not as the run left them: {listed(changed)}. "
            "It cannot be signed; run the whole suite again."
        )
    else:
        record_digests(*JUDGED)
    return told(conclusion, outcome, (conclusion.code or 0) if conclusion.verdict is Verdict.NONE else 0)


def rendered_signed(signatures: Sequence[Signature]) -> int:
    """Render the page of a run that is signed, which `verify` tells.

    Raises:
        SuiteError: it is not what was signed any more.
    """
    changed = dict(changes(REPORTS, signatures, Manifest.take(*JUDGED)))
    changed.pop(PAGE.name, None)
    if wrong := [f"{name} {change}" for name, change in changed.items()]:
        raise SuiteError(
            f"The run is signed, but its files are not the signed ones: {listed(wrong)}. Nothing was rendered. "
            f"To judge the files as they are, remove {SIGNATURES}; to get back what was signed, "
            "use the copy that you kept."
        )
    run = read_run(REPORTS, PATHS.features)
    assessment = assess(run, read_waivers(PATHS.waivers, run.specification, run.requirements), date.today())
    outcome = render(
        RESULTS,
        PAGE,
        details={},
        root=ROOT,
        cache=PATHS.cache,
        tolerated=tolerated_cases(run, assessment),
        causes=causes_of(run, assessment),
    )
    if outcome.page:
        note_rendering(REPORTS)
    say("The run is signed, so only the page was rendered again.")
    say(outcome.message)
    return 0 if outcome.page else 1


def told(conclusion: Conclusion, outcome: RenderOutcome, code: int) -> int:
    """Tell what came of it; returns the exit code, which is 1 where there is no page."""
    for line in conclusion.lines(outcome.message):
        say(line)
    return code if outcome.page else 1


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
        causes=conclusion.causes,
        remember=remember,
    )
    return conclusion, outcome


def target_details(evidence: Path) -> dict[str, str]:
    """What the report tells of the target: the name it has in the suite, and what it calls itself."""
    try:
        lines = evidence.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return {}
    for line in lines:
        if '"event": "target"' in line:
            with suppress(ValueError, TypeError, KeyError, RecursionError):
                told = json.loads(line)
                return {"Target": str(told["name"]), "Server": f"{told['server']} {told['version']}".strip()}
    return {}
