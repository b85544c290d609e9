"""The end of a run: the verdict, the documents, and what is told on the console.

Everything is read from below the reports, so it does not matter how many processes ran the scenarios.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from acceptance.errors import SuiteError
from acceptance.integrity.results import results_digest
from acceptance.judging.causes import MOST_CAUSES, causes, told_cause
from acceptance.judging.run_record import RunRecord, read_run
from acceptance.judging.signing import RECORD, SIGNABLE, Signature, read_record, read_signatures
from acceptance.judging.traceability import EXEMPT, Standing
from acceptance.judging.verdict import Assessment, Verdict, assess, counts, unfinished
from acceptance.judging.verdict_record import verdict_record
from acceptance.judging.waivers import read_waivers
from acceptance.judging.whole import UnfinishedRunError
from acceptance.reporting.documents.content import by_reason, common, components, duration, seconds, tally
from acceptance.reporting.documents.history import read_history, remember
from acceptance.reporting.documents.junit import junit
from acceptance.reporting.documents.living import living_documentation
from acceptance.reporting.documents.printing import print_page
from acceptance.reporting.documents.profiles import profile_line, profile_record
from acceptance.reporting.documents.progress import progress
from acceptance.reporting.documents.rendering import render
from acceptance.reporting.rerun import RERUN, did_not_pass, write_rerun
from acceptance.reporting.settled_results import Causes
from acceptance.system.paths import called

SHEET: Final = "sign-off.html"
PROGRESS: Final = "progress.md"
SUMMARY: Final = "summary.md"
DOCUMENTS: Final = (SHEET, "specification.html", SUMMARY, PROGRESS, RERUN)
"""What a run leaves for people beside the report, as far as it could be written."""

MOST_FAULTS: Final = 8
"""So many requirements at fault stand on the sheet, which is to fit on two pages; the others are named."""

TREND: Final = 5


@dataclass(frozen=True)
class Conclusion:
    """What a run came to.

    Attributes:
        verdict: the verdict.
        reason: why, in one short sentence.
        scenarios: the counts and the time taken, in words; empty where there are none.
        code: the exit code that the verdict asks for; None: that of the scenarios counts.
        tolerated: the report's identities of the waived scenarios, by the reason for which they are.
        profiles: what is said of the profiles, in words; empty where nothing is.
        causes: why scenarios did not pass, the gravest and widest first.
        pages: the documents that there are, by their names.
        next_steps: what to do next, in sentences.
        headline: the verdict with what it does not rest on; the verdict alone, if nothing is given.
        details: what else is to be known of the verdict, each in a sentence.
    """

    verdict: Verdict
    reason: str
    scenarios: str
    code: int | None
    tolerated: Mapping[str, Sequence[str]] = field(default_factory=dict)
    profiles: str = ""
    causes: Causes = field(default_factory=Causes)
    pages: Sequence[str] = ()
    next_steps: Sequence[str] = ()
    headline: str = ""
    details: Sequence[str] = ()

    def lines(self, where: str) -> Iterator[str]:
        """What a run ends with: verdict, profiles, counts, causes, where the pages are, and what to do next.

        Args:
            where: where the report is, in a sentence.
        """
        yield f"{self.headline or self.verdict}: {self.reason.rstrip('.')}."
        yield from [f"{'. '.join(self.details)}."] if self.details else []
        yield from [self.profiles] if self.profiles else []
        yield self.scenarios or "No scenario has an outcome."
        if self.causes.found:
            yield "\nCauses, the gravest and widest first:"
        for number, cause in enumerate(self.causes.found[:MOST_CAUSES], start=1):
            yield from told_cause(number, cause)
        if len(self.causes.found) > MOST_CAUSES:
            yield f"  and {len(self.causes.found) - MOST_CAUSES} more causes: {SUMMARY} lists them."
        yield ""
        yield f"{where} Beside it: {', '.join(self.pages)}." if self.pages else where
        yield from self.next_steps


def conclude(reports: Path, features: Path, waivers: Path, *, today: date, pdf: bool = True) -> Conclusion:
    """Give the verdict on the run that lies below the reports, and write its documents.

    Args:
        reports: where the results are, and where the documents go.
        features: the features.
        waivers: the file of the waivers.
        today: the day on which waivers have to hold.
        pdf: whether the sheet is printed, where Chromium is there.
    """
    run: RunRecord | None = None
    try:
        run = read_run(reports, features)
        assessment = assess(run, read_waivers(waivers, run.specification, run.requirements), today)
    except SuiteError as error:
        return without_verdict(reports, run, error, today=today)
    write_outcomes(reports, run, f"{assessment.headline}: {assessment.reason}")
    made = datetime.now(UTC).isoformat(timespec="seconds")
    results = results_digest(reports)
    record = verdict_record(run, assessment, made=made, took=seconds(run), results=results)
    record |= {"profiles": profile_record(assessment.profiles)}
    (reports / RECORD).write_text(json.dumps(record, indent=2, ensure_ascii=False), encoding="utf-8")
    write_documents(reports, run, assessment, today=today, pdf=pdf)
    counted = counts(run)
    if assessment.verdict is not Verdict.NONE:
        remember(
            reports,
            {
                "made": made,
                "target": run.target.name,
                "version": run.target.version,
                "verdict": assessment.verdict.value,
                "scenarios": counted.total(),
                "passed": counted["passed"],
                "seconds": round(seconds(run), 1),
                "metrics": {name: one.fraction or one.found for name, one in assessment.metrics.items()},
                "results": results,
            },
        )
    return Conclusion(
        assessment.verdict,
        assessment.reason,
        told(run),
        code_of(assessment),
        tolerated_cases(run, assessment),
        "" if assessment.partial else profile_line(assessment.profiles),
        causes_of(run, assessment),
        pages_of(reports),
        tuple(next_steps(assessment.verdict, run, partial=assessment.partial)),
        assessment.headline,
        assessment.details,
    )


def without_verdict(reports: Path, run: RunRecord | None, error: SuiteError, *, today: date) -> Conclusion:
    """What is left of a run that allows no verdict: what was seen, as far as it can be read, and no sheet to sign."""
    for name in (RECORD, SHEET, Path(SHEET).with_suffix(".pdf").name):
        (reports / name).unlink(missing_ok=True)
    code = 1 if isinstance(error, UnfinishedRunError) else 2
    if run is None or not run.outcomes:
        return Conclusion(Verdict.NONE, str(error), told(run), code)
    write_outcomes(reports, run, f"{Verdict.NONE}: {error}")
    found = Causes()
    if isinstance(error, UnfinishedRunError):
        assessment = unfinished(run, str(error))
        found = causes_of(run, assessment)
        write_progress(reports, run, assessment, today=today)
    steps = tuple(next_steps(Verdict.NONE, run, partial=True)) if found.found else ()
    return Conclusion(
        Verdict.NONE, str(error), told(run), code, causes=found, pages=pages_of(reports), next_steps=steps
    )


def causes_of(run: RunRecord, assessment: Assessment) -> Causes:
    """The causes of a run, with what is told of the scenarios that are blocked."""
    blocked = {name: run.outcomes[name].message for one in assessment.causes for name in one.blocked}
    return Causes(assessment.causes, blocked)


def pages_of(reports: Path) -> list[str]:
    """The documents that there are."""
    return [name for name in DOCUMENTS if (reports / name).is_file()]


def next_steps(verdict: Verdict, run: RunRecord, *, partial: bool) -> Iterator[str]:
    """What to do next, in sentences."""
    if verdict in {Verdict.ACCEPTED, Verdict.RESERVATIONS}:
        yield f"Next: read {SHEET} and sign it: {called('sign --by NAME')}"
    if did_not_pass(run):
        found = next(iter(causes(run)), None)
        what = f'cause 1, "{found.title}"' if found else "what did not pass"
        yield f"Next: fix {what}. Then run again what did not pass: {run.again} RERUN=1"
    if verdict is Verdict.NONE and partial:
        yield f"For a verdict, run the whole suite: {run.again}"


def write_outcomes(reports: Path, run: RunRecord, verdict: str) -> None:
    """Write what needs no verdict: the living documentation, the outcomes for other programs, what to run again."""
    (reports / "specification.html").write_text(living_documentation(run, verdict), encoding="utf-8")
    (reports / "junit.xml").write_bytes(junit(run))
    write_rerun(reports, run)


def write_documents(reports: Path, run: RunRecord, assessment: Assessment, *, today: date, pdf: bool) -> None:
    """Write what shows the verdict: the progress document, the summary, and the sheet to be signed."""
    write_progress(reports, run, assessment, today=today)
    write_sheet(reports, run, assessment, read_signatures(reports), pdf=pdf)


def write_progress(reports: Path, run: RunRecord, assessment: Assessment, *, today: date) -> None:
    """Write the progress document and the summary."""
    text = progress(run, today=today, status=assessment.verdict.value.upper())
    (reports / PROGRESS).write_text(text, encoding="utf-8")
    (reports / SUMMARY).write_text(render("summary.md.j2", **common(run, assessment)), encoding="utf-8")


def write_sheet(
    reports: Path, run: RunRecord, assessment: Assessment, signatures: Sequence[Signature], *, pdf: bool
) -> None:
    """Write the sheet to be signed, with the signatures so far, and print it where that can be done."""
    record = read_record(reports)
    earlier = [one for one in read_history(reports) if one["target"] == run.target.name]
    page = render(
        "sign-off.html.j2",
        **common(run, assessment),
        made=_moment(record["made"]),
        began=_moment(record["ran"]["began"]),
        met=sum(one.standing in {Standing.MET, Standing.PARTLY} for one in assessment.traces),
        met_in_part=sum(one.standing is Standing.OFFERED_IN_PART for one in assessment.traces),
        requirements=sum(one.standing not in EXEMPT for one in assessment.traces),
        ran=record["ran"],
        calls=f"{sum(run.answered.values()):,}",
        components=components(assessment),
        not_judged=by_reason(assessment.left_out),
        inapplicable=by_reason(assessment.inapplicable),
        trend=[{**one, "made": one["made"][:16].replace("T", " ")} for one in reversed(earlier[-TREND:])],
        signatures=signatures,
        signable=record["verdict"] in SIGNABLE,
        digests=record["digests"],
        most=MOST_FAULTS,
        most_causes=MOST_CAUSES,
    )
    (reports / SHEET).write_text(page, encoding="utf-8")
    printed = (reports / SHEET).with_suffix(".pdf")
    # A part of a run is not signed, so nobody prints it; what an earlier run printed must not stand beside its sheet.
    if pdf and not assessment.partial:
        print_page(reports / SHEET, printed)
    else:
        printed.unlink(missing_ok=True)


def tolerated_cases(run: RunRecord, assessment: Assessment) -> dict[str, list[str]]:
    """The waived scenarios as the report knows them, by the words that stand beside them there."""
    found: dict[str, list[str]] = {}
    for waiver, names in assessment.waived:
        words = f"{waiver.reason} ({waiver.owner}, until {waiver.until})"
        found.setdefault(words, []).extend(run.outcomes[name].case for name in names if name in run.outcomes)
    return found


def publish(place: Path, reports: Path) -> None:
    """Add the summary to what a CI service shows of a job; it is no error of the run where that cannot be written."""
    with suppress(OSError), place.open("a", encoding="utf-8") as file:
        file.write((reports / SUMMARY).read_text(encoding="utf-8"))


def told(run: RunRecord | None) -> str:
    """The counts of a run and the time it took, in words."""
    return f"Scenarios: {tally(run)}, in {duration(seconds(run))}" if run is not None and run.outcomes else ""


def code_of(assessment: Assessment) -> int | None:
    """The exit code that a verdict asks for.

    A partial run has none, so that of its scenarios counts. So it does where all is accepted: then it is 0, unless
    something besides the scenarios went wrong. A whole run without a verdict is 2 where a waiver must go, else 1.
    """
    if assessment.verdict is Verdict.ACCEPTED or (assessment.verdict is Verdict.NONE and assessment.partial):
        return None
    none = 2 if assessment.idle else 1
    return {Verdict.RESERVATIONS: 0, Verdict.OFFERED: 0, Verdict.REJECTED: 1, Verdict.NONE: none}[assessment.verdict]


def _moment(told: str) -> str:
    """A moment of the record, as a person says it; empty where it is not known."""
    return datetime.fromisoformat(told).strftime("%d %B %Y, %H:%M UTC") if told else ""
