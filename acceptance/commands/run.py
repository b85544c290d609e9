"""`run`: check an orchestrator against the specification, and render the report."""

import os
import shlex
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from time import time
from typing import Annotated, Final

import typer

from acceptance.commands.behaving import prints, run_behave
from acceptance.commands.paths import JUDGED, PATHS, REPORTS, RESULTS, ROOT, say
from acceptance.commands.report import finish
from acceptance.display.workflow import in_workflow, workflow_command
from acceptance.integrity.names import printable
from acceptance.integrity.rendering import record_digests
from acceptance.judging.causes import Cause
from acceptance.judging.waivers import check_waivers
from acceptance.locking.reports_lock import occupied
from acceptance.reporting.conclusion import publish
from acceptance.shards.division import Part, read_jobs
from acceptance.shards.processes import usual_jobs
from acceptance.shards.sharing import Order, SharedRun
from acceptance.specification.features import read_specification
from acceptance.specification.places import check_places
from acceptance.specification.tags import check_tags, chosen_tags, expressions_in
from acceptance.targets.choosing import read_target, typed
from acceptance.targets.typed_command import remember_folder

MOST_ANNOTATIONS: Final = 10
"""GitHub shows so many of one step."""


def run(
    rest: Annotated[
        list[str] | None, typer.Argument(metavar="BEHAVE", help="After --: options and paths for behave.")
    ] = None,
    target: Annotated[str, typer.Option(metavar="NAME", help="A target from targets.toml.")] = "",
    command: Annotated[str, typer.Option(metavar="LINE", help="A command, or the URL of a running server.")] = "",
    tags: Annotated[str, typer.Option(metavar="EXPRESSION", help="Run only the scenarios with matching tags.")] = "",
    jobs: Annotated[str, typer.Option(metavar="N", help="Run in N processes (default: one for each core).")] = "",
    large: Annotated[bool, typer.Option("--large", help="Run the large scenarios too.")] = False,
    rerun: Annotated[bool, typer.Option("--rerun", help="Run only what did not pass in the last run.")] = False,
    shard: Annotated[str, typer.Option(metavar="K/N", help="Run part K of N, each part on its own machine.")] = "",
    verbose: Annotated[bool, typer.Option("--verbose", help="Print every scenario, and each failure in full.")] = False,
) -> int:
    """Run the features, print the verdict and render the report, also if the run is cut short."""
    check_waivers(PATHS.waivers, PATHS.features)
    # The features run in the suite's own folder; a path in the command is meant from where the person stands.
    remember_folder()
    line = shlex.join(typed(command)) if command else ""
    if rerun:
        # Only here: it stands on this module.
        from acceptance.commands.rerun import run_again  # noqa: PLC0415

        return run_again(target, line, jobs, verbose=verbose)
    # Read now, since what behave calls off cannot be told from scenarios that fail by its exit code.
    wanted = read_target(PATHS.targets, target or None, line or None, cache=PATHS.cache)
    check_tags([*([tags] if tags else []), *expressions_in(rest or [])], ROOT)
    check_places(rest or [], ROOT)
    part, words = Part.read(shard) if shard else None, (*chosen_tags(tags, large=large), *(rest or []))
    order = Order(read_jobs(jobs) if jobs else 1, part, target, line, words, verbose or prints(words))
    # A server that runs elsewhere is left to one process, as each sees what the others do to it.
    if not jobs and wanted.command and not prints(words):
        order = replace(order, jobs=usual_jobs(ROOT, order.places(ROOT), order.options(ROOT)))
    with occupied(PATHS.reports, ROOT / "reports", "acceptance run", wanted.name) as lock:
        begun = time()
        say(f"Checking {printable(wanted.name)}.")
        if order.shared:
            shared = SharedRun(PATHS, order, say, lock)
            code, killed = shared.run(), shared.killed
        else:
            code, killed = run_behave(order, lock)
        # A run that was called off leaves the results of an earlier one, of which there is nothing new to tell.
        if any(result.stat().st_mtime >= begun for result in RESULTS.glob("*-result.json")):
            verdict = told(code)
            return code if killed else verdict
        return code


def told(code: int) -> int:
    """Tell the verdict, the counts and where the report is; returns the verdict's exit code, or the scenarios' own."""
    conclusion, outcome = finish(remember=True)
    record_digests(*JUDGED)
    say("")
    for line in conclusion.lines(outcome.message):
        say(line)
    if place := os.environ.get("GITHUB_STEP_SUMMARY"):
        publish(Path(place), REPORTS)
    code = code if conclusion.code is None else conclusion.code
    if in_workflow(os.environ):
        annotate(conclusion.causes.found, "error" if code else "warning")
    return code


def annotate(found: Sequence[Cause], kind: str) -> None:
    """Have GitHub show each cause at the scenario that is to be run again.

    Args:
        found: the causes, the gravest first.
        kind: `error` or `warning`.
    """
    cases = read_specification(PATHS.features).cases if found else {}
    for cause in found[:MOST_ANNOTATIONS]:
        file, _, line = cases[cause.example].place.rpartition(":")
        told = f"{cause.happened} ({cause.costs}). Run it again: {cause.command}"
        title = f"{cause.title} ({', '.join(cause.requirements)})"
        workflow_command(kind, told, file=shown_path(ROOT / file), line=line, title=title)


def shown_path(file: Path) -> str:
    """A file of the suite as GitHub knows it: from the checkout, where the suite is in it, else from the suite."""
    checkout = Path(os.environ.get("GITHUB_WORKSPACE") or ROOT)
    return file.relative_to(checkout if file.is_relative_to(checkout) else ROOT).as_posix()
