"""`sign` and `verify`: a person's signature under the verdict, and whether it still fits what lies beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Final

import typer

from acceptance.commands.paths import JUDGED, PATHS, REPORTS, ROOT, say
from acceptance.errors import SuiteError
from acceptance.integrity.manifest import SIGNATURES, Manifest
from acceptance.integrity.names import printable
from acceptance.integrity.rendering import note_of_rendering
from acceptance.judging import signing
from acceptance.judging.reviewing import faults_of_reviews
from acceptance.judging.run_record import read_run
from acceptance.judging.signing import Signature
from acceptance.judging.verdict import assess
from acceptance.judging.waivers import read_waivers
from acceptance.locking.reports_lock import occupied, undisturbed
from acceptance.reporting.conclusion import SHEET, write_sheet
from acceptance.system.paths import called

NOBODY: Final = f"The last run is not signed yet: {called('sign --by NAME')}."


def sign(
    by: Annotated[str, typer.Option(metavar="NAME", help="The name of the person who signs.")],
    role: Annotated[str, typer.Option(metavar="ROLE", help="The role of the person who signs.")] = "",
) -> int:
    """Sign the verdict of the last run, with name, role and date."""
    signing.read_record(REPORTS)
    with occupied(REPORTS, ROOT / "reports", "acceptance sign"):
        run = read_run(REPORTS, PATHS.features)
        assessment = assess(run, read_waivers(PATHS.waivers, run.specification, run.requirements), date.today())

        def show(signatures: Sequence[Signature]) -> None:
            write_sheet(REPORTS, run, assessment, signatures, pdf=True)

        signature = signing.sign(REPORTS, Manifest.take(*JUDGED), assessment, show, name=by, role=role)
    say(f"{signature.name} has signed: {signature.verdict}, manifest {signature.manifest[:16]}….")
    say(f"The signature stands on {SHEET} and in {SIGNATURES}; keep them with the results.")
    return 0


def verify() -> int:
    """Check what was changed, added or removed since the last run was signed, and list who signed it."""
    with undisturbed(REPORTS):
        signatures = signing.read_signatures(REPORTS)
        record = signing.read_record(REPORTS)
        changes = dict(signing.changes(REPORTS, signatures, Manifest.take(*JUDGED)))
        note = note_of_rendering(REPORTS, changes)
        wrong = [f"{printable(name)} {change}" for name, change in changes.items()]
        wrong += [*faults_of_reviews(REPORTS), *signing.chain_faults(REPORTS, signatures, record)]
    for words in wrong:
        say(f"{words}.")
    if note:
        say(note)
    if not signatures:
        raise SuiteError(NOBODY)
    for one in signatures:
        say(f"{one.who()}: {'does not fit: see above' if wrong else f'fits: {one.verdict}'}.")
    return 1 if wrong else 0
