"""`review`: the code review, which a person enters after a run and before the first signature."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

import typer

from acceptance.commands.paths import JUDGED, PATHS, REPORTS, ROOT, say
from acceptance.errors import SuiteError
from acceptance.integrity.manifest import MANIFEST, REVIEWS, Manifest
from acceptance.integrity.names import printable
from acceptance.integrity.rendering import record_digests
from acceptance.judging import signing
from acceptance.judging.reviewing import draft_review, faults_of_reviews, keep_review
from acceptance.judging.run_record import read_run
from acceptance.judging.verdict import assess
from acceptance.judging.waivers import read_waivers
from acceptance.locking.reports_lock import occupied
from acceptance.reporting.conclusion import PROGRESS, SHEET, SUMMARY, write_documents

WRITTEN: Final = (PROGRESS, SUMMARY, *signing.SHEETS, MANIFEST)
"""What a review changes, beside its own file."""


def review(
    by: Annotated[str, typer.Option(metavar="NAME", help="The name of the person who reviewed the code.")],
    notes: Annotated[str, typer.Option(metavar="TEXT", help="What was reviewed and found, in one line.")],
) -> int:
    """Enter a person's code review of the last run, with name, notes and date; before it is signed."""
    signing.read_record(REPORTS)
    with occupied(REPORTS, ROOT / "reports", "acceptance review"):
        check_reviewable()
        draft = draft_review(REPORTS, name=by, notes=notes)
        with signing.files_restored(REPORTS, (*WRITTEN, REVIEWS)):
            keep_review(REPORTS, draft)
            show()
            record_digests(*JUDGED)
    say(f"The code review of {draft.name} is recorded, seal {draft.seal[:16]}….")
    say(f"It stands in {PROGRESS}, {SUMMARY}, on {SHEET} and in {REVIEWS}; keep them with the results.")
    return 0


def check_reviewable() -> None:
    """Check that the files of the last run are as it left them, and that nobody has signed them.

    Raises:
        SuiteError: they are not, or somebody has.
    """
    signatures = signing.read_signatures(REPORTS)
    if signatures:
        raise SuiteError(
            f"This run was signed by {signatures[0].name}: a code review is entered before the first signature."
        )
    changes = signing.changes(REPORTS, signatures, Manifest.take(*JUDGED))
    wrong = [*(f"{printable(name)} {change}" for name, change in changes), *faults_of_reviews(REPORTS)]
    if wrong:
        raise SuiteError(f"A code review cannot be entered: {signing.listed(wrong)}. Run the whole suite again.")


def show() -> None:
    """Write the documents with the reviews so far.

    Raises:
        SuiteError: by now the verdict would be another.
    """
    run = read_run(REPORTS, PATHS.features)
    today = date.today()
    assessment = assess(run, read_waivers(PATHS.waivers, run.specification, run.requirements), today)
    verdict = signing.read_record(REPORTS)["verdict"]
    if assessment.verdict.value != verdict:
        raise SuiteError(
            f"A code review cannot be entered: by now the run would be {assessment.verdict.value.lower()} "
            f"({assessment.reason}). Run the whole suite again."
        )
    write_documents(REPORTS, run, assessment, today=today, pdf=True)
