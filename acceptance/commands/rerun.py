"""`run --rerun`: run again what did not pass in the last run, beside its results."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from acceptance.commands.behaving import run_behave
from acceptance.commands.paths import PATHS, ROOT, apart, say
from acceptance.commands.scenario import selecting
from acceptance.errors import SuiteError
from acceptance.locking.reports_lock import occupied
from acceptance.reporting.conclusion import conclude
from acceptance.reporting.rerun import RERUN, read_rerun
from acceptance.shards.division import read_jobs
from acceptance.shards.processes import jobs_for
from acceptance.shards.sharing import Order, SharedRun
from acceptance.specification.features import Case, read_specification
from acceptance.targets.choosing import read_target

FOLDER: Final = "rerun"
"""The folder below the reports that takes the results, so that those of the last whole run stay."""


def run_again(target: str, line: str, jobs: str = "", *, verbose: bool = False) -> int:
    """Run again what did not pass, and tell what came of it; the verdict of the last run stays.

    Args:
        target: the name of a target; empty for the default one.
        line: what starts a target that has no name; empty for none.
        jobs: in how many processes, as it is typed; empty for as many as are worth it.
        verbose: whether all that behave prints is wanted.

    Raises:
        SuiteError: there is no list of what did not pass, or it is of other features.
    """
    chosen = failed_cases(read_rerun(PATHS.reports))
    wanted = read_target(PATHS.targets, target or None, line or None, cache=PATHS.cache)
    # A server that runs elsewhere is left to one process, as each sees what the others do to it.
    processes = read_jobs(jobs) if jobs else jobs_for(chosen) if wanted.command else 1
    places = apart(FOLDER)
    with occupied(places.reports, ROOT / "reports", "acceptance run --rerun", wanted.name) as lock:
        say(f"Running again what did not pass, {len(chosen)} in all; the results of the last whole run stay.")
        order = Order(processes, None, target, line, tuple(selecting(chosen)), verbose)
        code = SharedRun(places, order, say, lock).run() if order.shared else run_behave(order, lock, places)[0]
        conclusion = conclude(places.reports, PATHS.features, PATHS.waivers, today=date.today(), pdf=False)
    say("")
    for words in conclusion.lines(f"The results are in {places.reports}."):
        say(words)
    return code


def failed_cases(places: Sequence[str]) -> list[Case]:
    """The scenarios at some places.

    Raises:
        SuiteError: the features have changed, so that another scenario or none is there.
    """
    known = {case.place: case for case in read_specification(PATHS.features).cases.values()}
    if unknown := [place for place in places if place not in known]:
        raise SuiteError(
            f"{RERUN} names {unknown[0]}, where no scenario is: the features have changed since the last run. "
            "Run the whole suite again."
        )
    return [known[place] for place in places]
