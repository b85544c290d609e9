"""`run`: check an orchestrator against the specification, and render the report."""

import os
import shlex
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path
from time import time
from typing import Annotated

import typer

from acceptance.commands.paths import JUDGED, PATHS, REPORTS, RESULTS, ROOT, say
from acceptance.commands.report import finish
from acceptance.integrity.rendering import record_digests
from acceptance.judging.waivers import check_waivers
from acceptance.leftovers import clear
from acceptance.locking.reports_lock import ReportsLock, occupied
from acceptance.reporting.conclusion import publish
from acceptance.shards.division import Part, read_jobs
from acceptance.shards.sharing import Order, SharedRun
from acceptance.specification.tags import check_tags, expressions_in
from acceptance.supervision.watching import Watched
from acceptance.system.paths import Paths
from acceptance.targets.choosing import read_target, typed
from acceptance.targets.typed_command import remember_folder


def run(
    rest: Annotated[
        list[str] | None, typer.Argument(metavar="BEHAVE", help="After --: options and paths for behave.")
    ] = None,
    target: Annotated[str, typer.Option(metavar="NAME", help="A target from targets.toml.")] = "",
    command: Annotated[str, typer.Option(metavar="LINE", help="A command, or the URL of a running server.")] = "",
    tags: Annotated[str, typer.Option(metavar="EXPRESSION", help="Run only the scenarios with matching tags.")] = "",
    jobs: Annotated[str, typer.Option(metavar="N", help="Run in N processes.")] = "1",
    rerun: Annotated[bool, typer.Option("--rerun", help="Run only what did not pass in the last run.")] = False,
    shard: Annotated[str, typer.Option(metavar="K/N", help="Run part K of N, each part on its own machine.")] = "",
) -> int:
    """Run the features, print the verdict and render the report, also if the run is cut short."""
    check_waivers(PATHS.waivers, PATHS.features)
    # The features run in the suite's own folder; a path in the command is meant from where the person stands.
    remember_folder()
    line = shlex.join(typed(command)) if command else ""
    if rerun:
        # Only here: it stands on this module.
        from acceptance.commands.rerun import run_again  # noqa: PLC0415

        return run_again(target, line)
    # Read now, since what behave calls off cannot be told from scenarios that fail by its exit code.
    wanted = read_target(PATHS.targets, target or None, line or None, cache=PATHS.cache)
    options = [f"--tags={tags}"] if tags else []
    check_tags([*([tags] if tags else []), *expressions_in(rest or [])], ROOT)
    order = Order(read_jobs(jobs), Part.read(shard) if shard else None, target, line, (*options, *(rest or [])))
    with occupied(PATHS.reports, ROOT / "reports", "acceptance run", wanted.name) as lock:
        begun = time()
        if order.shared:
            shared = SharedRun(PATHS, order, say, lock)
            code, killed = shared.run(), shared.killed
        else:
            code, killed = behave(order.whole(), lock)
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
    return code if conclusion.code is None else conclusion.code


def behave(command: Sequence[str], lock: ReportsLock, paths: Paths = PATHS) -> tuple[int, bool]:
    """Run behave to its end; Ctrl-C is behave's to handle, and a termination is handed on to it.

    Returns:
        The exit code, and whether it was ended by somebody else: then it is 1.
    """
    environment = {**os.environ, **paths.variables(), **lock.variables()}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, pass_fds=(lock.descriptor,))
    signal.signal(signal.SIGTERM, lambda number, frame: process.terminate())
    watched = Watched(process, "The run", say)
    while True:
        try:
            code = watched.wait()
            break
        except KeyboardInterrupt:
            # The terminal has sent it to behave as well, which ends its servers and keeps the results so far.
            continue
    if code >= 0:
        return code, False
    if sentence := watched.killed():
        say(sentence)
    clear()
    return 1, True
