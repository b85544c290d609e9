"""Whether results are those of one run of these features by this suite, carried to its end."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from acceptance.errors import SuiteError
from acceptance.judging.run_record import RunRecord

MOST_HOURS: Final = 24
"""Results that are further apart are not those of one run."""


class UnfinishedRunError(SuiteError):
    """The run was ended before its end, so it has no verdict; that is no mistake in what it was given."""


def check_whole(run: RunRecord) -> None:
    """Check that the results are those of one run of these features, carried to its end.

    Raises:
        SuiteError: they are not; the message says what to do.
        UnfinishedRunError: it was not carried to its end.
    """
    if not run.outcomes:
        raise SuiteError(
            "There are no results below reports/, so there is no verdict: run the whole suite (make accept)."
        )
    if what := _foreign(run):
        raise SuiteError(f"The results below reports/ belong to another run: {what}. Run the whole suite again.")
    if what := _several(run):
        raise SuiteError(f"The results below reports/ belong to several runs: {what}. Run the whole suite again.")
    if run.deaths:
        raise UnfinishedRunError(run.deaths[0])
    if missing := sorted(run.planned - set(run.outcomes)):
        raise UnfinishedRunError(
            f"The run was stopped early: {len(missing)} of {len(run.planned)} scenarios were not run, "
            f'"{missing[0]}" among them. Run the whole suite again.'
        )


def _foreign(run: RunRecord) -> str:
    """What shows that the results are of other features or another suite, in words; empty where nothing does."""
    strangers = [name for name in run.outcomes if name not in run.specification.cases]
    if strangers:
        return f'"{strangers[0]}" is not a scenario of the features'
    now = {
        "features": ("features_digest", run.specification.digest),
        "requirements": ("requirements_digest", run.requirements_digest),
        "steps and matchers": ("suite_digest", run.suite_digest),
    }
    for what, (name, digest) in now.items():
        if any(getattr(target, name) != digest for target in run.targets):
            return f"the {what} have changed since then"
    return ""


def _several(run: RunRecord) -> str:
    """What shows that the results are of several runs, in words; empty where nothing does."""
    if len(run.targets) > 1:
        names = " and ".join(sorted({f"{one.name} {one.version}".strip() for one in run.targets}))
        return f"{names} were judged, or one with several lists of tools or several sets of files"
    ends = [one.ended for one in run.outcomes.values() if one.ended]
    try:
        moments = [datetime.fromisoformat(run.began).timestamp(), *ends]
    except ValueError:
        moments = ends
    hours = (max(moments) - min(moments)) / 3600 if moments else 0.0
    return f"they were made over {hours:.0f} hours" if hours > MOST_HOURS else ""
