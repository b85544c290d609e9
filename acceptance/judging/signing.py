"""The record of a verdict, and who signed it: what was signed can be told from what lies beside it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from acceptance.errors import SuiteError
from acceptance.evidence.evidence import now
from acceptance.judging.run_record import RunRecord
from acceptance.judging.verdict import Assessment, Verdict, counts

RECORD: Final = "sign-off.json"
SIGNATURES: Final = "signatures.json"
SIGNABLE: Final = frozenset({Verdict.ACCEPTED.value, Verdict.RESERVATIONS.value})
JUDGED_FILES: Final = ("evidence/*.jsonl", "campaign/record.json", "allure-results/*-result.json")
"""What the verdict rests on, below the reports."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A person's signature under a verdict.

    Attributes:
        name: who.
        role: as what; may be empty.
        signed: when, in UTC.
        verdict: what was signed.
        record: the digest of the verdict's record.
        results: the digest of the results that it rests on.
    """

    name: str
    role: str
    signed: str
    verdict: str
    record: str
    results: str


def results_digest(reports: Path) -> str:
    """A digest of all that the verdict rests on."""
    digest = hashlib.sha256()
    for pattern in JUDGED_FILES:
        for file in sorted(reports.glob(pattern)):
            digest.update(f"{file.relative_to(reports).as_posix()}\0".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def verdict_record(run: RunRecord, assessment: Assessment, *, made: str, took: float, results: str) -> dict[str, Any]:
    """The record of a verdict, as it is kept."""
    return {
        "verdict": assessment.verdict.value,
        "reason": assessment.reason,
        "made": made,
        "seconds": round(took, 1),
        "target": {
            "name": run.target.name,
            "server": run.target.server,
            "version": run.target.version,
            "tools": len(run.target.tools),
        },
        "digests": {"features": run.specification.digest, "tools": run.target.tools_digest, "results": results},
        "counts": dict(sorted(counts(run).items())),
        "metrics": {
            name: {"met": one.met, "found": one.found, "bound": one.bound} for name, one in assessment.metrics.items()
        },
        "requirements": {
            one.identifier: {
                "standing": str(one.standing),
                "scenarios": {case.name: outcome.status if outcome else "not run" for case, outcome in one.cases},
            }
            for one in assessment.traces
        },
        "at_fault": [one.identifier for one in assessment.faults],
        "waived": [
            {**asdict(waiver), "until": waiver.until.isoformat(), "covers": list(names)}
            for waiver, names in assessment.waived
        ],
        "followed": list(assessment.followed),
        "not_judged": dict(assessment.left_out),
    }


def sign(reports: Path, run: RunRecord, fresh: Assessment, *, name: str, role: str) -> Signature:
    """Sign the verdict that lies below the reports.

    Args:
        reports: where the record and the results are.
        run: the run, read anew.
        fresh: what an assessment says today.
        name: who signs.
        role: as what.

    Raises:
        SuiteError: the verdict does not allow it, or something has changed since it was given.
    """
    if not name.strip():
        raise SuiteError("A signature has a name: --by NAME.")
    record = read_record(reports)
    if record["verdict"] not in SIGNABLE:
        raise SuiteError(f"This run cannot be signed: {record['verdict'].lower()}, {record['reason']}.")
    if trouble := changes(reports, record, run):
        raise SuiteError(f"This run cannot be signed: {trouble}. Run the whole suite again.")
    if fresh.verdict.value != record["verdict"]:
        raise SuiteError(
            f"This run cannot be signed: by now it would be {fresh.verdict.value.lower()} ({fresh.reason}). "
            "A waiver was changed or has expired; run the whole suite again."
        )
    signature = Signature(
        name=name.strip(),
        role=role.strip(),
        signed=now(),
        verdict=record["verdict"],
        record=file_digest(reports / RECORD),
        results=record["digests"]["results"],
    )
    signatures = [asdict(one) for one in [*read_signatures(reports), signature]]
    (reports / SIGNATURES).write_text(json.dumps(signatures, indent=2, ensure_ascii=False), encoding="utf-8")
    return signature


def changes(reports: Path, record: dict[str, Any], run: RunRecord) -> str:
    """What has changed since a verdict was given, in words; empty when nothing has."""
    if results_digest(reports) != record["digests"]["results"]:
        return "the results are not those that were judged"
    if run.specification.digest != record["digests"]["features"]:
        return "the features are not those that were judged"
    return ""


def read_record(reports: Path) -> dict[str, Any]:
    """The record of the verdict.

    Raises:
        SuiteError: there is none, or it is damaged.
    """
    try:
        record = json.loads((reports / RECORD).read_text(encoding="utf-8"))
        if isinstance(record["verdict"], str) and isinstance(record["digests"]["results"], str):
            return dict(record)
    except FileNotFoundError:
        raise SuiteError(
            "There is no verdict below reports/ that could be signed: run the whole suite first."
        ) from None
    except (OSError, ValueError, TypeError, KeyError):
        pass
    raise SuiteError(f"reports/{RECORD} is no record of a verdict; run the whole suite again.")


def read_signatures(reports: Path) -> list[Signature]:
    """The signatures so far.

    Raises:
        SuiteError: they cannot be read.
    """
    try:
        return [Signature(**one) for one in json.loads((reports / SIGNATURES).read_text(encoding="utf-8"))]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, TypeError):
        raise SuiteError(f"reports/{SIGNATURES} holds no signatures; remove it, and sign again.") from None


def file_digest(file: Path) -> str:
    """The digest of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()
