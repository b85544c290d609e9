"""`explain`: a bug report for a promise that the last run found broken."""

import os
import platform
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated

import typer

from acceptance.commandline.output import note
from acceptance.commands.paths import PATHS, say
from acceptance.commands.scenario import choose
from acceptance.errors import SuiteError
from acceptance.judging.causes import causes
from acceptance.judging.judgement import numbered
from acceptance.judging.run_record import RunRecord, read_run
from acceptance.reporting.explaining.failures import failed, failure_of, standing
from acceptance.reporting.explaining.issue import SCRIPT_FILE, Failure, issue
from acceptance.reporting.explaining.messages import MESSAGES, SCRIPT
from acceptance.specification.features import Case
from acceptance.specification.requirements import SEVERITIES_BY_GRAVITY
from acceptance.system.node import find_node
from acceptance.system.paths import NAME, called

ISSUE = "issue.md"
MOST_NAMED = 5


def explain(
    scenario: Annotated[
        str,
        typer.Argument(
            metavar="[SCENARIO]",
            help="A scenario's name or part of it, or a cause's number or title. Without it: the gravest cause.",
        ),
    ] = "",
    to: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Also write the report, the messages and the script there.")
    ] = None,
) -> int:
    """Print a bug report in Markdown for a scenario that failed in the last run. Nothing is run again."""
    run = read_run(PATHS.reports, PATHS.features)
    if not run.outcomes:
        raise SuiteError(
            f"There are no results of a run in {PATHS.reports}. Run the suite first: make accept TARGET=NAME"
        )
    case = (shown_by(run, scenario) or failed_case(run, scenario)) if scenario else gravest(run)
    if case is None:
        return 0
    failure, told = failure_of(run, case, PATHS), list(versions())
    # Who reads at a terminal would be left with the end of the script before the eyes.
    say(issue(failure, told, script=not sys.stdout.isatty()).rstrip("\n"))
    if to is not None:
        write(to, issue(failure, told), failure)
    return 0


def gravest(run: RunRecord) -> Case | None:
    """The scenario that shows the gravest cause; `None` if nothing failed, which is told."""
    found = causes(run)
    if found:
        return run.specification.cases[found[0].example]
    say("No scenario failed in the last run, so there is nothing to explain.")
    return None


def shown_by(run: RunRecord, words: str) -> Case | None:
    """The scenario that shows the cause of that number or title; `None` where scenarios are meant.

    Raises:
        SuiteError: there is no cause of that number.
    """
    found = causes(run)
    if words.isdecimal():
        if not 1 <= int(words) <= len(found):
            raise SuiteError(f"The last run has {numbered(len(found), 'cause')}, so there is no cause {words}.")
        return run.specification.cases[found[int(words) - 1].example]
    part = words.casefold()
    if any(part in name.casefold() and failed(run, name) for name in run.outcomes):
        return None
    titled = (run.specification.cases[one.example] for one in found if part in one.title.casefold())
    return next(titled, None)


def failed_case(run: RunRecord, name: str) -> Case | None:
    """The gravest scenario of that name that failed; `None` if there is none, and why is told.

    Raises:
        SuiteError: there is no scenario of that name.
    """
    found = choose(name, run.specification.cases)
    broken = sorted(
        (one for one in found if failed(run, one.name)), key=lambda one: SEVERITIES_BY_GRAVITY.index(one.severity)
    )
    if not broken:
        ran = [one for one in found if run.judged(one) is not None] or found
        for one in ran[:MOST_NAMED]:
            say(standing(run, one))
        return None
    for one in broken[1 : MOST_NAMED + 1]:
        note(f"Also failed: {called(f'explain {shlex.quote(one.name)}')}")
    return broken[0]


def versions() -> Iterator[tuple[str, str]]:
    """What the suite runs on."""
    try:
        yield "Suite", f"{NAME} {version(NAME)}"
    except PackageNotFoundError:
        yield "Suite", NAME
    yield "Python", platform.python_version()
    yield "Node", node_version()
    yield "System", platform.platform(terse=True)


def node_version() -> str:
    """The version of the Node that targets are started with."""
    try:
        command = [find_node().node[0], "--version"]
        told = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False).stdout
    except (SuiteError, OSError, subprocess.TimeoutExpired):
        return "none"
    return re.sub(r"\s", "", told)


def write(folder: Path, text: str, failure: Failure) -> None:
    """Write the report, the messages and the script into a folder.

    Raises:
        SuiteError: they cannot be written.
    """
    contents = {
        ISSUE: text,
        MESSAGES: failure.redactor.text(failure.messages.text),
        SCRIPT: SCRIPT_FILE.read_text(encoding="utf-8"),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            (folder / name).write_text(content, encoding="utf-8")
    except OSError as error:
        raise SuiteError(
            f"{folder} cannot be written to: {os.strerror(error.errno or 0)}. Name another folder."
        ) from None
    note(f"Written to {folder}: {', '.join(contents)}")
