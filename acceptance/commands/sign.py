"""`sign` and `verify`: a person's signature under the verdict, and whether it still fits what lies beside it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from acceptance.commands.paths import PATHS, REPORTS, say
from acceptance.errors import SuiteError
from acceptance.judging import signing
from acceptance.judging.run_record import read_run
from acceptance.judging.verdict import assess
from acceptance.judging.waivers import read_waivers
from acceptance.reporting.conclusion import SHEET, write_sheet


def sign(
    by: Annotated[str, typer.Option(metavar="NAME", help="Who signs.")],
    role: Annotated[str, typer.Option(metavar="ROLE", help="As what.")] = "",
) -> int:
    """Sign the verdict on the last run: who, when, and exactly what."""
    signing.read_record(REPORTS)
    run = read_run(REPORTS, PATHS.features)
    waivers = read_waivers(PATHS.waivers, run.specification, run.requirements)
    assessment = assess(run, waivers, date.today())
    signature = signing.sign(REPORTS, run, assessment, name=by, role=role)
    write_sheet(REPORTS, run, assessment, pdf=True)
    say(f"{signature.name} has signed: {signature.verdict}, record {signature.record[:16]}….")
    say(f"The signature stands on {SHEET} and in {signing.SIGNATURES}; keep them with the results.")
    return 0


def verify() -> int:
    """Tell whether the signatures still fit the results beside them."""
    signatures = signing.read_signatures(REPORTS)
    if not signatures:
        raise SuiteError("Nobody has signed the last run: python -m acceptance sign --by NAME.")
    record = signing.read_record(REPORTS)
    trouble = signing.changes(REPORTS, record, read_run(REPORTS, PATHS.features))
    digest = signing.file_digest(REPORTS / signing.RECORD)
    for one in signatures:
        other = "" if one.record == digest else "another verdict was signed than the one that lies here"
        wrong = trouble or other
        who = f"{one.name}{f', {one.role}' if one.role else ''}, {one.signed}"
        say(f"{who}: {f'does not fit: {wrong}' if wrong else f'fits: {one.verdict}'}.")
    return 1 if trouble or any(one.record != digest for one in signatures) else 0
