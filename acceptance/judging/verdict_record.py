"""The record of a verdict, `sign-off.json`: what was judged, what was found, and what it was found from."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from acceptance.judging.declared import declared_otherwise
from acceptance.judging.judgement import Judgement
from acceptance.judging.run_record import RunRecord
from acceptance.judging.verdict import Assessment, counts, judging_counts


def verdict_record(run: RunRecord, assessment: Assessment, *, made: str, took: float, results: str) -> dict[str, Any]:
    """The record of a verdict, as it is kept."""
    return {
        "verdict": assessment.verdict.value,
        "headline": assessment.headline,
        "reason": assessment.reason,
        "details": list(assessment.details),
        "made": made,
        "seconds": round(took, 1),
        "target": {
            "name": run.target.name,
            "server": run.target.server,
            "version": run.target.version,
            "tools": len(run.target.tools),
        },
        "ran": {"began": run.began, "ended": _moment(run.ended)},
        "digests": {
            "features": run.specification.digest,
            "requirements": run.requirements_digest,
            "suite": run.suite_digest,
            "tools": run.target.tools_digest,
            "target": run.target.files_digest,
            "results": results,
        },
        "counts": dict(sorted(counts(run).items())),
        "sign_off_counts": dict(sorted(judging_counts(run).items())),
        "causes": [
            {
                "requirements": list(one.requirements),
                "title": one.title,
                "others": list(one.others),
                "severity": one.severity,
                "happened": one.happened,
                "failed": list(one.failed),
                "blocked": list(one.blocked),
            }
            for one in assessment.causes
        ],
        "metrics": {name: _told(one) for name, one in assessment.metrics.items()},
        "criteria": {name: _told(one) for name, one in assessment.criteria.items()},
        "requirements": {
            one.identifier: {
                "standing": str(one.standing),
                "judged": one.judged,
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
        "dormant": [one.about for one in assessment.dormant],
        "not_judged": dict(assessment.left_out),
        "does_not_apply": dict(assessment.inapplicable),
        "declared_otherwise": [
            {**asdict(declaration), "scenarios": list(names)} for declaration, names in declared_otherwise(run)
        ],
    }


def _told(one: Judgement) -> dict[str, Any]:
    return {
        "met": one.met,
        "judged": one.judged,
        "found": one.found,
        "bound": one.bound,
        "numerator": one.numerator,
        "denominator": one.denominator,
    }


def _moment(seconds: float) -> str:
    """A moment in UTC; empty for none."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds") if seconds else ""
